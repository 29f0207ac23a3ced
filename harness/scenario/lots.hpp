// Items that are kept by lots: what a scenario says of them, and what becomes of it in the plan.
#pragma once
#include "harness/plan.hpp"
#include "harness/scenario/reading.hpp"
#include "harness/scenario/scenario.hpp"

namespace drydock {

/// "ITEM-0001-L2": the second lot of an item to expire, of the same name in every warehouse.
std::string lot_name(const std::string& item, std::int64_t number);

/// The items exist and are named once; lots that operations name are there.
void check_lots(Reading&, const Scenario&);

/// Splits the opening stock of `plan.stock` into lots, and lets those expire that do so while it runs. A receipt of an
/// item that is kept by lots is a lot of its own, named like the movement, that expires after all others.
void add_lots(const Scenario&, Plan&);

}  // namespace drydock
