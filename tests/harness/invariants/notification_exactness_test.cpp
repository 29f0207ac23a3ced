#include <gtest/gtest.h>

#include "tests/harness/invariants/notice_history.hpp"

namespace drydock::testing {
namespace {

using What = NoticeTemplate;

TEST(NotificationExactness, holds_when_each_is_told_once_and_after_it_happened) {
  Mailed h;
  h.place("O-1", {{"1", "A", 1}});
  h.left().told(What::shipped);
  h.at(hours(1));
  h.scanned(TrackingStatus::out_for_delivery).told(What::out_for_delivery);
  h.at(hours(2));
  h.scanned(TrackingStatus::delivered).told(What::delivered);
  const Said said = h.judge("I60");
  EXPECT_EQ(said.state, InvariantState::held) << (said.findings.empty() ? "" : said.findings[0].sentence);
  EXPECT_EQ(said.evaluations, 3u);
}

TEST(NotificationExactness, of_freight_an_actual_milestone_is_the_cause) {
  Mailed h;
  h.place("O-1", {{"1", "A", 1}});
  h.left().told(What::shipped);
  h.at(hours(1));
  h.milestone(TrackingStatus::delivered).told(What::delivered);
  EXPECT_EQ(h.judge("I60").state, InvariantState::held);

  Mailed guessed;
  guessed.place("O-1", {{"1", "A", 1}});
  guessed.left().milestone(TrackingStatus::delivered, MilestoneKind::estimated).told(What::delivered);
  EXPECT_EQ(guessed.judge("I60").count, 1u) << "an estimate is no cause";
}

TEST(NotificationExactness, is_not_exercised_without_a_seat) {
  History h;
  h.place("O-1", {{"1", "A", 1}});
  EXPECT_EQ(h.judge("I60").state, InvariantState::not_exercised);
}

TEST(NotificationExactness, a_second_notice_is_charged_whatever_its_dedup_key) {
  Mailed h;
  h.left().told(What::shipped);
  MessageSend again = Mailed::notice(What::shipped, "O-1-F1-P1");
  again.dedup_key += "/2";
  h.told(again);
  const Said said = h.judge("I60");
  ASSERT_EQ(said.count, 1u);
  EXPECT_EQ(said.findings[0].order, "O-1");
  EXPECT_EQ(said.findings[0].clause, "CL-NOTIFICATION-17");
  EXPECT_EQ(said.findings[0].flow, "notification");
}

TEST(NotificationExactness, other_packages_templates_and_recipients_are_other_notices) {
  Mailed h;
  h.left().told(What::shipped);
  h.scanned(TrackingStatus::delivered).told(What::delivered);
  MessageSend other = Mailed::notice(What::shipped, "O-1-F1-P1");
  other.recipient = "the one who gets the present";
  h.told(other);
  EXPECT_EQ(h.judge("I60").state, InvariantState::held);
}

TEST(NotificationExactness, nothing_is_told_before_it_happened) {
  for (const What what : {What::shipped, What::out_for_delivery, What::delivered, What::cancelled, What::promise_moved,
                          What::backordered}) {
    Mailed h;
    h.told(what);
    EXPECT_EQ(h.judge("I60").count, 1u) << name_of(what);
  }
}

TEST(NotificationExactness, orders_and_cancellations_are_causes_too) {
  Mailed h;
  h.place("O-1", {{"1", "A", 2}});
  h.told(What::backordered, "K-1");
  h.told(What::promise_moved, "U-1");
  h.event("commerce", CancellationRequested{"X-1", "O-1", h.now(), {{"1", "A", 1}}, "why"}, "X-1/requested");
  h.told(What::cancelled, "X-1");
  EXPECT_EQ(h.judge("I60").state, InvariantState::held);
}

TEST(NotificationExactness, what_was_overtaken_long_ago_is_charged) {
  Mailed h;
  h.left().at(hours(1));
  h.scanned(TrackingStatus::delivered).at(hours(1) + minutes(59));
  h.told(What::shipped);
  EXPECT_EQ(h.judge("I60").state, InvariantState::held) << "an hour is forgiven";
  Mailed late;
  late.left().at(hours(1));
  late.scanned(TrackingStatus::out_for_delivery).scanned(TrackingStatus::delivered).at(hours(3));
  late.told(What::shipped);
  late.told(What::out_for_delivery);
  late.told(What::delivered);
  const Said said = late.judge("I60");
  EXPECT_EQ(said.count, 2u) << "delivered is the newest";
  EXPECT_EQ(said.findings[0].clause, "CL-NOTIFICATION-17-FRESH");
}

TEST(NotificationExactness, what_the_pipeline_could_not_know_overtakes_nothing) {
  Mailed h;
  h.left();
  h.publish("carrier-fast", scan("O-1", TrackingStatus::delivered, hours(1)), "E-1");
  h.at(hours(9)).ack("carrier-fast", scan("O-1", TrackingStatus::delivered, hours(1)), "E-1");
  h.told(What::shipped);
  EXPECT_EQ(h.judge("I60").state, InvariantState::held);
}

TEST(NotificationExactness, the_bound_is_that_of_the_plan) {
  Mailed h;
  h.plan.bounds.stale_notice = minutes(1);
  h.left().scanned(TrackingStatus::delivered).at(minutes(2));
  h.told(What::shipped);
  EXPECT_EQ(h.judge("I60").count, 1u);
}

TEST(NotificationExactness, an_earlier_promise_is_overtaken_by_a_later_one) {
  const Promise first{t0 + hours(30), t0 + hours(60)};
  const Promise second{t0 + hours(50), t0 + hours(80)};
  MessageSend notice = Mailed::notice(What::promise_moved, "U-1");
  notice.promise = first;
  Mailed h;
  h.place("O-1", {{"1", "A", 2}});
  h.effect("commerce", PromiseUpdate{"U-1", "O-1", first, "short_pick"});
  h.at(hours(5));
  h.told(notice);
  EXPECT_EQ(h.judge("I60").state, InvariantState::held) << "late, and still what is promised";
  Mailed stale;
  stale.place("O-1", {{"1", "A", 2}});
  stale.effect("commerce", PromiseUpdate{"U-1", "O-1", first, "short_pick"});
  stale.effect("commerce", PromiseUpdate{"U-2", "O-1", second, "short_pick"});
  stale.at(hours(5));
  stale.told(notice);
  EXPECT_EQ(stale.judge("I60").count, 1u);
}

TEST(NotificationExactness, a_notice_to_somebody_else_is_charged) {
  Mailed h;
  OrderPlaced placed;
  placed.order_id = "O-1";
  placed.customer = "somebody-else";
  h.event("commerce", placed, "O-1/placed", 1, "O-1");
  h.left().told(What::shipped);
  EXPECT_EQ(h.judge("I60").count, 1u);
}

TEST(NotificationExactness, a_promise_that_has_not_moved_is_no_news) {
  const auto told = [](Duration later) {
    Mailed h;
    OrderPlaced placed;
    placed.order_id = "O-1";
    placed.customer = Mailed::notice(What::promise_moved, "U-1").recipient;
    placed.promise = {t0 + hours(4), t0 + hours(48)};
    h.event("commerce", placed, "O-1/placed", 1, "O-1");
    MessageSend notice = Mailed::notice(What::promise_moved, "U-1");
    notice.promise = Promise{t0 + hours(4) + later, t0 + hours(48) + later};
    h.told(notice);
    return h.judge("I60").count;
  };
  EXPECT_EQ(told(hours(24)), 0u);
  EXPECT_EQ(told({}), 1u);
}

}  // namespace
}  // namespace drydock::testing
