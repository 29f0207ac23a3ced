#include <gtest/gtest.h>

#include "contracts/canonical/freight.hpp"
#include "tests/support/history_builder.hpp"

namespace drydock::testing {
namespace {

void scanned_and_shown(History& h, int number, Duration at, Duration later) {
  const std::string order = "O-" + std::to_string(number);
  h.at(at).publish("carrier-fast", scan(order, TrackingStatus::in_transit, at), order + "/scan");
  h.at(at + later).effect("commerce", shown(order, TrackingStatus::in_transit, at));
}

TEST(VisibilityLatency, holds_when_scans_are_shown_soon) {
  History h;
  for (int n = 1; n <= 30; ++n) scanned_and_shown(h, n, minutes(n), seconds(10));
  EXPECT_EQ(h.judge("I33").state, InvariantState::held);
}

TEST(VisibilityLatency, one_that_is_very_late_is_charged) {
  History h;
  scanned_and_shown(h, 1, minutes(1), minutes(6));
  const Said said = h.judge("I33");
  ASSERT_EQ(said.count, 1u);
  EXPECT_EQ(said.findings[0].order, "O-1");
}

TEST(VisibilityLatency, many_that_are_somewhat_late_are_charged_once) {
  History h;
  for (int n = 1; n <= 30; ++n) scanned_and_shown(h, n, minutes(5 * n), minutes(2));
  EXPECT_EQ(h.judge("I33").count, 1u);
}

TEST(VisibilityLatency, a_shop_that_was_down_excuses) {
  History h;
  h.publish("carrier-fast", scan("O-1", TrackingStatus::in_transit, seconds(30)), "a");
  h.at(minutes(1)).crash("commerce");
  h.at(minutes(10)).recover("commerce");
  h.at(minutes(11)).effect("commerce", shown("O-1", TrackingStatus::in_transit, seconds(30)));
  EXPECT_EQ(h.judge("I33").state, InvariantState::not_exercised);
}

TEST(VisibilityLatency, counts_from_when_the_departure_was_heard_of) {
  History h;
  h.publish("carrier-fast", scan("O-1", TrackingStatus::in_transit, seconds(30)), "a");
  h.at(minutes(9)).event("wms-east", shipped("O-1", "S-1", {{"1", "A", 1}}));
  h.at(minutes(10)).effect("commerce", shown("O-1", TrackingStatus::in_transit, seconds(30)));
  EXPECT_EQ(h.judge("I33").state, InvariantState::held);
}

TEST(VisibilityLatency, a_declared_outage_of_the_shop_excuses) {
  History h;
  h.fault("shop-down", "outage", "commerce", {}, minutes(1), minutes(10));
  h.publish("carrier-fast", scan("O-1", TrackingStatus::in_transit, seconds(30)), "a");
  h.at(minutes(1)).window("shop-down", true);
  h.at(minutes(10)).window("shop-down", false);
  h.at(minutes(11)).effect("commerce", shown("O-1", TrackingStatus::in_transit, seconds(30)));
  EXPECT_EQ(h.judge("I33").state, InvariantState::not_exercised);
}

TEST(VisibilityLatency, ActualMilestonesAreToBeShownToo) {
  const auto told = [](MilestoneKind kind) {
    return TmsMilestone{"m",  "LD-1", "O-1-F1-P1", "O-1", "carrier-fast", "T-1", TrackingStatus::in_transit,
                        kind, t0,     t0};
  };
  History h;
  h.publish("tms", told(MilestoneKind::estimated), "e");
  h.at(hours(1)).publish("tms", told(MilestoneKind::actual), "a");
  h.at(hours(1) + minutes(6)).effect("commerce", shown("O-1", TrackingStatus::in_transit, Duration{}));
  EXPECT_EQ(h.judge("I33").count, 1u);
}

}  // namespace
}  // namespace drydock::testing
