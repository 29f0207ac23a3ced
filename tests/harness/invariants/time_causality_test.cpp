#include <gtest/gtest.h>

#include "tests/support/history_builder.hpp"

namespace drydock::testing {
namespace {

const Lines two{{"1", "A", 2}};

History left() {
  History h;
  h.at(hours(1)).event("wms-east", shipped("O-1", "S-1", two, "wms-east", t0 + hours(1)));
  h.at(hours(3));
  return h;
}

TEST(TimeCausality, holds_between_departure_and_now) {
  History h = left();
  h.effect("commerce", shown("O-1", TrackingStatus::in_transit, hours(2)));
  EXPECT_EQ(h.judge("I55").state, InvariantState::held);
}

TEST(TimeCausality, under_way_before_it_left_is_charged) {
  History h = left();
  h.effect("commerce", shown("O-1", TrackingStatus::in_transit, Duration{} - hours(3)));
  EXPECT_EQ(h.judge("I55").count, 1u);
}

TEST(TimeCausality, the_future_is_charged) {
  History h = left();
  h.effect("commerce", shown("O-1", TrackingStatus::delivered, hours(5)));
  EXPECT_EQ(h.judge("I55").count, 1u);
}

TEST(TimeCausality, a_label_may_be_known_before_departure) {
  History h = left();
  h.effect("commerce", shown("O-1", TrackingStatus::pre_transit, minutes(10)));
  EXPECT_EQ(h.judge("I55").state, InvariantState::not_exercised);
}

TEST(TimeCausality, a_little_skew_is_forgiven) {
  History h = left();
  h.effect("commerce", shown("O-1", TrackingStatus::in_transit, hours(1) - seconds(1)));
  EXPECT_EQ(h.judge("I55").state, InvariantState::held);
}

}  // namespace
}  // namespace drydock::testing
