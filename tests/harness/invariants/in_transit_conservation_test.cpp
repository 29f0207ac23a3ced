#include <gtest/gtest.h>

#include "contracts/canonical/transfer.hpp"
#include "tests/support/history_builder.hpp"

namespace drydock::testing {
namespace {

TransferOrderCreated ordered(std::int64_t quantity = 5) {
  return {"T-1", "wms-west", "wms-east", t0, {{"1", "A", quantity}}};
}
WmsShipped departed(std::int64_t quantity) {
  return {"T-1-F1-S1", "T-1-F1", "T-1",
          "wms-west",  t0,       {{"T-1-F1-P1", "own-fleet", "T-1-F1-P1", {{"1", "A", quantity}}}}};
}
WmsReceived received(std::int64_t quantity, Bucket bucket = Bucket::unrestricted, const std::string& at = "wms-east") {
  const bool sound = bucket == Bucket::unrestricted;
  return {sound ? "T-1-in" : "T-1-damaged", "T-1-F1-S1", "A", at, bucket, quantity, 2};
}
WmsInboundClosed counted(std::int64_t expected, std::int64_t came, std::int64_t damaged, std::int64_t lost) {
  return {"T-1-F1-S1", "T-1", "wms-east", {{"1", "A", expected, came, damaged, lost}}};
}
TransferOrderClose close(std::int64_t shipped, std::int64_t came, std::int64_t lost) {
  return {"T-1", {{"1", "A", shipped, came, lost}}};
}

// Five ordered, five left, three came sound and one broken, one was lost.
History on_the_way() {
  History h;
  h.opening("A", "wms-west", 10).opening("A", "wms-east", 2);
  h.effect("erp", ordered());
  h.effect("wms-west", departed(5));
  return h;
}
History arrived() {
  History h = on_the_way();
  h.effect("wms-east", received(3));
  h.effect("wms-east", received(1, Bucket::damaged));
  h.effect("wms-east", counted(5, 3, 1, 1));
  return h;
}
void view(History& h, const std::string& location, std::int64_t on_hand, std::int64_t damaged = 0) {
  h.view("pipeline", PositionView{"A", location, on_hand, 0, damaged, 0, 0, 0, 9});
}
std::string first(const Said& said) { return said.findings.empty() ? std::string() : said.findings[0].sentence; }

TEST(InTransitConservation, HoldsWhenAllIsReceivedOrDeclaredLost) {
  History h = arrived();
  h.effect("erp", GoodsReceiptPost{"T-1-in", "T-1-F1-S1", "A", "wms-east", 3});
  h.effect("erp", GoodsReceiptPost{"T-1-damaged", "T-1-F1-S1", "A", "wms-east", 1});
  h.effect("erp", close(5, 4, 1));
  view(h, "wms-west", 5);
  view(h, "wms-east", 5, 1);
  const Said said = h.judge("I05");
  EXPECT_EQ(said.state, InvariantState::held) << first(said);
  EXPECT_EQ(said.evaluations, 10u);
}

TEST(InTransitConservation, SaysNothingWhereNothingIsMoved) {
  History h;
  h.opening("A", "wms-east", 10);
  EXPECT_EQ(h.judge("I05").state, InvariantState::not_exercised);
}

TEST(InTransitConservation, MoreThanWasOrderedMustNotLeave) {
  History h;
  h.opening("A", "wms-west", 10);
  h.effect("erp", ordered(4));
  h.effect("wms-west", departed(5));
  const Said said = h.judge("I05", false);
  ASSERT_EQ(said.count, 1u);
  EXPECT_EQ(said.findings[0].seat, "wms-west");
}

TEST(InTransitConservation, MoreThanLeftOrElsewhereCannotCome) {
  History more = on_the_way();
  more.effect("wms-east", received(6));
  EXPECT_EQ(more.judge("I05", false).count, 1u);
  History elsewhere = on_the_way();
  elsewhere.effect("wms-west", received(5, Bucket::unrestricted, "wms-west"));
  EXPECT_EQ(elsewhere.judge("I05", false).count, 1u);
}

TEST(InTransitConservation, WhatTheReceiverCountsMustAddUp) {
  History h = on_the_way();
  h.effect("wms-east", received(3));
  h.effect("wms-east", counted(5, 3, 0, 1));
  const Said said = h.judge("I05", false);
  ASSERT_EQ(said.count, 1u);
  EXPECT_EQ(said.findings[0].party, "wms-east");
}

TEST(InTransitConservation, TheErpBooksWhatWasCountedNotWhatWasAnnounced) {
  History h = arrived();
  h.effect("erp", GoodsReceiptPost{"T-1-in", "T-1-F1-S1", "A", "wms-east", 5});
  const Said said = h.judge("I05", false);
  ASSERT_EQ(said.count, 1u);
  EXPECT_EQ(said.findings[0].expected, "at most 4");
}

TEST(InTransitConservation, ATransferIsClosedWithTheTruth) {
  History wrong = arrived();
  wrong.effect("erp", close(5, 5, 0));
  EXPECT_EQ(wrong.judge("I05", false).count, 1u);
  History early = on_the_way();
  early.effect("erp", close(5, 5, 0));
  EXPECT_EQ(early.judge("I05", false).count, 1u);
}

TEST(InTransitConservation, NothingIsOnTheRoadForEver) {
  History h = on_the_way();
  const Said said = h.judge("I05", true);
  ASSERT_EQ(said.count, 1u);
  EXPECT_NE(first(said).find("still in transit"), std::string::npos);
  EXPECT_EQ(h.judge("I05", false).count, 0u) << "the run did not come to rest";
}

TEST(InTransitConservation, ATransferThatNobodyWorkedIsNoSuccess) {
  History h;
  h.opening("A", "wms-west", 10);
  h.effect("erp", ordered());
  const Said said = h.judge("I05", true);
  ASSERT_EQ(said.count, 1u);
  EXPECT_NE(first(said).find("never closed"), std::string::npos);
}

TEST(InTransitConservation, MovingStockMakesNone) {
  History h = arrived();
  h.effect("erp", close(5, 4, 1));
  view(h, "wms-west", 10);  // the sender never gave it up
  view(h, "wms-east", 5, 1);
  const Said said = h.judge("I05");
  ASSERT_EQ(said.count, 1u);
  EXPECT_EQ(said.findings[0].expected, "11");
  EXPECT_EQ(said.findings[0].actual, "16");
}

TEST(InTransitConservation, what_leaves_after_its_order_was_closed_is_charged) {
  History h;
  h.opening("A", "wms-west", 10).opening("A", "wms-east", 2);
  h.effect("erp", ordered());
  h.effect("erp", close(0, 0, 0));
  h.effect("wms-west", departed(5));
  const Said said = h.judge("I05");
  ASSERT_GE(said.count, 1u);
  EXPECT_NE(first(said).find("after its order had been closed"), std::string::npos) << first(said);
}

}  // namespace
}  // namespace drydock::testing
