// An order that a marketplace sold: nobody held anything for it, it is paid there, and it is answered there.
#include <gtest/gtest.h>

#include "tests/mocks/pipeline/market_scene.hpp"

namespace drydock::testing {
namespace {

Enterprise with_market(bool with_payment = false) {
  return Enterprise({{"A", "wms-east", 10, 0, 0}}, {}, with_payment, false, true);
}

TEST(OrderImport, WhatAMarketplaceSoldIsReleasedAndAnsweredThere) {
  Enterprise e = with_market();
  e.start();
  sell_there(e, "1", 3);
  ASSERT_EQ(e.bodies<OutboundOrderCreate>().size(), 1u);
  EXPECT_EQ(e.bodies<OutboundOrderCreate>()[0].lines, (std::vector<LineQuantity>{{"1", "A", 3}}));
  EXPECT_EQ(e.position("A", "wms-east").released, 3);
  ship_there(e, "1", 3);
  const auto delivered = scan("M-1-F1-P1", "M-1", TrackingStatus::delivered, Instant{seconds(1'800'009'000).us});
  e.seat.deliver(publication("T-1", "delivered", delivered, 1), "carrier-fast");
  e.run();
  EXPECT_EQ(e.told<FulfillmentCreate>("marketplace").size(), 1u);
  EXPECT_EQ(e.told<TrackingUpdate>("marketplace").size(), 1u);
  EXPECT_TRUE(e.told<FulfillmentCreate>("commerce").empty());
  EXPECT_TRUE(e.told<TrackingUpdate>("commerce").empty());
}

TEST(OrderImport, WhatNobodyHasIsABackorderNotAFailure) {
  Enterprise e = with_market();
  e.start();
  e.place("1", 8);
  sell_there(e, "2", 3);
  ASSERT_EQ(e.told<OrderLineBackorder>("marketplace").size(), 1u);
  EXPECT_EQ(e.told<OrderLineBackorder>("marketplace")[0].quantity, 1);
  EXPECT_TRUE(e.told<OrderLineBackorder>("commerce").empty());
  EXPECT_TRUE(e.ask<DeadLetterListResult>(DeadLetterList{}).dead_letters.empty());
}

TEST(OrderImport, WhatIsPaidToTheMarketplaceIsNotPaidAgain) {
  Enterprise e = with_market(true);
  e.start();
  sell_there(e, "1", 2);
  ship_there(e, "1", 2);
  EXPECT_EQ(e.bodies<InvoiceCreate>().size(), 1u);
  EXPECT_TRUE(e.told<PaymentAuthorize>("payment").empty());
  EXPECT_TRUE(e.told<PaymentCapture>("payment").empty());
}

TEST(OrderImport, WhoeverAsksForACancellationHasItsAnswer) {
  Enterprise e = with_market();
  e.start();
  e.deliver(CancellationRequested{"M-1-X1", "M-1", {}, {{"1", "A", 1}}, "changed_mind"}, "M-1-X1/requested",
            "marketplace", 2);
  EXPECT_TRUE(e.told<CancellationAccept>("marketplace").empty()) << "its order has not come yet";
  sell_there(e, "1", 3);
  ASSERT_EQ(e.told<CancellationAccept>("marketplace").size(), 1u);
  EXPECT_TRUE(e.told<CancellationAccept>("commerce").empty());
  EXPECT_EQ(e.bodies<OutboundOrderCreate>()[0].lines[0].quantity, 2);
}

}  // namespace
}  // namespace drydock::testing
