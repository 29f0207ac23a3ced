// The paired run: the same plan without the faults whose price is measured. Draws are keyed, so that everything else is
// the same to the letter.
#pragma once
#include "harness/plan.hpp"

namespace drydock {

/// Whether a judged invariant compares with a run without carrier faults (I34), and there are such faults to leave out.
bool needs_paired_run(const Plan&);
/// The plan without what its windowed faults do to carriers and to calls of them (carrier_windows).
Plan without_carrier_faults(const Plan&);

}  // namespace drydock
