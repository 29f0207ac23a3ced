#include "harness/scenario/lots.hpp"

#include <gtest/gtest.h>

#include "harness/scenario/expand.hpp"
#include "harness/scenario/loader.hpp"
#include "harness/scenario/plan_file.hpp"
#include "tests/harness/scenario/vocabulary.hpp"

namespace drydock {
namespace {

// Lots stand in line 4, operations in line 5.
LoadedScenario load(const std::string& lots, const std::string& once = {}) {
  std::string text = small_scenario;
  const std::string seed = "seed: 7\n";
  std::string lines = "lots: [" + lots + "]\n";
  if (!once.empty()) lines += "operations: {once: [" + once + "]}\n";
  text.replace(text.find(seed), seed.size(), lines);
  return load_scenario(text, "s.yaml", test_vocabulary());
}
std::string told(const std::string& lots, const std::string& once = {}) {
  const auto loaded = load(lots, once);
  EXPECT_FALSE(loaded) << "no mistake found";
  return to_string(loaded.mistakes);
}
std::vector<PlannedStimulus> ends(const Plan& plan) {
  std::vector<PlannedStimulus> found;
  for (const PlannedStimulus& stimulus : plan.stimuli)
    if (stimulus.what.as<LotEnds>() != nullptr) found.push_back(stimulus);
  return found;
}
std::int64_t opening(const Plan& plan, const std::string& item, const std::string& location) {
  for (const Position& position : plan.stock)
    if (position.item == item && position.location == location) return position.unrestricted;
  return -1;
}

TEST(Lots, SplitTheOpeningStockAndExpireOneAfterTheOther) {
  const auto loaded = load("{items: ITEM-0001, count: 3, expires: 30m, apart: 10h}");
  ASSERT_TRUE(loaded) << to_string(loaded.mistakes);
  const Plan plan = expand(*loaded.scenario, 1);
  ASSERT_EQ(plan.lots.size(), 3 * plan.warehouses.size());
  for (const PlannedWarehouse& warehouse : plan.warehouses) {
    std::int64_t sum = 0;
    for (const LotStock& lot : plan.lots)
      if (lot.location == warehouse.location.location) sum += lot.quantity;
    EXPECT_EQ(sum, opening(plan, "ITEM-0001", warehouse.location.location));
  }
  EXPECT_EQ(plan.lots[1].lot, "ITEM-0001-L2");
  EXPECT_EQ(*plan.lots[1].expires_at, plan.start + minutes(30) + hours(10));
  const auto over = ends(plan);
  ASSERT_GE(over.size(), plan.warehouses.size());
  EXPECT_EQ(over[0].at, plan.start + minutes(30));
  EXPECT_FALSE(over[0].what.as<LotEnds>()->recalled);
}

TEST(Lots, KeepWhereNothingIsSaid) {
  const auto loaded = load("{items: fastest 2}");
  ASSERT_TRUE(loaded) << to_string(loaded.mistakes);
  const Plan plan = expand(*loaded.scenario, 1);
  EXPECT_EQ(plan.lots.size(), 4 * plan.warehouses.size());
  EXPECT_FALSE(plan.lots[0].expires_at);
  EXPECT_TRUE(ends(plan).empty());
}

TEST(Lots, AreRecalledHeldAndReceived) {
  const auto loaded = load("{items: ITEM-0001, expires: 90d}",
                           "{at: 5m, on: wms-east, do: lot-recall, item: ITEM-0001, lot: ITEM-0001-L2}, "
                           "{at: 6m, on: wms-east, do: quality-hold, item: ITEM-0001, lot: more, quantity: 2}, "
                           "{at: 4m, on: wms-east, do: receipt, item: ITEM-0001, quantity: 5, id: more}");
  ASSERT_TRUE(loaded) << to_string(loaded.mistakes);
  const Plan plan = expand(*loaded.scenario, 1);
  const auto over = ends(plan);
  ASSERT_EQ(over.size(), 1u);
  EXPECT_EQ(*over[0].what.as<LotEnds>(), (LotEnds{"lot-recall-1", "ITEM-0001", "ITEM-0001-L2", true}));
  EXPECT_EQ(over[0].seat, "wms-east");
  int seen = 0;
  for (const PlannedStimulus& stimulus : plan.stimuli) {
    if (const auto* hold = stimulus.what.as<QualityHold>()) {
      EXPECT_EQ(hold->lot, "more");
      ++seen;
    }
    if (const auto* goods = stimulus.what.as<GoodsArrive>()) {
      EXPECT_EQ(goods->lot, "more");
      EXPECT_EQ(*goods->expires_at, plan.start + days(90) + days(14)) << "after the two of the opening stock";
      ++seen;
    }
  }
  EXPECT_EQ(seen, 2);
}

TEST(Lots, ThatAreReceivedExpireToo) {
  const auto loaded = load("{items: fastest 2, count: 1, expires: 10m, apart: 10m}",
                           "{at: 4m, on: wms-east, do: receipt, item: fastest 2, quantity: 5, id: more}, "
                           "{at: 30m, on: wms-east, do: receipt, item: ITEM-0001, quantity: 5, id: late}");
  ASSERT_TRUE(loaded) << to_string(loaded.mistakes);
  const Plan plan = expand(*loaded.scenario, 1);
  std::vector<std::pair<std::string, Duration>> of_receipts;
  for (const PlannedStimulus& one : ends(plan))
    if (const auto& end = *one.what.as<LotEnds>(); !end.lot.starts_with("ITEM-")) {
      EXPECT_EQ(one.seat, "wms-east");
      of_receipts.emplace_back(end.lot, one.at - plan.start);
    }
  EXPECT_EQ(of_receipts, (std::vector<std::pair<std::string, Duration>>{
                             {"more-1", minutes(20)}, {"more-2", minutes(20)}, {"late", minutes(30)}}));
}

TEST(Lots, OfReceiptsOfTheFastestItemsHaveNames) {
  const auto loaded = load("{items: fastest 2}",
                           "{at: 4m, on: wms-east, do: receipt, item: fastest 2, quantity: 5, id: more}, "
                           "{at: 5m, on: wms-east, do: lot-recall, item: ITEM-0002, lot: more-2}");
  EXPECT_TRUE(loaded) << to_string(loaded.mistakes);
}

TEST(Lots, SurviveThePlanFile) {
  const auto loaded = load("{items: fastest 2, expires: 30m}");
  ASSERT_TRUE(loaded) << to_string(loaded.mistakes);
  const Plan plan = expand(*loaded.scenario, 1);
  const auto again = read_plan(write_plan(plan), "p.yaml", test_vocabulary());
  ASSERT_TRUE(again) << to_string(again.mistakes);
  EXPECT_EQ(again.plan->lots, plan.lots);
}

TEST(Lots, MistakesAreToldWithTheirPlace) {
  EXPECT_NE(told("{items: ITEM-9999}").find("s.yaml:4:16: no item is called `ITEM-9999`"), std::string::npos);
  EXPECT_NE(told("{items: fastest 2}, {items: ITEM-0002}").find("the lots of `ITEM-0002` are said already"),
            std::string::npos);
  EXPECT_NE(told("{items: fastest, count: 0}").find("`count` is `0`"), std::string::npos);
  EXPECT_NE(told("{count: 2}").find("has no `items`"), std::string::npos);
  EXPECT_NE(told("{items: fastest, each: 2}").find("`each`"), std::string::npos);
}

TEST(Lots, ARecallNeedsALotThatThereIs) {
  const std::string lots = "{items: ITEM-0001}";
  EXPECT_NE(told(lots, "{at: 5m, on: wms-east, do: lot-recall, item: ITEM-0001}").find("a lot-recall has no `lot`"),
            std::string::npos);
  const std::string wrong = told(lots, "{at: 5m, on: wms-east, do: lot-recall, item: ITEM-0001, lot: ITEM-0001-L3}");
  EXPECT_NE(wrong.find("no lot of ITEM-0001 is called `ITEM-0001-L3`"), std::string::npos) << wrong;
  EXPECT_NE(told(lots, "{at: 5m, on: wms-east, do: lot-recall, item: ITEM-0002, lot: ITEM-0002-L1}")
                .find("`ITEM-0002` is not kept by lots"),
            std::string::npos);
  EXPECT_NE(told(lots, "{at: 5m, on: wms-east, do: lot-recall, item: ITEM-0001, lot: ITEM-0001-L1, quantity: 5}")
                .find("`quantity` belongs to a movement of stock, not to a recall"),
            std::string::npos);
  EXPECT_NE(told(lots, "{at: 5m, on: wms-east, do: damage, item: ITEM-0001, lot: ITEM-0001-L1, quantity: 5}")
                .find("`lot` belongs to a lot-recall or a quality-hold"),
            std::string::npos);
  EXPECT_NE(told(lots, "{at: 5m, on: wms-east, do: quality-hold, item: fastest, lot: ITEM-0001-L1, quantity: 5}")
                .find("`lot` is one of an item that is named"),
            std::string::npos);
}

}  // namespace
}  // namespace drydock
