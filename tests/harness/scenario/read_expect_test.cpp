#include <gtest/gtest.h>

#include "harness/scenario/expand.hpp"
#include "harness/scenario/plan_file.hpp"
#include "tests/harness/scenario/vocabulary.hpp"

namespace drydock {
namespace {

LoadedScenario loaded(const std::string& during) {
  std::string text = small_scenario;
  text.replace(text.find("expect: {"), 9, "expect: {during: " + during + ", ");
  return load_scenario(text, "s.yaml", test_vocabulary());
}

TEST(ReadExpect, LimitsDuringAFault) {
  const auto read = loaded("{outage-1: {orders_accepted: \">= 99%\", availability.p99: 1s}, crash-1: {ship.p95: 2h}}");
  ASSERT_TRUE(read) << to_string(read.mistakes);
  const Plan plan = expand(*read.scenario);
  ASSERT_EQ(plan.within.size(), 4U);
  EXPECT_EQ(plan.within[0].during, "");
  EXPECT_EQ(plan.within[1].during, "outage-1");
  EXPECT_EQ(plan.within[1].measure, "orders_accepted");
  EXPECT_EQ(plan.within[3].during, "crash-1");
  const auto again = read_plan(write_plan(plan), "plan.yaml", test_vocabulary());
  ASSERT_TRUE(again) << to_string(again.mistakes);
  EXPECT_EQ(again.plan->within[1].during, "outage-1");
  EXPECT_EQ(write_plan(*again.plan), write_plan(plan));
}

TEST(ReadExpect, ASetStandsForItsInvariants) {
  std::string text = small_scenario;
  text.replace(text.find("expect: {"), 9, "expect: {invariants: [gate@1, I56], ");
  const auto read = load_scenario(text, "s.yaml", test_vocabulary());
  ASSERT_TRUE(read) << to_string(read.mistakes);
  EXPECT_EQ(read.scenario->expect.invariants, (std::vector<std::string>{"I01", "I07", "I42", "I56"}));
}

TEST(ReadExpect, ALimitIsOfTheKindOfItsMeasure) {
  const auto wrong = [](const std::string& limit) { return to_string(loaded("{outage-1: {" + limit + "}}").mistakes); };
  EXPECT_NE(wrong("availability.p99: 99%").find("it is a time"), std::string::npos) << wrong("availability.p99: 99%");
  EXPECT_NE(wrong("short_picks: 5%").find("it is a count"), std::string::npos);
  EXPECT_NE(wrong("orders_accepted: 5").find("it is a part of a whole"), std::string::npos);
  EXPECT_EQ(wrong("ship.p95: 2h, short_picks: 5, orders_accepted: 99%"), "");
}

TEST(ReadExpect, Mistakes) {
  EXPECT_EQ(to_string(loaded("{outage-2: {ship.p95: 2h}}").mistakes),
            "s.yaml:18:19: no fault has the id `outage-2`; did you mean `outage-1`? allowed here: outage-1, "
            "duplicate-1, crash-1\n");
  EXPECT_NE(to_string(loaded("{outage-1: {ship.p96: 2h}}").mistakes).find("unknown measure `ship.p96`; did you mean"),
            std::string::npos);
  EXPECT_EQ(to_string(loaded("{outage-1: 2h}").mistakes), "s.yaml:18:29: `outage-1` is `2h`; expected a map\n");
  EXPECT_EQ(to_string(loaded("[outage-1]").mistakes), "s.yaml:18:18: `during` is a list; expected a map\n");
}

}  // namespace
}  // namespace drydock
