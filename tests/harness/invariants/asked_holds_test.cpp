#include "harness/invariants/asked_holds.hpp"

#include <gtest/gtest.h>

namespace drydock::testing {
namespace {

constexpr Instant midnight{seconds(1'795'737'600).us};  // 2026-11-27T00:00:00Z

Location node(std::int64_t offset_minutes = 0, const std::string& cutoff = "17:00") {
  Location location;
  location.cutoff = cutoff;
  location.offsets = {{Instant{0}, offset_minutes}};
  location.transit = {{"us-east", "ground", "slow", 2, 4}, {"us-east", "ground", "fast", 1, 3}};
  return location;
}

TEST(FirstShipDay, is_today_before_the_cutoff_and_tomorrow_from_it_on) {
  EXPECT_EQ(first_ship_day(node(), midnight + hours(17) - microseconds(1)), midnight);
  EXPECT_EQ(first_ship_day(node(), midnight + hours(17)), midnight + days(1));
  EXPECT_EQ(first_ship_day(node(), midnight), midnight);
}

TEST(FirstShipDay, goes_by_local_time) {
  const Location west = node(-8 * 60);
  EXPECT_EQ(first_ship_day(west, midnight + hours(20)), midnight + hours(8));
  EXPECT_EQ(first_ship_day(west, midnight + hours(25)), midnight + hours(32));
  EXPECT_EQ(first_ship_day(west, midnight + hours(2)), midnight + hours(8));  // six in the evening of the day before
}

TEST(FirstShipDay, is_said_by_the_clock_of_the_node) {
  const Location west = node(-8 * 60);
  EXPECT_EQ(local_time(west, midnight + hours(2)), "2026-11-26 18:00:00");
  EXPECT_EQ(local_day(west, midnight + hours(8)), "2026-11-27");
  EXPECT_EQ(local_day_until(west, midnight + hours(8)), "2026-11-26");
}

TEST(FirstShipDay, work_pushes_it_over_as_many_cutoffs_as_pass) {
  EXPECT_EQ(first_ship_day(node(), midnight + hours(10), hours(6)), midnight);
  EXPECT_EQ(first_ship_day(node(), midnight + hours(10), hours(7)), midnight + days(1));
  EXPECT_EQ(first_ship_day(node(), midnight + hours(10), hours(31)), midnight + days(2));
}

TEST(FirstShipDay, follows_a_change_of_the_clocks) {
  Location location = node(0);
  location.offsets = {{Instant{0}, -240}, {midnight + hours(12), -300}};
  EXPECT_EQ(first_ship_day(location, midnight + hours(11)), midnight + hours(4));
  EXPECT_EQ(first_ship_day(location, midnight + hours(13)), midnight + hours(5));
}

TEST(DaysTo, is_the_best_row_at_its_slowest) {
  EXPECT_EQ(days_to(node(), "us-east", "ground"), 3);
  EXPECT_EQ(days_to(node(), "us-east", "2-day"), std::nullopt);
  EXPECT_EQ(days_to(node(), "us-west", "ground"), std::nullopt);
}

}  // namespace
}  // namespace drydock::testing
