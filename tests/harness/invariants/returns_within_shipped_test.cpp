#include <gtest/gtest.h>

#include "tests/harness/invariants/return_history.hpp"

namespace drydock::testing {
namespace {

TEST(ReturnsWithinShipped, HoldsWhereWhatWentOutComesBack) {
  Returned h;
  h.ask(2).announce(2).receive(1).ask(1, "O-1-R2").announce(1, "O-1-R2").receive(1, "O-1-R2");
  const Said said = h.judge("I38");
  EXPECT_EQ(said.state, InvariantState::held) << sentences(said);
  EXPECT_EQ(said.evaluations, 4u);
}

TEST(ReturnsWithinShipped, IsNotExercisedWithoutAReturn) {
  EXPECT_EQ(Returned().judge("I38").state, InvariantState::not_exercised);
}

TEST(ReturnsWithinShipped, WhatWasOrderedAndDidNotLeaveCannotComeBack) {
  Returned h(2);
  h.ask(3).announce(3);
  const Said said = h.judge("I38");
  ASSERT_EQ(said.count, 1u);
  EXPECT_EQ(said.findings[0].order, "O-1");
  EXPECT_EQ(said.findings[0].expected, "at most 2 units authorised");
  EXPECT_EQ(said.findings[0].clause, "CL-RETURNS-36-EXPECT");
  EXPECT_EQ(said.findings[0].party, "pipeline");
}

TEST(ReturnsWithinShipped, ASecondReturnCountsWithTheFirst) {
  Returned h;
  h.ask(2).announce(2).ask(2, "O-1-R2").announce(2, "O-1-R2");
  EXPECT_EQ(h.judge("I38").count, 1u);
}

TEST(ReturnsWithinShipped, OneReturnAnnouncedAgainIsStillOne) {
  Returned h;
  h.ask(2).announce(2).announce(2);
  EXPECT_EQ(h.judge("I38").state, InvariantState::held);
}

TEST(ReturnsWithinShipped, AWarehouseCannotReceiveMoreThanLeft) {
  Returned h;
  h.ask(3).announce(3).receive(4);
  const Said said = h.judge("I38");
  ASSERT_EQ(said.count, 1u);
  EXPECT_EQ(said.findings[0].party, "wms-east");
}

}  // namespace
}  // namespace drydock::testing
