#include "harness/scenario/loader.hpp"

#include <gtest/gtest.h>

#include <filesystem>

#include "harness/scenario/expand.hpp"
#include "tests/harness/scenario/vocabulary.hpp"
#include "tests/support/scenario_files.hpp"

namespace drydock {
namespace {

TEST(Loader, EveryScenarioFileLoads) {
  ASSERT_FALSE(testing::scenario_files().empty());
  for (const auto& file : testing::scenario_files()) {
    const auto loaded = load_scenario_file(file.string(), test_vocabulary());
    EXPECT_TRUE(loaded) << to_string(loaded.mistakes);
    if (!loaded) continue;
    EXPECT_EQ(loaded.scenario->name.value, file.stem().string());
    EXPECT_FALSE(expand(*loaded.scenario).stimuli.empty()) << file;
  }
}

TEST(Loader, SmallScenario) {
  const auto loaded = load_scenario(small_scenario, "small.yaml", test_vocabulary());
  ASSERT_TRUE(loaded) << to_string(loaded.mistakes);
  EXPECT_EQ(to_string(loaded.scenario->clock.start.value), "2026-11-27T15:00:00.000000Z");
  EXPECT_EQ(loaded.scenario->faults.size(), 3U);
}

}  // namespace
}  // namespace drydock
