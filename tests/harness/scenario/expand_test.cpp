#include "harness/scenario/expand.hpp"

#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include <map>

#include "contracts/canonical/reconciliation.hpp"
#include "contracts/codec.hpp"
#include "harness/scenario/lint.hpp"
#include "harness/scenario/orders.hpp"
#include "harness/scenario/plan_file.hpp"
#include "tests/harness/scenario/vocabulary.hpp"

namespace drydock {
namespace {

Scenario load(const std::string& text) {
  auto loaded = load_scenario(text, "s.yaml", test_vocabulary());
  EXPECT_TRUE(loaded) << to_string(loaded.mistakes);
  return std::move(*loaded.scenario);
}
Scenario load_file(const std::string& path) {
  auto loaded = load_scenario_file(std::string(DRYDOCK_SOURCE_DIR "/scenarios/") + path, test_vocabulary());
  EXPECT_TRUE(loaded) << to_string(loaded.mistakes);
  return std::move(*loaded.scenario);
}
std::string without(std::string text, std::string_view line) {
  const std::size_t at = text.find(line);
  EXPECT_NE(at, std::string::npos);
  text.erase(at, text.find('\n', at) + 1 - at);
  return text;
}
// What each stimulus is and when, by the text of its body.
std::map<std::string, Instant> by_body(const Plan& plan) {
  std::map<std::string, Instant> all;
  for (const PlannedStimulus& stimulus : plan.stimuli) all[to_json(stimulus.what)] = stimulus.at;
  return all;
}

TEST(Expand, TheSameSeedGivesTheSamePlan) {
  const Scenario scenario = load(small_scenario);
  EXPECT_EQ(write_plan(expand(scenario)), write_plan(expand(scenario)));
  EXPECT_NE(by_body(expand(scenario, 1)), by_body(expand(scenario, 2)));
}

TEST(Expand, TheEnterprise) {
  const Plan plan = expand(load(small_scenario));
  EXPECT_EQ(plan.seed, 7U);
  EXPECT_EQ(plan.utc_offset_minutes, -300);
  EXPECT_EQ(plan.items.size(), 50U);
  EXPECT_EQ(plan.stock.size(), 100U);
  ASSERT_EQ(plan.warehouses.size(), 2U);
  const PlannedWarehouse& west = plan.warehouses[1];
  EXPECT_EQ(west.location.regions, (std::vector<std::string>{"us-west", "us-east"}));
  EXPECT_EQ(west.location.offsets.front().minutes, -480);
  EXPECT_EQ(west.location.capacity_per_hour, 600);
  EXPECT_EQ(west.location.transit.size(), 2U);
  EXPECT_EQ(west.pickups.front(), plan.start + minutes(30)) << "trucks come at round local times";
  EXPECT_LE(west.pickups.back(), plan.start + plan.run + plan.settle);
  EXPECT_EQ(plan.channels.size(), 4U) << "shop, warehouses and carrier tell the pipeline";
}

TEST(Expand, Faults) {
  const Plan plan = expand(load(small_scenario));
  ASSERT_EQ(plan.faults.size(), 2U);
  EXPECT_EQ(plan.faults[0].id, "outage-1");
  EXPECT_EQ(plan.faults[0].seats, std::vector<std::string>{"erp"});
  EXPECT_EQ(plan.faults[0].dose.from, plan.start + minutes(10));
  EXPECT_EQ(plan.faults[0].dose.until, plan.start + minutes(15));
  EXPECT_EQ(plan.faults[1].links.size(), 2U);
  EXPECT_EQ(plan.faults[1].dose.until, plan.start + plan.run) << "every fault ends with the run";
  EXPECT_EQ(plan.faults[1].dose.chance, (Ratio{1, 50}));
  ASSERT_EQ(plan.crashes.size(), 1U);
  EXPECT_EQ(plan.crashes[0].seat, "pipeline");
  EXPECT_EQ(plan.crashes[0].at, plan.start + minutes(20));
}

TEST(Expand, OperationsOnce) {
  std::string text = small_scenario;
  text +=
      "operations:\n  wms-*: {short_pick: 5%}\n  wms-west: {short_pick: 1%}\n  once:\n"
      "    - {at: 5m, on: wms-east, do: quality-hold, item: fastest 2, quantity: 50%, release_after: 10m}\n";
  const Plan plan = expand(load(text));
  EXPECT_EQ(plan.warehouses[0].short_pick, (Ratio{1, 20}));
  EXPECT_EQ(plan.warehouses[1].short_pick, (Ratio{1, 100})) << "the last that names a seat holds";
  std::vector<std::string> movements;
  for (const PlannedStimulus& stimulus : plan.stimuli)
    if (const auto* hold = stimulus.what.as<QualityHold>()) movements.push_back(hold->movement_id);
  EXPECT_EQ(movements, (std::vector<std::string>{"quality-hold-1-1", "quality-hold-1-2", "quality-hold-1-1-release",
                                                 "quality-hold-1-2-release"}));
}

TEST(Expand, DriftsOfBooksShelvesAndShop) {
  std::string text = small_scenario;
  text +=
      "operations:\n  once:\n"
      "    - {at: 5m, on: wms-east, do: unseen-loss, item: ITEM-0002, quantity: -3, id: gone}\n"
      "    - {at: 6m, on: erp, do: books-drift, location: wms-west, item: fastest 2, quantity: 5}\n"
      "    - {at: 7m, on: commerce, do: shelf-drift, location: wms-east, item: ITEM-0001, quantity: -1}\n";
  const Plan plan = expand(load(text));
  std::vector<std::pair<std::string, StockDrift>> drifts;
  for (const PlannedStimulus& stimulus : plan.stimuli)
    if (const auto* drift = stimulus.what.as<StockDrift>()) drifts.emplace_back(stimulus.seat, *drift);
  const std::vector<std::pair<std::string, StockDrift>> expected{
      {"wms-east", {"gone", "ITEM-0002", "wms-east", -3}},
      {"erp", {"books-drift-1-1", "ITEM-0001", "wms-west", 5}},
      {"erp", {"books-drift-1-2", "ITEM-0002", "wms-west", 5}},
      {"commerce", {"shelf-drift-1", "ITEM-0001", "wms-east", -1}}};
  EXPECT_EQ(drifts, expected);
}

// Taking one fault out of a scenario changes nothing else of its plan.
TEST(Expand, WithoutOneFault) {
  for (const std::string_view line : {"  - {fault: outage", "  - {fault: crash"}) {
    Plan all = expand(load(small_scenario));
    const Plan fewer = expand(load(without(small_scenario, line)));
    EXPECT_EQ(by_body(all), by_body(fewer));
    std::erase_if(all.faults, [&](const PlannedFault& f) { return line.find(f.fault) != std::string_view::npos; });
    if (line.find("crash") != std::string_view::npos) all.crashes.clear();
    EXPECT_EQ(write_plan(all), write_plan(fewer));
  }
}

// What an order contains depends on its id alone: with fewer orders, those that are left are the same.
RC_GTEST_PROP(Expand, WithoutSomeOrders, ()) {
  const auto many = *rc::gen::inRange<int>(2, 60);
  const auto fewer = *rc::gen::inRange<int>(1, many);
  const auto seed = static_cast<std::uint64_t>(*rc::gen::inRange<int>(0, 1000));
  std::string text = small_scenario;
  text.replace(text.find("orders: 2/min"), 13, "looks: 0.5 per order, orders: " + std::to_string(many));
  Scenario scenario = load(text);
  const auto all = by_body(expand(scenario, seed));
  scenario.demand.count = fewer;
  for (const PlannedStimulus& stimulus : expand(scenario, seed).stimuli)
    if (stimulus.what.as<ShopperArrives>() != nullptr) RC_ASSERT(all.contains(to_json(stimulus.what)));
}

// A share of orders is cancelled, in whole or in part, and nothing else in the plan is drawn differently.
TEST(Expand, CancellationsLeaveEveryOtherDrawAsItWas) {
  std::string text = small_scenario;
  text.replace(text.find("orders: 2/min"), 13, "orders: 400");
  Scenario scenario = load(text);
  const Plan without = expand(scenario);
  scenario.demand.cancel = {1, 4};
  Plan with = expand(scenario);
  const auto cancels = [](const PlannedStimulus& stimulus) { return stimulus.what.as<ShopperCancels>() != nullptr; };
  const auto many = std::count_if(with.stimuli.begin(), with.stimuli.end(), cancels);
  EXPECT_GT(many, 60);
  EXPECT_LT(many, 140);
  std::erase_if(with.stimuli, cancels);
  EXPECT_EQ(write_plan(with), write_plan(without));
}

TEST(Expand, CancellationsComeAfterTheirOrdersAndHalfOfThemSoon) {
  std::string text = small_scenario;
  text.replace(text.find("orders: 2/min"), 13, "cancel: {share: 100%, half_within: 10m, whole: 30%}, orders: 500");
  const Plan plan = expand(load(text));
  std::map<std::string, std::pair<Instant, ShopperArrives>> orders;
  for (const PlannedStimulus& one : plan.stimuli)
    if (const auto* shopper = one.what.as<ShopperArrives>()) orders[shopper->order_id] = {one.at, *shopper};
  std::int64_t soon = 0;
  for (const PlannedStimulus& one : plan.stimuli) {
    const auto* cancels = one.what.as<ShopperCancels>();
    if (cancels == nullptr) continue;
    const auto& [at, shopper] = orders.at(cancels->order_id);
    EXPECT_GE(one.at, at);
    EXPECT_LE(one.at - at, minutes(80));
    soon += one.at - at <= minutes(10) ? 1 : 0;
    for (const LineQuantity& line : cancels->lines) {
      const OrderLine& ordered = shopper.lines.at(static_cast<std::size_t>(std::stoi(line.line) - 1));
      EXPECT_EQ(line.item, ordered.item);
      EXPECT_LE(line.quantity, ordered.quantity);
    }
  }
  EXPECT_NEAR(static_cast<double>(soon), 250, 50);
}

TEST(Expand, APaymentSeatAndItsTerms) {
  std::string text = small_scenario;
  text.replace(
      text.find("  catalog:"), 10,
      "  payment: {declines: 3%, declines_again: 10%, authorization_life: 2h, service_time: 50ms}\n  catalog:");
  const Plan plan = expand(load(text));
  ASSERT_TRUE(plan.payment);
  EXPECT_EQ(plan.payment->declines.numerator * 100, plan.payment->declines.denominator * 3);
  EXPECT_EQ(plan.payment->declines_again.numerator * 10, plan.payment->declines_again.denominator);
  EXPECT_EQ(plan.payment->authorization_life, hours(2));
  EXPECT_EQ(plan.payment->service_time, milliseconds(50));
  const auto read = read_plan(write_plan(plan), "p.plan", test_vocabulary());
  ASSERT_TRUE(read.plan) << to_string(read.mistakes);
  EXPECT_EQ(write_plan(*read.plan), write_plan(plan));
  EXPECT_FALSE(expand(load(small_scenario)).payment) << "nobody pays where nothing is said of it";
}

TEST(Expand, ANotificationSeatAndItsTerms) {
  std::string text = small_scenario;
  text.replace(text.find("  catalog:"), 10,
               "  notification: {bounces: 2%, send_time: 3s, delivery_time: 2m, service_time: 50ms}\n  catalog:");
  const Plan plan = expand(load(text));
  ASSERT_TRUE(plan.notification);
  EXPECT_EQ(plan.notification->bounces.numerator * 100, plan.notification->bounces.denominator * 2);
  EXPECT_EQ(plan.notification->send_time, seconds(3));
  EXPECT_EQ(plan.notification->delivery_time, minutes(2));
  EXPECT_EQ(plan.notification->service_time, milliseconds(50));
  EXPECT_EQ(seats_of(plan)[seats_of(plan).size() - 2].role, "notification");
  const auto read = read_plan(write_plan(plan), "p.plan", test_vocabulary());
  ASSERT_TRUE(read.plan) << to_string(read.mistakes);
  EXPECT_EQ(write_plan(*read.plan), write_plan(plan));
  EXPECT_FALSE(expand(load(small_scenario)).notification) << "nobody is told where nothing is said of it";
}

TEST(Expand, AReplayIsForTheAuditorToAsk) {
  const std::string text = std::string(small_scenario) +
                           "pipeline: {archive: 1h}\noperations:\n  once:\n"
                           "    - {at: 30m, on: pipeline, do: replay, back: 20m}\n"
                           "    - {at: 40m, on: pipeline, do: replay}\n";
  const Plan plan = expand(load(text));
  std::vector<ReplayDecided> replays;
  for (const PlannedStimulus& stimulus : plan.stimuli)
    if (const auto* replay = stimulus.what.as<ReplayDecided>()) {
      EXPECT_EQ(stimulus.seat, "auditor");
      replays.push_back(*replay);
    }
  EXPECT_EQ(replays, (std::vector<ReplayDecided>{{"replay-1", 1200}, {"replay-2", {}}}));
  const auto read = read_plan(write_plan(plan), "p.plan", test_vocabulary());
  ASSERT_TRUE(read.plan) << to_string(read.mistakes);
  EXPECT_EQ(write_plan(*read.plan), write_plan(plan));
}

TEST(Expand, FreightCarriersAndTheirManners) {
  std::string text = small_scenario;
  text.replace(
      text.find("  catalog:"), 10,
      "  freight: {respond_within: 6m, transit: 1-2d, carriers: {north: {declines: 20%, late: 30%, answers: 2m},"
      " south: {}}}\n  catalog:");
  const Plan plan = expand(load(text));
  ASSERT_GE(plan.carriers.size(), 2U);
  const PlannedCarrier& north = plan.carriers[plan.carriers.size() - 2];
  EXPECT_EQ(north.name, "north");
  ASSERT_TRUE(plan.freight);
  ASSERT_EQ(plan.freight->carriers.size(), 2U);
  EXPECT_EQ(plan.freight->carriers[0].carrier, "north");
  EXPECT_EQ(plan.freight->carriers[0].declines.numerator * 5, plan.freight->carriers[0].declines.denominator);
  EXPECT_EQ(plan.freight->carriers[0].answers, minutes(2));
  EXPECT_EQ(north.services.at("freight"), (std::pair<std::int64_t, std::int64_t>{1, 2}));
  EXPECT_EQ(plan.freight->carriers[1].answers, minutes(3)) << "half of the time to answer, where that is less";
  EXPECT_EQ(plan.freight->respond_within, minutes(6));
  const auto told = [](const Plan& of) {
    return std::any_of(of.channels.begin(), of.channels.end(),
                       [](const PlannedChannel& channel) { return channel.publisher == "tms"; });
  };
  EXPECT_TRUE(told(plan));
  EXPECT_FALSE(told(expand(load(small_scenario)))) << "without freight the TMS has nothing to tell";
  const auto read = read_plan(write_plan(plan), "p.plan", test_vocabulary());
  ASSERT_TRUE(read.plan) << to_string(read.mistakes);
  EXPECT_EQ(write_plan(*read.plan), write_plan(plan));
}

TEST(Expand, AnExactNumberOfOrders) {
  std::string text = small_scenario;
  text.replace(text.find("orders: 2/min"), 13, "orders: 33");
  const Plan plan = expand(load(text));
  EXPECT_EQ(count_plan(plan).orders, 33);
  EXPECT_TRUE(std::is_sorted(plan.stimuli.begin(), plan.stimuli.end(),
                             [](const auto& a, const auto& b) { return a.at < b.at; }));
  EXPECT_GE(plan.stimuli.front().at, plan.start);
  EXPECT_LT(plan.stimuli.back().at, plan.start + plan.run);
}

TEST(Expand, TheCurveIsLinearBetweenItsPoints) {
  const std::vector<CurvePoint> curve{{hours(0), {1, 1}}, {hours(1), {3, 1}}, {hours(6), {3, 1}}, {hours(8), {1, 1}}};
  EXPECT_EQ(curve_at(curve, Duration{}), 1'000'000);
  EXPECT_EQ(curve_at(curve, minutes(30)), 2'000'000);
  EXPECT_EQ(curve_at(curve, hours(3)), 3'000'000);
  EXPECT_EQ(curve_at(curve, hours(7)), 2'000'000);
  EXPECT_EQ(curve_at(curve, hours(9)), 1'000'000);
}

// The statistics of the generator, on the season itself: the means are those asked for.
TEST(Expand, ThePeakSeason) {
  const Scenario scenario = load_file("peak/peak-season.yaml");
  const Plan plan = expand(scenario);
  const LintCounts counts = count_plan(plan);
  EXPECT_NEAR(static_cast<double>(counts.orders), 25'200, 600);
  EXPECT_NEAR(static_cast<double>(counts.lines) / static_cast<double>(counts.orders), 1.3, 0.02);
  EXPECT_NEAR(static_cast<double>(counts.units) / static_cast<double>(counts.lines), 1.12, 0.02);
  EXPECT_NEAR(static_cast<double>(counts.busiest_hour), 3'700, 250);
  EXPECT_LT(counts.declined * 100, counts.orders) << "under one in a hundred is declined";
  std::map<std::string, std::int64_t> regions, services;
  std::int64_t top = 0;
  for (const PlannedStimulus& stimulus : plan.stimuli)
    if (const auto* shopper = stimulus.what.as<ShopperArrives>()) {
      ++regions[shopper->ship_to.region];
      ++services[shopper->service];
      for (const OrderLine& line : shopper->lines) top += item_number(line.item) <= 260 ? 1 : 0;
    }
  EXPECT_NEAR(static_cast<double>(regions["us-east"]) / static_cast<double>(counts.orders), 0.6, 0.02);
  EXPECT_NEAR(static_cast<double>(services["next-day"]) / static_cast<double>(counts.orders), 0.05, 0.01);
  EXPECT_NEAR(static_cast<double>(top) / static_cast<double>(counts.lines), 0.8, 0.02);
}

}  // namespace
}  // namespace drydock
