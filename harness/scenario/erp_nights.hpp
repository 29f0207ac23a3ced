// The nights of the run: when the ERP's batch is at work, and what it sends in the morning.
#pragma once
#include <vector>

#include "harness/plan.hpp"
#include "harness/scenario/scenario.hpp"

namespace drydock {

/// The batch of one night; it ends with the run at the latest, and may have begun before it.
struct BatchNight {
  Instant begins;
  Instant ends;
};
/// Those of the run, oldest first. A night whose hour the clocks skip has none.
std::vector<BatchNight> batch_nights(const Scenario&);

/// Each batch that begins in the run copies the balances when it begins, and sends the copy when it ends.
void add_balance_snapshots(const Scenario&, Plan&);

}  // namespace drydock
