#include <gtest/gtest.h>

#include "tests/harness/invariants/return_history.hpp"

namespace drydock::testing {
namespace {

TEST(RefundWithinPaid, holds_when_what_shipped_is_captured_and_the_rest_voided) {
  Paid h;
  h.buy("O-1", 3).ship("O-1", 2, "S-1").capture("O-1", 2, "S-1").give_back("O-1", 1, "O-1-X1");
  const Said said = h.judge("I39");
  EXPECT_EQ(said.state, InvariantState::held);
  EXPECT_EQ(said.evaluations, 3u) << "the capture, the void, and the order at rest";
}

TEST(RefundWithinPaid, is_not_exercised_without_a_payment) {
  History h;
  h.place("O-1", {{"1", "A", 3}});
  EXPECT_EQ(h.judge("I39").state, InvariantState::not_exercised);
}

TEST(RefundWithinPaid, a_capture_before_the_goods_left_is_charged) {
  Paid h;
  h.buy("O-1", 3).capture("O-1", 3, "S-1").ship("O-1", 3, "S-1");
  const Said said = h.judge("I39");
  ASSERT_EQ(said.count, 1u);
  EXPECT_EQ(said.findings[0].order, "O-1");
  EXPECT_EQ(said.findings[0].clause, "CL-ERP-POSTING-15");
}

TEST(RefundWithinPaid, a_second_capture_of_a_shipment_is_charged) {
  Paid h;
  h.buy("O-1", 4).ship("O-1", 2, "S-1").capture("O-1", 2, "S-1").capture("O-1", 2, "S-1");
  EXPECT_EQ(h.judge("I39").count, 2u) << "and it is never given back";
}

TEST(RefundWithinPaid, captures_and_voids_beyond_the_authorisation_are_charged) {
  Paid h;
  h.buy("O-1", 3).ship("O-1", 3, "S-1").give_back("O-1", 1, "O-1-X1").capture("O-1", 3, "S-1");
  EXPECT_EQ(h.judge("I39").count, 1u);
}

TEST(RefundWithinPaid, what_was_captured_too_early_may_be_refunded_and_what_stayed_with_the_customer_not) {
  Paid h;
  h.buy("O-1", 3).ship("O-1", 3, "S-1").capture("O-1", 3, "S-1");
  EXPECT_EQ(h.judge("I39").state, InvariantState::held);
  h.refund("O-1", 1, "O-1-X1");
  const Said said = h.judge("I39");
  ASSERT_EQ(said.count, 1u);
  EXPECT_EQ(said.findings[0].expected, "at most 0 minor units refunded");
}

TEST(RefundWithinPaid, refunds_beyond_what_was_captured_and_second_ones_are_charged) {
  Paid h;
  h.buy("O-1", 3).refund("O-1", 1, "O-1-X1").refund("O-1", 1, "O-1-X1");
  EXPECT_GE(h.judge("I39").count, 4u) << "each beyond what was captured, one made twice";
}

TEST(RefundWithinPaid, what_came_back_may_be_refunded_once) {
  Returned h;
  h.come_back().refund("O-1", 2, "O-1-R1");
  EXPECT_EQ(h.judge("I39").state, InvariantState::held) << sentences(h.judge("I39"));
  h.refund("O-1", 1, "O-1-R1/receipt");
  const Said said = h.judge("I39");
  ASSERT_EQ(said.count, 1u);
  EXPECT_EQ(said.findings[0].expected, "at most 2000 minor units refunded");
}

TEST(RefundWithinPaid, a_refund_before_anything_came_back_is_charged) {
  Returned h;
  h.ask(2).announce(2).refund("O-1", 2, "O-1-R1");
  const Said said = h.judge("I39");
  ASSERT_EQ(said.count, 1u);
  EXPECT_EQ(said.findings[0].order, "O-1");
}

TEST(RefundWithinPaid, one_return_does_not_pay_for_another) {
  Returned h;
  h.come_back().ask(1, "O-1-R2").refund("O-1", 1, "O-1-R2");
  EXPECT_EQ(h.judge("I39").count, 2u) << "and what came back is never paid back in full";
}

TEST(RefundWithinPaid, at_rest_nobody_has_paid_for_what_came_back) {
  Paid h;
  h.buy("O-1", 3).ship("O-1", 2, "S-1").capture("O-1", 3, "S-1");
  h.phase("end");
  EXPECT_EQ(h.judge("I39").count, 2u) << "too much was captured, and it is still charged at rest";
}

}  // namespace
}  // namespace drydock::testing
