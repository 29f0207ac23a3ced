#include "harness/scenario/transfers.hpp"

#include <gtest/gtest.h>

#include "contracts/canonical/transfer.hpp"
#include "harness/scenario/expand.hpp"
#include "harness/scenario/loader.hpp"
#include "harness/scenario/plan_file.hpp"
#include "tests/harness/scenario/vocabulary.hpp"

namespace drydock {
namespace {

// Transfers stand in line 4, after the seed.
LoadedScenario load(const std::string& transfers) {
  std::string text = small_scenario;
  const std::string seed = "seed: 7\n";
  text.replace(text.find(seed), seed.size(), "transfers: [" + transfers + "]\n");
  return load_scenario(text, "s.yaml", test_vocabulary());
}
std::string told(const std::string& transfers) {
  const auto loaded = load(transfers);
  EXPECT_FALSE(loaded) << "no mistake found";
  return to_string(loaded.mistakes);
}
std::vector<std::pair<Instant, TransferDecided>> decided(const Plan& plan) {
  std::vector<std::pair<Instant, TransferDecided>> found;
  for (const PlannedStimulus& stimulus : plan.stimuli)
    if (const auto* one = stimulus.what.as<TransferDecided>()) {
      EXPECT_EQ(stimulus.seat, "erp");
      found.emplace_back(stimulus.at, *one);
    }
  return found;
}
bool erp_tells(const Plan& plan) {
  for (const PlannedChannel& channel : plan.channels)
    if (channel.publisher == "erp") return true;
  return false;
}

TEST(Transfers, BecomeDecisionsOfTheErp) {
  const auto loaded = load(
      "{at: 10m, from: wms-west, to: wms-east, items: fastest 2, quantity: 7, transit: 2h, short: 5%, damaged: 1/200}");
  ASSERT_TRUE(loaded) << to_string(loaded.mistakes);
  const Plan plan = expand(*loaded.scenario, 1);
  const auto all = decided(plan);
  ASSERT_EQ(all.size(), 1u);
  EXPECT_EQ(all[0].first, plan.start + minutes(10));
  EXPECT_EQ(
      all[0].second,
      (TransferDecided{
          "transfer-1", "wms-west", "wms-east", {{"1", "ITEM-0001", 7}, {"2", "ITEM-0002", 7}}, 7200, 50'000, 5'000}));
  EXPECT_TRUE(erp_tells(plan));
}

TEST(Transfers, AreRepeatedUntilTheEndOfTheRun) {
  const auto loaded = load(
      "{id: again, at: 10m, every: 20m, from: wms-west, to: wms-east, items: ITEM-0001, quantity: 10%, transit: 2h}");
  ASSERT_TRUE(loaded) << to_string(loaded.mistakes);
  const Plan plan = expand(*loaded.scenario, 1);
  std::int64_t opening = 0;
  for (const Position& position : plan.stock)
    if (position.item == "ITEM-0001" && position.location == "wms-west") opening = position.unrestricted;
  const auto all = decided(plan);
  ASSERT_EQ(all.size(), 3u);
  EXPECT_EQ(all[0].second.transfer_id, "again");
  EXPECT_EQ(all[2].second.transfer_id, "again-3");
  EXPECT_EQ(all[2].first, plan.start + minutes(50));
  EXPECT_EQ(all[0].second.lines[0].quantity, std::max<std::int64_t>(1, opening / 10));
}

TEST(Transfers, WithoutThemTheErpTellsNothing) {
  const auto loaded = load_scenario(small_scenario, "s.yaml", test_vocabulary());
  ASSERT_TRUE(loaded);
  EXPECT_FALSE(erp_tells(expand(*loaded.scenario, 1)));
}

TEST(Transfers, SurviveThePlanFile) {
  const auto loaded =
      load("{at: 10m, from: wms-west, to: wms-east, items: fastest 2, quantity: 7, transit: 2h, short: 5%}");
  ASSERT_TRUE(loaded);
  const Plan plan = expand(*loaded.scenario, 1);
  const auto again = read_plan(write_plan(plan), "plan.yaml", test_vocabulary());
  ASSERT_TRUE(again.plan) << to_string(again.mistakes);
  EXPECT_EQ(decided(*again.plan), decided(plan));
}

TEST(Transfers, MistakesAreToldInExactWords) {
  EXPECT_EQ(told("{at: 1m, from: wms-west, to: wms-west, items: ITEM-0001, quantity: 1, transit: 1h}"),
            "s.yaml:4:42: a transfer from `wms-west` to itself moves nothing\n");
  EXPECT_EQ(told("{at: 1m, from: wms-wset, to: wms-east, items: ITEM-0001, quantity: 1, transit: 1h}"),
            "s.yaml:4:28: no warehouse is called `wms-wset`; did you mean `wms-west`? allowed here: wms-east, "
            "wms-west\n");
  EXPECT_EQ(told("{at: 2h, from: wms-west, to: wms-east, items: ITEM-0001, quantity: 1, transit: 1h}"),
            "s.yaml:4:18: `at` is 2h, after the end of the run (1h)\n");
  EXPECT_EQ(told("{at: 1m, from: wms-west, to: wms-east, items: ITEM-0001, quantity: 1, transit: 4d}"),
            "s.yaml:4:92: a truck that drives 4d arrives after the end of settle (3d 1h)\n");
  EXPECT_EQ(
      told("{at: 1m, from: wms-west, to: wms-east, items: ITEM-0001, quantity: 0, transit: 1h}"),
      "s.yaml:4:80: `quantity` is `0`; expected units of each item such as 20, or a share of the sender's opening "
      "stock such as 20%\n");
}

}  // namespace
}  // namespace drydock
