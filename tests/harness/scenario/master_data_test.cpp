#include "harness/scenario/master_data.hpp"

#include <gtest/gtest.h>

#include "harness/scenario/expand.hpp"
#include "harness/scenario/loader.hpp"
#include "harness/scenario/plan_file.hpp"
#include "tests/harness/scenario/vocabulary.hpp"

namespace drydock {
namespace {

LoadedScenario load(const std::string& changes) {
  std::string text = small_scenario;
  const std::string seed = "seed: 7\n";
  text.replace(text.find(seed), seed.size(), "master_data: [" + changes + "]\n");
  return load_scenario(text, "s.yaml", test_vocabulary());
}
std::string told(const std::string& changes) {
  const auto loaded = load(changes);
  EXPECT_FALSE(loaded) << "no mistake found";
  return to_string(loaded.mistakes);
}
std::vector<ItemChanged> decided(const Plan& plan) {
  std::vector<ItemChanged> found;
  for (const PlannedStimulus& stimulus : plan.stimuli)
    if (const auto* one = stimulus.what.as<ItemDecided>()) {
      EXPECT_EQ(stimulus.seat, "erp");
      found.push_back(one->record);
    }
  return found;
}

TEST(MasterData, CountsTheVersionsOfAnItemAndAddsUpItsSafetyStock) {
  const auto loaded = load(
      "{do: change, at: 10m, effective: 20m, items: ITEM-0001, safety_stock: +5}, "
      "{do: change, at: 12m, effective: 15m, items: ITEM-0001, safety_stock: +2}, "
      "{do: discontinue, at: 14m, effective: 30m, items: fastest 2}");
  ASSERT_TRUE(loaded) << to_string(loaded.mistakes);
  const Plan plan = expand(*loaded.scenario, 1);
  const auto all = decided(plan);
  ASSERT_EQ(all.size(), 4u);
  EXPECT_EQ(all[0].version, 2);
  EXPECT_EQ(all[1].version, 3);
  EXPECT_EQ(all[1].valid_from, plan.start + minutes(15));
  EXPECT_EQ(all[1].safety_stock.at(0).quantity, all[0].safety_stock.at(0).quantity + 2);
  EXPECT_EQ(all[2].item, "ITEM-0001");
  EXPECT_EQ(all[2].version, 4);
  EXPECT_EQ(all[2].status, "discontinued");
  EXPECT_EQ(all[3].item, "ITEM-0002");
  EXPECT_EQ(all[3].version, 2);
}

TEST(MasterData, ALaunchBringsGoodsAndLinesMore) {
  const auto loaded =
      load("{do: launch, at: 5m, effective: 20m, items: 2, stock: 9, received: 8m, sold: 6m, share: 100%}");
  ASSERT_TRUE(loaded) << to_string(loaded.mistakes);
  const Plan plan = expand(*loaded.scenario, 1);
  ASSERT_EQ(decided(plan).size(), 2u);
  EXPECT_EQ(decided(plan)[1].item, "NEW-0002");
  EXPECT_EQ(decided(plan)[1].version, 1);
  std::size_t receipts = 0;
  for (const PlannedStimulus& stimulus : plan.stimuli) {
    if (const auto* goods = stimulus.what.as<GoodsArrive>()) {
      ++receipts;
      EXPECT_EQ(goods->quantity, 9);
      EXPECT_EQ(stimulus.at, plan.start + minutes(8));
    }
    const auto* shopper = stimulus.what.as<ShopperArrives>();
    if (shopper == nullptr) continue;
    const bool ahead = shopper->lines.back().item.starts_with("NEW-");
    EXPECT_EQ(ahead, stimulus.at >= plan.start + minutes(6)) << shopper->order_id;
    if (ahead) EXPECT_EQ(shopper->lines.back().line, std::to_string(shopper->lines.size()));
  }
  EXPECT_EQ(receipts, 2 * plan.warehouses.size());
  const auto again = read_plan(write_plan(plan), "plan.yaml", test_vocabulary());
  ASSERT_TRUE(again) << to_string(again.mistakes);
  EXPECT_EQ(decided(*again.plan), decided(plan));
}

TEST(MasterData, WithoutItTheErpTellsNothing) {
  const auto loaded = load("");
  ASSERT_TRUE(loaded) << to_string(loaded.mistakes);
  for (const PlannedChannel& channel : expand(*loaded.scenario, 1).channels) EXPECT_NE(channel.publisher, "erp");
}

TEST(MasterData, ToldMistakes) {
  EXPECT_NE(told("{do: retire, at: 5m, effective: 20m, items: 2}").find("`do` is `retire`"), std::string::npos);
  EXPECT_NE(told("{do: change, at: 5m, effective: 20m, items: ITEM-9999, safety_stock: 3}").find("no item is called"),
            std::string::npos);
  EXPECT_NE(told("{do: change, at: 5m, effective: 20m, items: ITEM-0001}").find("changes nothing"), std::string::npos);
  EXPECT_NE(
      told("{do: change, at: 5m, effective: 20m, items: ITEM-0001, safety_stock: 3, share: 5%}").find("of new items"),
      std::string::npos);
  EXPECT_NE(told("{do: launch, at: 5m, effective: 20m, items: 1, sold: 1m}").find("before the ERP has the items"),
            std::string::npos);
  EXPECT_NE(told("{do: launch, at: 500h, effective: 20m, items: 1}").find("after the end of the run"),
            std::string::npos);
  EXPECT_NE(told("{do: change, at: 5m, effective: 20m, items: ITEM-0001, safety_stock: ++3}").find("safety_stock"),
            std::string::npos);
}

}  // namespace
}  // namespace drydock
