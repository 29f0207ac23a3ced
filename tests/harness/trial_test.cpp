#include "harness/trial.hpp"

#include <gtest/gtest.h>

#include "tests/support/scenario.hpp"

namespace drydock {
namespace {

// Orders on their way, of which nobody knows yet whether they will be taken.
TEST(Trial, LimitsOfARunThatIsCutShortAreNotJudged) {
  const Plan plan = testing::plan_of("smoke/smoke");
  ASSERT_FALSE(plan.within.empty());
  RunOptions options;
  int asked = 0;
  options.stop = [&asked] { return ++asked > 2; };
  const Verdict cut = run(plan, options);
  ASSERT_FALSE(cut.cut_short.empty());
  for (const ExpectationResult& limit : cut.expectations) EXPECT_FALSE(limit.evaluated) << limit.measure;
  EXPECT_EQ(cut.outcome, Outcome::vacuous);
  for (const ExpectationResult& limit : run(plan, {}).expectations) EXPECT_TRUE(limit.evaluated) << limit.measure;
}

}  // namespace
}  // namespace drydock
