// The marketplace of an enterprise: its seat, who buys there, and what can be wrong with it.
#include <gtest/gtest.h>

#include <algorithm>

#include "harness/scenario/expand.hpp"
#include "harness/scenario/plan_file.hpp"
#include "harness/scenario/seating.hpp"
#include "tests/harness/scenario/vocabulary.hpp"

namespace drydock {
namespace {

LoadedScenario loaded(const std::string& marketplace, const std::string& rest = {}) {
  std::string text = small_scenario;
  if (!marketplace.empty()) text.replace(text.find("  catalog:"), 0, "  marketplace: " + marketplace + "\n");
  return load_scenario(text + rest, "s.yaml", test_vocabulary());
}
std::string told(const std::string& marketplace, const std::string& rest = {}) {
  return to_string(loaded(marketplace, rest).mistakes);
}
Plan plan_of(const std::string& marketplace, const std::string& rest = {}) {
  const auto read = loaded(marketplace, rest);
  EXPECT_TRUE(read) << to_string(read.mistakes);
  return read ? expand(*read.scenario) : Plan();
}

struct Sold {
  std::vector<ShopperArrives> at_the_shop;
  std::vector<ShopperArrives> there;
};
Sold sold(const Plan& plan) {
  Sold found;
  for (const PlannedStimulus& stimulus : plan.stimuli)
    if (const auto* shopper = stimulus.what.as<ShopperArrives>())
      (stimulus.seat == marketplace_seat ? found.there : found.at_the_shop).push_back(*shopper);
  return found;
}

TEST(ReadEnterprise, AShareOfTheShoppersBuysAtTheMarketplaceUnderNumbersOfItsOwn) {
  const Plan without = plan_of("");
  const Plan with = plan_of("{share: 40%, ships_within: 2d, delivers_within: 6d}");
  ASSERT_TRUE(with.marketplace.has_value());
  EXPECT_EQ(with.marketplace->ships_within, days(2));
  EXPECT_EQ(with.marketplace->delivers_within, days(6));
  const Sold all = sold(without);
  const Sold split = sold(with);
  EXPECT_TRUE(all.there.empty());
  EXPECT_EQ(all.at_the_shop.size(), split.there.size() + split.at_the_shop.size());
  EXPECT_FALSE(split.at_the_shop.empty());
  ASSERT_FALSE(split.there.empty());
  for (const ShopperArrives& shopper : split.there) {
    EXPECT_TRUE(shopper.order_id.starts_with("M-")) << shopper.order_id;
    ShopperArrives same = shopper;
    same.order_id.replace(0, 1, "O");
    EXPECT_NE(std::find(all.at_the_shop.begin(), all.at_the_shop.end(), same), all.at_the_shop.end())
        << "where somebody buys changes nothing of what is bought";
  }
}

TEST(ReadEnterprise, NobodyOrEverybodyMayBuyThere) {
  EXPECT_TRUE(sold(plan_of("{share: 0%}")).there.empty());
  EXPECT_TRUE(sold(plan_of("{share: 100%}")).at_the_shop.empty());
}

TEST(ReadEnterprise, TheMarketplaceTellsThePipelineAndAsksNobody) {
  const auto read = loaded("{}");
  ASSERT_TRUE(read);
  const std::vector<Seat> seats = seats_of(*read.scenario);
  const Seat market{"marketplace", "commerce"};
  const Seat pipeline{"pipeline", "pipeline"};
  EXPECT_TRUE(std::any_of(seats.begin(), seats.end(),
                          [&](const Seat& seat) { return seat.name == market.name && seat.role == market.role; }));
  EXPECT_EQ(legs_between(market, pipeline), std::vector{LegKind::event});
  EXPECT_EQ(legs_between(pipeline, market), (std::vector{LegKind::request, LegKind::reply}));
  EXPECT_TRUE(legs_between(market, {"payment", "payment"}).empty());
}

TEST(ReadEnterprise, APlanFileKeepsTheMarketplace) {
  const Plan plan = plan_of("{ships_within: 90m}");
  const auto again = read_plan(write_plan(plan), "s.plan", test_vocabulary());
  ASSERT_TRUE(again.plan.has_value());
  ASSERT_TRUE(again.plan->marketplace.has_value());
  EXPECT_EQ(again.plan->marketplace->ships_within, minutes(90));
  EXPECT_EQ(write_plan(*again.plan), write_plan(plan));
}

TEST(ReadEnterprise, AnOrderOfItsOwnIsPlacedWhereItSays) {
  const std::string order =
      "orders: [{id: basket, at: 1m, region: us-east, service: ground, shop: marketplace, "
      "lines: [{item: ITEM-0001}]}]\n";
  bool there = false;
  for (const PlannedStimulus& stimulus : plan_of("{}", order).stimuli)
    if (const auto* shopper = stimulus.what.as<ShopperArrives>(); shopper != nullptr && shopper->order_id == "basket")
      there = stimulus.seat == marketplace_seat;
  EXPECT_TRUE(there);
  const std::string mistake = told("", order);
  EXPECT_NE(mistake.find("no shop is called `marketplace`"), std::string::npos) << mistake;
}

TEST(ReadEnterprise, MistakesNameTheKeyAndWhatWasExpected) {
  EXPECT_NE(told("{share: 140%}").find("share"), std::string::npos);
  EXPECT_NE(told("{part: 10%}").find("part"), std::string::npos);
  const std::string order = told("{ships_within: 3d, delivers_within: 1d}");
  EXPECT_NE(order.find("nothing arrives before it has left"), std::string::npos) << order;
  EXPECT_NE(order.find("as `ships_within` says, or more"), std::string::npos) << order;
  EXPECT_EQ(told("{ships_within: 9d}"), "") << "what is not said follows";
}

}  // namespace
}  // namespace drydock
