// Every defect is caught in its scenario at the fixed seed by its primary invariant, and the exact set of invariants it
// breaks is a golden file. The healthy pipeline passes the same scenario.
#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "mocks/pipeline/defects.hpp"
#include "tests/support/scenario.hpp"

namespace drydock {
namespace {

std::vector<std::string> broken_by(const DefectRow& defect) {
  RunOptions options;
  options.stories = false;
  const Verdict verdict =
      run(testing::plan_of("packs/" + std::string(defect.scenario), {}, {std::string(defect.name)}), options);
  std::vector<std::string> broken;
  for (const auto& result : verdict.invariants)
    if (result.state == InvariantState::violated) broken.push_back(result.id);
  EXPECT_EQ(verdict.outcome, Outcome::fail) << defect.name;
  return broken;
}

TEST(Defects, EachIsCaughtByItsPrimaryInvariantAndBreaksExactlyTheGoldenSet) {
  std::string golden;
  for (const DefectRow& defect : pipeline_defects()) {
    const auto broken = broken_by(defect);
    EXPECT_NE(std::find(broken.begin(), broken.end(), defect.primary), broken.end()) << defect.name;
    golden += std::string(defect.name) + " in " + std::string(defect.scenario) + ":";
    for (const auto& id : broken) golden += " " + id;
    golden += "\n";
    for (const auto& id : broken) {
      const bool told =
          id == defect.primary || std::find(defect.also.begin(), defect.also.end(), id) != defect.also.end();
      EXPECT_TRUE(told) << defect.name << " breaks " << id << ", which its row does not name";
    }
  }
  testing::expect_golden("scenarios/defects.txt", golden);
}

TEST(Defects, TheHealthyPipelinePassesTheirScenarios) {
  std::set<std::string> scenarios;
  for (const DefectRow& defect : pipeline_defects()) scenarios.insert("packs/" + std::string(defect.scenario));
  for (const auto& name : scenarios) {
    const Verdict verdict = run(testing::plan_of(name), {});
    EXPECT_EQ(verdict.outcome, Outcome::pass) << name << "\n" << testing::complaints(verdict);
  }
}

}  // namespace
}  // namespace drydock
