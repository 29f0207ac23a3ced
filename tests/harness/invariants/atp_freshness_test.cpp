#include <gtest/gtest.h>

#include "tests/support/history_builder.hpp"

namespace drydock::testing {
namespace {

void answer(History& h, std::int64_t quantity, Instant as_of) {
  AvailabilityQuery query;
  query.query_id = "Q-1";
  h.asked("commerce", "pipeline", query, AvailabilityAnswer{as_of, {{"A", "wms-east", quantity}}});
}
History held() {
  History h;
  h.opening("A", "wms-east", 10);
  h.at(minutes(1)).event("wms-east", WmsLotHeld{"M-1", "A", "wms-east", {}, 4, "inspection", 1});
  return h;
}

TEST(AtpFreshness, holds_for_an_answer_that_knows_what_was_acknowledged) {
  History h = held();
  h.at(minutes(3));
  answer(h, 6, h.now());
  const Said said = h.judge("I11");
  EXPECT_EQ(said.state, InvariantState::held);
  EXPECT_EQ(said.evaluations, 1u);
}

TEST(AtpFreshness, an_old_number_is_charged_even_if_it_says_how_old_it_is) {
  History h = held();
  h.at(minutes(3));
  answer(h, 10, t0);
  const Said said = h.judge("I11");
  ASSERT_EQ(said.count, 1u);
  EXPECT_EQ(said.findings[0].expected, "6");
}

TEST(AtpFreshness, what_was_acknowledged_just_now_may_be_missing) {
  History h = held();
  h.at(minutes(1) + seconds(2));
  answer(h, 10, h.now());
  EXPECT_EQ(h.judge("I11").state, InvariantState::held);
}

}  // namespace
}  // namespace drydock::testing
