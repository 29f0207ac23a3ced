// Spoilt files: whatever comes, the loader answers with a scenario or with mistakes that say where. Deterministic.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "harness/scenario/expand.hpp"
#include "harness/scenario/plan_file.hpp"
#include "sim/draw.hpp"
#include "tests/harness/scenario/vocabulary.hpp"

namespace drydock {
namespace {

// One to four spoilings: bytes changed, cut, doubled, moved, or words that mean something put in.
std::string spoilt(std::string text, Draw& draw) {
  static const std::vector<std::string> words{"{",
                                              "}",
                                              "[",
                                              "]",
                                              ":",
                                              "- ",
                                              "\n",
                                              "\"",
                                              "&a ",
                                              "*a",
                                              "-1h",
                                              "99999999999999999999",
                                              "0%",
                                              "101%",
                                              " -> ",
                                              "erp",
                                              "*",
                                              "null",
                                              "\t",
                                              "#",
                                              "\xff",
                                              "1e9",
                                              "every ",
                                              "from: 9h",
                                              "{fault: crash, on: \"*\"}",
                                              "<<: ",
                                              "!!binary x",
                                              "0/min",
                                              "1000000/s",
                                              "run: 10000d"};
  for (std::int64_t times = draw.between(1, 4); times > 0 && !text.empty(); --times) {
    const auto at = static_cast<std::size_t>(draw.below(static_cast<std::int64_t>(text.size())));
    const auto length = std::min(static_cast<std::size_t>(draw.between(1, 20)), text.size() - at);
    switch (draw.below(5)) {
      case 0: text[at] = static_cast<char>(draw.below(256)); break;
      case 1: text.erase(at, length); break;
      case 2: text.insert(at, text.substr(at, length)); break;
      case 3:
        text.insert(at, words[static_cast<std::size_t>(draw.below(static_cast<std::int64_t>(words.size())))]);
        break;
      default:
        text.replace(at, length, words[static_cast<std::size_t>(draw.below(static_cast<std::int64_t>(words.size())))]);
        break;
    }
  }
  return text;
}

void expect_told(const std::vector<Mistake>& mistakes, bool read) {
  EXPECT_NE(mistakes.empty(), !read);
  for (const Mistake& mistake : mistakes) {
    EXPECT_FALSE(mistake.message.empty());
    EXPECT_TRUE(mistake.line == 0 || mistake.column > 0) << to_string(mistake);
  }
}

TEST(Fuzz, SpoiltScenarios) {
  std::ifstream stream(DRYDOCK_SOURCE_DIR "/scenarios/peak/peak-season.yaml");
  const std::string peak{std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
  int right = 0;
  for (std::uint64_t i = 0; i < 4000; ++i) {
    Draw draw(1, Purpose::shuffle, "scenario", {}, i);
    const std::string text = spoilt(i % 2 == 0 ? peak : std::string(small_scenario), draw);
    const auto loaded = load_scenario(text, "s.yaml", test_vocabulary());
    expect_told(loaded.mistakes, static_cast<bool>(loaded));
    if (!loaded) continue;
    ++right;
    // A season of days is slow to draw; a short one shows the same.
    if (i % 2 == 1 && i % 8 == 1 && loaded.scenario->clock.run.value <= hours(2)) {
      const Plan plan = expand(*loaded.scenario);
      EXPECT_TRUE(read_plan(write_plan(plan), "p.yaml", test_vocabulary())) << text;
    }
  }
  EXPECT_GT(right, 100) << "spoilt beyond any use";
}

TEST(Fuzz, SpoiltPlans) {
  const auto loaded = load_scenario(small_scenario, "s.yaml", test_vocabulary());
  Plan plan = expand(*loaded.scenario);
  plan.stimuli.resize(5);
  plan.items.resize(3);
  plan.stock.resize(3);
  for (PlannedWarehouse& warehouse : plan.warehouses) warehouse.pickups.resize(2);
  const std::string text = write_plan(plan);
  for (std::uint64_t i = 0; i < 4000; ++i) {
    Draw draw(2, Purpose::shuffle, "plan", {}, i);
    const auto read = read_plan(spoilt(text, draw), "p.yaml", test_vocabulary());
    expect_told(read.mistakes, static_cast<bool>(read));
  }
}

}  // namespace
}  // namespace drydock
