#include <gtest/gtest.h>

#include "tests/harness/invariants/promises.hpp"

namespace drydock::testing {
namespace {

TEST(RoutingRule, holds_for_today_before_the_cutoff) {
  History h = with_calendars();
  h.at(hours(2) - seconds(1));
  promise(h, "R-1", "wms-east", from_day(0));
  const Said said = h.judge("I26");
  EXPECT_EQ(said.state, InvariantState::held);
  EXPECT_EQ(said.evaluations, 1u);
}

TEST(RoutingRule, today_is_over_at_the_cutoff) {
  History h = with_calendars();
  h.at(hours(2));
  promise(h, "R-1", "wms-east", from_day(0));
  const Said said = h.judge("I26");
  ASSERT_EQ(said.count, 1u);
  EXPECT_EQ(said.findings[0].party, "pipeline");
  History tomorrow = with_calendars();
  tomorrow.at(hours(2));
  promise(tomorrow, "R-1", "wms-east", from_day(1));
  EXPECT_EQ(tomorrow.judge("I26").state, InvariantState::held);
}

TEST(RoutingRule, each_node_has_its_own_clock) {
  History h = with_calendars();
  h.at(hours(3));
  promise(h, "R-1", "wms-west", from_day(0));
  EXPECT_EQ(h.judge("I26").state, InvariantState::held);
}

TEST(RoutingRule, transit_is_part_of_the_promise) {
  History h = with_calendars();
  promise(h, "R-1", "wms-east", {the_day + days(1), the_day + days(3)});
  EXPECT_EQ(h.judge("I26").count, 1u);
}

TEST(RoutingRule, is_judged_as_of_the_first_time_it_was_asked) {
  History h = with_calendars();
  h.at(hours(2) - seconds(1));
  const RequestId lost = h.call("commerce", "pipeline", cart("R-1"), "CR-1");
  h.request(lost, "commerce", "pipeline", cart("R-1"), "CR-1");
  h.at(hours(2) + seconds(9));
  promise(h, "R-1", "wms-east", from_day(0));
  EXPECT_EQ(h.judge("I26").state, InvariantState::held);
}

TEST(RoutingRule, a_node_whose_transit_is_not_declared_is_not_judged) {
  History h = with_calendars();
  for (PlannedWarehouse& warehouse : h.plan.warehouses) warehouse.location.transit.clear();
  h.at(hours(2));
  promise(h, "R-1", "wms-east", from_day(0));
  EXPECT_EQ(h.judge("I26").state, InvariantState::not_exercised);
}

TEST(RoutingRule, a_release_after_a_short_pick_is_a_new_choice) {
  const auto rerouted = [](Instant ship_by) {
    History h = with_calendars();
    h.at(hours(1));
    h.place("O-1", {{"1", "A", 1}}).send_out("O-1-F1", "O-1", "wms-west", {{"1", "A", 1}}, ship_by);
    h.at(hours(2)).event("wms-west", pick_short("O-1", "1", "A", 1, "wms-west"));
    h.send_out("O-1-F2", "O-1", "wms-east", {{"1", "A", 1}}, ship_by);
    return h.judge("I26");
  };
  EXPECT_EQ(rerouted(the_day + days(2)).state, InvariantState::held);
  const Said said = rerouted(the_day + days(1));
  ASSERT_EQ(said.count, 1u);
  EXPECT_EQ(said.findings[0].order, "O-1");
}

TEST(RoutingRule, a_release_nothing_moved_was_judged_with_its_hold) {
  History h = with_calendars();
  h.at(hours(5)).place("O-1", {{"1", "A", 1}});
  h.send_out("O-1-F1", "O-1", "wms-east", {{"1", "A", 1}}, the_day + days(1));
  EXPECT_EQ(h.judge("I26").state, InvariantState::not_exercised);
}

TEST(RoutingRule, a_declined_hold_promises_nothing) {
  History h = with_calendars();
  h.at(hours(2));
  ReservationAnswer declined;
  declined.reservation_id = "R-1";
  h.asked("commerce", "pipeline", cart("R-1"), declined, "CR-1");
  EXPECT_EQ(h.judge("I26").state, InvariantState::not_exercised);
}

}  // namespace
}  // namespace drydock::testing
