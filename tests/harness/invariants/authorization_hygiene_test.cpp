#include <gtest/gtest.h>

#include "tests/harness/invariants/payment_history.hpp"

namespace drydock::testing {
namespace {

TEST(AuthorizationHygiene, holds_when_what_is_cancelled_is_voided_in_time) {
  Paid h;
  h.buy("O-1", 3).release("O-1", 3).cancel("O-1", 2).at(minutes(5));
  h.give_back("O-1", 2, "O-1-X1").ship("O-1", 1, "S-1").capture("O-1", 1, "S-1").at(minutes(30));
  h.phase("end");
  const Said said = h.judge("I41");
  EXPECT_EQ(said.state, InvariantState::held);
  EXPECT_GE(said.evaluations, 2u);
}

TEST(AuthorizationHygiene, is_not_exercised_without_a_payment_seat) {
  History h;
  h.place("O-1", {{"1", "A", 3}});
  h.send_out("O-1-F1", "O-1", "wms-east", {{"1", "A", 3}});
  EXPECT_EQ(h.judge("I41").state, InvariantState::not_exercised);
}

TEST(AuthorizationHygiene, what_stays_set_aside_after_a_cancellation_is_charged_once) {
  Paid h;
  h.buy("O-1", 3).release("O-1", 3).cancel("O-1", 2).at(minutes(16));
  h.ship("O-1", 1, "S-1").capture("O-1", 1, "S-1");
  const Said said = h.judge("I41", false);
  ASSERT_EQ(said.count, 1u);
  EXPECT_EQ(said.findings[0].order, "O-1");
  EXPECT_EQ(said.findings[0].clause, "CL-CANCEL-34-PAYMENT");
}

TEST(AuthorizationHygiene, what_ran_out_by_itself_is_in_order) {
  Paid h;
  h.at(minutes(0));
  h.buy("O-1", 3).at(minutes(50));
  h.cancel("O-1", 3).at(minutes(70));
  h.phase("end");
  EXPECT_EQ(h.judge("I41").state, InvariantState::held);
}

TEST(AuthorizationHygiene, an_absent_provider_stops_the_clock) {
  Paid h;
  h.fault("provider-away", "outage", "payment", {}, minutes(1), minutes(20));
  h.buy("O-1", 3).cancel("O-1", 3).at(minutes(1));
  h.window("provider-away", true).at(minutes(20)).window("provider-away", false).at(minutes(25));
  h.give_back("O-1", 3, "O-1-X1").at(minutes(40));
  h.phase("end");
  EXPECT_EQ(h.judge("I41").state, InvariantState::held);
}

TEST(AuthorizationHygiene, goods_that_leave_under_what_ran_out_are_charged) {
  Paid h;
  h.buy("O-1", 3).at(minutes(61));
  h.release("O-1", 3).ship("O-1", 3, "S-1");
  const Said said = h.judge("I41", false);
  ASSERT_EQ(said.count, 1u);
  EXPECT_EQ(said.findings[0].clause, "CL-ORDER-RELEASE-07-PRECONDITION");
}

TEST(AuthorizationHygiene, a_new_authorisation_before_they_leave_is_in_time) {
  Paid h;
  h.buy("O-1", 3).at(minutes(61));
  h.release("O-1", 3).authorize("O-1", 3, 2).ship("O-1", 3, "S-1").capture("O-1", 3, "S-1", 2);
  EXPECT_EQ(h.judge("I41").state, InvariantState::held);
}

TEST(AuthorizationHygiene, an_order_that_has_ended_leaves_nothing_set_aside) {
  Paid h;
  h.buy("O-1", 3).release("O-1", 2).ship("O-1", 2, "S-1").capture("O-1", 2, "S-1");
  h.effect("commerce", OrderLineBackorder{"case-1", "O-1", "1", 1, "short_pick"}, "O-1", "case-1");
  EXPECT_EQ(h.judge("I41").count, 1u);
  EXPECT_EQ(h.judge("I41", false).count, 0u) << "only when all has come to rest";
  h.give_back("O-1", 1, "A-O-1-1/rest");
  EXPECT_EQ(h.judge("I41").count, 0u);
}

}  // namespace
}  // namespace drydock::testing
