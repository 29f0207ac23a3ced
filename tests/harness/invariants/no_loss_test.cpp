#include <gtest/gtest.h>

#include "tests/support/history_builder.hpp"

namespace drydock::testing {
namespace {

const Lines two{{"1", "A", 2}};

TEST(NoLoss, holds_when_what_was_accepted_was_done) {
  History h;
  h.place("O-1", two).effect("erp", booking("O-1", two));
  h.view("pipeline", QueueDepth{"erp", 0, 0});
  const Said said = h.judge("I44");
  EXPECT_EQ(said.state, InvariantState::held);
  EXPECT_EQ(said.evaluations, 1u);
}

TEST(NoLoss, an_accepted_event_that_vanished_is_charged) {
  History h;
  h.place("O-1", two);
  const Said said = h.judge("I44");
  ASSERT_EQ(said.count, 1u);
  EXPECT_EQ(said.findings[0].party, "pipeline");
  EXPECT_EQ(said.findings[0].order, "O-1");
}

TEST(NoLoss, one_lost_event_is_one_finding) {
  History h;
  h.event("wms-east", shipped("O-1", "S-1", two));  // owes three entries
  EXPECT_EQ(h.judge("I44").count, 1u);
}

TEST(NoLoss, a_lost_scan_is_charged) {
  History h;
  h.event("carrier-fast", scan("O-1", TrackingStatus::delivered, hours(1)));
  EXPECT_EQ(h.judge("I44").count, 1u);
}

TEST(NoLoss, an_older_scan_may_be_skipped) {
  History h;
  h.event("carrier-fast", scan("O-1", TrackingStatus::delivered, hours(2)));
  h.effect("commerce", shown("O-1", TrackingStatus::delivered, hours(2)));
  h.event("carrier-fast", scan("O-1", TrackingStatus::in_transit, hours(1)));
  EXPECT_EQ(h.judge("I44").state, InvariantState::held);
}

// In a feed: the event was there, and the pipeline asked for later ones only. No page it got had it.
TEST(NoLoss, an_event_that_was_read_past_is_charged) {
  History h;
  OrderPlaced placed;
  placed.order_id = "O-1";
  h.publish("commerce", placed, "O-1/placed");
  h.passed("commerce", placed, "O-1/placed");
  const Said said = h.judge("I44");
  ASSERT_EQ(said.count, 1u);
  EXPECT_NE(said.findings[0].sentence.find("read on in a feed behind commerce.order.placed"), std::string::npos);
}

TEST(NoLoss, an_event_that_was_read_past_and_came_by_another_page_is_no_loss) {
  History h;
  OrderPlaced placed;
  placed.order_id = "O-1";
  h.publish("commerce", placed, "O-1/placed");
  h.passed("commerce", placed, "O-1/placed");
  h.effect("erp", booking("O-1", {}));
  EXPECT_EQ(h.judge("I44").state, InvariantState::held);
}

TEST(NoLoss, what_lies_in_a_feed_unread_is_not_judged) {
  History h;
  OrderPlaced placed;
  placed.order_id = "O-1";
  h.publish("commerce", placed, "O-1/placed");
  EXPECT_EQ(h.judge("I44").state, InvariantState::not_exercised);
}

TEST(NoLoss, what_was_never_accepted_is_not_the_pipelines) {
  History h;
  OrderPlaced placed;
  placed.order_id = "O-1";
  h.publish("commerce", placed, "O-1/placed");
  h.ack("commerce", placed, "O-1/placed", 503);
  EXPECT_EQ(h.judge("I44").state, InvariantState::not_exercised);
}

TEST(NoLoss, a_dead_letter_with_a_reason_is_no_loss) {
  History h;
  h.place("O-1", two);
  DeadLetter letter;
  letter.message = "sales_order.create";
  letter.key = "O-1";
  letter.destination = "erp";
  letter.reason = "attempts_exhausted";
  h.view("pipeline", letter);
  EXPECT_EQ(h.judge("I44").state, InvariantState::held);
}

TEST(NoLoss, nothing_waits_at_the_end) {
  History h;
  h.place("O-1", two).effect("erp", booking("O-1", two));
  h.view("pipeline", QueueDepth{"erp", 3, 1});
  EXPECT_EQ(h.judge("I44").count, 1u);
  h.view("pipeline", QueueDepth{"erp", 0, 0});
  EXPECT_EQ(h.judge("I44").state, InvariantState::held);
}

}  // namespace
}  // namespace drydock::testing
