// The transfers of a scenario: checked, and as the planner's decisions of a plan.
#pragma once
#include "harness/plan.hpp"
#include "harness/scenario/reading.hpp"
#include "harness/scenario/scenario.hpp"

namespace drydock {

/// Warehouses exist and differ, items exist, everything lies within the run and arrives before the end of settle.
void check_transfers(Reading&, const Scenario&);

/// One decision a transfer, or one each `every` until the end of the run: "<id>", or "<id>-2". Shares are of the
/// sender's opening stock in `plan.stock`, at least one unit.
void add_transfers(const Scenario&, Plan&);

}  // namespace drydock
