#include "harness/recorded.hpp"

#include <algorithm>

#include "harness/invariants/text.hpp"
#include "reports/when.hpp"

namespace drydock {
namespace {

bool is_message(RecordKind kind) {
  return kind == RecordKind::request || kind == RecordKind::ok || kind == RecordKind::deliver;
}

/// Contracts are judged message by message; every other judge counts over the messages of a run.
bool judged_alone(const InvariantRow& row) { return row.id == "I56"; }

bool needs_plan(const InvariantRow& row) {
  return std::find(row.needs.begin(), row.needs.end(), "plan") != row.needs.end();
}

std::string what_is_kept(const Recorded& history) {
  if (!history.has_bodies()) return "the history keeps no bodies";
  return text("the history keeps ", grouped(history.kept()), " of ", grouped(history.places()), " records");
}

void leave_open(InvariantResult& result, std::string why) {
  result.state = InvariantState::not_evaluated;
  result.evaluations = 0;
  result.findings = 0;
  result.reason = std::move(why);
}

void leave_the_rest_open(Verdict& verdict) {
  verdict.measures.clear();
  for (ExpectationResult& each : verdict.expectations) {
    each.evaluated = false;
    each.actual.clear();
  }
  std::erase_if(verdict.reached, [](const ReachedResult& each) { return each.count == 0; });
  std::erase_if(verdict.faults, [](const FaultResult& each) { return each.fired == 0; });
}

}  // namespace

void Recorded::see(const Record& record) {
  if (record.n > last_) ++kept_;
  last_ = std::max(last_, record.n);
  if (is_message(record.kind)) {
    anew_ = record.body != nullptr;
    ++messages_;
    with_body_ += anew_ ? 1U : 0U;
  }
  const bool made_anew = record.kind == RecordKind::violation || record.kind == RecordKind::view;
  if (!made_anew || !anew_) next_.see(record);
}

std::string why_not_judged(const InvariantRow& row, const Recorded& history, bool with_plan) {
  if (!history.has_bodies()) return what_is_kept(history) + "; record it with --history full";
  if (!history.has_every_record() && !judged_alone(row)) return "it needs the whole run: record it with --history full";
  if (!with_plan && needs_plan(row))
    return "it needs the plan (masters, fault windows, bounds): plan.yaml beside the history, or --plan FILE";
  return {};
}

void leave_open(Verdict& verdict, const Recorded& history, bool with_plan) {
  for (InvariantResult& result : verdict.invariants) {
    std::string why = why_not_judged(*find_invariant(result.id), history, with_plan);
    // What the recorder itself found on the wire stands, bodies or not.
    if (why.empty() || (result.id == "I56" && result.findings > 0)) continue;
    leave_open(result, std::move(why));
    std::erase_if(verdict.findings, [&](const Finding& finding) { return finding.invariant == result.id; });
  }
  if (history.has_bodies() && history.has_every_record()) return;
  leave_the_rest_open(verdict);
  verdict.partial = what_is_kept(history) + ": only what one message shows by itself is judged";
}

bool judged_something(const Verdict& verdict) {
  return std::any_of(verdict.invariants.begin(), verdict.invariants.end(), [](const InvariantResult& result) {
    return result.state == InvariantState::held || result.state == InvariantState::violated;
  });
}

}  // namespace drydock
