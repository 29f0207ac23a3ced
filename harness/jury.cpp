#include "harness/jury.hpp"

#include <algorithm>
#include <cassert>
#include <utility>

#include "contracts/workflows/workflows.hpp"

namespace drydock {
namespace {

std::vector<const InvariantRow*> rows_named(const std::vector<std::string>& names) {
  std::vector<const InvariantRow*> rows;
  if (names.empty())
    for (const InvariantRow& row : invariant_rows()) rows.push_back(&row);
  for (const std::string& name : names) {
    const InvariantRow* row = find_invariant(name);
    assert(row != nullptr && "the loader accepts known invariants only");
    if (row != nullptr) rows.push_back(row);
  }
  std::sort(rows.begin(), rows.end(), [](const auto* a, const auto* b) { return a->id < b->id; });
  rows.erase(std::unique(rows.begin(), rows.end()), rows.end());
  return rows;
}

bool in_play(const InvariantRow& row, const std::vector<std::string>& flows) {
  if (flows.empty() || row.flows.empty()) return true;
  return std::any_of(row.flows.begin(), row.flows.end(),
                     [&](std::string_view flow) { return std::find(flows.begin(), flows.end(), flow) != flows.end(); });
}

// The clause a finding rests on (InvariantRow::clauses); `message` is what decided it, null at a deadline or the end.
std::string_view clause_of(const InvariantRow& row, const MessageType* message) {
  if (row.clauses.empty()) return {};
  for (const std::string_view id : row.clauses) {
    const Clause* clause = message == nullptr ? nullptr : workflows().find_clause(id);
    if (clause == nullptr) continue;
    if (std::find(clause->messages.begin(), clause->messages.end(), message) != clause->messages.end()) return id;
  }
  return row.clauses.back();
}

}  // namespace

Jury::Jury(const Courtroom& room, const std::vector<std::string>& invariants, std::vector<std::string> flows)
    : Jury(room, rows_named(invariants), std::move(flows)) {}

Jury::Jury(const Courtroom& room, std::vector<const InvariantRow*> rows, std::vector<std::string> flows)
    : room_(room), evidence_(room) {
  room_.evidence = &evidence_;
  for (const InvariantRow* row : rows) {
    Chair& chair = chairs_.emplace_back();
    chair.row = row;
    if (in_play(*row, flows)) chair.judge = row->make(room_);
    if (!chair.judge) continue;
    for (std::size_t kind = 0; kind < by_kind_.size(); ++kind)
      if ((chair.judge->kinds() & (1U << kind)) != 0)
        by_kind_[kind].push_back(static_cast<std::uint32_t>(chairs_.size() - 1));
  }
}

void Jury::see(const Record& record) {
  last_record_ = record.n;
  if (record.kind == RecordKind::window || record.kind == RecordKind::crash || record.kind == RecordKind::recover)
    follow_faults(record);
  const bool verified = record.signature.empty();
  if (verified && (evidence_.kinds() & bit(record.kind)) != 0) evidence_.see(record);
  for (const std::uint32_t seat : by_kind_[static_cast<std::size_t>(record.kind)]) {
    if (!verified && !chairs_[seat].judge->hears_unverified()) continue;
    const std::size_t before = findings_.kept().size();
    chairs_[seat].judge->see(record, findings_);
    if (findings_.kept().size() > before) complete(*chairs_[seat].row, before, &record);
  }
}

void Jury::finish(Instant end, bool quiescent) {
  for (Chair& chair : chairs_) {
    if (!chair.judge) continue;
    const std::size_t before = findings_.kept().size();
    chair.judge->finish(end, quiescent, findings_);
    complete(*chair.row, before, nullptr);
  }
}

void Jury::follow_faults(const Record& record) {
  if (record.fault.empty()) return;
  const bool begins = record.kind == RecordKind::crash || (record.kind == RecordKind::window && record.status != 0);
  const auto found = std::find(open_faults_.begin(), open_faults_.end(), record.fault);
  if (begins && found == open_faults_.end()) open_faults_.emplace_back(record.fault);
  if (!begins && found != open_faults_.end()) open_faults_.erase(found);
}

// What a judge leaves open: its name, the clause, the faults active then, the place in the history.
void Jury::complete(const InvariantRow& row, std::size_t first, const Record* decided) {
  std::vector<Finding>& kept = findings_.kept();
  for (std::size_t i = first; i < kept.size(); ++i) {
    Finding& finding = kept[i];
    finding.name = row.name;
    if (finding.flow.empty() && !row.flows.empty()) finding.flow = row.flows.front();
    if (finding.clause.empty()) finding.clause = clause_of(row, decided == nullptr ? nullptr : decided->message);
    if (finding.record == 0) finding.record = last_record_;
    if (!finding.faults.empty()) continue;
    finding.faults = open_faults_;
    if (decided != nullptr && !decided->fault.empty() &&
        std::find(finding.faults.begin(), finding.faults.end(), decided->fault) == finding.faults.end())
      finding.faults.emplace_back(decided->fault);
  }
}

InvariantResult Jury::result(const Chair& chair) const {
  InvariantResult result;
  result.id = chair.row->id;
  result.name = chair.row->name;
  if (!chair.judge) {
    result.state = InvariantState::out_of_scope;
    result.reason = "none of its flows is in play";
    return result;
  }
  result.evaluations = chair.judge->evaluations();
  result.findings = findings_.count(chair.row->id);
  if (result.findings > 0) {
    result.state = InvariantState::violated;
  } else if (std::string reason = chair.judge->not_evaluated(); !reason.empty()) {
    result.state = InvariantState::not_evaluated;
    result.reason = std::move(reason);
  } else {
    result.state = result.evaluations > 0 ? InvariantState::held : InvariantState::not_exercised;
    if (result.evaluations == 0) result.reason = "it never saw " + std::string(chair.row->sees);
  }
  return result;
}

std::vector<InvariantResult> Jury::results() const {
  std::vector<InvariantResult> all;
  for (const Chair& chair : chairs_) all.push_back(result(chair));
  return all;
}

}  // namespace drydock
