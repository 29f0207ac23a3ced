// Why a verdict is what it is, in lines a person reads first.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "reports/verdict.hpp"

namespace drydock {

/// "exactly-once-effect violated, 3 findings"; "expected availability.p99 <= 200ms, was 312ms"; "fault erp-down never
/// fired". Empty for a pass that nothing cut short.
std::vector<std::string> reasons(const Verdict&);
/// Findings of that invariant that were counted but are not among verdict.findings.
std::uint64_t untold(const Verdict&, std::string_view invariant);

}  // namespace drydock
