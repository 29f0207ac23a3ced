// History hashes of the short scenarios, the same in every build and whatever is checked or written.
#include <gtest/gtest.h>

#include <sstream>

#include "tests/support/scenario.hpp"

namespace drydock {
namespace {

std::vector<std::string> short_scenarios() {
  auto names = testing::scenarios_in("packs");
  for (auto& name : testing::scenarios_in("smoke")) names.push_back(name);
  return names;
}

TEST(Hashes, AreThoseOfTheGoldenFile) {
  RunOptions options;
  options.stories = false;
  std::string golden;
  for (const auto& name : short_scenarios())
    golden += name + " " + run(testing::plan_of(name), options).history_hash + "\n";
  testing::expect_golden("scenarios/hashes.txt", golden);
}

TEST(Hashes, DoNotDependOnChecksHistoriesOrPairedRuns) {
  const Plan plan = testing::plan_of("smoke/faults");
  const Verdict plain = run(plan, {});
  RunOptions bare;
  bare.contracts_every = 0;
  bare.paired = false;
  bare.stories = false;
  EXPECT_EQ(run(plan, bare).history_hash, plain.history_hash);
  std::ostringstream history;
  RunOptions written;
  written.history = HistoryMode::full;
  written.history_out = &history;
  EXPECT_EQ(run(plan, written).history_hash, plain.history_hash);
  EXPECT_GT(history.str().size(), 1000U);
}

TEST(Hashes, FollowTheSeed) {
  EXPECT_NE(run(testing::plan_of("smoke/smoke", 1), {}).history_hash,
            run(testing::plan_of("smoke/smoke", 2), {}).history_hash);
}

TEST(Hashes, TwoRunsHaveNoFirstDifference) { EXPECT_EQ(first_difference(testing::plan_of("smoke/faults")), ""); }

}  // namespace
}  // namespace drydock
