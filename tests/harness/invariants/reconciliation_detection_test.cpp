#include <gtest/gtest.h>

#include "tests/harness/invariants/drift_history.hpp"

namespace drydock::testing {
namespace {

History apart(const std::string& seat, std::int64_t quantity) {
  History h;
  h.opening("A", "wms-east", 10).at(hours(1));
  drift(h, seat, quantity);
  return h;
}

TEST(ReconciliationDetection, holds_when_each_drift_is_told_in_time) {
  for (const auto& [seat, side] : std::map<std::string, BreakSide>{
           {"erp", BreakSide::erp}, {"wms-east", BreakSide::wms}, {"commerce", BreakSide::commerce}}) {
    History h = apart(seat, -4);
    h.at(minutes(89));
    tell(h, side, -4);
    h.at(hours(3)).phase("end");
    const Said said = h.judge("I58");
    EXPECT_EQ(said.state, InvariantState::held) << seat;
    EXPECT_EQ(said.evaluations, 2u);
  }
}

TEST(ReconciliationDetection, what_is_never_told_is_charged) {
  History h = apart("erp", 5);
  tell_nothing(h);
  h.at(hours(3)).phase("end");
  const Said said = h.judge("I58");
  ASSERT_EQ(said.count, 1u);
  EXPECT_EQ(said.findings[0].item, "A");
  EXPECT_NE(said.findings[0].sentence.find("drifted by 5"), std::string::npos) << said.findings[0].sentence;
}

TEST(ReconciliationDetection, a_drift_whose_time_is_not_up_is_not_judged) {
  History h = apart("erp", 5);
  tell_nothing(h);
  h.at(minutes(80)).phase("end");
  EXPECT_EQ(h.judge("I58").state, InvariantState::not_exercised);
}

TEST(ReconciliationDetection, what_is_told_too_late_is_charged) {
  History h = apart("wms-east", -2);
  h.at(minutes(91)).effect("erp", correction(0, "M-1"));
  h.at(minutes(95));
  tell(h, BreakSide::wms, -2);
  const Said said = h.judge("I58");
  ASSERT_EQ(said.count, 1u);
  EXPECT_NE(said.findings[0].actual.find("found at"), std::string::npos) << said.findings[0].actual;
}

TEST(ReconciliationDetection, time_under_a_fault_of_the_side_does_not_count) {
  History h;
  h.fault("erp-away", "outage", "erp", {}, minutes(70), minutes(100));
  h.opening("A", "wms-east", 10).at(hours(1));
  drift(h, "erp", 5);
  h.at(minutes(70)).window("erp-away", true).at(minutes(100)).window("erp-away", false);
  h.at(minutes(110));
  tell(h, BreakSide::erp, 5);
  EXPECT_EQ(h.judge("I58").state, InvariantState::held);
}

TEST(ReconciliationDetection, side_and_size_must_be_right) {
  History h = apart("erp", 5);
  tell(h, BreakSide::erp, -5);
  EXPECT_EQ(h.judge("I58").count, 1u);
  History other = apart("erp", 5);
  tell(other, BreakSide::wms, 5);
  const Said said = other.judge("I58");
  ASSERT_EQ(said.count, 1u);
  EXPECT_NE(said.findings[0].sentence.find("the ERP's books"), std::string::npos) << said.findings[0].sentence;
}

TEST(ReconciliationDetection, a_break_where_nothing_drifted_is_charged) {
  History h;
  h.opening("A", "wms-east", 10).at(hours(1));
  tell(h, BreakSide::erp, 1);
  const Said said = h.judge("I58");
  ASSERT_EQ(said.count, 1u);
  EXPECT_EQ(said.findings[0].expected, "nothing told");
  h.view("pipeline", BreakView{"RC-1", BreakSide::erp, "A", "wms-east", {}, 1, h.now(), h.now()});
  EXPECT_EQ(h.judge("I58").count, 1u) << "the same break again";
}

TEST(ReconciliationDetection, two_drifts_may_be_found_at_one_look) {
  History h = apart("wms-east", -4);
  drift(h, "wms-east", -2, "D-2");
  h.at(minutes(70));
  tell(h, BreakSide::wms, -6);
  h.at(hours(3)).phase("end");
  EXPECT_EQ(h.judge("I58").state, InvariantState::held);
}

TEST(ReconciliationDetection, what_was_undone_need_not_be_found) {
  History h = apart("commerce", 7);
  tell_nothing(h);
  h.effect("commerce", AvailabilitySet{"A", "wms-east", 3, 2, 1, {}});
  drift(h, "erp", 2, "D-2");
  drift(h, "erp", -2, "D-3");
  h.at(hours(3)).phase("end");
  EXPECT_EQ(h.judge("I58").count, 0u);
}

TEST(ReconciliationDetection, finding_ones_own_mistake_is_right) {
  History h;
  h.opening("A", "wms-east", 10).at(hours(1));
  h.effect("erp", correction(3, "RC-0"));
  h.at(hours(1) + minutes(10));
  tell(h, BreakSide::erp, 3, "RC-2");
  EXPECT_EQ(h.judge("I58").state, InvariantState::held);
}

TEST(ReconciliationDetection, is_not_evaluated_without_the_list) {
  History h = apart("erp", 5);
  h.at(hours(3)).phase("end");
  const Said said = h.judge("I58");
  EXPECT_EQ(said.state, InvariantState::not_evaluated);
  EXPECT_EQ(said.reason, "the pipeline offers no reconciliation.list");
}

}  // namespace
}  // namespace drydock::testing
