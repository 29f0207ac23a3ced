#include <gtest/gtest.h>

#include "tests/support/history_builder.hpp"

namespace drydock::testing {
namespace {

const Lines two{{"1", "A", 2}};

History healthy() {
  History h;
  h.place("O-1", two);
  h.effect("erp", booking("O-1", two), "O-1");
  h.event("wms-east", packed("O-1", two));
  h.effect("carrier-fast", label_buy("O-1"));
  h.effect("wms-east", label_attach("O-1"));
  h.event("wms-east", shipped("O-1", "S-1", two));
  h.effect("erp", issue("O-1", "S-1", two));
  h.effect("erp", invoice("O-1", "S-1", two));
  h.effect("commerce", told("O-1", "S-1", two));
  return h;
}

TEST(ExactlyOnceEffect, holds_over_a_whole_order_and_a_redelivery) {
  History h = healthy();
  h.deliver("wms-east", shipped("O-1", "S-1", two), "S-1/wms.shipped", "D-2", 2);
  h.ack("wms-east", shipped("O-1", "S-1", two), "S-1/wms.shipped");
  const Said said = h.judge("I42");
  EXPECT_EQ(said.state, InvariantState::held);
  EXPECT_EQ(said.evaluations, 6u);
}

TEST(ExactlyOnceEffect, a_second_entry_is_charged_at_once) {
  History h = healthy();
  h.at(minutes(5)).effect("erp", issue("O-1", "S-1", two), "O-1", "other-key");
  const Said said = h.judge("I42");
  ASSERT_EQ(said.count, 1u);
  EXPECT_EQ(said.findings[0].sentence, "goods_issue.post for S-1 took effect 2 times at erp");
  EXPECT_EQ(said.findings[0].flow, "erp-posting");
  EXPECT_EQ(said.findings[0].at, t0 + minutes(5));
}

TEST(ExactlyOnceEffect, a_missing_entry_is_charged_at_the_end) {
  History h;
  h.place("O-1", two);
  const Said said = h.judge("I42");
  ASSERT_EQ(said.count, 1u);
  EXPECT_EQ(said.findings[0].actual, "none at the end");
  EXPECT_EQ(said.findings[0].order, "O-1");
  EXPECT_EQ(said.findings[0].seat, "erp");
}

TEST(ExactlyOnceEffect, what_a_marketplace_was_never_told_is_missing_there) {
  History h;
  h.directory = Directory{{{"commerce", "commerce"},
                           {"pipeline", "pipeline"},
                           {"erp", "erp"},
                           {"wms-east", "wms"},
                           {"marketplace", "commerce"},
                           {"auditor", "auditor"}}};
  OrderPlaced placed;
  placed.order_id = "M-1";
  placed.lines = {{"1", "A", 2, {100, "USD"}}};
  h.event("marketplace", placed, "M-1/placed", 1, "M-1");
  h.event("wms-east", shipped("M-1", "S-1", two), "S-1/shipped", 1, "M-1");
  std::set<std::string> seats;
  for (const Finding& finding : h.judge("I42").findings) seats.insert(finding.seat);
  EXPECT_EQ(seats, (std::set<std::string>{"erp", "marketplace"}));
}

TEST(ExactlyOnceEffect, a_fact_told_twice_asks_for_one_entry) {
  History h;
  h.place("O-1", two);
  OrderPlaced again;
  again.order_id = "O-1";
  h.publish("commerce", again, "O-1/placed-again");
  h.effect("erp", booking("O-1", two));
  EXPECT_EQ(h.judge("I42").state, InvariantState::held);
}

TEST(ExactlyOnceEffect, an_entry_may_come_before_its_event_was_seen) {
  History h;
  h.effect("erp", booking("O-1", two));
  h.place("O-1", two);
  EXPECT_EQ(h.judge("I42").state, InvariantState::held);
}

TEST(ExactlyOnceEffect, what_was_put_aside_is_not_judged_here) {
  History h;
  h.place("O-1", two);
  DeadLetter letter;
  letter.message = "commerce.order.placed";
  letter.message_id = "O-1/placed";
  h.view("pipeline", letter);
  EXPECT_EQ(h.judge("I42").state, InvariantState::not_exercised);
}

TEST(ExactlyOnceEffect, of_scans_only_the_newest_must_arrive) {
  History h;
  h.event("carrier-fast", scan("O-1", TrackingStatus::in_transit, hours(1)));
  h.event("carrier-fast", scan("O-1", TrackingStatus::delivered, hours(2)));
  h.effect("commerce", shown("O-1", TrackingStatus::delivered, hours(2)));
  EXPECT_EQ(h.judge("I42").state, InvariantState::held);
  h.event("carrier-fast", scan("O-2", TrackingStatus::in_transit, hours(1)));
  h.event("carrier-fast", scan("O-2", TrackingStatus::delivered, hours(2)));
  h.effect("commerce", shown("O-2", TrackingStatus::in_transit, hours(1)));
  EXPECT_EQ(h.judge("I42").count, 1u);
}

TEST(ExactlyOnceEffect, a_count_without_variance_asks_for_nothing) {
  History h;
  h.event("wms-east", WmsCountCompleted{"M-1", "K-1", "A", "wms-east", 5, 0, 1});
  EXPECT_EQ(h.judge("I42").state, InvariantState::not_exercised);
  h.event("wms-east", WmsCountCompleted{"M-2", "K-2", "A", "wms-east", 4, -1, 2});
  EXPECT_EQ(h.judge("I42").state, InvariantState::violated);
}

TEST(ExactlyOnceEffect, a_package_that_was_taken_apart_is_owed_no_label) {
  History h;
  h.event("wms-east", packed("O-1", two));
  EXPECT_EQ(h.judge("I42").count, 2u) << "to be bought, and handed over";
  h.event("wms-east", WmsPackVoided{"O-1-F1-P1", "O-1-F1", "O-1", "wms-east", "recalled"});
  EXPECT_NE(h.judge("I42").state, InvariantState::violated);
  h.effect("carrier-fast", label_buy("O-1"));
  EXPECT_NE(h.judge("I42").state, InvariantState::violated) << "it was under way";
}

}  // namespace
}  // namespace drydock::testing
