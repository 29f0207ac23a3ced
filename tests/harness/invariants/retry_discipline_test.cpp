#include <gtest/gtest.h>

#include "tests/support/history_builder.hpp"

namespace drydock::testing {
namespace {

const Lines two{{"1", "A", 2}};

Problem refusal(std::string code) {
  Problem problem;
  problem.code = std::move(code);
  return problem;
}

/// One attempt that ends at once.
void attempt(History& h, int status, Problem problem, std::string key = "O-1", Duration retry_after = {}) {
  const SalesOrderCreate body = booking("O-1", two);
  const RequestId id = h.call("pipeline", "erp", body, std::move(key));
  h.answer(RecordKind::ok, id, "erp", "pipeline", std::move(problem), body, status).retry_after = retry_after;
}

TEST(RetryDiscipline, holds_for_a_patient_retry_under_the_same_key) {
  History h;
  attempt(h, 503, refusal("overloaded"));
  h.at(seconds(2));
  attempt(h, 503, refusal("overloaded"));
  const Said said = h.judge("I49");
  EXPECT_EQ(said.state, InvariantState::held);
  EXPECT_EQ(said.evaluations, 1u);
}

TEST(RetryDiscipline, another_key_for_the_same_thing_is_charged) {
  History h;
  attempt(h, 503, refusal("overloaded"), "O-1#1");
  h.at(seconds(2));
  attempt(h, 503, refusal("overloaded"), "O-1#2");
  EXPECT_EQ(h.judge("I49").count, 1u);
}

TEST(RetryDiscipline, no_pause_is_charged) {
  History h;
  attempt(h, 503, refusal("overloaded"));
  h.at(milliseconds(1));
  attempt(h, 503, refusal("overloaded"));
  EXPECT_EQ(h.judge("I49").count, 1u);
}

TEST(RetryDiscipline, a_token_that_ran_out_is_no_refusal_and_asks_for_no_pause) {
  History h;
  attempt(h, 401, refusal("token_expired"));
  h.at(milliseconds(1));
  attempt(h, 401, refusal("token_expired"));
  EXPECT_EQ(h.judge("I49").state, InvariantState::held);
  h.at(milliseconds(2));
  attempt(h, 401, refusal("token_expired"), "O-1#2");
  EXPECT_EQ(h.judge("I49").count, 1u) << "the key stays the same";
}

TEST(RetryDiscipline, retry_after_is_honoured) {
  History h;
  attempt(h, 429, refusal("rate_limited"), "O-1", seconds(10));
  h.at(seconds(5));
  attempt(h, 429, refusal("rate_limited"), "O-1", seconds(10));
  h.at(seconds(15));
  attempt(h, 429, refusal("rate_limited"), "O-1", seconds(10));
  EXPECT_EQ(h.judge("I49").count, 1u);
}

TEST(RetryDiscipline, a_refusal_for_good_is_not_repeated_unless_an_operator_asks) {
  History h;
  attempt(h, 422, refusal("unknown_item"));
  h.at(minutes(1));
  attempt(h, 422, refusal("unknown_item"));
  EXPECT_EQ(h.judge("I49").count, 1u);
  History asked;
  attempt(asked, 422, refusal("unknown_item"));
  asked.at(minutes(1)).asked("auditor", "pipeline", ReplayStart{"Y-1", {}}, ReplayStarted{"Y-1", 1}, "Y-1");
  attempt(asked, 422, refusal("unknown_item"));
  EXPECT_EQ(asked.judge("I49").count, 0u);
}

TEST(RetryDiscipline, ones_own_attempt_in_progress_is_no_refusal) {
  History h;
  attempt(h, 409, refusal("in_progress"));
  h.at(seconds(2));
  attempt(h, 409, refusal("in_progress"));
  EXPECT_EQ(h.judge("I49").state, InvariantState::held);
}

TEST(RetryDiscipline, a_restart_begins_anew) {
  History h;
  attempt(h, 503, refusal("overloaded"));
  h.crash("pipeline");
  attempt(h, 503, refusal("overloaded"));
  EXPECT_EQ(h.judge("I49").state, InvariantState::not_exercised);
}

}  // namespace
}  // namespace drydock::testing
