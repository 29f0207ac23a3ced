#include <gtest/gtest.h>

#include "tests/harness/invariants/payment_history.hpp"

namespace drydock::testing {
namespace {

TEST(ReleasePrecondition, holds_when_what_is_released_is_held_and_paid) {
  Paid h;
  h.buy("O-1", 3).release("O-1", 3);
  const Said said = h.judge("I19");
  EXPECT_EQ(said.state, InvariantState::held);
  EXPECT_EQ(said.evaluations, 1u);
}

TEST(ReleasePrecondition, is_judged_without_a_payment_seat_by_the_reservation_alone) {
  History h;
  h.hold("R-1", {{"1", "A", "wms-east", 3}}).confirm("R-1", "O-1").place("O-1", {{"1", "A", 3}}, {"R-1"});
  h.send_out("O-1-F1", "O-1", "wms-east", {{"1", "A", 3}});
  EXPECT_EQ(h.judge("I19").state, InvariantState::held);
}

TEST(ReleasePrecondition, more_than_the_confirmed_reservation_holds_is_charged) {
  History h;
  h.hold("R-1", {{"1", "A", "wms-east", 3}}).confirm("R-1", "O-1").place("O-1", {{"1", "A", 3}}, {"R-1"});
  h.send_out("O-1-F1", "O-1", "wms-east", {{"1", "A", 2}});
  h.send_out("O-1-F2", "O-1", "wms-west", {{"1", "A", 2}});
  const Said said = h.judge("I19");
  ASSERT_EQ(said.count, 1u);
  EXPECT_EQ(said.findings[0].order, "O-1");
  EXPECT_EQ(said.findings[0].expected, "at most 3 units released");
  EXPECT_EQ(said.findings[0].clause, "CL-ORDER-RELEASE-07-PRECONDITION");
}

TEST(ReleasePrecondition, a_reservation_that_was_never_confirmed_holds_nothing) {
  History h;
  h.hold("R-1", {{"1", "A", "wms-east", 3}}).place("O-1", {{"1", "A", 3}}, {"R-1"});
  h.send_out("O-1-F1", "O-1", "wms-east", {{"1", "A", 3}});
  EXPECT_EQ(h.judge("I19").count, 1u);
}

TEST(ReleasePrecondition, units_that_came_short_may_be_released_elsewhere) {
  History h;
  h.hold("R-1", {{"1", "A", "wms-east", 3}}).confirm("R-1", "O-1").place("O-1", {{"1", "A", 3}}, {"R-1"});
  h.send_out("O-1-F1", "O-1", "wms-east", {{"1", "A", 3}});
  h.event("wms-east", pick_short("O-1", "1", "A", 1));
  h.send_out("O-1-F2", "O-1", "wms-west", {{"1", "A", 1}});
  EXPECT_EQ(h.judge("I19").state, InvariantState::held);
}

TEST(ReleasePrecondition, a_release_whose_authorisation_ran_out_is_charged_unless_there_is_another) {
  Paid late;
  late.buy("O-1", 3).at(minutes(61));
  late.release("O-1", 3);
  const Said said = late.judge("I19");
  ASSERT_EQ(said.count, 1u);
  EXPECT_EQ(said.findings[0].expected,
            "an authorisation that is good, asked for anew where it had run out, before the release");
  Paid again;
  again.buy("O-1", 3).at(minutes(61));
  again.authorize("O-1", 3, 2).release("O-1", 3);
  EXPECT_EQ(again.judge("I19").state, InvariantState::held);
}

TEST(ReleasePrecondition, a_release_under_what_was_given_back_is_charged) {
  Paid h;
  h.buy("O-1", 3).give_back("O-1", 3, "O-1-X1").release("O-1", 3);
  EXPECT_EQ(h.judge("I19").count, 1u);
}

TEST(ReleasePrecondition, the_time_in_which_the_warehouse_was_away_does_not_count) {
  Paid h;
  h.fault("east-away", "outage", "wms-east", {}, minutes(10), minutes(50));
  h.buy("O-1", 3).at(minutes(10));
  h.window("east-away", true).at(minutes(50)).window("east-away", false).at(minutes(70));
  h.release("O-1", 3);
  EXPECT_EQ(h.judge("I19").state, InvariantState::held);
}

TEST(ReleasePrecondition, another_address_or_service_than_the_order_says_is_charged) {
  const auto released = [](const std::string& postal_code, const std::string& service) {
    History h;
    h.hold("R-1", {{"1", "A", "wms-east", 3}}).confirm("R-1", "O-1");
    OrderPlaced placed;
    placed.order_id = "O-1";
    placed.ship_to = {"us-east", "10001", "US"};
    placed.service = "ground";
    placed.lines = {{"1", "A", 3, {100, "USD"}}};
    placed.reservation_ids = {"R-1"};
    h.event("commerce", placed, "O-1/placed", 1, "O-1");
    h.call(
        "pipeline", "wms-east",
        OutboundOrderCreate{"O-1-F1", "O-1", "wms-east", {{"1", "A", 3}}, {"us-east", postal_code, "US"}, service, t0},
        "O-1-F1");
    return h.judge("I19").count;
  };
  EXPECT_EQ(released("10001", "ground"), 0u);
  EXPECT_EQ(released("10002", "ground"), 1u);
  EXPECT_EQ(released("10001", "2-day"), 1u);
}

}  // namespace
}  // namespace drydock::testing
