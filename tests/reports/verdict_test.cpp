#include "reports/verdict.hpp"

#include <gtest/gtest.h>

namespace drydock {
namespace {

TEST(Verdict, OutcomesHaveNamesAndExitCodes) {
  EXPECT_EQ(exit_code(Outcome::pass), 0);
  EXPECT_EQ(exit_code(Outcome::fail), 1);
  EXPECT_EQ(exit_code(Outcome::error), 4);
  EXPECT_EQ(exit_code(Outcome::vacuous), 5);
  for (const auto outcome : {Outcome::pass, Outcome::fail, Outcome::vacuous, Outcome::error})
    EXPECT_EQ(outcome_of(to_string(outcome)), outcome);
  for (const auto state : {InvariantState::held, InvariantState::violated, InvariantState::not_exercised,
                           InvariantState::not_evaluated, InvariantState::out_of_scope})
    EXPECT_EQ(invariant_state_of(to_string(state)), state);
  EXPECT_FALSE(outcome_of("passed"));
}

}  // namespace
}  // namespace drydock
