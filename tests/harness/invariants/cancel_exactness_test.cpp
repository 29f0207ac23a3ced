#include <gtest/gtest.h>

#include "tests/support/history_builder.hpp"

namespace drydock::testing {
namespace {

const Lines three{{"1", "A", 3}};
const Lines two{{"1", "A", 2}};
const Lines one{{"1", "A", 1}};

// An order of three units is with a warehouse, and two of them are wanted no longer.
History asked_for_two() {
  History h;
  h.place("O-1", three).send_out("O-1-F1", "O-1", "wms-east", three);
  h.event("commerce", CancellationRequested{"O-1-X1", "O-1", h.now(), two, "why"}, "O-1-X1/requested", 2, "O-1");
  return h;
}
void drop(History& h, const Lines& lines) {
  h.effect("wms-east", OutboundOrderCancel{"O-1-X1", "O-1-F1", "O-1", "wms-east", lines}, "O-1", "O-1-X1/O-1-F1");
}
void accept(History& h, const Lines& lines) {
  h.effect("commerce", CancellationAccept{"O-1-X1", "O-1", lines}, "O-1", "O-1-X1");
}
void shrink(History& h, const Lines& lines) {
  h.effect("erp", SalesOrderChange{"O-1-X1", "O-1", lines, "why"}, "O-1", "O-1-X1");
}
void ship(History& h, const Lines& lines) {
  h.event("wms-east", WmsPickConfirmed{"O-1-F1", "O-1", "wms-east", lines});
  h.event("wms-east", WmsShipped{"O-1-F1-S1", "O-1-F1", "O-1", "wms-east", h.now(), {{"P-1", "c", "T-1", lines}}});
}

TEST(CancelExactness, holds_when_everything_shrinks_by_what_was_accepted) {
  History h = asked_for_two();
  drop(h, two);
  accept(h, two);
  shrink(h, two);
  ship(h, one);
  h.view("pipeline", ReservationView{"R-1", "O-1", 3, 1, 2, 0, 0});
  const Said said = h.judge("I21");
  EXPECT_EQ(said.state, InvariantState::held);
  EXPECT_GE(said.evaluations, 4u);
}

TEST(CancelExactness, is_not_exercised_without_a_cancellation) {
  History h;
  h.place("O-1", three).send_out("O-1-F1", "O-1", "wms-east", three);
  ship(h, three);
  EXPECT_EQ(h.judge("I21").state, InvariantState::not_exercised);
}

TEST(CancelExactness, what_was_accepted_and_is_picked_all_the_same_is_charged_once) {
  History h = asked_for_two();
  accept(h, two);
  shrink(h, two);
  ship(h, three);
  const Said said = h.judge("I21");
  ASSERT_EQ(said.count, 1u);
  EXPECT_EQ(said.findings[0].order, "O-1");
  EXPECT_EQ(said.findings[0].actual, "3 units picked");
}

TEST(CancelExactness, what_had_left_must_not_be_accepted) {
  History h = asked_for_two();
  ship(h, three);
  accept(h, two);
  shrink(h, two);
  EXPECT_EQ(h.judge("I21").count, 1u);
}

TEST(CancelExactness, what_had_left_and_was_rejected_is_right) {
  History h = asked_for_two();
  ship(h, three);
  h.effect("commerce", CancellationReject{"O-1-X1", "O-1", "late"}, "O-1", "O-1-X1");
  EXPECT_EQ(h.judge("I21").state, InvariantState::held);
}

TEST(CancelExactness, more_than_was_asked_is_charged_wherever_it_shrinks) {
  History h = asked_for_two();
  drop(h, three);
  accept(h, three);
  shrink(h, three);
  EXPECT_EQ(h.judge("I21").count, 3u);
}

TEST(CancelExactness, a_line_that_was_not_named_stays_as_it_is) {
  History h;
  h.place("O-1", {{"1", "A", 2}, {"2", "B", 1}}).send_out("O-1-F1", "O-1", "wms-east", {{"1", "A", 2}, {"2", "B", 1}});
  h.event("commerce", CancellationRequested{"O-1-X1", "O-1", h.now(), one, "why"}, "O-1-X1/requested", 2, "O-1");
  drop(h, {{"1", "A", 1}, {"2", "B", 1}});
  accept(h, one);
  shrink(h, one);
  const Said said = h.judge("I21");
  ASSERT_EQ(said.count, 1u);
  EXPECT_EQ(said.findings[0].item, "B");
}

TEST(CancelExactness, a_sales_order_that_did_not_shrink_is_charged_at_the_end) {
  History h = asked_for_two();
  drop(h, two);
  accept(h, two);
  const Said said = h.judge("I21");
  ASSERT_EQ(said.count, 1u);
  EXPECT_EQ(said.findings[0].clause, "CL-CANCEL-34");
}

TEST(CancelExactness, a_reservation_gives_back_no_more_than_did_not_ship) {
  History h = asked_for_two();
  drop(h, two);
  accept(h, two);
  shrink(h, two);
  ship(h, one);
  h.view("pipeline", ReservationView{"R-1", "O-1", 3, 0, 3, 0, 0});
  EXPECT_EQ(h.judge("I21").count, 1u);
}

TEST(CancelExactness, one_that_was_taken_and_never_answered_is_charged) {
  History h = asked_for_two();
  EXPECT_EQ(h.judge("I21").count, 1u);
}

TEST(CancelExactness, a_dead_letter_excuses_the_answer) {
  History h = asked_for_two();
  DeadLetter letter;
  letter.dead_letter_id = "D-1";
  letter.message = "outbound_order.cancel";
  letter.correlation = "O-1";
  h.view("pipeline", letter);
  EXPECT_EQ(h.judge("I21").count, 0u);
}

TEST(CancelExactness, one_that_the_pipeline_never_took_is_not_its_business) {
  History h;
  h.place("O-1", three);
  h.publish("commerce", CancellationRequested{"O-1-X1", "O-1", h.now(), two, "why"}, "O-1-X1/requested", 2, "O-1");
  EXPECT_EQ(h.judge("I21").count, 0u);
}

// --- what the others make of a cancellation

TEST(CancelExactness, an_order_that_is_cancelled_is_resolved) {
  History h = asked_for_two();
  drop(h, two);
  accept(h, two);
  shrink(h, two);
  ship(h, one);
  h.effect("commerce", FulfillmentCreate{"O-1-F1-S1", "O-1", one, {}, h.now()}, "O-1");
  EXPECT_EQ(h.judge("I22").state, InvariantState::held);
}

TEST(CancelExactness, what_is_cancelled_may_not_be_released_elsewhere) {
  History h = asked_for_two();
  drop(h, two);
  accept(h, two);
  h.send_out("O-1-F2", "O-1", "wms-west", one);
  EXPECT_EQ(h.judge("I20").count, 1u);
}

TEST(CancelExactness, what_came_up_short_and_is_cancelled_needs_no_other_answer) {
  History h = asked_for_two();
  h.event("wms-east", pick_short("O-1", "1", "A", 1));
  drop(h, two);
  h.at(hours(2)).effect("commerce", OrderLineBackorder{"case", "O-1", "1", 1, "none"}, "O-1");
  accept(h, two);
  EXPECT_EQ(h.judge("I23", false).count, 0u);
}

// Two of three units at the node are in question, so that they may be promised again; a third is not.
TEST(CancelExactness, units_in_question_may_be_promised_again) {
  for (const std::int64_t wanted : {2, 3}) {
    History h;
    h.opening("A", "wms-east", 3).hold("R-1", {{"1", "A", "wms-east", 3}}).confirm("R-1", "O-1");
    h.place("O-1", three, {"R-1"}).send_out("O-1-F1", "O-1", "wms-east", three);
    h.event("commerce", CancellationRequested{"O-1-X1", "O-1", h.now(), two, "why"}, "O-1-X1/requested", 2, "O-1");
    h.hold("R-2", {{"1", "A", "wms-east", wanted}});
    EXPECT_EQ(h.judge("I01").count, wanted == 2 ? 0u : 1u);
  }
}

TEST(CancelExactness, units_that_were_not_cancelled_after_all_count_again) {
  History h;
  h.opening("A", "wms-east", 3).hold("R-1", {{"1", "A", "wms-east", 3}}).confirm("R-1", "O-1");
  h.place("O-1", three, {"R-1"}).send_out("O-1-F1", "O-1", "wms-east", three);
  h.event("commerce", CancellationRequested{"O-1-X1", "O-1", h.now(), two, "why"}, "O-1-X1/requested", 2, "O-1");
  h.effect("commerce", CancellationReject{"O-1-X1", "O-1", "late"}, "O-1", "O-1-X1");
  h.hold("R-2", {{"1", "A", "wms-east", 1}});
  EXPECT_EQ(h.judge("I01").count, 1u);
}

}  // namespace
}  // namespace drydock::testing
