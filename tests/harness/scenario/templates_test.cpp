#include "harness/scenario/templates.hpp"

#include <gtest/gtest.h>

#include "harness/scenario/lint.hpp"
#include "tests/harness/scenario/vocabulary.hpp"

namespace drydock {
namespace {

TEST(Templates, ANewScenarioIsRightAndWise) {
  const auto loaded = load_scenario(scenario_template("black-friday"), "new.yaml", test_vocabulary());
  ASSERT_TRUE(loaded) << to_string(loaded.mistakes);
  EXPECT_EQ(loaded.scenario->name.value, "black-friday");
  EXPECT_TRUE(lint(*loaded.scenario).warnings.empty()) << to_string(lint(*loaded.scenario));
}

TEST(Templates, EmbeddedScenariosAreFoundByPathAndByName) {
  const auto by_path = embedded_scenario("scenarios/smoke/smoke.yaml");
  ASSERT_TRUE(by_path);
  EXPECT_EQ(embedded_scenario("smoke/smoke.yaml"), by_path);
  EXPECT_EQ(embedded_scenario("smoke"), by_path);
  EXPECT_FALSE(embedded_scenario("smog"));
}

}  // namespace
}  // namespace drydock
