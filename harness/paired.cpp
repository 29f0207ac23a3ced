#include "harness/paired.hpp"

#include <algorithm>
#include <utility>

#include "harness/invariants/carrier_windows.hpp"

namespace drydock {
namespace {

constexpr const char* judge = "I34";
constexpr const char* judge_name = "no-warehouse-blocking";

bool judged(const Plan& plan) {
  const auto& chosen = plan.invariants;
  return chosen.empty() || std::find(chosen.begin(), chosen.end(), judge) != chosen.end() ||
         std::find(chosen.begin(), chosen.end(), judge_name) != chosen.end();
}

}  // namespace

bool needs_paired_run(const Plan& plan) { return judged(plan) && !carrier_windows(plan).empty(); }

Plan without_carrier_faults(const Plan& plan) {
  Plan calm = plan;
  calm.faults.clear();
  for (PlannedFault fault : plan.faults)
    if (spare_carriers(plan, fault)) calm.faults.push_back(std::move(fault));
  return calm;
}

}  // namespace drydock
