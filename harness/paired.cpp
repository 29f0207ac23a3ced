#include "harness/paired.hpp"

#include <algorithm>

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
  const auto windows = carrier_windows(plan);
  Plan calm = plan;
  std::erase_if(calm.faults, [&](const auto& fault) {
    return std::any_of(windows.begin(), windows.end(), [&](const auto& window) { return window.fault == fault.id; });
  });
  return calm;
}

}  // namespace drydock
