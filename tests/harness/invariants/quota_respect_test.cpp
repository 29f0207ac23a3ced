#include <gtest/gtest.h>

#include "tests/support/history_builder.hpp"

namespace drydock::testing {
namespace {

const Lines one{{"1", "A", 1}};

void ask(History& h, int times, int refused) {
  for (int n = 0; n < times; ++n) {
    const std::string order = "O-" + std::to_string(n);
    h.asked("pipeline", "erp", booking(order, one), Accepted{order, "booked"}, order, n < refused ? 429 : 201);
  }
}

TEST(QuotaRespect, holds_for_a_refusal_now_and_then) {
  History h;
  ask(h, 100, 5);
  EXPECT_EQ(h.judge("I51").state, InvariantState::held);
}

TEST(QuotaRespect, a_caller_who_is_sent_away_all_the_time_is_charged) {
  History h;
  ask(h, 100, 6);
  EXPECT_EQ(h.judge("I51").count, 1u);
}

TEST(QuotaRespect, a_fault_that_refuses_leaves_nothing_to_tell) {
  History h;
  h.fault("limit", "rate-limit", "pipeline", "erp", {}, hours(1)).window("limit", true);
  ask(h, 100, 50);
  EXPECT_EQ(h.judge("I51").state, InvariantState::not_exercised);
}

TEST(QuotaRespect, what_comes_after_such_a_fault_counts) {
  History h;
  h.fault("limit", "rate-limit", "pipeline", "erp", {}, hours(1)).window("limit", true);
  ask(h, 100, 50);
  h.at(hours(1)).window("limit", false);
  ask(h, 100, 50);
  EXPECT_EQ(h.judge("I51").count, 1u);
}

TEST(QuotaRespect, a_fault_elsewhere_excuses_nothing) {
  History h;
  h.fault("tms-503", "error-burst", "pipeline", "tms", {}, hours(1));
  ask(h, 100, 50);
  EXPECT_EQ(h.judge("I51").count, 1u);
}

TEST(QuotaRespect, a_few_answers_say_nothing) {
  History h;
  ask(h, 50, 50);
  EXPECT_EQ(h.judge("I51").state, InvariantState::not_exercised);
}

}  // namespace
}  // namespace drydock::testing
