// The cancel flow: exactly what is accepted shrinks, wherever the units are, and nothing twice.
#include <gtest/gtest.h>

#include "tests/mocks/pipeline/enterprise.hpp"

namespace drydock::testing {
namespace {

ReservationView reservation(Enterprise& e) {
  return e.ask<ReservationListResult>(ReservationList{}).reservations.at(0);
}

// The warehouse answers the one question that is open: so many units dropped, or (0) too late.
void warehouse_says(Enterprise& e, std::int64_t quantity) {
  const SentRequest sent = e.seat.open<OutboundOrderCancel>().at(0);
  const auto& ask = *sent.body.as<OutboundOrderCancel>();
  if (quantity > 0) {
    e.seat.answer(sent.id, OutboundOrderCancelled{ask.fulfillment_id, {{"1", "A", quantity}}});
  } else {
    Problem late;
    late.status = 409;
    late.code = "past_cutoff";
    e.seat.answer(sent.id, Reply{409, Payload::of(late), {}});
  }
  e.down = {};
  e.run();
}

TEST(Cancel, WhatAWarehouseDropsShrinksEverythingByExactlyThat) {
  Enterprise e;
  e.start();
  e.place("1", 3);
  e.cancel("1", 2);
  const auto asked = e.bodies<OutboundOrderCancel>();
  ASSERT_EQ(asked.size(), 1U);
  EXPECT_EQ(asked[0].lines, (std::vector<LineQuantity>{{"1", "A", 2}}));
  EXPECT_EQ(e.bodies<CancellationAccept>().at(0).lines, asked[0].lines);
  EXPECT_EQ(e.bodies<SalesOrderChange>().at(0).lines, asked[0].lines);
  EXPECT_EQ(e.position("A", "wms-east").released, 1);
  EXPECT_EQ(reservation(e).released, 2);
  EXPECT_EQ(reservation(e).live, 1);
  EXPECT_EQ(e.order_view("1").quantity_ordered, 1);
}

TEST(Cancel, AWholeOrderIsClosedAsCancelled) {
  Enterprise e;
  e.start();
  e.place("1", 3);
  e.cancel("1", 3);
  EXPECT_EQ(e.order_view("1").state, "cancelled");
  EXPECT_EQ(e.position("A", "wms-east").released, 0);
}

TEST(Cancel, WhatAWarehouseRefusesComes) {
  Enterprise e;
  e.start();
  e.place("1", 3);
  e.down = {"wms-east"};
  e.cancel("1", 3);
  EXPECT_TRUE(e.bodies<CancellationReject>().empty()) << "nobody knows yet";
  warehouse_says(e, 0);
  EXPECT_EQ(e.bodies<CancellationReject>().at(0).reason, "past_cutoff");
  EXPECT_TRUE(e.bodies<SalesOrderChange>().empty());
  EXPECT_EQ(e.position("A", "wms-east").released, 3);
  EXPECT_EQ(reservation(e).live, 3);
}

TEST(Cancel, ThePartThatWasNotTooLateIsAccepted) {
  Enterprise e;
  e.start();
  e.place("1", 3);
  e.down = {"wms-east"};
  e.cancel("1", 3);
  warehouse_says(e, 1);
  EXPECT_EQ(e.bodies<CancellationAccept>().at(0).lines, (std::vector<LineQuantity>{{"1", "A", 1}}));
  EXPECT_EQ(e.position("A", "wms-east").released, 2);
}

TEST(Cancel, OneThatOvertakesItsOrderWaitsForItAndAsksNobody) {
  Enterprise e;
  e.start();
  e.ask<ReservationAnswer>(Enterprise::cart("1", 3), "C-1/1");
  e.call(ReservationConfirm{"R-1-1", "O-1"}, "R-1-1");
  e.cancel("1", 2);
  EXPECT_TRUE(e.bodies<CancellationAccept>().empty());
  e.crash();
  e.deliver(Enterprise::order("1", 3), "O-1/placed", "commerce");
  EXPECT_TRUE(e.bodies<OutboundOrderCancel>().empty());
  EXPECT_EQ(e.bodies<OutboundOrderCreate>().at(0).lines, (std::vector<LineQuantity>{{"1", "A", 1}}));
  EXPECT_EQ(e.bodies<CancellationAccept>().at(0).lines, (std::vector<LineQuantity>{{"1", "A", 2}}));
  EXPECT_EQ(e.position("A", "wms-east").released, 1);
  EXPECT_EQ(e.position("A", "wms-east").reserved, 0);
}

TEST(Cancel, ToldTwiceItIsOneCancellation) {
  Enterprise e;
  e.start();
  e.place("1", 3);
  e.cancel("1", 1);
  e.cancel("1", 1);
  EXPECT_EQ(e.asked["cancellation.accept"].size(), 1U);
  EXPECT_EQ(e.asked["sales_order.change"].size(), 1U);
  EXPECT_EQ(e.position("A", "wms-east").released, 2);
}

TEST(Cancel, ACrashWhileTheWarehouseThinksLosesNothing) {
  Enterprise e;
  e.start();
  e.place("1", 3);
  e.down = {"wms-east"};
  e.cancel("1", 3);
  e.crash();
  e.down = {};
  e.pass(seconds(30), seconds(1));
  EXPECT_EQ(e.asked["outbound_order.cancel"].size(), 1U);
  EXPECT_EQ(e.bodies<CancellationAccept>().at(0).lines, (std::vector<LineQuantity>{{"1", "A", 3}}));
  EXPECT_EQ(reservation(e).released, 3);
}

TEST(Cancel, UnitsThatMovedToAnotherWarehouseAreFollowedThere) {
  Enterprise e;
  e.start();
  e.place("1", 3);
  e.down = {"wms-east"};
  e.cancel("1", 3);
  WmsPickShort missed;
  missed.movement_id = "O-1-F1-1-short";
  missed.fulfillment_id = "O-1-F1";
  missed.order_id = "O-1";
  missed.location = "wms-east";
  missed.line = "1";
  missed.item = "A";
  missed.quantity_planned = 3;
  missed.quantity_picked = 2;
  missed.quantity_short = 1;
  missed.delta = -1;
  e.deliver(missed, "O-1-F1-1-short/short", "wms-east");
  warehouse_says(e, 0);
  ASSERT_EQ(e.bodies<OutboundOrderCancel>().size(), 1U) << "the one at the other warehouse had an effect";
  EXPECT_EQ(e.bodies<OutboundOrderCancel>()[0].fulfillment_id, "O-1-F2");
  EXPECT_EQ(e.bodies<CancellationAccept>().at(0).lines, (std::vector<LineQuantity>{{"1", "A", 1}}));
  EXPECT_EQ(e.position("A", "wms-west").released, 0);
  EXPECT_EQ(e.position("A", "wms-east").released, 2);
}

TEST(Cancel, WhatWaitsForStockIsCancelledAtOnce) {
  Enterprise e({{"A", "wms-east", 3, 0, 0}});
  e.start();
  e.place("1", 3);
  for (std::size_t i = 0; i < 3; ++i) {
    const auto [what, data] = life("O-1-F1", "O-1", "wms-east", 3, 2).at(i);
    e.seat.deliver(publication("O-1-F1", what, data, static_cast<std::int64_t>(i) + 1), "wms-east");
    e.run();
  }
  ASSERT_EQ(e.order_view("1").quantity_backordered, 2);
  e.cancel("1", 2);
  EXPECT_TRUE(e.bodies<OutboundOrderCancel>().empty());
  EXPECT_EQ(e.bodies<CancellationAccept>().at(0).lines, (std::vector<LineQuantity>{{"1", "A", 2}}));
  EXPECT_EQ(e.order_view("1").quantity_backordered, 0);
  EXPECT_EQ(reservation(e).released, 2) << "given back when it was backordered, not once more";
}

TEST(Cancel, WhatIsPickedIsNotEvenAskedFor) {
  Enterprise e;
  e.start();
  e.place("1", 2);
  std::int64_t sequence = 0;
  for (const auto& [what, data] : life("O-1-F1", "O-1", "wms-east", 2)) {
    e.seat.deliver(publication("O-1-F1", what, data, ++sequence), "wms-east");
    e.run();
  }
  e.cancel("1", 2);
  EXPECT_TRUE(e.bodies<OutboundOrderCancel>().empty());
  EXPECT_EQ(e.bodies<CancellationReject>().size(), 1U);
}

}  // namespace
}  // namespace drydock::testing
