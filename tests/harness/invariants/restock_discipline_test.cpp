#include <gtest/gtest.h>

#include "tests/harness/invariants/return_history.hpp"

namespace drydock::testing {
namespace {

const ReturnedLine right{"1", "A", 3, 3, 2, 1, 1, {}};

TEST(RestockDiscipline, HoldsWhenStockFollowsTheDispositionsAndTheReturnIsClosed) {
  Returned h;
  h.come_back().close(right);
  const Said said = h.judge("I40");
  EXPECT_EQ(said.state, InvariantState::held) << sentences(said);
  EXPECT_EQ(said.evaluations, 7u) << "three dispositions, two bookings, the close, and that there is one";
}

TEST(RestockDiscipline, IsNotExercisedWithoutAReturn) {
  Returned h;
  h.effect("erp", GoodsReceiptPost{"M-1", "receipt-1", "A", "wms-east", 5});
  EXPECT_EQ(h.judge("I40").state, InvariantState::not_exercised);
}

TEST(RestockDiscipline, ABookingBeforeAnybodyLookedIsCharged) {
  Returned h;
  h.ask(2).announce(2).receive(2);
  h.effect("erp", GoodsReceiptPost{"O-1-R1-1-in", "O-1-R1", "A", "wms-east", 2}, "O-1", "O-1-R1-1-in");
  const Said said = h.judge("I40", false);
  ASSERT_EQ(said.count, 1u);
  EXPECT_EQ(said.findings[0].clause, "CL-RETURNS-37-RESTOCK");
  EXPECT_EQ(said.findings[0].keys[0], "O-1-R1");
}

TEST(RestockDiscipline, ABookingOfMoreThanTheDispositionIsCharged) {
  Returned h;
  h.ask(2).announce(2).receive(2).dispose(Disposition::restocked, 2).book(Disposition::restocked, 3);
  EXPECT_EQ(h.judge("I40", false).count, 1u);
}

TEST(RestockDiscipline, NothingEntersStockThatIsNotFitForIt) {
  Returned h;
  h.ask(2).announce(2).receive(2);
  WmsReturnDisposed wrong = Returned::found(Disposition::processing, 2);
  wrong.bucket = Bucket::unrestricted;
  h.effect("wms-east", wrong);
  const Said said = h.judge("I40", false);
  ASSERT_EQ(said.count, 1u);
  EXPECT_EQ(said.findings[0].party, "wms-east");
  Returned damaged;
  damaged.ask(2).announce(2).receive(2);
  wrong.bucket = Bucket::damaged;
  damaged.effect("wms-east", wrong);
  EXPECT_EQ(damaged.judge("I40", false).state, InvariantState::held) << "damaged is a place to wait, too";
  Returned broken;
  broken.ask(2).announce(2).receive(2);
  wrong = Returned::found(Disposition::not_restocked, 2);
  wrong.delta = 2;
  broken.effect("wms-east", wrong);
  EXPECT_EQ(broken.judge("I40", false).count, 1u);
}

TEST(RestockDiscipline, MoreThanWasAnnouncedCannotBeDisposedOf) {
  Returned h;
  h.ask(2).announce(2).receive(2).dispose(Disposition::restocked, 3);
  EXPECT_EQ(h.judge("I40", false).count, 1u);
}

TEST(RestockDiscipline, TheCloseSaysWhatTheWarehouseSays) {
  Returned other;
  other.come_back().close({"1", "A", 3, 3, 3, 1, 0, {}});
  EXPECT_EQ(other.judge("I40").count, 1u);
  Returned unaccounted;
  unaccounted.come_back().close({"1", "A", 3, 3, 2, 1, 0, {}});
  EXPECT_EQ(unaccounted.judge("I40").count, 2u) << "it does not add up, and the warehouse says otherwise";
  Returned early;
  early.ask(3).announce(3).receive(3).dispose(Disposition::restocked, 1).close({"1", "A", 3, 3, 3, 1, 0, {}});
  EXPECT_EQ(early.judge("I40").count, 1u);
}

TEST(RestockDiscipline, AReturnThatIsNeverClosedIsChargedAtRest) {
  Returned h;
  h.come_back();
  const Said said = h.judge("I40");
  ASSERT_EQ(said.count, 1u);
  EXPECT_EQ(said.findings[0].clause, "CL-RETURNS-37-CLOSE");
  EXPECT_EQ(h.judge("I40", false).state, InvariantState::held);
  Returned unanswered;
  unanswered.ask(2);
  EXPECT_EQ(unanswered.judge("I40").count, 1u) << "neither authorised nor declined";
}

TEST(RestockDiscipline, WhatIsOnItsWayOrPutAsideIsExcused) {
  Returned under_way;
  under_way.ask(2).announce(2);
  EXPECT_EQ(under_way.judge("I40").state, InvariantState::not_exercised);
  Returned dead;
  dead.come_back();
  DeadLetter letter;
  letter.dead_letter_id = "return.close/O-1-R1";
  letter.message = "return.close";
  letter.key = "O-1-R1";
  letter.reason = "refused";
  dead.view("pipeline", letter);
  EXPECT_EQ(dead.judge("I40").state, InvariantState::held);
}

}  // namespace
}  // namespace drydock::testing
