// Every defect is caught in its scenario at the fixed seed by its primary invariant, and the exact set of invariants it
// breaks is a golden file. The healthy pipeline passes the same scenario.
#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <map>
#include <set>
#include <sstream>

#include "harness/invariant.hpp"
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

using Broken = std::map<std::string, std::vector<std::string>, std::less<>>;

// Who catches what, for people: a row a defect, its primary invariant first.
std::string kill_matrix(const Broken& broken) {
  std::string page =
      "# The kill matrix\n\nEvery defect of the reference pipeline, the scenario that exposes it, the invariant that "
      "must "
      "catch it and\nthose it breaks beside, at the scenario's own seed. Made by the test "
      "`tests/golden/scenarios/defects_test.cpp`, which also\nmakes sure that every invariant catches something.\n\n"
      "| defect | scenario | caught by | also breaks |\n|---|---|---|---|\n";
  for (const DefectRow& defect : pipeline_defects()) {
    page += "| `" + std::string(defect.name) + "` | `" + std::string(defect.scenario) + "` | ";
    page += std::string(defect.primary) + " " + std::string(find_invariant(defect.primary)->name) + " |";
    for (const std::string& id : broken.find(defect.name)->second)
      if (id != defect.primary) page += " " + id;
    page += " |\n";
  }
  return page;
}

void expect_page(const std::string& path, const std::string& page) {
  const std::string file = DRYDOCK_SOURCE_DIR "/" + path;
  if (std::getenv("DRYDOCK_UPDATE_GOLDEN") != nullptr) {
    std::ofstream(file) << page;
    return;
  }
  std::stringstream there;
  there << std::ifstream(file).rdbuf();
  EXPECT_EQ(there.str(), page) << path << " is not what the defects come to: DRYDOCK_UPDATE_GOLDEN=1 writes it anew";
}

void expect_every_invariant_catches_something(const Broken& broken) {
  std::set<std::string> catching;
  for (const auto& [defect, ids] : broken) catching.insert(ids.begin(), ids.end());
  for (const InvariantRow& row : invariant_rows())
    EXPECT_TRUE(catching.contains(std::string(row.id))) << row.id << " " << row.name << " catches no defect";
}

TEST(Defects, EachIsCaughtByItsPrimaryInvariantAndBreaksExactlyTheGoldenSet) {
  std::string golden;
  Broken all;
  for (const DefectRow& defect : pipeline_defects()) {
    const auto broken = broken_by(defect);
    all.emplace(defect.name, broken);
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
  expect_page("scenarios/kill-matrix.md", kill_matrix(all));
  expect_every_invariant_catches_something(all);
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
