#include "reports/reasons.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "reports/when.hpp"

namespace drydock {
namespace {

std::string plural(std::uint64_t n, std::string_view one) { return fmt::format("{} {}{}", n, one, n == 1 ? "" : "s"); }

void add_failures(const Verdict& verdict, std::vector<std::string>& out) {
  for (const auto* row : violated(verdict))
    out.push_back(fmt::format("{} violated, {}", row->name, plural(row->findings, "finding")));
  for (const auto& row : verdict.expectations)
    if (row.evaluated && !row.met)
      out.push_back(fmt::format("expected {} {}, was {}", row.measure, row.limit, row.actual));
}

void add_gaps(const Verdict& verdict, std::vector<std::string>& out) {
  for (const auto& row : verdict.invariants)
    if (verdict.partial.empty() && row.required && row.state != InvariantState::held &&
        row.state != InvariantState::violated)
      out.push_back(fmt::format("{} is required and was not judged: {}", row.name,
                                row.reason.empty() ? to_string(row.state) : row.reason));
  for (const auto& row : verdict.faults)
    if (row.must_fire && row.fired == 0 && row.state == "never_fired")
      out.push_back(fmt::format("fault {} ({}) never fired", row.id, row.planned));
  for (const auto& row : verdict.reached)
    if (row.declared && row.count == 0) out.push_back(fmt::format("{} was never reached", row.name));
  for (const auto& row : verdict.expectations)
    if (!row.evaluated && verdict.cut_short.empty())
      out.push_back(fmt::format("nothing to judge {} {} on", row.measure, row.limit));
}

std::string and_more(const InvariantResult& row, std::uint64_t told, std::uint64_t kept) {
  if (row.findings <= told) return {};
  const std::string out = fmt::format("... and {} more", grouped(row.findings - told));
  if (kept == row.findings) return out + " (in the json report)";
  return kept > told ? fmt::format("{} ({} of them in the json report)", out, kept - told) : out;
}

}  // namespace

std::vector<std::string> reasons(const Verdict& verdict) {
  std::vector<std::string> out;
  if (!verdict.problem.empty()) out.push_back(verdict.problem);
  if (!verdict.cut_short.empty())
    out.push_back(fmt::format("ended early by {}: what had not happened by then is not judged", verdict.cut_short));
  if (!verdict.partial.empty()) out.push_back(verdict.partial);
  if (verdict.outcome == Outcome::pass) return out;
  add_failures(verdict, out);
  add_gaps(verdict, out);
  return out;
}

std::string not_judged(const Verdict& verdict) { return verdict.cut_short.empty() ? "no data" : "not judged"; }

std::vector<ToldInvariant> told_findings(const Verdict& verdict) {
  std::vector<ToldInvariant> out;
  std::map<std::string, std::uint64_t> kept;
  for (const auto& finding : verdict.findings) {
    if (kept[finding.invariant]++ == 0) out.push_back({finding.invariant, finding.name, {}, {}});
    const auto group = std::find_if(out.begin(), out.end(), [&](const auto& g) { return g.id == finding.invariant; });
    if (group->findings.size() < told_of_one_invariant) group->findings.push_back(&finding);
  }
  for (auto& group : out)
    for (const auto& row : verdict.invariants)
      if (row.id == group.id) group.more = and_more(row, group.findings.size(), kept[group.id]);
  return out;
}

std::vector<const InvariantResult*> violated(const Verdict& verdict) {
  std::vector<const InvariantResult*> out;
  const auto add = [&](const InvariantResult& row) {
    if (row.state == InvariantState::violated && std::find(out.begin(), out.end(), &row) == out.end())
      out.push_back(&row);
  };
  for (const auto& finding : verdict.findings)
    for (const auto& row : verdict.invariants)
      if (row.id == finding.invariant) add(row);
  for (const auto& row : verdict.invariants) add(row);
  return out;
}

}  // namespace drydock
