#include <gtest/gtest.h>

#include "harness/scenario/expand.hpp"
#include "harness/scenario/plan_file.hpp"
#include "tests/harness/scenario/vocabulary.hpp"

namespace drydock {
namespace {

LoadedScenario loaded(const std::string& orders) {
  std::string text = small_scenario;
  text.replace(text.find("faults:\n"), 0, "orders:\n" + orders);
  return load_scenario(text, "s.yaml", test_vocabulary());
}
std::string told(const std::string& orders) { return to_string(loaded(orders).mistakes); }
Plan plan_of(const LoadedScenario& read) {
  EXPECT_TRUE(read) << to_string(read.mistakes);
  return read ? expand(*read.scenario) : Plan();
}

constexpr const char* basket =
    "  - {id: basket, at: 10m, region: us-west, service: ground, lines: [{item: ITEM-0007, quantity: 3}, {item: "
    "ITEM-0002}],\n"
    "     cancel: {after: 5m, lines: [{line: 1, quantity: 2}]}, expect: {end: delivered, from: [wms-west], by: 2d, "
    "packages: 1, shipments: \"<= 2\"}}\n";

const PlannedStimulus* stimulus_for(const Plan& plan, const Type* type, const std::string& order) {
  for (const PlannedStimulus& one : plan.stimuli) {
    const auto* shopper = one.what.as<ShopperArrives>();
    const auto* cancels = one.what.as<ShopperCancels>();
    if (one.what.type() == type && (shopper != nullptr ? shopper->order_id : cancels->order_id) == order) return &one;
  }
  return nullptr;
}

TEST(ReadOrders, AnOrderIsPlannedAsItIsWritten) {
  const Plan plan = plan_of(loaded(basket));
  const PlannedStimulus* order = stimulus_for(plan, type_of<ShopperArrives>(), "basket");
  ASSERT_NE(order, nullptr);
  EXPECT_EQ(order->at, plan.start + minutes(10));
  const auto& shopper = *order->what.as<ShopperArrives>();
  EXPECT_EQ(shopper.ship_to.region, "us-west");
  EXPECT_EQ(shopper.service, "ground");
  EXPECT_FALSE(shopper.looks) << "who is named checks out at the minute given";
  ASSERT_EQ(shopper.lines.size(), 2U);
  EXPECT_EQ(shopper.lines[0].item, "ITEM-0007");
  EXPECT_EQ(shopper.lines[0].quantity, 3);
  EXPECT_EQ(shopper.lines[0].unit_price, plan.items[6].unit_price);
  EXPECT_EQ(shopper.lines[1].quantity, 1);
  const PlannedStimulus* cancel = stimulus_for(plan, type_of<ShopperCancels>(), "basket");
  ASSERT_NE(cancel, nullptr);
  EXPECT_EQ(cancel->at, plan.start + minutes(15));
  EXPECT_EQ(cancel->what.as<ShopperCancels>()->lines, (std::vector<LineQuantity>{{"1", "ITEM-0007", 2}}));
  ASSERT_EQ(plan.orders.size(), 1U);
  EXPECT_EQ(plan.orders[0].end, "delivered");
  EXPECT_EQ(plan.orders[0].by, days(2));
  EXPECT_EQ(plan.orders[0].packages, (OrderExpectation::Count{"=", 1}));
  EXPECT_EQ(plan.orders[0].shipments, (OrderExpectation::Count{"<=", 2}));
}

TEST(ReadOrders, TheDemandStaysAsItIs) {
  Plan with = plan_of(loaded(basket));
  std::erase_if(with.stimuli, [](const PlannedStimulus& one) {
    const auto* shopper = one.what.as<ShopperArrives>();
    return shopper == nullptr || shopper->order_id == "basket";
  });
  with.orders.clear();
  EXPECT_EQ(write_plan(with), write_plan(plan_of(load_scenario(small_scenario, "s.yaml", test_vocabulary()))));
}

TEST(ReadOrders, APlanKeepsThem) {
  const Plan plan = plan_of(loaded(
      std::string(basket) +
      "  - {id: other, at: 1m, region: us-east, service: ground, lines: [{item: ITEM-0001}], cancel: {when: picked, "
      "after: 3s}}\n"));
  ASSERT_EQ(plan.triggered.size(), 1U);
  EXPECT_EQ(to_string(plan.triggered[0].when), "3s after other is picked");
  const auto read = read_plan(write_plan(plan), "p.yaml", test_vocabulary());
  ASSERT_TRUE(read) << to_string(read.mistakes);
  EXPECT_EQ(write_plan(*read.plan), write_plan(plan));
  EXPECT_EQ(read.plan->triggered[0].when, plan.triggered[0].when);
  EXPECT_EQ(read.plan->orders[0].from, std::vector<std::string>{"wms-west"});
  EXPECT_EQ(read.plan->orders[0].packages, plan.orders[0].packages);
}

TEST(ReadOrders, Mistakes) {
  EXPECT_EQ(told("  basket: {}\n"), "s.yaml:15:3: `orders` is a map; expected a list\n");
  EXPECT_EQ(told("  - basket\n"),
            "s.yaml:15:5: `orders` is `basket`; expected an order such as {id: basket, at: 10m, region: us-east, "
            "service: ground, lines: [...]}\n");
  EXPECT_EQ(told("  - {id: basket, at: 10m, region: us-east, lines: [{item: ITEM-0001}]}\n"),
            "s.yaml:15:5: an order has no `service`; expected how fast it must come\n");
  const std::string head = "  - {id: basket, at: 10m, region: us-east, service: ground, ";
  EXPECT_EQ(told(head + "lines: []}\n"), "s.yaml:15:68: `lines` is a list; expected from 1 to 100 of them\n");
  EXPECT_EQ(told(head + "lines: [{item: ITEM-0001, quantity: 0}]}\n"),
            "s.yaml:15:97: `quantity` is `0`; expected a whole number from 1 to 1000000\n");
  EXPECT_EQ(told(head + "lines: [{item: ITEM-0001}], cancel: {}}\n"),
            "s.yaml:15:97: the cancelling has no moment; expected after: 10m, or when: released\n");
  EXPECT_EQ(told(head + "lines: [{item: ITEM-0001}], cancel: {when: relased}}\n"),
            "s.yaml:15:104: `when` is `relased`; did you mean `released`? allowed here: placed, released, short, "
            "picked, packed, shipped, delivered, backordered, cancelled\n");
  EXPECT_EQ(told(head + "lines: [{item: ITEM-0001}], expect: {end: lost}}\n"),
            "s.yaml:15:103: `end` is `lost`; allowed here: shipped, delivered, backordered, cancelled, declined\n");
  EXPECT_EQ(told(head + "lines: [{item: ITEM-0001}], expect: {packages: two}}\n"),
            "s.yaml:15:108: `packages` is `two`; expected a number such as 2, or a limit such as \"<= 2\"\n");
  EXPECT_EQ(told(head + "lines: [{item: ITEM-0001}], expect: {by: 2h}}\n"),
            "s.yaml:15:102: `by` needs an `end` that comes by then; expected end: delivered\n");
}

}  // namespace
}  // namespace drydock
