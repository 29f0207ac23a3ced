#include "harness/scenario/plan_file.hpp"

#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include <filesystem>

#include "contracts/codec.hpp"
#include "harness/scenario/expand.hpp"
#include "tests/harness/scenario/vocabulary.hpp"
#include "tests/support/scenario_files.hpp"

namespace drydock {
namespace {

Plan plan_of(const std::string& text) {
  const auto loaded = load_scenario(text, "s.yaml", test_vocabulary());
  EXPECT_TRUE(loaded) << to_string(loaded.mistakes);
  return expand(*loaded.scenario);
}
std::string lines_without(const std::string& text, const std::string& part) {
  const std::size_t at = text.find(part);
  EXPECT_NE(at, std::string::npos) << part;
  const std::size_t begin = text.rfind('\n', at) + 1;
  return text.substr(0, begin) + text.substr(text.find('\n', at) + 1);
}
std::string replaced(std::string text, const std::string& from, const std::string& to) {
  const std::size_t at = text.find(from);
  EXPECT_NE(at, std::string::npos) << from;
  return text.replace(at, from.size(), to);
}
std::string told(const std::string& text) { return to_string(read_plan(text, "p.yaml", test_vocabulary()).mistakes); }

TEST(PlanFile, EveryScenarioIsReadBackAsWritten) {
  for (const auto& path : testing::scenario_files()) {
    const auto loaded = load_scenario_file(path.string(), test_vocabulary());
    ASSERT_TRUE(loaded) << to_string(loaded.mistakes);
    Plan plan = expand(*loaded.scenario);
    plan.defects = {"dedup-on-delivery-id"};
    const std::string text = write_plan(plan);
    const auto read = read_plan(text, "plan.yaml", test_vocabulary());
    ASSERT_TRUE(read) << to_string(read.mistakes);
    EXPECT_EQ(write_plan(*read.plan), text) << path;
    EXPECT_EQ(read.plan->stimuli.size(), plan.stimuli.size());
    EXPECT_EQ(read.plan->seed, plan.seed);
    EXPECT_EQ(read.versions.at("drydock"), DRYDOCK_VERSION);
  }
}

TEST(PlanFile, NothingIsLost) {
  Plan plan = plan_of(small_scenario);
  plan.story = "quotes \" and\nlines, \\ and \xc3\xa9";
  plan.seed = 18'446'744'073'709'551'615U;
  plan.audit.reset();
  plan.bounds.erp_catch_up = minutes(3);
  plan.bounds.slowdown = {50, 100};
  plan.warehouses[0].short_pick = {2, 100};
  plan.warehouses[1].short_pick = {1, 3};
  plan.faults[0].parameters["mode"] = {std::string("black-hole")};
  plan.faults[1].leg = LegKind::event;
  plan.faults[1].types = {"wms.shipped"};
  plan.crashes[0].after_durable = true;
  PlannedCrash torn = plan.crashes[0];
  torn.id = "torn";
  torn.after_durable = false;
  torn.torn = true;
  plan.crashes.push_back(torn);
  plan.seats["pipeline"].commit_time = milliseconds(40);
  plan.invariants = {"I01"};
  plan.within.push_back(*parse_limit(">= 99.5%"));
  plan.within.back().measure = "orders_accepted";
  const auto read = read_plan(write_plan(plan), "p.yaml", test_vocabulary());
  ASSERT_TRUE(read) << to_string(read.mistakes);
  EXPECT_EQ(write_plan(*read.plan), write_plan(plan));
  EXPECT_EQ(read.plan->story, plan.story);
  EXPECT_EQ(read.plan->seed, plan.seed);
  EXPECT_EQ(read.plan->bounds.slowdown, plan.bounds.slowdown) << "not in lowest terms: draws go by the denominator";
  EXPECT_EQ(read.plan->warehouses[0].short_pick, (Ratio{2, 100}));
  EXPECT_EQ(read.plan->items, plan.items);
  EXPECT_EQ(read.plan->stock, plan.stock);
  EXPECT_EQ(read.plan->warehouses[1].location, plan.warehouses[1].location);
  EXPECT_TRUE(read.plan->crashes[0].after_durable && !read.plan->crashes[0].torn);
  EXPECT_TRUE(read.plan->crashes[1].torn && !read.plan->crashes[1].after_durable);
  EXPECT_EQ(std::get<std::string>(read.plan->faults[0].parameters.at("mode").value), "black-hole");
  EXPECT_EQ(read.plan->within.back().value, 995'000);
}

// A line taken out, an order or a fault, leaves a valid plan in which all the rest is as it was.
RC_GTEST_PROP(PlanFile, WithoutOneLine, ()) {
  static const Plan plan = plan_of(small_scenario);
  static const std::string text = write_plan(plan);
  const auto taken = static_cast<std::size_t>(*rc::gen::inRange<int>(0, static_cast<int>(plan.stimuli.size())));
  const std::string id = plan.stimuli[taken].what.as<ShopperArrives>()->order_id;
  const auto read = read_plan(lines_without(text, "{\"order_id\":\"" + id), "p.yaml", test_vocabulary());
  RC_ASSERT(static_cast<bool>(read));
  Plan expected = plan;
  expected.stimuli.erase(expected.stimuli.begin() + static_cast<std::ptrdiff_t>(taken));
  RC_ASSERT(write_plan(*read.plan) == write_plan(expected));
}

TEST(PlanFile, WithoutFaults) {
  const std::string text = write_plan(plan_of(small_scenario));
  const auto one = read_plan(lines_without(text, "\"fault\":\"duplicate\""), "p.yaml", test_vocabulary());
  ASSERT_TRUE(one) << to_string(one.mistakes);
  EXPECT_EQ(one.plan->faults.size(), 1U);
  const auto none = read_plan(lines_without(lines_without(text, "\"fault\":\"duplicate\""), "\"fault\":\"outage\""),
                              "p.yaml", test_vocabulary());
  ASSERT_TRUE(none) << to_string(none.mistakes);
  EXPECT_TRUE(none.plan->faults.empty());
}

TEST(PlanFile, YamlWithinALineIsTaken) {
  const std::string text = replaced(write_plan(plan_of(small_scenario)), "run: \"1h\"", "run: 1h 30m   # longer");
  const auto read = read_plan(text, "p.yaml", test_vocabulary());
  ASSERT_TRUE(read) << to_string(read.mistakes);
  EXPECT_EQ(read.plan->run, minutes(90));
}

TEST(PlanFile, AScenarioIsToldAsOneMistake) {
  const std::string expected =
      ":1: this is a scenario, not the plan of a run; expected a plan.yaml as `run --out` writes it; what a scenario "
      "says is played by `drydock run`\n";
  EXPECT_EQ(told("enterprise: {}\n"), "p.yaml:1" + expected);
  EXPECT_EQ(told("format: 1\nscenario: mine\nextends: peak-season\nseeed: 4\n"), "p.yaml:3" + expected);
  EXPECT_EQ(told(small_scenario).substr(0, 7), "p.yaml:");
  EXPECT_NE(told(small_scenario).find("this is a scenario"), std::string::npos);
}

TEST(PlanFile, Mistakes) {
  const std::string text = write_plan(plan_of(small_scenario));
  EXPECT_EQ(told(replaced(text, "format: 1", "format: 9")),
            "p.yaml:2:9: format 9 is not known to this version of drydock; expected 1\n");
  EXPECT_NE(told(replaced(text, "\"seats\":[\"erp\"]", "\"seats\":[\"epr\"]"))
                .find("no seat is called `epr`; did you mean `erp`?"),
            std::string::npos);
  EXPECT_NE(told(replaced(text, "\"fault\":\"outage\"", "\"fault\":\"outtage\""))
                .find("unknown fault `outtage`; did you mean `outage`?"),
            std::string::npos);
  EXPECT_NE(told(replaced(text, "\"chance\":", "\"chanse\":"))
                .find("unknown key `chanse` in a fault; did you mean `chance`?"),
            std::string::npos);
  EXPECT_NE(told(replaced(text, "settle: ", "setle: ")).find("unknown key `setle` in the plan; did you mean `settle`?"),
            std::string::npos);
  EXPECT_NE(
      told(replaced(text, "\"id\":\"duplicate-1\"", "\"id\":\"outage-1\"")).find("the id `outage-1` is taken already"),
      std::string::npos);
  EXPECT_NE(told(replaced(text, "ShopperArrives", "ShopperArives"))
                .find("unknown stimulus `ShopperArives`; did you mean `ShopperArrives`?"),
            std::string::npos);
  const std::string quantity = told(replaced(text, "\"quantity\":1", "\"quantity\":\"one\""));
  EXPECT_NE(quantity.find("the ShopperArrives is not right at `/lines/0/quantity`"), std::string::npos) << quantity;
  EXPECT_NE(told(replaced(text, "{\"at\":", "{\"at\"")).find("not JSON: expected `:`"), std::string::npos);
  EXPECT_NE(told("garbage\n").find("p.yaml:1:1: a line of a plan that is none"), std::string::npos);
  EXPECT_EQ(to_string(read_plan_file("/nowhere/plan.yaml", test_vocabulary()).mistakes),
            "/nowhere/plan.yaml: cannot be read\n");
}

}  // namespace
}  // namespace drydock
