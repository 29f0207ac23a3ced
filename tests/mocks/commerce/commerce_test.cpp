#include "mocks/commerce/commerce.hpp"

#include <gtest/gtest.h>

#include "contracts/canonical/cancel.hpp"
#include "contracts/canonical/payment.hpp"
#include "contracts/canonical/reservation.hpp"
#include "contracts/canonical/shipping.hpp"
#include "contracts/canonical/stimulus.hpp"
#include "contracts/canonical/views.hpp"
#include "mocks/common/problem.hpp"
#include "tests/support/write_check.hpp"

namespace drydock {
namespace {

using testing::ask;
using testing::check_write;
using testing::FakeSeat;
using testing::refusal;

FakeSeat shop(CommerceSettings with = {}) {
  FakeSeat seat(make_commerce(std::move(with)), "commerce", {{"commerce", "commerce"}, {"pipeline", "pipeline"}});
  seat.start();
  seat.settle();
  return seat;
}

FakeSeat shop_with_payment() {
  FakeSeat seat(make_commerce({}), "commerce",
                {{"commerce", "commerce"}, {"pipeline", "pipeline"}, {"payment", "payment"}});
  seat.start();
  seat.settle();
  return seat;
}

ShopperArrives shopper(bool looks = false) {
  ShopperArrives made;
  made.order_id = "O-1";
  made.cart_id = "C-1";
  made.customer = "somebody";
  made.service = "ground";
  made.lines = {{"1", "I-1", 2, {100, "USD"}}, {"2", "I-2", 1, {100, "USD"}}};
  made.looks = looks;
  return made;
}

ReservationAnswer held(std::int64_t attempt = 1) {
  ReservationAnswer answer;
  answer.outcome = ReservationOutcome::held;
  answer.reservation_id = "R-1-" + std::to_string(attempt);
  answer.promise = Promise{{1}, {2}};
  return answer;
}

// The one request of a kind that waits for its answer.
template <class T>
testing::SentRequest waiting(const FakeSeat& seat) {
  const auto open = seat.open<T>();
  EXPECT_EQ(open.size(), 1U);
  return open.empty() ? testing::SentRequest{} : open.front();
}
template <class T>
T body(const testing::SentRequest& sent) {
  return *sent.body.as<T>();
}

void hold_and_confirm(FakeSeat& seat) {
  seat.answer(waiting<ReservationCreate>(seat).id, held());
  seat.answer(waiting<ReservationConfirm>(seat).id, ReservationStatus{"R-1-1", ReservationState::confirmed});
}
FakeSeat shop_with_order() {
  FakeSeat seat = shop();
  seat.stimulate(shopper());
  hold_and_confirm(seat);
  seat.settle();
  return seat;
}
OrderView view(FakeSeat& seat) {
  const Reply reply = ask(seat, OrderList{});
  return reply.body.as<OrderListResult>()->orders.at(0);
}
FulfillmentCreate left(const std::string& shipment, std::int64_t quantity) {
  return {shipment, "O-1", {{"1", "I-1", quantity}}, {}, {}};
}

// ---- checkout

TEST(Commerce, LooksThinksHoldsConfirmsAndPlaces) {
  FakeSeat seat = shop();
  seat.stimulate(shopper(true));
  seat.settle();
  const auto look = waiting<AvailabilityQuery>(seat);
  EXPECT_EQ(body<AvailabilityQuery>(look).items.size(), 2U);
  EXPECT_EQ(look.headers.correlation_id, "O-1");
  seat.answer(look.id, AvailabilityAnswer{});
  EXPECT_TRUE(seat.open<ReservationCreate>().empty()) << "the shopper thinks";
  seat.pass(minutes(1));
  const auto hold = waiting<ReservationCreate>(seat);
  EXPECT_EQ(hold.headers.idempotency_key, "C-1/1");
  EXPECT_EQ(hold.headers.correlation_id, "O-1");
  EXPECT_EQ(body<ReservationCreate>(hold).ttl_seconds, 900);
  seat.answer(hold.id, held());
  const auto confirm = waiting<ReservationConfirm>(seat);
  EXPECT_EQ(confirm.headers.idempotency_key, "R-1-1");
  EXPECT_EQ(confirm.headers.trace.high, hold.headers.trace.high);
  EXPECT_NE(confirm.headers.trace.span, hold.headers.trace.span);
  EXPECT_TRUE(seat.effects.empty());
  seat.answer(confirm.id, ReservationStatus{"R-1-1", ReservationState::confirmed});
  seat.settle();
  ASSERT_EQ(seat.published.size(), 1U);
  const auto placed = seat.events<OrderPlaced>().at(0);
  EXPECT_EQ(placed->reservation_ids, (std::vector<std::string>{"R-1-1"}));
  EXPECT_EQ(placed->promise, (Promise{{1}, {2}}));
  EXPECT_EQ(seat.published[0]->id, "O-1/placed");
  EXPECT_EQ(seat.published[0]->sequence, 1);
  EXPECT_EQ(seat.effects_of("commerce.order.placed").size(), 1U);
  EXPECT_EQ(view(seat), (OrderView{"O-1", "placed", 3, 0, 0, {}}));
  EXPECT_TRUE(seat.io.timers.empty());
}

TEST(Commerce, ALookThatFailsDoesNotStopTheShopper) {
  FakeSeat seat = shop();
  seat.stimulate(shopper(true));
  seat.fail(waiting<AvailabilityQuery>(seat).id);
  seat.pass(minutes(1));
  EXPECT_EQ(seat.open<ReservationCreate>().size(), 1U);
}

TEST(Commerce, SomebodyOnlyLooks) {
  FakeSeat seat = shop();
  seat.stimulate(ShopperLooks{"Q-1", {"I-1"}, {}, "ground"});
  const auto look = waiting<AvailabilityQuery>(seat);
  EXPECT_EQ(body<AvailabilityQuery>(look).query_id, "Q-1");
  seat.answer(look.id, AvailabilityAnswer{});
  EXPECT_TRUE(seat.io.timers.empty());
  EXPECT_EQ(seat.io.commits, 0U);
}

TEST(Commerce, ADeclinedHoldDeclinesTheOrder) {
  FakeSeat seat = shop();
  seat.stimulate(shopper());
  seat.answer(waiting<ReservationCreate>(seat).id, ReservationAnswer{});
  seat.settle();
  EXPECT_EQ(seat.effects_of("commerce.order.declined").size(), 1U);
  EXPECT_TRUE(seat.published.empty());
  EXPECT_TRUE(seat.journal.empty()) << "nothing of the checkout is left";
}

TEST(Commerce, AsksAgainUnderTheSameKeyWithGrowingWaits) {
  FakeSeat seat = shop();
  seat.stimulate(shopper());
  seat.settle();
  const auto again_after = [&](Duration least, Duration most) {
    ASSERT_EQ(seat.io.timers.size(), 1U);
    const Duration wait = seat.io.timers[0].due - seat.io.clock;
    EXPECT_GE(wait, least);
    EXPECT_LE(wait, most);
    seat.pass(most);
    EXPECT_EQ(waiting<ReservationCreate>(seat).headers.idempotency_key, "C-1/1");
  };
  seat.fail(waiting<ReservationCreate>(seat).id);
  again_after(milliseconds(500), milliseconds(750));
  seat.answer(waiting<ReservationCreate>(seat).id, problem(503, "unavailable", ""));
  again_after(seconds(1), milliseconds(1500));
  seat.answer(waiting<ReservationCreate>(seat).id, problem(409, "in_progress", ""));
  again_after(seconds(2), seconds(3));
  Reply busy = problem(429, "too_many", "");
  busy.retry_after = seconds(20);
  seat.answer(waiting<ReservationCreate>(seat).id, busy);
  again_after(seconds(20), seconds(20));
  seat.answer(waiting<ReservationCreate>(seat).id, problem(400, "malformed_body", ""));
  again_after(seconds(8), seconds(12));
  seat.answer(waiting<ReservationCreate>(seat).id, problem(422, "unknown_item", ""));
  seat.settle();
  EXPECT_EQ(seat.effects_of("commerce.order.declined").size(), 1U) << "a plain refusal is final";
}

TEST(Commerce, LeavesTheCartWhenPatienceIsOut) {
  FakeSeat seat = shop();
  seat.stimulate(shopper());
  seat.settle();
  for (int i = 0; i < 1000 && !seat.open<ReservationCreate>().empty(); ++i) {
    seat.fail(waiting<ReservationCreate>(seat).id);
    seat.pass(seconds(45));
  }
  EXPECT_EQ(seat.effects_of("commerce.order.abandoned").size(), 1U);
  EXPECT_TRUE(seat.journal.empty());
  EXPECT_GT(seat.sent<ReservationCreate>().size(), 5U);
}

TEST(Commerce, GivesTheReservationBackWhenTheConfirmIsNotAnswered) {
  FakeSeat seat = shop();
  seat.stimulate(shopper());
  seat.settle();
  seat.answer(waiting<ReservationCreate>(seat).id, held());
  while (!seat.open<ReservationConfirm>().empty()) {
    EXPECT_EQ(waiting<ReservationConfirm>(seat).headers.idempotency_key, "R-1-1");
    seat.fail(waiting<ReservationConfirm>(seat).id);
    if (seat.io.timers.empty()) break;
    seat.pass(seconds(45));
  }
  EXPECT_TRUE(seat.open<ReservationRelease>().empty()) << "not before the decision is durable";
  seat.settle();
  EXPECT_EQ(waiting<ReservationRelease>(seat).headers.idempotency_key, "R-1-1");
  seat.crash();
  seat.settle();
  EXPECT_TRUE(seat.open<ReservationConfirm>().empty()) << "what is given back is never confirmed again";
  seat.fail(waiting<ReservationRelease>(seat).id);
  seat.pass(seconds(45));
  seat.answer(waiting<ReservationRelease>(seat).id, ReservationStatus{"R-1-1", ReservationState::released});
  seat.settle();
  EXPECT_EQ(seat.effects_of("commerce.order.abandoned").size(), 1U);
  EXPECT_TRUE(seat.published.empty());
  EXPECT_TRUE(seat.journal.empty());
}

TEST(Commerce, HoldsAgainWhenTheReservationIsGone) {
  FakeSeat seat = shop();
  seat.stimulate(shopper());
  seat.answer(waiting<ReservationCreate>(seat).id, held());
  seat.answer(waiting<ReservationConfirm>(seat).id, problem(409, "reservation_gone", ""));
  const auto second = waiting<ReservationCreate>(seat);
  EXPECT_EQ(second.headers.idempotency_key, "C-1/2");
  EXPECT_EQ(body<ReservationCreate>(second).attempt, 2);
  seat.answer(second.id, held(2));
  seat.answer(waiting<ReservationConfirm>(seat).id, problem(409, "reservation_gone", ""));
  seat.answer(waiting<ReservationCreate>(seat).id, held(3));
  seat.answer(waiting<ReservationConfirm>(seat).id, problem(409, "reservation_gone", ""));
  seat.settle();
  EXPECT_EQ(seat.effects_of("commerce.order.declined").size(), 1U) << "three carts are enough";
}

// A stub that answers as a pipeline does: the same key, the same answer.
TEST(Commerce, ACrashAtAnyCommitPlacesTheOrderOnce) {
  for (int at = 0; at < 4; ++at) {
    for (const std::size_t kept : {0U, 1U}) {
      SCOPED_TRACE("crash " + std::to_string(at) + (kept != 0 ? " after" : " before"));
      FakeSeat seat = shop();
      const auto moment = [&](int number) {
        if (number == at) seat.crash(kept);
      };
      seat.stimulate(shopper());
      moment(0);
      if (at == 0 && kept == 0) seat.stimulate(shopper());  // the arrival itself was lost
      seat.settle();
      seat.answer(waiting<ReservationCreate>(seat).id, held());
      moment(1);
      for (int round = 0; round < 3 && seat.effects_of("commerce.order.placed").empty(); ++round) {
        for (const auto& hold : seat.open<ReservationCreate>()) seat.answer(hold.id, held());
        if (round == 0) moment(2);
        for (const auto& hold : seat.open<ReservationCreate>()) seat.answer(hold.id, held());
        for (const auto& confirm : seat.open<ReservationConfirm>())
          seat.answer(confirm.id, ReservationStatus{"R-1-1", ReservationState::confirmed});
        if (round == 0) moment(3);
        seat.settle();
      }
      EXPECT_EQ(seat.effects_of("commerce.order.placed").size(), 1U);
      EXPECT_EQ(seat.published.size(), 1U);
      EXPECT_EQ(seat.journal.size(), 1U);
    }
  }
}

// ---- what it serves

TEST(Commerce, EachWriteKeepsTheFourBehaviours) {
  FakeSeat seat = shop_with_order();
  check_write(seat, AvailabilitySet{"I-1", "east", 5, 1, 0, {}}, AvailabilitySet{"I-1", "east", 4, 1, 0, {}},
              "I-1/east/1");
  check_write(seat, left("S-1", 1), left("S-1", 2), "S-1");
  check_write(seat, TrackingUpdate{"P-1", "O-1", TrackingStatus::delivered, {}, "T"},
              TrackingUpdate{"P-1", "O-1", TrackingStatus::in_transit, {}, "T"}, "P-1/delivered");
  check_write(seat, PromiseUpdate{"U-1", "O-1", {}, "short"}, PromiseUpdate{"U-1", "O-1", {}, "other"}, "U-1");
  check_write(seat, OrderLineBackorder{"K-1", "O-1", "1", 1, "short"},
              OrderLineBackorder{"K-1", "O-1", "1", 2, "short"}, "K-1");
  EXPECT_EQ(view(seat), (OrderView{"O-1", "partially_fulfilled", 3, 1, 1, {}}));
}

TEST(Commerce, ShowsAvailabilityOnlyOverTheVersionItHolds) {
  FakeSeat seat = shop();
  EXPECT_EQ(refusal(seat, AvailabilitySet{"I-1", "east", 5, 2, 1, {}}), "409 compare_mismatch");
  EXPECT_EQ(ask(seat, AvailabilitySet{"I-1", "east", 5, 3, 0, {}}, "a").status, 200);
  const Reply refused = ask(seat, AvailabilitySet{"I-1", "east", 9, 4, 0, {}}, "b");
  EXPECT_EQ(refused.status, 409);
  EXPECT_EQ(refused.body.as<Problem>()->current_version, 3);
  EXPECT_EQ(refused.body.as<Problem>()->current_quantity, 5);
  EXPECT_EQ(refusal(seat, AvailabilitySet{"I-1", "east", 9, 3, 3, {}}), "422 version_not_greater");
  EXPECT_EQ(ask(seat, AvailabilitySet{"I-1", "east", 9, 4, 3, {}}, "c").status, 200);
  seat.crash();
  seat.settle();
  const Reply list = ask(seat, AvailabilityList{});
  EXPECT_EQ(list.body.as<AvailabilityListResult>()->shown, (std::vector<Shown>{{"I-1", "east", 9, 4}}));
  EXPECT_EQ(seat.effects_of("availability.set").size(), 2U);
}

TEST(Commerce, RefusesOrdersItNeverPlaced) {
  FakeSeat seat = shop();
  EXPECT_EQ(refusal(seat, left("S-1", 1)), "404 unknown_order");
  EXPECT_EQ(refusal(seat, TrackingUpdate{"P-1", "O-1", TrackingStatus::delivered, {}, "T"}), "404 unknown_order");
  EXPECT_EQ(refusal(seat, PromiseUpdate{"U-1", "O-1", {}, ""}), "404 unknown_order");
  EXPECT_EQ(refusal(seat, OrderLineBackorder{"K-1", "O-1", "1", 1, ""}), "404 unknown_order");
  EXPECT_TRUE(seat.effects.empty());
}

TEST(Commerce, AnOrderGoesFromPlacedToFulfilled) {
  FakeSeat seat = shop_with_order();
  EXPECT_EQ(view(seat).state, "placed");
  ask(seat, left("S-1", 2), "S-1");
  EXPECT_EQ(view(seat).state, "partially_fulfilled");
  seat.crash();
  seat.settle();
  ask(seat, left("S-2", 1), "S-2");
  EXPECT_EQ(view(seat).state, "fulfilled");
  EXPECT_EQ(ask(seat, left("S-3", 5), "S-3").status, 201) << "more than was ordered is taken as it comes";
}

TEST(Commerce, ABackorderShowsOnceNothingElseCanCome) {
  FakeSeat seat = shop_with_order();
  ask(seat, OrderLineBackorder{"K-1", "O-1", "2", 1, ""}, "K-1");
  EXPECT_EQ(view(seat).state, "backordered");
  ask(seat, left("S-1", 1), "S-1");
  EXPECT_EQ(view(seat).state, "partially_fulfilled");
  ask(seat, left("S-2", 1), "S-2");
  EXPECT_EQ(view(seat).state, "backordered");
}

TEST(Commerce, TakesTrackingInAnyOrder) {
  FakeSeat seat = shop_with_order();
  ask(seat, TrackingUpdate{"P-1", "O-1", TrackingStatus::delivered, {2}, "T"}, "P-1/delivered");
  EXPECT_EQ(ask(seat, TrackingUpdate{"P-1", "O-1", TrackingStatus::in_transit, {1}, "T"}, "P-1/in_transit").status,
            200);
  EXPECT_EQ(seat.effects_of("tracking.update").size(), 2U);
}

// ---- cancellations

const ShopperCancels changed_mind{"O-1-X1", "O-1", {{"1", "I-1", 2}}, "changed_mind"};

TEST(Commerce, TellsACancellationOnceAfterTheOrder) {
  FakeSeat seat = shop_with_order();
  seat.stimulate(changed_mind);
  seat.stimulate(ShopperCancels{"O-1-X2", "O-1", {{"2", "I-2", 1}}, "again"});
  seat.settle();
  ASSERT_EQ(seat.published.size(), 2U);
  const Publication& told = *seat.published.back();
  EXPECT_EQ(told.sequence, 2);
  EXPECT_EQ(told.partition_key, "O-1");
  EXPECT_EQ(told.data.as<CancellationRequested>()->lines, changed_mind.lines);
}

TEST(Commerce, WhoHasNotOrderedHasNothingToCancel) {
  FakeSeat seat = shop();
  seat.stimulate(changed_mind);
  seat.settle();
  EXPECT_TRUE(seat.published.empty());
}

TEST(Commerce, TakesOneAnswerToACancellation) {
  FakeSeat seat = shop_with_order();
  const CancellationAccept accept{"O-1-X1", "O-1", {{"1", "I-1", 2}}};
  EXPECT_EQ(refusal(seat, accept), "404 unknown_cancellation");
  seat.stimulate(changed_mind);
  seat.settle();
  check_write(seat, accept, CancellationAccept{"O-1-X1", "O-1", {{"1", "I-1", 1}}}, "O-1-X1");
  EXPECT_EQ(view(seat).quantity_ordered, 1);
  EXPECT_EQ(view(seat).state, "placed");
  EXPECT_EQ(refusal(seat, CancellationReject{"O-1-X1", "O-1", "late"}), "409 cancellation_answered");
}

TEST(Commerce, WhatIsLeftOfACancelledOrderDecidesItsState) {
  FakeSeat seat = shop_with_order();
  seat.stimulate(changed_mind);
  seat.settle();
  ask(seat, CancellationAccept{"O-1-X1", "O-1", {{"1", "I-1", 2}, {"2", "I-2", 1}}}, "O-1-X1");
  EXPECT_EQ(view(seat).state, "cancelled");
}

TEST(Commerce, ARejectedCancellationChangesNothing) {
  FakeSeat seat = shop_with_order();
  seat.stimulate(changed_mind);
  seat.settle();
  check_write(seat, CancellationReject{"O-1-X1", "O-1", "late"}, CancellationReject{"O-1-X1", "O-1", "why"}, "O-1-X1");
  EXPECT_EQ(view(seat).quantity_ordered, 3);
}

// ---- payment

PaymentAuthorization given(const FakeSeat& seat, std::int64_t attempt = 1) {
  return {"A-O-1-" + std::to_string(attempt), "O-1", PaymentOutcome::authorized, {300, "USD"}, seat.io.clock,
          seat.io.clock + hours(1),           {}};
}

TEST(CommerceWithPayment, AuthorisesTheWholeOrderBeforeItIsPlaced) {
  FakeSeat seat = shop_with_payment();
  seat.stimulate(shopper());
  hold_and_confirm(seat);
  const auto asked = waiting<PaymentAuthorize>(seat);
  EXPECT_EQ(seat.directory()[asked.to].name, "payment");
  EXPECT_EQ(asked.headers.idempotency_key, "O-1");
  EXPECT_EQ(asked.headers.correlation_id, "O-1");
  EXPECT_EQ(body<PaymentAuthorize>(asked), (PaymentAuthorize{"O-1", 1, {300, "USD"}}));
  seat.settle();
  EXPECT_TRUE(seat.events<OrderPlaced>().empty());
  seat.answer(asked.id, given(seat));
  seat.settle();
  ASSERT_EQ(seat.events<OrderPlaced>().size(), 1U);
  EXPECT_EQ(seat.events<OrderPlaced>()[0]->authorization_id, "A-O-1-1");
}

TEST(CommerceWithPayment, ADeclineGivesTheReservationBackAndPlacesNothing) {
  FakeSeat seat = shop_with_payment();
  seat.stimulate(shopper());
  hold_and_confirm(seat);
  PaymentAuthorization answer = given(seat);
  answer.outcome = PaymentOutcome::declined;
  answer.expires_at.reset();
  answer.reason = "card_expired";
  seat.answer(waiting<PaymentAuthorize>(seat).id, answer);
  EXPECT_TRUE(seat.open<ReservationRelease>().empty()) << "the decision is durable first";
  seat.settle();
  seat.crash();
  const auto release = waiting<ReservationRelease>(seat);
  EXPECT_EQ(body<ReservationRelease>(release), (ReservationRelease{"R-1-1", "payment_declined"}));
  seat.answer(release.id, ReservationStatus{"R-1-1", ReservationState::released});
  seat.settle();
  EXPECT_TRUE(seat.events<OrderPlaced>().empty());
  EXPECT_EQ(seat.effects_of("commerce.order.unpaid").size(), 1U);
  EXPECT_TRUE(seat.effects_of("commerce.order.abandoned").empty());
}

TEST(CommerceWithPayment, WaitsForTheProviderUnderTheSameKey) {
  FakeSeat seat = shop_with_payment();
  seat.stimulate(shopper());
  hold_and_confirm(seat);
  for (int minute = 0; minute < 20; ++minute) {
    for (const auto& sent : seat.open<PaymentAuthorize>()) seat.fail(sent.id);
    seat.pass(minutes(1));
  }
  EXPECT_TRUE(seat.open<ReservationRelease>().empty()) << "nobody knows whether the money is set aside";
  const auto asked = waiting<PaymentAuthorize>(seat);
  EXPECT_EQ(asked.headers.idempotency_key, "O-1");
  seat.answer(asked.id, given(seat));
  seat.settle();
  EXPECT_EQ(seat.events<OrderPlaced>().size(), 1U);
}

TEST(CommerceWithPayment, AnAnswerThatWasLongUnderWayIsAskedForAnew) {
  FakeSeat seat = shop_with_payment();
  seat.stimulate(shopper());
  hold_and_confirm(seat);
  const PaymentAuthorization old = given(seat);
  seat.pass(minutes(16));
  seat.answer(waiting<PaymentAuthorize>(seat).id, old);
  const auto again = waiting<PaymentAuthorize>(seat);
  EXPECT_EQ(body<PaymentAuthorize>(again).attempt, 2);
  EXPECT_EQ(again.headers.idempotency_key, "O-1/2");
  seat.answer(again.id, given(seat, 2));
  seat.settle();
  EXPECT_EQ(seat.events<OrderPlaced>().at(0)->authorization_id, "A-O-1-2");
}

}  // namespace
}  // namespace drydock
