#include <gtest/gtest.h>

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

}  // namespace
}  // namespace drydock::testing
