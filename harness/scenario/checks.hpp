// What no single value shows: names that must exist, windows that must fit, faults where they make sense.
#pragma once
#include "harness/scenario/loader.hpp"
#include "harness/scenario/reading.hpp"

namespace drydock {

/// Checks a scenario whose clock, enterprise and demand were read without a mistake, and tells what is wrong.
void check_scenario(Reading&, const Scenario&, const Vocabulary&);

/// An item that the file names must be in the catalog.
void check_item(Reading&, const Scenario&, const ItemChoice&);
/// Named orders against the enterprise: items, regions, services, warehouses, times.
void check_orders(Reading&, const Scenario&);
/// An order that a trigger waits for must be there.
void check_trigger(Reading&, const Scenario&, const Marked<PlannedTrigger>&);
/// Checks the targets, windows and triggers of its faults.
void check_faults(Reading&, const Scenario&, const Vocabulary&);

/// The faults that cannot be done to real sockets, as mistakes; empty if the scenario can run live.
std::vector<Mistake> check_live(const Scenario&, const Vocabulary&);

}  // namespace drydock
