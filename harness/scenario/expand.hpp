// From a scenario to a plan: everything that chance decides is drawn here.
#pragma once
#include <cstdint>

#include "harness/plan.hpp"
#include "harness/scenario/scenario.hpp"

namespace drydock {

/// The plan of a scenario that was loaded without a mistake. Draws are keyed and arithmetic is on integers: the same on
/// every machine. What one order contains, or where one fault acts, depends on no other order or fault.
Plan expand(const Scenario&, std::uint64_t seed);

/// The same with the scenario's own seed.
inline Plan expand(const Scenario& scenario) { return expand(scenario, scenario.seed); }

}  // namespace drydock
