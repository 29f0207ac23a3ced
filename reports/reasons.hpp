// Why a verdict is what it is, in lines a person reads first.
#pragma once
#include <cstddef>
#include <string>
#include <vector>

#include "reports/verdict.hpp"

namespace drydock {

/// "exactly-once-effect violated, 3 findings"; "expected availability.p99 <= 200ms, was 312ms"; "fault erp-down never
/// fired". Empty for a pass that nothing cut short.
std::vector<std::string> reasons(const Verdict&);
/// Of a limit that was not evaluated: "no data"; "not judged", where the run was cut short.
std::string not_judged(const Verdict&);
/// How many findings of one invariant a report for people tells, the first of them whole; the json report has all that
/// were kept.
inline constexpr std::size_t told_of_one_invariant = 3;
struct ToldInvariant {
  std::string id;
  std::string name;
  std::vector<const Finding*> findings;  ///< at least one, at most told_of_one_invariant
  std::string more;                      ///< "... and 20 more (2 of them in the json report)"; empty: these are all
};
/// What a report for people tells, in the order of the verdict's findings.
std::vector<ToldInvariant> told_findings(const Verdict&);
/// The violated invariants, those told first first.
std::vector<const InvariantResult*> violated(const Verdict&);

}  // namespace drydock
