#include <gtest/gtest.h>

#include <algorithm>

#include "harness/compose.hpp"
#include "harness/scenario/expand.hpp"
#include "harness/scenario/lint.hpp"
#include "harness/scenario/orders.hpp"
#include "harness/scenario/plan_file.hpp"
#include "tests/harness/scenario/vocabulary.hpp"

namespace drydock {
namespace {

LoadedScenario loaded(const std::string& streams) {
  std::string text = small_scenario;
  text.replace(text.find("faults:\n"), 0, streams);
  return load_scenario(text, "s.yaml", test_vocabulary());
}
Plan plan_of(const std::string& streams) {
  const auto read = loaded(streams);
  EXPECT_TRUE(read) << to_string(read.mistakes);
  return read ? expand(*read.scenario) : Plan();
}

const std::string sale =
    "  sale: {orders: 40, curve: [[10m, 0], [11m, 1], [15m, 1], [16m, 0]], items: fastest 2, cancel: 50%, looks: 1,\n"
    "         regions: {us-west: 100%}, services: {ground: 100%}}\n";

std::vector<const ShopperArrives*> of_stream(const Plan& plan, std::string_view stream) {
  std::vector<const ShopperArrives*> all;
  for (const PlannedStimulus& one : plan.stimuli)
    if (const auto* shopper = one.what.as<ShopperArrives>();
        shopper != nullptr && stream_of(shopper->order_id) == stream)
      all.push_back(shopper);
  return all;
}

TEST(ReadDemand, AnotherStreamHasItsOwnOrders) {
  const Plan plan = plan_of(sale);
  const auto orders = of_stream(plan, "sale");
  ASSERT_EQ(orders.size(), 40U);
  for (const ShopperArrives* order : orders) {
    EXPECT_EQ(order->ship_to.region, "us-west");
    for (const OrderLine& line : order->lines) EXPECT_TRUE(line.item == "ITEM-0001" || line.item == "ITEM-0002");
  }
  EXPECT_EQ(orders.front()->order_id, "O-sale-000001");
  for (const PlannedStimulus& one : plan.stimuli)
    if (const auto* shopper = one.what.as<ShopperArrives>();
        shopper != nullptr && stream_of(shopper->order_id) == "sale") {
      EXPECT_GE(one.at, plan.start + minutes(10));
      EXPECT_LE(one.at, plan.start + minutes(16));
    }
  EXPECT_FALSE(of_stream(plan, "shop").empty());
}

// A stream's draws are keyed by its name: with another one beside it, or without, it is the same to the last price.
TEST(ReadDemand, AStreamLeavesTheOthersAsTheyAre) {
  Plan with = plan_of(sale);
  const auto of_the_sale = [](const PlannedStimulus& one) {
    const std::string text = write_plan([&] {
      Plan alone;
      alone.stimuli = {one};
      return alone;
    }());
    return text.find("-sale-0") != std::string::npos;
  };
  std::erase_if(with.stimuli, of_the_sale);
  EXPECT_EQ(write_plan(with), write_plan(plan_of("")));
  const std::string rush = "  rush: {orders: 9, regions: {us-east: 100%}, services: {ground: 100%}}\n";
  const Plan both = plan_of(sale + rush);
  const Plan one = plan_of(sale);
  const auto first = of_stream(both, "sale");
  const auto second = of_stream(one, "sale");
  ASSERT_EQ(first.size(), second.size());
  for (std::size_t i = 0; i < first.size(); ++i) EXPECT_EQ(*first[i], *second[i]);
}

TEST(ReadDemand, StreamsOfOrderIds) {
  EXPECT_EQ(stream_of("O-000123"), "shop");
  EXPECT_EQ(stream_of("O-sale-000123"), "sale");
  EXPECT_EQ(stream_of("O-late-night-1"), "late-night");
  EXPECT_EQ(stream_of("basket"), "");
  EXPECT_EQ(stream_of("basket-2"), "");
}

TEST(ReadDemand, WhoAbandonsIsAMatterOfTheStream) {
  const Plan plan = plan_of(
      "  sale: {orders: 4, abandon: 25%, regions: {us-west: 100%}, services: {ground: 100%}}\n"
      "orders: [{id: basket, at: 1m, region: us-east, service: ground, lines: [{item: ITEM-0001}]}]\n");
  EXPECT_EQ(abandon_of(plan, "O-sale-000001"), (Ratio{1, 4}));
  EXPECT_EQ(abandon_of(plan, "O-000001"), (Ratio{0, 1}));
  EXPECT_EQ(abandon_of(plan, "basket"), (Ratio{0, 1}));
  const auto read = read_plan(write_plan(plan), "p.yaml", test_vocabulary());
  ASSERT_TRUE(read) << to_string(read.mistakes);
  EXPECT_EQ(read.plan->abandons, plan.abandons);
}

TEST(ReadDemand, SingleItems) {
  std::string text = small_scenario;
  text.replace(text.find("opening_cover: 3d"), 17, "stock_of: {ITEM-0003: 77}");
  text +=
      "operations: {wms-*: {short_pick: 1%, short_pick_of: {ITEM-0002: 20%}}, wms-west: {short_pick_of: "
      "{ITEM-0002: 5%}}}\n";
  const auto read = load_scenario(text, "s.yaml", test_vocabulary());
  ASSERT_TRUE(read) << to_string(read.mistakes);
  const Plan plan = expand(*read.scenario);
  for (const Position& position : plan.stock)
    if (position.item == "ITEM-0003") EXPECT_EQ(position.unrestricted, 77);
  EXPECT_EQ(plan.warehouses[0].short_pick, (Ratio{1, 100}));
  EXPECT_EQ(plan.warehouses[0].short_pick_of.at("ITEM-0002"), (Ratio{1, 5}));
  EXPECT_EQ(plan.warehouses[1].short_pick_of.at("ITEM-0002"), (Ratio{1, 20})) << "the last that names a seat holds";
  const auto again = read_plan(write_plan(plan), "p.yaml", test_vocabulary());
  ASSERT_TRUE(again) << to_string(again.mistakes);
  EXPECT_EQ(write_plan(*again.plan), write_plan(plan));
}

TEST(ReadDemand, Mistakes) {
  const auto told = [](const std::string& streams) { return to_string(loaded(streams).mistakes); };
  EXPECT_EQ(told("  2024: {orders: 4, regions: {us-west: 100%}, services: {ground: 100%}}\n"),
            "s.yaml:14:3: `demand` is `2024`; expected a name with at least one letter\n");
  EXPECT_EQ(told("  sale: {orders: 4, regions: {us-west: 100%}}\n"),
            "s.yaml:14:9: the shop's demand has no `services`; expected how fast they must come: shares by service, "
            "together 100%\n");
  EXPECT_EQ(told("  sale: {orders: 4, items: ITEM-0060, regions: {us-west: 100%}, services: {ground: 100%}}\n"),
            "s.yaml:14:28: no item is called `ITEM-0060`; expected ITEM-0001 to ITEM-0050\n");
  EXPECT_EQ(told("  sale: {orders: 900000/min, regions: {us-west: 100%}, services: {ground: 100%}}\n"),
            "s.yaml:14:18: more orders than a run can hold; expected at most 1000000 in the whole run\n");
  EXPECT_EQ(told("  sale: {orders: 4, curve: [[2h, 1]], regions: {us-west: 100%}, services: {ground: 100%}}\n"),
            "s.yaml:14:18: a point of the curve at 2h is after the end of the run (1h)\n");
}

}  // namespace
}  // namespace drydock
