#include <gtest/gtest.h>

#include "tests/support/history_builder.hpp"

namespace drydock::testing {
namespace {

void answer(History& h, std::int64_t quantity) {
  AvailabilityQuery query;
  query.query_id = "Q-1";
  query.items = {{"A", 1}};
  h.asked("commerce", "pipeline", query, AvailabilityAnswer{h.now(), {{"A", "wms-east", quantity}}});
}
History held() {
  History h;
  h.opening("A", "wms-east", 10);
  h.at(minutes(1)).hold("R-1", {{"1", "A", "wms-east", 3}});
  h.at(minutes(2));
  return h;
}

TEST(ReadYourReservation, holds_when_the_held_units_are_left_out) {
  History h = held();
  answer(h, 7);
  const Said said = h.judge("I12");
  EXPECT_EQ(said.state, InvariantState::held);
  EXPECT_EQ(said.evaluations, 1u);
}

TEST(ReadYourReservation, an_offer_of_what_was_promised_is_charged) {
  History h = held();
  answer(h, 8);
  const Said said = h.judge("I12");
  ASSERT_EQ(said.count, 1u);
  EXPECT_EQ(said.findings[0].expected, "at most 7");
}

TEST(ReadYourReservation, what_was_given_back_may_be_offered_again) {
  History h = held();
  h.release("R-1");
  answer(h, 10);
  EXPECT_EQ(h.judge("I12").count, 0u);
}

TEST(ReadYourReservation, without_a_hold_nothing_is_exercised) {
  History h;
  h.opening("A", "wms-east", 10);
  answer(h, 10);
  EXPECT_EQ(h.judge("I12").state, InvariantState::not_exercised);
}

}  // namespace
}  // namespace drydock::testing
