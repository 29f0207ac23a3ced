#include <gtest/gtest.h>

#include "contracts/canonical/balances.hpp"
#include "tests/harness/invariants/drift_history.hpp"

namespace drydock::testing {
namespace {

WmsAdjusted moved(std::int64_t delta, const std::string& id) {
  WmsAdjusted made;
  made.movement_id = id;
  made.item = "A";
  made.location = "wms-east";
  made.delta = delta;
  return made;
}
/// 10 at the start; two go before the copy is taken, three between the copy and its telling.
History a_night(std::int64_t drifted = 0) {
  History h;
  h.opening("A", "wms-east", 10).at(hours(1));
  h.event("wms-east", moved(-2, "M-1"));
  if (drifted != 0) drift(h, "erp", drifted);
  h.at(hours(2)).event("wms-east", moved(-3, "M-2"));
  h.at(hours(4)).event("erp", BalanceSnapshot{"balances-1", t0 + minutes(90), "wms-east", 1, 1, {{"A", 8 + drifted}}});
  return h;
}
Said at_rest(History& h, std::int64_t on_hand) {
  PositionView view;
  view.item = "A";
  view.location = "wms-east";
  view.unrestricted = on_hand;
  h.at(hours(6)).view("pipeline", view);
  h.phase("end");
  return h.judge("I13");
}

TEST(SnapshotUse, holds_when_what_moved_since_is_kept) {
  History h = a_night();
  const Said said = at_rest(h, 5);
  EXPECT_EQ(said.state, InvariantState::held);
  EXPECT_EQ(said.evaluations, 1u);
}

TEST(SnapshotUse, a_copy_laid_over_the_stock_is_charged) {
  History h = a_night();
  const Said said = at_rest(h, 8);
  ASSERT_EQ(said.count, 1u);
  EXPECT_NE(said.findings[0].sentence.find("balances-1 said 8"), std::string::npos) << said.findings[0].sentence;
  EXPECT_EQ(said.findings[0].item, "A");
}

TEST(SnapshotUse, units_missing_for_another_reason_are_not_its_business) {
  History h = a_night();
  EXPECT_EQ(at_rest(h, 6).state, InvariantState::held);
}

TEST(SnapshotUse, a_movement_on_its_way_when_the_copy_was_told_does_not_count_as_there) {
  History h;
  h.opening("A", "wms-east", 10).at(hours(2));
  h.publish("wms-east", moved(-3, "M-2"), "e2");
  h.effect("wms-east", moved(-3, "M-2"));
  h.at(hours(4)).event("erp", BalanceSnapshot{"balances-1", t0 + minutes(90), "wms-east", 1, 1, {{"A", 10}}});
  EXPECT_EQ(at_rest(h, 7).state, InvariantState::not_exercised) << "ten were there, and ten were said";
}

TEST(SnapshotUse, a_correction_by_what_moved_since_is_charged) {
  History h = a_night();
  h.effect("erp", correction(-3));
  const Said said = at_rest(h, 5);
  ASSERT_EQ(said.count, 1u);
  EXPECT_NE(said.findings[0].sentence.find("takes what was moved since for a break"), std::string::npos)
      << said.findings[0].sentence;
}

TEST(SnapshotUse, the_correction_of_a_drift_is_right) {
  History h = a_night(4);
  h.effect("erp", correction(-4));
  EXPECT_EQ(at_rest(h, 5).count, 0u);
}

TEST(SnapshotUse, without_a_copy_there_is_nothing_to_judge) {
  History h;
  h.opening("A", "wms-east", 10);
  EXPECT_EQ(at_rest(h, 10).state, InvariantState::not_exercised);
}

}  // namespace
}  // namespace drydock::testing
