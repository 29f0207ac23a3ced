// The transfer flow: spoken for at the sender, at neither node on the road, at the receiver when it was counted.
#include <gtest/gtest.h>

#include "tests/mocks/pipeline/transfer_scene.hpp"

namespace drydock::testing {
namespace {

TEST(Transfer, MovesStockAndIsClosedWithWhatCame) {
  Enterprise e;
  e.start();
  Move move{e};
  move.ordered(4);
  const auto releases = e.bodies<OutboundOrderCreate>();
  ASSERT_EQ(releases.size(), 1u);
  EXPECT_EQ(releases[0].service, transfer_service);
  EXPECT_EQ(releases[0].ship_to.region, "wms-east");
  EXPECT_EQ(e.position("A", "wms-west").released, 4);
  move.left(4);
  EXPECT_EQ(e.position("A", "wms-west").unrestricted, 6);
  EXPECT_EQ(e.position("A", "wms-west").released + e.position("A", "wms-west").picked, 0);
  EXPECT_EQ(e.position("A", "wms-east").unrestricted, 10) << "on the road it is nobody's";
  ASSERT_EQ(e.bodies<InboundExpect>().size(), 1u);
  EXPECT_EQ(e.bodies<InboundExpect>()[0].lines, (std::vector<LineQuantity>{{"1", "A", 4}}));
  EXPECT_EQ(e.bodies<GoodsIssuePost>().size(), 1u);
  EXPECT_TRUE(e.bodies<InvoiceCreate>().empty());
  EXPECT_TRUE(e.bodies<FulfillmentCreate>().empty());
  EXPECT_TRUE(e.bodies<TransferOrderClose>().empty());
  move.counted(4, 2, 1);
  EXPECT_EQ(e.position("A", "wms-east").unrestricted, 12);
  EXPECT_EQ(e.position("A", "wms-east").damaged, 1);
  ASSERT_EQ(e.bodies<TransferOrderClose>().size(), 1u);
  EXPECT_EQ(e.bodies<TransferOrderClose>()[0].lines, (std::vector<TransferLine>{{"1", "A", 4, 3, 1}}));
  EXPECT_EQ(e.bodies<GoodsReceiptPost>().size(), 2u);
}

TEST(Transfer, TakesNothingThatWasPromisedNorTheSafetyStock) {
  Enterprise e({{"A", "wms-east", 10, 0, 0}, {"A", "wms-west", 10, 0, 3}});
  e.start();
  e.ask<ReservationAnswer>(Enterprise::cart("1", 5, "A", "us-west"), "C-1/1");
  Move{e}.ordered(8);
  ASSERT_EQ(e.bodies<OutboundOrderCreate>().size(), 1u);
  EXPECT_EQ(e.bodies<OutboundOrderCreate>()[0].lines, (std::vector<LineQuantity>{{"1", "A", 2}}));
}

TEST(Transfer, WithNothingFreeItIsClosedAtOnce) {
  Enterprise e({{"A", "wms-east", 10, 0, 0}, {"A", "wms-west", 0, 0, 0}});
  e.start();
  Move{e}.ordered(8);
  EXPECT_TRUE(e.bodies<OutboundOrderCreate>().empty());
  ASSERT_EQ(e.bodies<TransferOrderClose>().size(), 1u);
  EXPECT_EQ(e.bodies<TransferOrderClose>()[0].lines, (std::vector<TransferLine>{{"1", "A", 0, 0, 0}}));
}

TEST(Transfer, WhatComesShortEntirelyIsOverToo) {
  Enterprise e;
  e.start();
  Move move{e};
  move.ordered(4);
  int sequence = 0;
  for (auto& [what, data] : life("T-1-F1", "T-1", "wms-west", 4, 4))
    e.seat.deliver(publication("T-1-F1", what, data, ++sequence), "wms-west");
  e.run();
  EXPECT_EQ(e.position("A", "wms-west").unrestricted, 6);
  EXPECT_EQ(e.position("A", "wms-west").released, 0);
  EXPECT_EQ(e.bodies<TransferOrderClose>().size(), 1u);
  EXPECT_TRUE(e.bodies<OrderLineBackorder>().empty());
}

TEST(Transfer, ToldTwiceAndOverACrashItIsOneTransfer) {
  Enterprise e;
  e.start();
  Move move{e};
  for (int i = 0; i < 2; ++i) move.ordered(4);
  e.crash();
  e.run();
  for (int i = 0; i < 2; ++i) move.left(4);
  e.crash();
  e.run();
  for (int i = 0; i < 2; ++i) move.counted(4, 4, 0);
  e.crash();
  e.run();
  move.counted(4, 4, 0);
  EXPECT_EQ(e.position("A", "wms-west").unrestricted, 6);
  EXPECT_EQ(e.position("A", "wms-east").unrestricted, 14);
  EXPECT_EQ(e.asked["outbound_order.create"].size(), 1u);
  EXPECT_EQ(e.asked["inbound.expect"].size(), 1u);
  EXPECT_EQ(e.asked["goods_issue.post"].size(), 1u);
  EXPECT_EQ(e.asked["transfer_order.close"].size(), 1u);
}

TEST(Transfer, OfAnUnknownNodeItIsPutAside) {
  Enterprise e;
  e.start();
  e.deliver(TransferOrderCreated{"T-9", "wms-west", "wms-moon", {}, {{"1", "A", 1}}}, "T-9/created", "erp");
  EXPECT_EQ(e.ask<DeadLetterListResult>(DeadLetterList{}).dead_letters.size(), 1u);
}

}  // namespace
}  // namespace drydock::testing
