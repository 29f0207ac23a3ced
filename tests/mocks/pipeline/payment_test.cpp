// Payments: nothing is released unpaid, what left is captured, what was cancelled is given back.
#include <gtest/gtest.h>

#include "tests/mocks/pipeline/enterprise.hpp"

namespace drydock::testing {
namespace {

std::vector<Stock> stock() { return {{"A", "wms-east", 10, 0, 0}, {"A", "wms-west", 10, 0, 0}}; }

// Orders are placed at clock 1'800'000'000; an authorisation is good for three quarters of this.
PipelineSettings settings() {
  PipelineSettings made;
  made.authorization_life = hours(1);
  return made;
}
Enterprise enterprise() { return Enterprise(stock(), settings(), true); }

void live(Enterprise& e, std::int64_t quantity, std::int64_t shorted = 0) {
  std::int64_t sequence = 0;
  for (const auto& [what, data] : life("O-1-F1", "O-1", "wms-east", quantity, shorted)) {
    e.seat.deliver(publication("O-1-F1", what, data, ++sequence), "wms-east");
    e.run();
  }
}

void refuse(Enterprise& e, const SentRequest& sent, const std::string& code) {
  Problem why;
  why.status = 409;
  why.code = code;
  e.seat.answer(sent.id, Reply{409, Payload::of(why), {}});
}

// The order arrives when its authorisation is nearly over.
void place_late(Enterprise& e, std::int64_t quantity) {
  e.ask<ReservationAnswer>(Enterprise::cart("1", quantity), "C-1/1");
  e.call(ReservationConfirm{"R-1-1", "O-1"}, "R-1-1");
  e.pass(minutes(50), minutes(1));
  OrderPlaced placed = Enterprise::order("1", quantity);
  placed.authorization_id = "A-O-1-1";
  e.deliver(placed, "O-1/placed", "commerce");
}

TEST(Payment, WithoutASeatNobodyIsAsked) {
  Enterprise e;
  e.start();
  e.place("1", 3);
  live(e, 3);
  EXPECT_TRUE(e.asked["payment.capture"].empty());
  EXPECT_TRUE(e.asked["payment.authorize"].empty());
  EXPECT_EQ(e.bodies<OutboundOrderCreate>().size(), 1U);
}

TEST(Payment, WhatWasShippedIsCapturedAndTheRestVoidedAtTheEnd) {
  Enterprise e({{"A", "wms-east", 3, 0, 0}}, settings(), true);
  e.start();
  e.place("1", 3);
  EXPECT_TRUE(e.bodies<PaymentCapture>().empty()) << "nothing has left";
  live(e, 3, 1);
  ASSERT_EQ(e.bodies<PaymentCapture>().size(), 1U);
  EXPECT_EQ(e.bodies<PaymentCapture>()[0], (PaymentCapture{"O-1-F1-S1", "O-1", "A-O-1-1", {3000, "USD"}}));
  EXPECT_EQ(e.asked["payment.capture"], std::set<std::string>{"O-1-F1-S1"});
  ASSERT_EQ(e.bodies<PaymentVoid>().size(), 1U) << "one unit is backordered: nothing more leaves";
  EXPECT_EQ(e.bodies<PaymentVoid>()[0], (PaymentVoid{"A-O-1-1/rest", "O-1", "A-O-1-1", {1500, "USD"}, "order_ended"}));
  EXPECT_EQ(e.order_view("1").state, "backordered");
}

TEST(Payment, ACancellationVoidsExactlyWhatWasAccepted) {
  Enterprise e = enterprise();
  e.start();
  e.place("1", 3);
  e.cancel("1", 2);
  ASSERT_EQ(e.bodies<PaymentVoid>().size(), 1U);
  EXPECT_EQ(e.bodies<PaymentVoid>()[0], (PaymentVoid{"O-1-X1", "O-1", "A-O-1-1", {3000, "USD"}, "changed_mind"}));
  EXPECT_TRUE(e.bodies<PaymentRefund>().empty());
}

TEST(Payment, AWholeCancellationLeavesNothingSetAside) {
  Enterprise e = enterprise();
  e.start();
  e.place("1", 3);
  e.cancel("1", 3);
  ASSERT_EQ(e.bodies<PaymentVoid>().size(), 1U);
  EXPECT_EQ(e.bodies<PaymentVoid>()[0].amount.minor, 4500);
  EXPECT_EQ(e.order_view("1").state, "cancelled");
}

// Captured when it was placed, as the defect does it: the healthy rest of the pipeline refunds what it cancels.
TEST(Payment, WhatWasCapturedAndIsCancelledIsRefunded) {
  PipelineSettings early = settings();
  early.defects = {"capture-on-order"};
  Enterprise e(stock(), early, true);
  e.start();
  e.place("1", 3);
  e.cancel("1", 2);
  EXPECT_TRUE(e.bodies<PaymentVoid>().empty());
  ASSERT_EQ(e.bodies<PaymentRefund>().size(), 1U);
  EXPECT_EQ(e.bodies<PaymentRefund>()[0], (PaymentRefund{"O-1-X1", "O-1", "A-O-1-1", {3000, "USD"}, "changed_mind"}));
}

TEST(Payment, AReleaseWaitsForANewAuthorisationWhereTheOldOneIsNearlyOver) {
  Enterprise e = enterprise();
  e.start();
  e.down = {"payment"};
  place_late(e, 3);
  EXPECT_TRUE(e.bodies<OutboundOrderCreate>().empty());
  EXPECT_EQ(e.bodies<SalesOrderCreate>().size(), 1U) << "only the release waits";
  EXPECT_EQ(e.order_view("1").waiting_for, "payment.authorize");
  e.down = {};
  e.crash();
  e.run();
  ASSERT_EQ(e.bodies<PaymentAuthorize>().size(), 1U);
  EXPECT_EQ(e.bodies<PaymentAuthorize>()[0], (PaymentAuthorize{"O-1", 101, {4500, "USD"}}));
  EXPECT_EQ(e.asked["payment.authorize"], std::set<std::string>{"O-1/101"});
  EXPECT_EQ(e.bodies<OutboundOrderCreate>().size(), 1U);
  EXPECT_EQ(e.bodies<PaymentVoid>().at(0).void_id, "A-O-1-1/replaced");
  live(e, 3);
  EXPECT_EQ(e.bodies<PaymentCapture>().at(0).authorization_id, "A-O-1-101");
}

TEST(Payment, UnitsThatNobodyPaysForBecomeACase) {
  Enterprise e = enterprise();
  e.start();
  e.down = {"payment"};
  place_late(e, 3);
  const SentRequest asked = e.seat.open<PaymentAuthorize>().at(0);
  e.seat.answer(asked.id, PaymentAuthorization{
                              "A-O-1-101", "O-1", PaymentOutcome::declined, {4500, "USD"}, {}, {}, "card_expired"});
  e.down = {};
  e.run();
  EXPECT_TRUE(e.bodies<OutboundOrderCreate>().empty());
  ASSERT_EQ(e.bodies<OrderLineBackorder>().size(), 1U);
  EXPECT_EQ(e.bodies<OrderLineBackorder>()[0].quantity, 3);
  EXPECT_EQ(e.bodies<OrderLineBackorder>()[0].reason, "payment_declined");
  EXPECT_EQ(e.position("A", "wms-east").reserved, 0) << "the reservation is given back";
  EXPECT_EQ(e.order_view("1").state, "backordered");
}

TEST(Payment, UnitsThatCameShortLookForAnotherNodeWhenItIsPaid) {
  Enterprise e = enterprise();
  e.start();
  e.place("1", 3);
  e.pass(minutes(50), minutes(1));
  e.down = {"payment"};
  live(e, 3, 1);
  EXPECT_EQ(e.bodies<OutboundOrderCreate>().size(), 1U) << "the missing unit waits";
  e.down = {};
  e.pass(minutes(1));
  ASSERT_EQ(e.bodies<OutboundOrderCreate>().size(), 2U);
  EXPECT_EQ(e.bodies<OutboundOrderCreate>()[1].location, "wms-west");
  EXPECT_EQ(e.bodies<OutboundOrderCreate>()[1].lines, (std::vector<LineQuantity>{{"1", "A", 1}}));
}

TEST(Payment, UnitsThatAreCancelledWhileTheyWaitAreNotReleased) {
  Enterprise e = enterprise();
  e.start();
  e.place("1", 3);
  e.pass(minutes(50), minutes(1));
  e.down = {"payment"};
  live(e, 3, 1);
  e.cancel("1", 1);
  EXPECT_EQ(e.bodies<CancellationAccept>().size(), 1U);
  e.down = {};
  e.pass(minutes(1));
  EXPECT_EQ(e.bodies<OutboundOrderCreate>().size(), 1U);
  const auto row = e.ask<ReservationListResult>(ReservationList{}).reservations.at(0);
  EXPECT_EQ(row.live, 0);
  EXPECT_EQ(row.quantity, row.consumed + row.released);
}

TEST(Payment, ACaptureWhoseAuthorisationRanOutIsMadeUnderTheNextOne) {
  Enterprise e = enterprise();
  e.start();
  e.place("1", 3);
  e.down = {"payment"};
  live(e, 3);
  const SentRequest first = e.seat.open<PaymentCapture>().at(0);
  refuse(e, first, "authorization_expired");
  e.down = {};
  e.run();
  ASSERT_EQ(e.bodies<PaymentAuthorize>().size(), 1U);
  EXPECT_EQ(e.bodies<PaymentAuthorize>()[0].amount.minor, 4500);
  ASSERT_EQ(e.bodies<PaymentCapture>().size(), 1U);
  EXPECT_EQ(e.bodies<PaymentCapture>()[0], (PaymentCapture{"O-1-F1-S1", "O-1", "A-O-1-101", {4500, "USD"}}));
  EXPECT_TRUE(e.ask<DeadLetterListResult>(DeadLetterList{}).dead_letters.empty());
}

TEST(Payment, ACaptureWaitsForTheAuthorisationThatIsUnderWay) {
  Enterprise e = enterprise();
  e.start();
  e.place("1", 3);
  e.pass(minutes(50), minutes(1));
  e.down = {"payment"};
  live(e, 3, 1);
  EXPECT_TRUE(e.seat.open<PaymentCapture>().empty()) << "the missing unit needs a new authorisation";
  e.down = {};
  e.pass(seconds(30));
  ASSERT_EQ(e.bodies<PaymentCapture>().size(), 1U);
  EXPECT_EQ(e.bodies<PaymentCapture>()[0], (PaymentCapture{"O-1-F1-S1", "O-1", "A-O-1-101", {3000, "USD"}}));
}

// It was asked for while the capture was under way, and so without its amount.
TEST(Payment, AnAuthorisationThatIsTooSmallForARefusedCaptureIsAskedForAnew) {
  Enterprise e({{"A", "wms-east", 2, 0, 0}, {"A", "wms-west", 1, 0, 0}}, settings(), true);
  e.start();
  e.place("1", 3);
  ASSERT_EQ(e.bodies<OutboundOrderCreate>().size(), 2U);
  e.down = {"payment"};
  live(e, 2);
  e.pass(minutes(50), minutes(1));
  std::int64_t sequence = 0;
  for (const auto& [what, data] : life("O-1-F2", "O-1", "wms-west", 1, 1)) {
    e.seat.deliver(publication("O-1-F2", what, data, ++sequence), "wms-west");
    e.run();
  }
  refuse(e, e.seat.open<PaymentCapture>().at(0), "authorization_expired");
  e.down = {};
  e.pass(minutes(1));
  std::vector<std::int64_t> asked;
  for (const PaymentAuthorize& one : e.bodies<PaymentAuthorize>()) asked.push_back(one.amount.minor);
  EXPECT_EQ(asked, (std::vector<std::int64_t>{1500, 4500}));
  ASSERT_EQ(e.bodies<PaymentCapture>().size(), 1U);
  EXPECT_EQ(e.bodies<PaymentCapture>()[0], (PaymentCapture{"O-1-F1-S1", "O-1", "A-O-1-102", {3000, "USD"}}));
  EXPECT_TRUE(e.ask<DeadLetterListResult>(DeadLetterList{}).dead_letters.empty());
}

// All three units left, the authorisation had run out by then, and the card is declined for the next.
void ship_and_decline(Enterprise& e) {
  e.start();
  e.place("1", 3);
  e.down = {"payment"};
  live(e, 3);
  refuse(e, e.seat.open<PaymentCapture>().at(0), "authorization_expired");
  e.run();
  e.seat.answer(
      e.seat.open<PaymentAuthorize>().at(0).id,
      PaymentAuthorization{"A-O-1-101", "O-1", PaymentOutcome::declined, {4500, "USD"}, {}, {}, "card_expired"});
  e.run();
}

TEST(Payment, ACaptureThatNobodyPaysForIsPutAside) {
  Enterprise e = enterprise();
  ship_and_decline(e);
  EXPECT_TRUE(e.seat.open<PaymentCapture>().empty()) << "what was refused for good is not asked for again";
  const auto letters = e.ask<DeadLetterListResult>(DeadLetterList{}).dead_letters;
  ASSERT_EQ(letters.size(), 1U);
  EXPECT_EQ(letters[0].message, "payment.capture");
  EXPECT_EQ(letters[0].key, "O-1-F1-S1");
  EXPECT_EQ(letters[0].reason, "payment_declined");
}

TEST(Payment, ACaptureThatWasPutAsideIsTriedAgainUnderAnotherAuthorisation) {
  Enterprise e = enterprise();
  ship_and_decline(e);
  e.crash();
  e.run();
  ReplayStart start;
  start.replay_id = "RP-1";
  EXPECT_EQ(e.ask<ReplayStarted>(start, "RP-1").replayed, 1);
  e.down = {};
  e.run();
  e.pass(minutes(2));
  EXPECT_TRUE(e.ask<DeadLetterListResult>(DeadLetterList{}).dead_letters.empty());
  ASSERT_EQ(e.bodies<PaymentCapture>().size(), 1U);
  EXPECT_NE(e.bodies<PaymentCapture>()[0].authorization_id, "A-O-1-1");
}

TEST(Payment, AnOrderWithoutAnAuthorisationGetsOneFirst) {
  Enterprise e = enterprise();
  e.start();
  e.ask<ReservationAnswer>(Enterprise::cart("1", 3), "C-1/1");
  e.call(ReservationConfirm{"R-1-1", "O-1"}, "R-1-1");
  e.down = {"payment"};
  e.deliver(Enterprise::order("1", 3), "O-1/placed", "commerce");
  EXPECT_TRUE(e.bodies<OutboundOrderCreate>().empty());
  e.down = {};
  e.run();
  e.pass(seconds(10));
  EXPECT_EQ(e.bodies<PaymentAuthorize>().size(), 1U);
  EXPECT_EQ(e.bodies<OutboundOrderCreate>().size(), 1U);
}

}  // namespace
}  // namespace drydock::testing
