#include "harness/scenario/returns.hpp"

#include <gtest/gtest.h>

#include "harness/scenario/expand.hpp"
#include "harness/scenario/loader.hpp"
#include "harness/scenario/plan_file.hpp"
#include "tests/harness/scenario/vocabulary.hpp"

namespace drydock {
namespace {

// Returns stand in line 13, in the shop's stream.
LoadedScenario load(const std::string& returns) {
  std::string text = small_scenario;
  const std::string shop = "shop: {orders: 2/min,";
  text.replace(text.find(shop), shop.size(), "shop: {returns: " + returns + ", orders: 2/min,");
  return load_scenario(text, "s.yaml", test_vocabulary());
}
std::string told(const std::string& returns) {
  const auto loaded = load(returns);
  EXPECT_FALSE(loaded) << "no mistake found";
  return to_string(loaded.mistakes);
}
Plan plan_of(const std::string& returns) {
  const auto loaded = load(returns);
  EXPECT_TRUE(loaded) << to_string(loaded.mistakes);
  return expand(*loaded.scenario, 1);
}
std::int64_t orders_of(const Plan& plan) {
  std::int64_t orders = 0;
  for (const PlannedStimulus& stimulus : plan.stimuli) orders += stimulus.what.as<ShopperArrives>() != nullptr ? 1 : 0;
  return orders;
}

std::vector<ReturnWish> wishes_of(const Plan& plan) {
  std::vector<ReturnWish> wishes;
  for (const PlannedStimulus& stimulus : plan.stimuli)
    if (const auto* wish = stimulus.what.as<ReturnWish>()) wishes.push_back(*wish);
  return wishes;
}

TEST(ScenarioReturns, AreAShareOfTheOrders) {
  const Plan plan = plan_of("50%");
  const auto returns = static_cast<std::int64_t>(wishes_of(plan).size());
  EXPECT_GT(returns, orders_of(plan) / 4);
  EXPECT_LT(returns, orders_of(plan));
  EXPECT_TRUE(wishes_of(plan_of("0%")).empty());
  EXPECT_EQ(static_cast<std::int64_t>(wishes_of(plan_of("100%")).size()), orders_of(plan));
}

TEST(ScenarioReturns, LeaveTheOrdersAsTheyAre) {
  const Plan with = plan_of("{share: 100%, again: 100%}");
  const Plan without = plan_of("0%");
  std::vector<ShopperArrives> orders;
  for (const PlannedStimulus& stimulus : with.stimuli)
    if (const auto* shopper = stimulus.what.as<ShopperArrives>()) orders.push_back(*shopper);
  std::size_t at = 0;
  for (const PlannedStimulus& stimulus : without.stimuli)
    if (const auto* shopper = stimulus.what.as<ShopperArrives>()) {
      ASSERT_LT(at, orders.size());
      EXPECT_EQ(*shopper, orders[at++]);
    }
}

TEST(ScenarioReturns, AreDrawnAsTheScenarioSays) {
  const Plan plan = plan_of(
      "{share: 100%, whole: 100%, again: 100%, lag: 30m, way: 1h, inspection: 10m, dispositions: {missing: 100%}}");
  ASSERT_EQ(static_cast<std::int64_t>(wishes_of(plan).size()), 2 * orders_of(plan));
  const std::vector<ReturnWish> wishes = wishes_of(plan);
  const ReturnWish& first = wishes[0];
  const ReturnWish& again = wishes[1];
  EXPECT_EQ(first.return_id, first.order_id + "-R1");
  EXPECT_EQ(again.return_id, first.order_id + "-R2");
  EXPECT_LE(first.after_seconds, 1800);
  EXPECT_GT(again.after_seconds, first.after_seconds);
  EXPECT_EQ(first.way_seconds, 3600);
  EXPECT_EQ(first.inspection_seconds, 600);
  for (const ReturnedUnits& line : first.lines) EXPECT_EQ(line.missing, line.all());
}

TEST(ScenarioReturns, SurviveThePlanFile) {
  const Plan plan = plan_of("{share: 30%, again: 50%}");
  const auto again = read_plan(write_plan(plan), "plan.yaml", test_vocabulary());
  ASSERT_TRUE(again.plan) << to_string(again.mistakes);
  EXPECT_EQ(wishes_of(*again.plan), wishes_of(plan));
}

TEST(ScenarioReturns, MistakesAreToldInExactWords) {
  EXPECT_EQ(
      told("{whole: 10%}"),
      "s.yaml:13:19: the sending back has no `share`; expected share of the orders of which something is sent back\n");
  EXPECT_EQ(told("{share: 10%, dispositions: {restocked: 50%, missing: 10%}}"),
            "s.yaml:13:46: the shares of `dispositions` are together 60%; expected 100%\n");
  EXPECT_EQ(
      told("{share: 10%, dispositions: {restokced: 100%}}"),
      "s.yaml:13:47: unknown key `restokced` in the dispositions; did you mean `restocked`? allowed here: missing, "
      "not_restocked, processing, restocked\n");
  EXPECT_EQ(
      told("{share: 10%, lag: 5d}"),
      "s.yaml:13:19: a return may take 6d 30m from the delivery to its inspection, longer than settle; expected less "
      "than 3d for `lag`, `way` and `inspection`\n");
}

}  // namespace
}  // namespace drydock
