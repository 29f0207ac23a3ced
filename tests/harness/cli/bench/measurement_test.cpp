#include "harness/cli/bench/measurement.hpp"

#include <gtest/gtest.h>

#include "harness/cli/wiring/wiring.hpp"

namespace drydock::cli {
namespace {

TEST(Measurement, IsMetOnItsSideOfTheTarget) {
  EXPECT_EQ((Measurement{"a", 50.0, "ms", 50, false, ""}.met()), true);
  EXPECT_EQ((Measurement{"a", 50.1, "ms", 50, false, ""}.met()), false);
  EXPECT_EQ((Measurement{"a", 5000.0, "ratio", 5000, true, ""}.met()), true);
  EXPECT_EQ((Measurement{"a", 4999.0, "ratio", 5000, true, ""}.met()), false);
}

TEST(Measurement, WithoutATargetOrAValueNothingIsMetOrMissed) {
  EXPECT_EQ((Measurement{"a", 50.0, "ms", {}, false, ""}.met()), std::nullopt);
  EXPECT_EQ((Measurement{"a", {}, "ms", 50, false, ""}.met()), std::nullopt);
}

const Measurement* find(const std::vector<Measurement>& all, std::string_view name) {
  for (const auto& one : all)
    if (one.name == name) return &one;
  return nullptr;
}

TEST(Measurement, ContractChecksAreTimedTypedAndOverJson) {
  BenchTools tools;
  tools.telling = [](std::string_view) {};
  const auto all = measure_contracts(tools);
  for (const auto* name : {"contracts.typed", "contracts.json"}) {
    const auto* one = find(all, name);
    ASSERT_NE(one, nullptr) << name;
    EXPECT_GT(one->value.value_or(0), 0) << name;
  }
  ASSERT_NE(find(all, "contracts.json_over_ajv"), nullptr);
  EXPECT_EQ(find(all, "contracts.json_over_ajv")->note, "--ajv names no script");
}

TEST(Measurement, AScriptThatSaysNothingIsNoFigure) {
  BenchTools tools;
  tools.telling = [](std::string_view) {};
  tools.ajv = "/no/such/script.mjs";
  const auto all = measure_contracts(tools);
  ASSERT_NE(find(all, "contracts.json_over_ajv"), nullptr);
  EXPECT_FALSE(find(all, "contracts.json_over_ajv")->value);
}

}  // namespace
}  // namespace drydock::cli
