// Returns in the shop: asked for once, whatever was shipped, and closed once.
#include <gtest/gtest.h>

#include "contracts/canonical/reservation.hpp"
#include "contracts/canonical/returns.hpp"
#include "contracts/canonical/stimulus.hpp"
#include "mocks/commerce/commerce.hpp"
#include "tests/support/write_check.hpp"

namespace drydock {
namespace {

using testing::ask;
using testing::FakeSeat;
using testing::refusal;

const ShopperReturns wish{"O-1-R1", "O-1", {{"1", "I-1", 3}}, "does_not_fit"};

ReturnClose over(ReturnOutcome outcome = ReturnOutcome::closed) {
  return {"O-1-R1", "O-1", outcome, {{"1", "I-1", 3, 2, 2, 1, 0, "not_shipped"}}};
}

// An order of the shop: held, confirmed, placed.
FakeSeat shop_with_an_order() {
  FakeSeat seat(make_commerce({}), "commerce", {{"commerce", "commerce"}, {"pipeline", "pipeline"}});
  seat.start();
  seat.settle();
  ShopperArrives shopper;
  shopper.order_id = "O-1";
  shopper.cart_id = "C-1";
  shopper.service = "ground";
  shopper.lines = {{"1", "I-1", 2, {100, "USD"}}};
  shopper.looks = false;
  seat.stimulate(shopper);
  seat.settle();
  ReservationAnswer held;
  held.outcome = ReservationOutcome::held;
  held.reservation_id = "R-1-1";
  seat.answer(seat.open<ReservationCreate>().at(0).id, {200, Payload::of(held), {}});
  seat.settle();
  seat.answer(seat.open<ReservationConfirm>().at(0).id,
              {200, Payload::of(ReservationStatus{"R-1-1", ReservationState::confirmed}), {}});
  seat.settle();
  return seat;
}
void want(FakeSeat& seat, const ShopperReturns& what = wish) {
  seat.stimulate(what);
  seat.settle();
}

TEST(ShopReturn, IsAskedForOnceAndForAnyQuantity) {
  FakeSeat seat = shop_with_an_order();
  want(seat);
  want(seat);
  seat.crash();
  seat.settle();
  want(seat);
  const auto asked = seat.effects_of("commerce.return.requested");
  ASSERT_EQ(asked.size(), 1U);
  EXPECT_EQ(asked[0].body.as<ReturnRequested>()->lines, (std::vector<LineQuantity>{{"1", "I-1", 3}}));
  EXPECT_EQ(asked[0].headers.correlation_id, "O-1");
}

TEST(ShopReturn, OfAnOrderThatWasNeverPlacedNothingIsAsked) {
  FakeSeat seat = shop_with_an_order();
  want(seat, {"O-2-R1", "O-2", {{"1", "I-1", 1}}, "why"});
  EXPECT_TRUE(seat.effects_of("commerce.return.requested").empty());
}

TEST(ShopReturn, IsClosedOnce) {
  FakeSeat seat = shop_with_an_order();
  EXPECT_EQ(refusal(seat, over()), "404 unknown_return");
  want(seat);
  ReturnClose other = over();
  other.outcome = ReturnOutcome::declined;
  testing::check_write(seat, over(), other, "O-1-R1");
  EXPECT_EQ(refusal(seat, other, "another-key"), "409 return_closed");
}

}  // namespace
}  // namespace drydock
