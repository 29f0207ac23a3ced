#include "harness/balance_states.hpp"

#include <gtest/gtest.h>

#include "contracts/canonical/balances.hpp"
#include "tests/harness/reached_count.hpp"

namespace drydock::testing {
namespace {

BalanceSnapshot copy(Instant as_of) { return {"balances-1", as_of, "wms-east", 1, 1, {{"A", 10}, {"B", 3}}}; }
WmsAdjusted adjusted(const std::string& item) {
  WmsAdjusted made;
  made.movement_id = "M-" + item;
  made.item = item;
  made.location = "wms-east";
  made.delta = -1;
  return made;
}

TEST(BalanceStates, ACopyOfWhichSomethingHasMovedSince) {
  History h;
  h.at(minutes(1)).event("wms-east", adjusted("B"));
  const Instant as_of = t0 + minutes(2);
  h.at(minutes(3)).event("wms-east", adjusted("C"));
  h.at(minutes(4)).event("erp", copy(as_of));
  EXPECT_EQ(reached_count(h, "balances.outdated"), 0u) << "what moved before it is in it, and C is not in it at all";
  h.at(minutes(5)).event("wms-east", adjusted("A"));
  h.at(minutes(6)).event("erp", copy(as_of));
  EXPECT_EQ(reached_count(h, "balances.outdated"), 1u);
}

}  // namespace
}  // namespace drydock::testing
