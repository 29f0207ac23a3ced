#include "reports/reasons.hpp"

#include <fmt/format.h>

namespace drydock {
namespace {

std::string plural(std::uint64_t n, std::string_view one) { return fmt::format("{} {}{}", n, one, n == 1 ? "" : "s"); }

void add_failures(const Verdict& verdict, std::vector<std::string>& out) {
  for (const auto& row : verdict.invariants)
    if (row.state == InvariantState::violated)
      out.push_back(fmt::format("{} violated, {}", row.name, plural(row.findings, "finding")));
  for (const auto& row : verdict.expectations)
    if (row.evaluated && !row.met)
      out.push_back(fmt::format("expected {} {}, was {}", row.measure, row.limit, row.actual));
}

void add_gaps(const Verdict& verdict, std::vector<std::string>& out) {
  for (const auto& row : verdict.faults)
    if (row.must_fire && row.fired == 0 && row.state == "never_fired")
      out.push_back(fmt::format("fault {} ({}) never fired", row.id, row.planned));
  for (const auto& row : verdict.reached)
    if (row.declared && row.count == 0) out.push_back(fmt::format("{} was never reached", row.name));
  for (const auto& row : verdict.expectations)
    if (!row.evaluated) out.push_back(fmt::format("nothing to judge {} {} on", row.measure, row.limit));
}

}  // namespace

std::vector<std::string> reasons(const Verdict& verdict) {
  std::vector<std::string> out;
  if (!verdict.problem.empty()) out.push_back(verdict.problem);
  if (!verdict.cut_short.empty())
    out.push_back(fmt::format("ended early by {}: what had not happened by then is not judged", verdict.cut_short));
  if (verdict.outcome == Outcome::pass) return out;
  add_failures(verdict, out);
  add_gaps(verdict, out);
  return out;
}

std::uint64_t untold(const Verdict& verdict, std::string_view invariant) {
  std::uint64_t told = 0;
  for (const auto& finding : verdict.findings) told += finding.invariant == invariant ? 1U : 0U;
  for (const auto& row : verdict.invariants)
    if (row.id == invariant) return row.findings > told ? row.findings - told : 0;
  return 0;
}

}  // namespace drydock
