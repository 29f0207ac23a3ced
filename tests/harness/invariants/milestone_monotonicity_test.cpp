#include <gtest/gtest.h>

#include "contracts/canonical/freight.hpp"
#include "tests/support/history_builder.hpp"

namespace drydock::testing {
namespace {

TEST(MilestoneMonotonicity, holds_when_the_shop_goes_forward) {
  History h;
  h.publish("carrier-fast", scan("O-1", TrackingStatus::in_transit, hours(1)), "a");
  h.publish("carrier-fast", scan("O-1", TrackingStatus::delivered, hours(2)), "b");
  h.effect("commerce", shown("O-1", TrackingStatus::in_transit, hours(1)));
  h.effect("commerce", shown("O-1", TrackingStatus::delivered, hours(2)));
  EXPECT_EQ(h.judge("I29").state, InvariantState::held);
}

TEST(MilestoneMonotonicity, an_older_state_after_a_newer_is_charged) {
  History h;
  h.effect("commerce", shown("O-1", TrackingStatus::delivered, hours(2)));
  h.effect("commerce", shown("O-1", TrackingStatus::in_transit, hours(1)));
  EXPECT_EQ(h.judge("I29").count, 1u);
}

TEST(MilestoneMonotonicity, at_equal_times_the_rank_decides) {
  History h;
  h.effect("commerce", shown("O-1", TrackingStatus::delivered, hours(1)));
  h.effect("commerce", shown("O-1", TrackingStatus::out_for_delivery, hours(1)));
  EXPECT_EQ(h.judge("I29").count, 1u);
}

TEST(MilestoneMonotonicity, the_newest_scan_is_shown_at_rest) {
  History h;
  h.publish("carrier-fast", scan("O-1", TrackingStatus::in_transit, hours(1)), "a");
  h.publish("carrier-fast", scan("O-1", TrackingStatus::delivered, hours(2)), "b");
  h.effect("commerce", shown("O-1", TrackingStatus::in_transit, hours(1)));
  EXPECT_EQ(h.judge("I29", false).count, 0u);
  EXPECT_EQ(h.judge("I29", true).count, 1u);
}

TmsMilestone milestone(TrackingStatus status, Duration occurs, MilestoneKind kind) {
  const std::string id = std::string(name_of(kind)) + "/" + std::string(name_of(status));
  return {id, "LD-1", "O-1-F1-P1", "O-1", "carrier-fast", "T-1", status, kind, t0 + occurs, t0 + hours(1)};
}

TEST(MilestoneMonotonicity, actual_milestones_count_like_scans) {
  History h;
  h.publish("tms", milestone(TrackingStatus::delivered, hours(9), MilestoneKind::planned), "p");
  h.publish("tms", milestone(TrackingStatus::in_transit, hours(1), MilestoneKind::actual), "a");
  h.effect("commerce", shown("O-1", TrackingStatus::in_transit, hours(1)));
  h.publish("tms", milestone(TrackingStatus::delivered, hours(2), MilestoneKind::actual), "b");
  h.publish("tms", milestone(TrackingStatus::delivered, hours(3), MilestoneKind::estimated), "late");
  EXPECT_EQ(h.judge("I29").count, 1u) << "delivered is not shown";
  h.effect("commerce", shown("O-1", TrackingStatus::delivered, hours(2)));
  EXPECT_EQ(h.judge("I29").state, InvariantState::held);
}

TEST(MilestoneMonotonicity, an_estimate_is_no_fact) {
  History h;
  h.publish("tms", milestone(TrackingStatus::in_transit, hours(1), MilestoneKind::actual), "a");
  h.publish("tms", milestone(TrackingStatus::delivered, hours(3), MilestoneKind::estimated), "e");
  h.effect("commerce", shown("O-1", TrackingStatus::delivered, hours(3)));
  EXPECT_EQ(h.judge("I29", false).count, 1u);
}

TEST(MilestoneMonotonicity, tracking_before_the_shop_knows_that_it_left_is_charged) {
  History h;
  h.effect("commerce", shown("O-1", TrackingStatus::in_transit, hours(1)));
  EXPECT_EQ(h.judge("I29").count, 0u) << "whether it is ever told others say";
  h.effect("commerce", told("O-1", "S-1", {{"1", "A", 2}}));
  EXPECT_EQ(h.judge("I29").count, 1u);
  History right;
  right.effect("commerce", told("O-1", "S-1", {{"1", "A", 2}}));
  right.effect("commerce", shown("O-1", TrackingStatus::in_transit, hours(1)));
  EXPECT_EQ(right.judge("I29").count, 0u);
}

}  // namespace
}  // namespace drydock::testing
