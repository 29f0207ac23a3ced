// Clocks that a plan puts wrong: an honest party tells the time that its clock shows.
#pragma once
#include "harness/plan.hpp"

namespace drydock {

/// How far a told time may be from the true one because of the plan's own faults on clocks: the sum of what each of
/// them can come to. Zero for a plan without such faults.
Duration declared_clock_error(const Plan&);

/// How far clocks may differ in all: the bound `clock_skew`, beyond what the plan declares.
inline Duration clock_tolerance(const Plan& plan) { return plan.bounds.clock_skew + declared_clock_error(plan); }

}  // namespace drydock
