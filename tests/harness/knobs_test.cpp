#include "harness/knobs.hpp"

#include <gtest/gtest.h>

#include <set>

#include "harness/scenario/keys.hpp"

namespace drydock {
namespace {

std::set<std::string> names_of_table() {
  std::set<std::string> names;
  for (const KnobRow& row : knob_rows()) names.emplace(row.name);
  return names;
}

std::set<std::string> names_of_scenario() {
  std::set<std::string> names;
  for (const KeyRow& row : scenario_section("pipeline").keys) {
    if (find_knob(row.name) != nullptr) {
      names.emplace(row.name);
      continue;
    }
    const bool named = row.name == "breaker" || row.name == "reconciliation";
    for (const KeyRow& own : scenario_section(named ? row.name : "destination").keys)
      names.insert(std::string(row.name) + "." + std::string(own.name));
  }
  return names;
}

TEST(Knobs, AScenarioCanTurnEveryOne) { EXPECT_EQ(names_of_scenario(), names_of_table()); }

TEST(Knobs, DefaultsAreInRange) {
  for (const KnobRow& row : knob_rows()) {
    const PlannedKnob knob = default_of(row);
    EXPECT_EQ(knob.index(), static_cast<std::size_t>(row.shape)) << row.name;
    if (const auto* count = std::get_if<std::int64_t>(&knob)) {
      EXPECT_TRUE(*count >= row.low && *count <= row.high) << row.name;
    } else if (const auto* word = std::get_if<std::string>(&knob)) {
      ASSERT_FALSE(row.choices.empty()) << row.name;
      EXPECT_EQ(*word, row.choices.front()) << row.name;
    } else if (const auto* time = std::get_if<Duration>(&knob)) {
      EXPECT_TRUE(time->us >= row.low && time->us <= row.high) << row.name;
    }
  }
}

TEST(Knobs, APlanTurnsThem) {
  Plan plan;
  plan.erp.quota = 90;
  plan.defects = {"label-without-key"};
  plan.pipeline["erp.concurrency"] = std::int64_t{2};
  plan.pipeline["carrier.deadline"] = seconds(7);
  plan.pipeline["dedup_window"] = hours(4);
  plan.pipeline["retry"] = std::vector<Duration>{seconds(3)};
  plan.pipeline["routing"] = std::string("earliest");
  const PipelineSettings settings = pipeline_settings(plan);
  EXPECT_EQ(settings.routing, "earliest");
  EXPECT_EQ(settings.erp.concurrency, 2);
  EXPECT_EQ(settings.erp.quota, 90);
  EXPECT_EQ(settings.carrier.deadline, seconds(7));
  EXPECT_EQ(settings.dedup_memory, hours(4));
  EXPECT_EQ(settings.retry, std::vector<Duration>{seconds(3)});
  EXPECT_EQ(settings.defects, std::set<std::string>{"label-without-key"});
}

TEST(Knobs, APlanThatTurnsNoneHasTheDefaults) {
  const PipelineSettings settings = pipeline_settings({});
  for (const KnobRow& row : knob_rows()) {
    ASSERT_NE(find_knob(row.name), nullptr) << row.name;
    EXPECT_EQ(find_knob(row.name)->name, row.name);
  }
  EXPECT_EQ(settings.retry, PipelineSettings{}.retry);
  EXPECT_EQ(settings.erp.concurrency, PipelineSettings{}.erp.concurrency);
  EXPECT_EQ(find_knob("erp"), nullptr);
}

}  // namespace
}  // namespace drydock
