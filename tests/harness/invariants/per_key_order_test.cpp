#include <gtest/gtest.h>

#include "tests/support/history_builder.hpp"

namespace drydock::testing {
namespace {

AvailabilitySet set(std::int64_t version) { return {"A", "wms-east", 5, version, version - 1, t0}; }
const Lines two{{"1", "A", 2}};

TEST(PerKeyOrder, holds_when_nothing_goes_back) {
  History h;
  h.effect("commerce", shown("O-1", TrackingStatus::in_transit, hours(1)));
  h.effect("commerce", shown("O-1", TrackingStatus::delivered, hours(2)));
  h.effect("commerce", set(1));
  h.effect("commerce", set(4));
  const Said said = h.judge("I43");
  EXPECT_EQ(said.state, InvariantState::held);
  EXPECT_EQ(said.evaluations, 4u);
}

TEST(PerKeyOrder, an_older_scan_must_not_overwrite_a_newer) {
  History h;
  h.effect("commerce", shown("O-1", TrackingStatus::out_for_delivery, hours(2)));
  h.effect("commerce", shown("O-1", TrackingStatus::in_transit, hours(1)));
  const Said said = h.judge("I43");
  ASSERT_EQ(said.count, 1u);
  EXPECT_EQ(said.findings[0].order, "O-1");
}

TEST(PerKeyOrder, at_equal_times_the_rank_decides) {
  History h;
  h.effect("commerce", shown("O-1", TrackingStatus::delivered, hours(2)));
  h.effect("commerce", shown("O-1", TrackingStatus::out_for_delivery, hours(2)));
  EXPECT_EQ(h.judge("I43").count, 1u);
}

TEST(PerKeyOrder, a_correction_that_happened_later_is_newer) {
  History h;
  h.effect("commerce", shown("O-1", TrackingStatus::out_for_delivery, hours(2)));
  h.effect("commerce", shown("O-1", TrackingStatus::in_transit, hours(3)));
  EXPECT_EQ(h.judge("I43").state, InvariantState::held);
}

TEST(PerKeyOrder, availability_versions_only_grow) {
  History h;
  h.effect("commerce", set(4));
  h.effect("commerce", set(3));
  EXPECT_EQ(h.judge("I43").count, 1u);
}

TEST(PerKeyOrder, shipments_of_one_fulfilment_are_booked_in_their_order) {
  History h;
  h.event("wms-east", shipped("O-1", "S-1", two), {}, 5).event("wms-east", shipped("O-1", "S-2", two), {}, 6);
  h.effect("erp", issue("O-1", "S-1", two));
  h.effect("erp", issue("O-1", "S-2", two));
  EXPECT_EQ(h.judge("I43").state, InvariantState::held);
  h.effect("commerce", told("O-1", "S-2", two));
  h.effect("commerce", told("O-1", "S-1", two));
  EXPECT_EQ(h.judge("I43").count, 1u);
}

TEST(PerKeyOrder, keys_are_independent_and_deltas_commute) {
  History h;
  h.event("wms-east", shipped("O-1", "S-1", two), {}, 5).event("wms-east", shipped("O-2", "S-2", two), {}, 3);
  h.effect("erp", issue("O-1", "S-1", two));
  h.effect("erp", issue("O-2", "S-2", two));
  h.effect("erp", adjust("M-2", "A", 1));
  h.effect("erp", adjust("M-1", "A", -1));
  EXPECT_EQ(h.judge("I43").state, InvariantState::held);
}

TEST(PerKeyOrder, without_effects_nothing_is_exercised) {
  History h;
  EXPECT_EQ(h.judge("I43").state, InvariantState::not_exercised);
}

}  // namespace
}  // namespace drydock::testing
