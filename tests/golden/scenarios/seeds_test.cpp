// The healthy pipeline stays silent over other seeds than the golden ones. A few here; many more with
// `drydock run SCENARIO --repeat N`.
#include <gtest/gtest.h>

#include "tests/support/scenario.hpp"

namespace drydock {
namespace {

constexpr std::uint64_t seeds = 5;

TEST(Seeds, NoFindingOnTheHealthyPipeline) {
  auto names = testing::scenarios_in("packs");
  for (auto& name : testing::scenarios_in("smoke")) names.push_back(name);
  for (const auto& name : names) {
    for (std::uint64_t seed = 1000; seed < 1000 + seeds; ++seed) {
      RunOptions options;
      options.stories = false;
      const Verdict verdict = run(testing::plan_of(name, seed), options);
      EXPECT_TRUE(verdict.findings.empty()) << name << " seed " << seed << "\n" << testing::complaints(verdict);
      EXPECT_NE(verdict.outcome, Outcome::error) << name << " seed " << seed;
    }
  }
}

}  // namespace
}  // namespace drydock
