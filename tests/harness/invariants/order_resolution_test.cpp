#include <gtest/gtest.h>

#include "tests/support/history_builder.hpp"

namespace drydock::testing {
namespace {

const Lines two{{"1", "A", 2}};

ReservationCreate cart() {
  ReservationCreate made;
  made.cart_id = "C-1";
  return made;
}
History done() {
  History h;
  h.place("O-1", two).send_out("O-1-F1", "O-1", "wms-east", two).event("wms-east", shipped("O-1", "S-1", two));
  h.effect("commerce", told("O-1", "S-1", two));
  return h;
}

TEST(OrderResolution, holds_when_the_order_shipped_and_the_cart_was_answered) {
  History h = done();
  h.hold("R-1", {});
  const Said said = h.judge("I22");
  EXPECT_EQ(said.state, InvariantState::held);
  EXPECT_EQ(said.evaluations, 2u);
}

TEST(OrderResolution, an_order_that_never_ends_is_charged) {
  History h;
  h.place("O-1", two);
  const Said said = h.judge("I22");
  ASSERT_EQ(said.count, 1u);
  EXPECT_EQ(said.findings[0].actual, "only 0 released to a warehouse");
}

TEST(OrderResolution, a_backorder_is_an_end) {
  History h;
  h.place("O-1", two);
  h.effect("commerce", OrderLineBackorder{"K-1", "O-1", "1", 2, "no stock"});
  EXPECT_EQ(h.judge("I22").state, InvariantState::held);
}

TEST(OrderResolution, what_was_put_aside_has_an_open_case) {
  History h;
  h.place("O-1", two);
  DeadLetter letter;
  letter.correlation = "O-1";
  h.view("pipeline", letter);
  EXPECT_EQ(h.judge("I22").state, InvariantState::held);
}

TEST(OrderResolution, an_order_never_accepted_is_not_judged) {
  History h;
  OrderPlaced placed;
  placed.order_id = "O-1";
  placed.lines = {{"1", "A", 2, {}}};
  h.publish("commerce", placed, "O-1/placed");
  EXPECT_EQ(h.judge("I22").state, InvariantState::not_exercised);
}

TEST(OrderResolution, a_slow_answer_is_charged) {
  History h;
  const RequestId id = h.call("commerce", "pipeline", cart(), "C-1/1");
  h.at(seconds(6)).answer(RecordKind::ok, id, "pipeline", "commerce", ReservationAnswer{}, cart());
  EXPECT_EQ(h.judge("I22").count, 1u);
}

TEST(OrderResolution, no_answer_is_charged_unless_a_fault_touched_the_request) {
  History h;
  RequestId id = h.call("commerce", "pipeline", cart(), "C-1/1");
  h.at(seconds(5)).add(RecordKind::info, "commerce", "pipeline", &message_of<ReservationCreate>(), {}).request = id;
  EXPECT_EQ(h.judge("I22").count, 1u);
  History touched;
  id = touched.call("commerce", "pipeline", cart(), "C-1/1");
  touched.add(RecordKind::fault, "pipeline", "commerce", &message_of<ReservationCreate>(), {}).request = id;
  touched.at(seconds(5)).add(RecordKind::info, "commerce", "pipeline", &message_of<ReservationCreate>(), {}).request =
      id;
  EXPECT_EQ(touched.judge("I22").state, InvariantState::not_exercised);
}

TEST(OrderResolution, time_under_a_declared_fault_does_not_count) {
  History h;
  h.fault("shop-cut", "latency", "commerce", "pipeline", seconds(1), seconds(20));
  const RequestId id = h.call("commerce", "pipeline", cart(), "C-1/1");
  h.at(seconds(1)).window("shop-cut", true).at(seconds(20)).window("shop-cut", false);
  h.at(seconds(22)).answer(RecordKind::ok, id, "pipeline", "commerce", ReservationAnswer{}, cart());
  EXPECT_EQ(h.judge("I22").state, InvariantState::held);
}

// It strikes single messages; those that it did not strike have to be answered in time.
TEST(OrderResolution, a_fault_that_picks_messages_all_along_suspends_nothing) {
  for (const bool picks : {false, true}) {
    History h;
    h.fault("answers-lost", "lose", "commerce", "pipeline", {}, hours(4)).window("answers-lost", true);
    if (picks) h.plan.faults.back().dose.chance = Ratio{1, 100};
    const RequestId id = h.call("commerce", "pipeline", cart(), "C-1/1");
    h.at(seconds(60)).add(RecordKind::info, "commerce", "pipeline", &message_of<ReservationCreate>(), {}).request = id;
    EXPECT_EQ(h.judge("I22").count, picks ? 1u : 0u);
  }
}

TEST(OrderResolution, time_in_which_the_pipeline_was_down_does_not_count) {
  History h;
  const RequestId id = h.call("commerce", "pipeline", cart(), "C-1/1");
  h.at(seconds(1)).crash("pipeline").at(seconds(16)).recover("pipeline");
  h.at(seconds(17)).add(RecordKind::info, "commerce", "pipeline", &message_of<ReservationCreate>(), {}).request = id;
  EXPECT_EQ(h.judge("I22").state, InvariantState::not_exercised);
}

}  // namespace
}  // namespace drydock::testing
