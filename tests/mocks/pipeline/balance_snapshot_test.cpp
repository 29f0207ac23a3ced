// Balances that come hours after their moment: compared with what had been posted by then.
#include <gtest/gtest.h>

#include "tests/mocks/pipeline/night_scene.hpp"

namespace drydock::testing {
namespace {

TEST(BalanceSnapshot, WhatMovedSinceIsNoBreak) {
  Enterprise e(night_stock, by_night());
  Night night(e);
  night.adjust(-1, "M-1");
  night.begin();
  night.adjust(-3, "M-2");
  night.tell();
  night.end();
  night.tell("balances-1/wms-east/again");
  night.a_while();
  EXPECT_TRUE(night.scene.breaks().empty());
  EXPECT_EQ(night.scene.books["A/wms-east"], 6);
}

TEST(BalanceSnapshot, ADriftOfTheBooksIsFoundAmongWhatMovedSinceAndMendedOnce) {
  Enterprise e(night_stock, by_night());
  Night night(e);
  night.adjust(-1, "M-1");
  night.scene.books["A/wms-east"] += 5;
  night.begin();
  night.adjust(-3, "M-2");
  night.tell();
  night.tell("balances-1/wms-east/again");
  night.end();
  night.tell("balances-1/wms-east/once-more");
  night.a_while();
  ASSERT_EQ(night.scene.breaks().size(), 1u);
  EXPECT_EQ(night.scene.breaks()[0].size, 5);
  EXPECT_EQ(night.scene.breaks()[0].side, BreakSide::erp);
  EXPECT_EQ(night.scene.books["A/wms-east"], 6);
  EXPECT_EQ(e.position("A", "wms-east").unrestricted, 6);
}

// The ERP may have booked it before it copied its books, or after.
TEST(BalanceSnapshot, WhatMayHaveBeenBookedOnEitherSideIsLeftForAnotherNight) {
  Enterprise e(night_stock, by_night());
  Night night(e);
  night.a_while();
  night.adjust(-1, "M-1");
  night.as_of = e.seat.io.clock;
  night.said = 10;
  night.tell();
  night.said = 17;
  night.tell("balances-1/wms-east/again");
  night.a_while();
  EXPECT_TRUE(night.scene.breaks().empty());
}

TEST(BalanceSnapshot, WhatWasPostedIsRememberedOverARestart) {
  Enterprise e(night_stock, by_night());
  Night night(e);
  night.begin();
  night.adjust(-3, "M-2");
  night.end();
  e.crash();
  night.said += 5;
  night.a_while();
  night.tell();
  night.a_while();
  ASSERT_EQ(night.scene.breaks().size(), 1u);
  EXPECT_EQ(night.scene.breaks()[0].size, 5);
}

// Whether an attempt before the restart was carried out nobody knows.
TEST(BalanceSnapshot, OfAPostingThatWasUnderWayAtARestartNothingFollows) {
  Enterprise e(night_stock, by_night());
  Night night(e);
  night.begin();
  night.adjust(-3, "M-2");
  e.crash();
  night.said += 5;
  night.end();
  night.tell();
  night.a_while();
  EXPECT_TRUE(night.scene.breaks().empty());
  night.as_of = e.seat.io.clock + minutes(5);
  e.pass(minutes(10), seconds(5));
  night.tell("balances-2/wms-east/1");
  night.a_while();
  ASSERT_EQ(night.scene.breaks().size(), 1u);
  EXPECT_EQ(night.scene.breaks()[0].size, 8) << "fifteen where seven should be";
}

TEST(BalanceSnapshot, NothingFollowsFromOneThatComesTwoDaysLate) {
  Enterprise e(night_stock, by_night());
  Night night(e);
  night.begin();
  night.end();
  e.pass(hours(27), minutes(1));
  night.said += 5;
  night.tell();
  night.a_while();
  EXPECT_TRUE(night.scene.breaks().empty());
}

// The ERP booked it before the copy, and its answer got lost; it is asked again after the night.
TEST(BalanceSnapshot, OfAPostingWhoseAnswerWasLostBeforeTheCopyNothingFollows) {
  Enterprise e(night_stock, by_night());
  Night night(e);
  e.down.insert("erp");
  night.adjust(-1, "M-1");
  e.pass(minutes(2), seconds(5));
  night.begin();
  night.said = 9;
  night.end();
  night.tell();
  night.a_while();
  EXPECT_TRUE(night.scene.breaks().empty());
  EXPECT_EQ(night.scene.books["A/wms-east"], 9);
}

TEST(BalanceSnapshot, WhatWasPostedIsForgottenAfterADay) {
  Enterprise e(night_stock, by_night());
  Night night(e);
  night.adjust(-1, "M-1");
  night.a_while();
  const auto kept = [&] {
    return std::count_if(e.seat.journal.begin(), e.seat.journal.end(),
                         [](const auto& entry) { return entry.first.starts_with("B/"); });
  };
  EXPECT_EQ(kept(), 1);
  e.pass(hours(28), minutes(1));
  EXPECT_EQ(kept(), 0);
  night.begin();
  night.end();
  night.said += 5;
  night.tell("balances-2/wms-east/1");
  night.a_while();
  EXPECT_EQ(night.scene.breaks().size(), 1u);
}

}  // namespace
}  // namespace drydock::testing
