// Items that are launched, changed or discontinued while a scenario runs: checked, and written into the plan.
#pragma once
#include "harness/plan.hpp"
#include "harness/scenario/reading.hpp"
#include "harness/scenario/scenario.hpp"

namespace drydock {

void check_master_data(Reading&, const Scenario&);

/// What the ERP decides, what the warehouses receive of new items, and a line more in some of the orders that are in
/// the plan. The versions of an item are counted in the order of their decisions.
void add_master_data(const Scenario&, Plan&);

}  // namespace drydock
