#include "harness/lot_states.hpp"

#include <gtest/gtest.h>

#include "tests/harness/reached_count.hpp"

namespace drydock::testing {
namespace {

WmsLotHeld hold(const std::string& reason) { return {"M-1", "A", "wms-east", "L1", 2, reason, 1}; }
Lots of_lot(const std::string& lot) { return std::vector<LotQuantity>{{"1", "A", lot, 2}}; }
const Lines two{{"1", "A", 2}};

TEST(LotStates, ARecallIsAHoldForGood) {
  History h;
  h.event("wms-east", hold("quality"));
  EXPECT_EQ(reached_count(h, "lot.recalled"), 0u);
  h.event("wms-east", hold("recalled"));
  EXPECT_EQ(reached_count(h, "lot.recalled"), 1u);
}

TEST(LotStates, APickOfAnotherLotThanWasAssigned) {
  History h;
  h.publish("wms-east", WmsAllocated{"O-1-F1", "O-1", "wms-east", two, of_lot("L1")}, "e1");
  h.event("wms-east", WmsPickConfirmed{"O-1-F1", "O-1", "wms-east", two, of_lot("L1")});
  EXPECT_EQ(reached_count(h, "lot.swapped"), 0u);
  h.event("wms-east", WmsPickConfirmed{"O-1-F1", "O-1", "wms-east", two, of_lot("L2")});
  EXPECT_EQ(reached_count(h, "lot.swapped"), 1u);
}

TEST(LotStates, BlockedOnItsDayAndNotForAnotherReason) {
  History h;
  h.event("wms-east", WmsMoved{"M-1", "A", "wms-east", Bucket::unrestricted, Bucket::damaged, 2, "fell", 1});
  EXPECT_EQ(reached_count(h, "lot.expired"), 0u);
  h.event("wms-east", WmsMoved{"M-2", "A", "wms-east", Bucket::unrestricted, Bucket::damaged, 2, "expired", 2});
  EXPECT_EQ(reached_count(h, "lot.expired"), 1u);
}

TEST(LotStates, APackageTakenApartAndItsLabelGivenBack) {
  History h;
  h.event("wms-east", WmsPackVoided{"O-1-F1-P1", "O-1-F1", "O-1", "wms-east", "recalled"});
  h.effect("carrier-fast", LabelVoid{"O-1-F1-P1", "O-1", "L-1", "T-1"});
  EXPECT_EQ(reached_count(h, "package.voided"), 1u);
  EXPECT_EQ(reached_count(h, "label.voided"), 1u);
}

}  // namespace
}  // namespace drydock::testing
