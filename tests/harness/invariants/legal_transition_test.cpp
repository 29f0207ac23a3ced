#include <gtest/gtest.h>

#include "tests/support/history_builder.hpp"

namespace drydock::testing {
namespace {

const Lines two{{"1", "A", 2}};

TEST(LegalTransition, holds_when_steps_follow_each_other) {
  History h;
  h.effect("erp", booking("O-1", two));
  h.effect("carrier-fast", label_buy("O-1"));
  h.effect("wms-east", label_attach("O-1"));
  h.effect("erp", issue("O-1", "S-1", two));
  h.effect("erp", invoice("O-1", "S-1", two));
  h.effect("commerce", shown("O-1", TrackingStatus::in_transit, hours(1)));
  h.effect("commerce", shown("O-1", TrackingStatus::delivered, hours(2)));
  h.hold("R-1", {}).confirm("R-1", "O-1");
  const Said said = h.judge("I18");
  EXPECT_EQ(said.state, InvariantState::held);
  EXPECT_EQ(said.evaluations, 6u);
}

TEST(LegalTransition, delivered_is_final) {
  History h;
  h.effect("commerce", shown("O-1", TrackingStatus::delivered, hours(2)));
  h.effect("commerce", shown("O-1", TrackingStatus::in_transit, hours(1)));
  const Said said = h.judge("I18");
  ASSERT_EQ(said.count, 1u);
  EXPECT_EQ(said.findings[0].expected, "delivered is final");
}

TEST(LegalTransition, a_missed_scan_and_a_failed_delivery_are_legal) {
  History h;
  h.effect("commerce", shown("O-1", TrackingStatus::out_for_delivery, hours(2)));
  h.effect("commerce", shown("O-1", TrackingStatus::in_transit, hours(3)));
  h.effect("commerce", shown("O-1", TrackingStatus::delivered, hours(5)));
  EXPECT_EQ(h.judge("I18").state, InvariantState::held);
}

TEST(LegalTransition, an_order_is_issued_before_it_is_invoiced_and_booked_before_that) {
  History h;
  h.effect("erp", invoice("O-1", "S-1", two));
  h.effect("erp", issue("O-1", "S-1", two));
  EXPECT_EQ(h.judge("I18").count, 2u);
}

TEST(LegalTransition, a_label_is_bought_before_it_is_attached) {
  History h;
  h.effect("wms-east", label_attach("O-1"));
  EXPECT_EQ(h.judge("I18").count, 1u);
}

TEST(LegalTransition, what_was_released_is_not_confirmed) {
  History h;
  h.hold("R-1", {}).release("R-1").confirm("R-1", "O-1");
  EXPECT_EQ(h.judge("I18").count, 1u);
}

TEST(LegalTransition, an_answer_given_before_may_come_again) {
  History h;
  h.hold("R-1", {}).confirm("R-1", "O-1").release("R-1").confirm("R-1", "O-1").release("R-1");
  EXPECT_EQ(h.judge("I18").state, InvariantState::held);
}

TEST(LegalTransition, without_steps_nothing_is_exercised) {
  History h;
  EXPECT_EQ(h.judge("I18").state, InvariantState::not_exercised);
}

}  // namespace
}  // namespace drydock::testing
