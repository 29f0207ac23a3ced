#include <gtest/gtest.h>

#include "tests/harness/invariants/return_history.hpp"

namespace drydock::testing {
namespace {

const Lines two{{"1", "A", 2}};

History shipped_and_issued() {
  History h;
  h.opening("A", "wms-east", 10).place("O-1", two).event("wms-east", shipped("O-1", "S-1", two));
  h.effect("erp", issue("O-1", "S-1", two));
  return h;
}

TEST(StockConservation, holds_when_each_movement_is_booked_once) {
  History h = shipped_and_issued();
  h.event("wms-east", WmsReceived{"M-1", "E-1", "A", "wms-east", Bucket::unrestricted, 5, 2});
  h.effect("erp", GoodsReceiptPost{"M-1", "E-1", "A", "wms-east", 5});
  h.event("wms-east", pick_short("O-2", "1", "A", 1));
  h.effect("erp", adjust("O-2-F1-1-short", "A", -1));
  h.view("erp", Balance{"A", "wms-east", 12});
  const Said said = h.judge("I04");
  EXPECT_EQ(said.state, InvariantState::held) << (said.findings.empty() ? "" : said.findings[0].sentence);
  EXPECT_EQ(said.evaluations, 4u);
}

TEST(StockConservation, a_movement_booked_twice_is_charged) {
  History h = shipped_and_issued();
  h.effect("erp", issue("O-1", "S-1", two));
  const Said said = h.judge("I04");
  ASSERT_EQ(said.count, 1u);
  EXPECT_EQ(said.findings[0].seat, "erp");
  EXPECT_EQ(said.findings[0].item, "A");
}

TEST(StockConservation, a_booking_of_what_never_moved_is_charged) {
  History h;
  h.opening("A", "wms-east", 10);
  h.effect("erp", adjust("M-9", "A", -1));
  EXPECT_EQ(h.judge("I04").count, 1u);
}

TEST(StockConservation, a_booking_of_another_quantity_is_charged) {
  History h;
  h.opening("A", "wms-east", 10).event("wms-east", shipped("O-1", "S-1", two));
  h.effect("erp", issue("O-1", "S-1", {{"1", "A", 12}}));
  EXPECT_EQ(h.judge("I04").count, 1u);
}

TEST(StockConservation, views_must_add_up_at_rest_only) {
  History h = shipped_and_issued();
  h.view("erp", Balance{"A", "wms-east", 9});
  EXPECT_EQ(h.judge("I04", true).count, 1u);
  EXPECT_EQ(h.judge("I04", false).state, InvariantState::held);
}

TEST(StockConservation, a_quality_hold_moves_nothing_out) {
  History h;
  h.opening("A", "wms-east", 10).event("wms-east", WmsLotHeld{"M-1", "A", "wms-east", {}, 3, "inspection", 1});
  InventoryAdjust moved = adjust("M-1", "A", 0);
  moved.quantity = 3;
  h.effect("erp", moved);
  h.view("erp", Balance{"A", "wms-east", 10});
  EXPECT_EQ(h.judge("I04").state, InvariantState::held);
}

TEST(StockConservation, a_shipment_of_several_packages_is_one_booking) {
  History h;
  h.opening("A", "wms-east", 10);
  WmsShipped left = shipped("O-1", "S-1", two);
  left.packages.push_back({"O-1-F1-P2", "carrier-fast", "T-2", two});
  h.event("wms-east", left);
  h.effect("erp", issue("O-1", "S-1", {{"1", "A", 4}}));
  EXPECT_EQ(h.judge("I04").state, InvariantState::held);
}

TEST(StockConservation, without_bookings_and_views_nothing_is_exercised) {
  History h;
  h.opening("A", "wms-east", 10);
  EXPECT_EQ(h.judge("I04").state, InvariantState::not_exercised);
}

TEST(StockConservation, what_is_restocked_counts_by_its_disposition) {
  Returned h;
  h.opening("A", "wms-east", 10);
  h.come_back();
  EXPECT_EQ(h.judge("I04", false).state, InvariantState::held) << sentences(h.judge("I04", false));
  h.effect("erp", GoodsReceiptPost{"O-1-R1-1-missing", "O-1-R1", "A", "wms-east", 1});
  EXPECT_EQ(h.judge("I04", false).count, 1u) << "what never came moved nothing";
}

}  // namespace
}  // namespace drydock::testing
