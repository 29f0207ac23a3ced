// The plans that are measured: scenarios of the catalogue, changed by flags as anybody would.
#pragma once
#include <string>
#include <vector>

#include "harness/cli/services.hpp"
#include "harness/plan.hpp"

namespace drydock::cli {

/// Throws std::runtime_error with the mistakes if there is no such plan.
Plan plan_of(const Services&, const std::string& scenario, const std::vector<std::string>& sets = {});

/// Judged: one run without the paired one and without stories. Every n-th message is checked against its contract, none
/// with 0. Throws std::runtime_error if the run fails: what is wrong is no yardstick.
Verdict judged(const Services&, const Plan&, std::int64_t contracts_every);

}  // namespace drydock::cli
