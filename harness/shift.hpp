// A plan at another time.
#pragma once
#include "harness/plan.hpp"

namespace drydock {

/// Moves every instant of a plan by the same span: its start, stimuli, trucks, fault windows and crashes. A live run
/// uses it when the enterprise took longer to become ready than the plan allowed for.
void shift(Plan&, Duration);

}  // namespace drydock
