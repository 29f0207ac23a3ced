#include "harness/scenario/without.hpp"

#include <gtest/gtest.h>

#include <map>

#include "harness/scenario/loader.hpp"
#include "tests/harness/scenario/vocabulary.hpp"

namespace drydock {
namespace {

constexpr const char* more = R"(orders:
  - {id: basket, at: 1m, region: us-east, service: ground, lines: [{item: ITEM-0001}]}
transfers:
  - {at: 5m, from: wms-west, to: wms-east, items: fastest, quantity: 10%, transit: 1h}
  - {id: second, at: 6m, from: wms-west, to: wms-east, items: fastest, quantity: 10%, transit: 1h}
operations:
  once:
    - {at: 10m, on: wms-east, do: quality-hold, item: fastest, quantity: 2}
    - {at: 12m, on: wms-east, do: quality-hold, item: fastest, quantity: 2}
)";

std::string base() {
  std::string text = std::string(small_scenario) + more;
  text.replace(text.find("demand:\n"), 8,
               "demand:\n  sale: {orders: 5, regions: {us-east: 100%}, services: {ground: 100%}}\n");
  text.replace(text.find("enterprise:\n"), 12, "enterprise:\n  payment: {}\n  seats: {wms-west: {workers: 3}}\n");
  text.replace(text.find("{fault: outage, on: erp"), 23, "{id: erp-down, fault: outage, on: erp");
  text.replace(text.find("expect: {"), 9, "expect: {during: {erp-down: {orders_accepted: \">= 1%\"}}, ");
  return text;
}

LoadedScenario load(const std::string& text, std::vector<std::string> sets = {},
                    std::optional<std::string> profile = {}) {
  DocumentChoices choices;
  choices.find = [](const std::string&, const std::string&, std::string&) {
    return FoundScenario{"base.yaml", base()};
  };
  choices.sets = std::move(sets);
  choices.profile = std::move(profile);
  return load_scenario(text, "child.yaml", test_vocabulary(), choices);
}
Scenario without(const std::string& names) {
  auto loaded = load("extends: base.yaml\nwithout: " + names + "\n");
  EXPECT_TRUE(loaded) << to_string(loaded.mistakes);
  return loaded ? *loaded.scenario : Scenario();
}

TEST(Without, Faults) {
  const Scenario scenario = without("[erp-down, crash-1]");
  ASSERT_EQ(scenario.faults.size(), 1U);
  EXPECT_EQ(scenario.faults[0].id.value, "duplicate-1");
  EXPECT_EQ(scenario.expect.within.size(), 1U) << "nothing is measured during what is not there";
}

TEST(Without, StreamsOrdersTransfersAndOperations) {
  EXPECT_TRUE(without("sale").streams.empty());
  EXPECT_TRUE(without("[basket]").orders.empty());
  ASSERT_EQ(without("[transfer-1]").transfers.size(), 1U);
  EXPECT_EQ(without("[transfer-1]").transfers[0].id, "second");
  EXPECT_TRUE(without("[transfers.transfer-1, second]").transfers.empty());
  ASSERT_EQ(without("[quality-hold-1]").once.size(), 1U);
  EXPECT_EQ(without("[quality-hold-1]").once[0].at.value, minutes(12));
}

TEST(Without, Seats) {
  EXPECT_FALSE(without("payment").payment);
  const Scenario scenario = without("[wms-west, transfer-1, second]");
  EXPECT_EQ(scenario.warehouses.size(), 1U);
  EXPECT_TRUE(scenario.seats.empty()) << "nor has it any labour";
}

TEST(Without, ItComesBeforeWhatIsLaidOver) {
  const auto loaded = load(
      "extends: base.yaml\nwithout: sale\ndemand: {sale: {orders: 7, regions: {us-west: 100%}, "
      "services: {ground: 100%}}}\n");
  ASSERT_TRUE(loaded) << to_string(loaded.mistakes);
  EXPECT_EQ(loaded.scenario->streams[0].count, 7);
  EXPECT_EQ(loaded.scenario->streams[0].regions.size(), 1U);
}

TEST(Without, ProfilesFlagsAndTheFileItself) {
  const std::string calm = base() + "profiles: {calm: {without: [erp-down]}}\n";
  EXPECT_EQ(load(calm).scenario->faults.size(), 3U);
  EXPECT_EQ(load(calm, {}, "calm").scenario->faults.size(), 2U);
  EXPECT_EQ(load(calm, {"--set without=[duplicate-1, crash-1]"}).scenario->faults.size(), 1U);
  EXPECT_EQ(load(base() + "without: crash-1\n").scenario->faults.size(), 2U);
}

TEST(Without, Mistakes) {
  EXPECT_EQ(
      to_string(load("extends: base.yaml\nwithout: [erp-dwn]\n").mistakes),
      "child.yaml:2:11: nothing is called `erp-dwn` that could be left out; did you mean `erp-down`? allowed "
      "here: basket, carrier-fast, crash-1, duplicate-1, erp-down, payment, quality-hold-1, quality-hold-2, sale, "
      "second, transfer-1, wms-east, wms-west\n");
  EXPECT_EQ(to_string(load("extends: base.yaml\nwithout: shop\n").mistakes).substr(0, 71),
            "child.yaml:2:10: nothing is called `shop` that could be left out; allow");
  EXPECT_EQ(to_string(load("extends: base.yaml\nwithout: {erp-down: 1}\n").mistakes),
            "child.yaml:2:10: `without` is a map; expected a list of names, or one\n");
  const std::string both = base() + "profiles: {calm: {without: [sale]}}\n";
  EXPECT_EQ(to_string(load(both, {"--set faults.crash-1.id=sale"}, "calm").mistakes), "");
  EXPECT_EQ(to_string(load(both, {"--set faults.crash-1.id=sale", "--set without=sale"}).mistakes).substr(0, 52),
            "--set without=sale: several things are called `sale`");
}

}  // namespace
}  // namespace drydock
