#include "harness/scenario/extends.hpp"

#include <gtest/gtest.h>

#include <map>

#include "harness/scenario/loader.hpp"
#include "tests/harness/scenario/vocabulary.hpp"

namespace drydock {
namespace {

// Files of a test, by name.
DocumentChoices files(std::map<std::string, std::string> texts) {
  DocumentChoices choices;
  choices.find = [texts = std::move(texts)](const std::string& name, const std::string&,
                                            std::string& why) -> std::optional<FoundScenario> {
    const auto found = texts.find(name);
    if (found != texts.end()) return FoundScenario{found->first, found->second};
    why = "no such file";
    return std::nullopt;
  };
  return choices;
}

LoadedScenario load(const std::string& text, std::map<std::string, std::string> others) {
  return load_scenario(text, "child.yaml", test_vocabulary(), files(std::move(others)));
}
std::string told(const std::string& text, std::map<std::string, std::string> others) {
  return to_string(load(text, std::move(others)).mistakes);
}

TEST(Extends, SaysOnlyWhatDiffers) {
  const auto loaded =
      load("extends: base.yaml\nscenario: child\nclock: {run: 2h}\nenterprise: {erp: {concurrency: 2}}\nfaults: []\n",
           {{"base.yaml", small_scenario}});
  ASSERT_TRUE(loaded) << to_string(loaded.mistakes);
  EXPECT_EQ(loaded.scenario->name.value, "child");
  EXPECT_EQ(loaded.scenario->story, "two warehouses, one carrier");
  EXPECT_EQ(loaded.scenario->clock.run.value, hours(2));
  EXPECT_EQ(loaded.scenario->clock.settle.value, days(3));
  EXPECT_EQ(loaded.scenario->erp.limits.concurrency, 2);
  EXPECT_TRUE(loaded.scenario->faults.empty());
}

TEST(Extends, NullTakesOut) {
  const auto loaded = load("extends: base.yaml\nfaults: null\nenterprise: {warehouses: {wms-west: null}}\n",
                           {{"base.yaml", small_scenario}});
  ASSERT_TRUE(loaded) << to_string(loaded.mistakes);
  EXPECT_TRUE(loaded.scenario->faults.empty());
  EXPECT_EQ(loaded.scenario->warehouses.size(), 1U);
}

TEST(Extends, AChain) {
  const auto loaded = load("extends: b.yaml\nseed: 3\n",
                           {{"b.yaml", "extends: base.yaml\nseed: 2\naudit: 5m\n"}, {"base.yaml", small_scenario}});
  ASSERT_TRUE(loaded) << to_string(loaded.mistakes);
  EXPECT_EQ(loaded.scenario->seed, 3U);
  EXPECT_EQ(loaded.scenario->audit, minutes(5));
}

TEST(Extends, MistakesNameTheRightFile) {
  std::string base = small_scenario;
  base.replace(base.find("seed: 7"), 7, "sed: 7");
  EXPECT_EQ(told("extends: base.yaml\n\nclock: {run: soon}\n", {{"base.yaml", base}}).substr(0, 120),
            "base.yaml:4:1: unknown key `sed` in the scenario; did you mean `seed`? allowed here: audit, bounds, "
            "channels, clock, dem");
  EXPECT_EQ(told("extends: base.yaml\n\nclock: {run: soon}\n", {{"base.yaml", small_scenario}}),
            "child.yaml:3:14: `run` is `soon`; expected a duration such as 8h, 350ms, 2d or 1h 30m (units d, h, m, s, "
            "ms, us)\n");
  EXPECT_TRUE(told("extends: base.yaml\n", {{"base.yaml", "a: [1"}}).starts_with("base.yaml:"));
}

TEST(Extends, WhatCannotBeExtended) {
  EXPECT_EQ(told("extends: othr.yaml\n", {}), "child.yaml:1:10: cannot extend `othr.yaml`: no such file\n");
  EXPECT_EQ(told("extends: [a]\n", {}), "child.yaml:1:10: `extends` is a list; expected a text\n");
  EXPECT_EQ(told("extends: list.yaml\n", {{"list.yaml", "[1]"}}),
            "list.yaml:1:1: `scenario` is a list; expected a map\n");
  const auto alone = load_scenario("extends: base.yaml\n", "child.yaml", test_vocabulary());
  EXPECT_EQ(to_string(alone.mistakes), "child.yaml:1:10: cannot extend `base.yaml`: no other file can be read here\n");
}

TEST(Extends, CirclesAreRefused) {
  EXPECT_EQ(told("extends: child.yaml\n", {{"child.yaml", "extends: child.yaml\n"}}),
            "child.yaml:1:10: child.yaml extends child.yaml: a circle\n");
  EXPECT_EQ(told("extends: b.yaml\n", {{"child.yaml", "extends: b.yaml\n"}, {"b.yaml", "extends: child.yaml\n"}}),
            "b.yaml:1:10: child.yaml extends b.yaml, which extends child.yaml: a circle\n");
}

}  // namespace
}  // namespace drydock
