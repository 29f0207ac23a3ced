// What a warehouse does for a transfer: at the sender a load without a label, at the receiver counting what was
// announced.
#include "mocks/wms/inbound.hpp"

#include "mocks/common/problem.hpp"
#include "tests/mocks/wms/warehouse.hpp"

namespace drydock::testing {
namespace {

const InboundExpect notice{"T-1-F1-S1", "T-1", "wms-west", "wms-east", {{"1", "I-1", 5}, {"2", "I-2", 2}}};
const TruckArrives truck{"T-1-F1-S1", "T-1", {{"1", "I-1", 3, 1}, {"2", "I-2", 2, 0}}};

Reply expect(FakeSeat& seat, const InboundExpect& body) {
  const RequestId id = seat.call(body, body.shipment_id);
  seat.settle();
  return *seat.reply_to(id);
}
void arrive(FakeSeat& seat) {
  seat.stimulate(truck);
  seat.settle();
}
std::vector<InboundLine> closed(const FakeSeat& seat) {
  const auto effects = seat.effects_of("wms.inbound.closed");
  return effects.size() == 1 ? effects[0].body.as<WmsInboundClosed>()->lines : std::vector<InboundLine>{};
}
const std::vector<InboundLine> outcome{{"1", "I-1", 5, 3, 1, 1}, {"2", "I-2", 2, 2, 0, 0}};

TEST(WmsInbound, CountsWhatCameAgainstWhatWasAnnounced) {
  FakeSeat seat = warehouse();
  EXPECT_EQ(expect(seat, notice).body.as<Accepted>()->state, "expected");
  EXPECT_TRUE(seat.effects_of("wms.received").empty());
  arrive(seat);
  EXPECT_EQ(closed(seat), outcome);
  const auto now = listed(seat);
  EXPECT_EQ(now.at("I-1").unrestricted, 13);
  EXPECT_EQ(now.at("I-1").damaged, 2);
  EXPECT_EQ(now.at("I-2").unrestricted, 7);
  EXPECT_EQ(seat.effects_of("wms.received").size(), 3u);
  for (const Effect& effect : seat.effects_of("wms.received"))
    EXPECT_EQ(effect.body.as<WmsReceived>()->receipt_id, "T-1-F1-S1");
  expect_gap_free(seat);
}

TEST(WmsInbound, GoodsThatNobodyAnnouncedWaitAtTheDock) {
  FakeSeat seat = warehouse();
  arrive(seat);
  EXPECT_EQ(listed(seat).at("I-1").unrestricted, 10);
  EXPECT_EQ(expect(seat, notice).body.as<Accepted>()->state, "closed");
  EXPECT_EQ(closed(seat), outcome);
}

TEST(WmsInbound, IsCountedOnceOverARestart) {
  FakeSeat seat = warehouse();
  expect(seat, notice);
  seat.crash();
  seat.settle();
  arrive(seat);
  seat.crash();
  seat.settle();
  arrive(seat);
  EXPECT_EQ(closed(seat), outcome);
  EXPECT_EQ(listed(seat).at("I-1").unrestricted, 13);
}

TEST(WmsInbound, RefusesWhatIsNotForIt) {
  FakeSeat seat = warehouse();
  InboundExpect other = notice;
  other.location = "wms-west";
  EXPECT_EQ(expect(seat, other).body.as<Problem>()->code, "wrong_location");
  other = notice;
  other.shipment_id = "T-2-F1-S1";
  other.lines[0].item = "I-9";
  EXPECT_EQ(expect(seat, other).body.as<Problem>()->code, "unknown_item");
}

TEST(WmsInbound, WhatCameAndWasNotAnnouncedIsCountedToo) {
  const Delivery delivery{true, true, false, {"S", "T", "w", "e", {{"1", "I-1", 2}}}, truck};
  EXPECT_EQ(counted(delivery), (std::vector<InboundLine>{{"1", "I-1", 2, 3, 1, 0}, {"2", "I-2", 0, 2, 0, 0}}));
}

TEST(WmsTransfer, LeavesAsOneLoadWithoutALabel) {
  FakeSeat seat = warehouse();
  OutboundOrderCreate order = outbound("T-7-F1", {{"1", "I-1", 20}, {"2", "I-2", 3}});
  order.service = std::string(transfer_service);
  order.ship_to.region = "wms-west";
  seat.call(order, "T-7-F1");
  seat.settle();
  seat.pass(minutes(20));
  seat.stimulate(PickupDeparts{"truck-1"});
  seat.settle();
  EXPECT_TRUE(seat.effects_of("wms.pack.confirmed").empty());
  const auto left = seat.effects_of("wms.shipped");
  ASSERT_EQ(left.size(), 1u);
  const auto& shipped = *left[0].body.as<WmsShipped>();
  EXPECT_EQ(shipped.order_id, "T-7");
  ASSERT_EQ(shipped.packages.size(), 1u);
  EXPECT_EQ(shipped.packages[0].carrier, own_fleet);
  EXPECT_EQ(shipped.packages[0].lines, (std::vector<LineQuantity>{{"1", "I-1", 10}, {"2", "I-2", 3}}))
      << "what there is";
  expect_gap_free(seat);
}

}  // namespace
}  // namespace drydock::testing
