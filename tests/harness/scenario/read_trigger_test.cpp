#include <gtest/gtest.h>

#include "harness/scenario/checks.hpp"
#include "harness/scenario/expand.hpp"
#include "harness/scenario/plan_file.hpp"
#include "tests/harness/scenario/vocabulary.hpp"

namespace drydock {
namespace {

// The outage of the small scenario, with something else instead of its window.
LoadedScenario loaded(const std::string& when) {
  std::string text = small_scenario;
  text.replace(text.find("from: 10m, for: 5m"), 18, when);
  return load_scenario(text, "s.yaml", test_vocabulary());
}
std::string told(const std::string& when) { return to_string(loaded(when).mistakes); }

PlannedFault fault_of(const std::string& when) {
  const auto read = loaded(when);
  EXPECT_TRUE(read) << to_string(read.mistakes);
  return read ? expand(*read.scenario).faults.front() : PlannedFault();
}

TEST(ReadTrigger, ItsForms) {
  const PlannedFault backlog = fault_of("when: {backlog: erp > 1000, after: 10s}, for: 5m");
  ASSERT_TRUE(backlog.when.has_value());
  EXPECT_EQ(*backlog.when, (PlannedTrigger{PlannedTrigger::Kind::backlog, "erp", "", 1000, seconds(10)}));
  EXPECT_EQ(to_string(*backlog.when), "10s after the backlog to erp is above 1000");
  EXPECT_FALSE(backlog.dose.from.has_value());
  EXPECT_EQ(backlog.dose.length, minutes(5));
  EXPECT_TRUE(backlog.dose.until.has_value()) << "it ends with the run at the latest";
  EXPECT_EQ(to_string(*fault_of("when: {message: wms.pick.short, nth: 3}").when), "once the 3rd wms.pick.short");
  EXPECT_EQ(to_string(*fault_of("when: {reached: erp.caught_up}").when), "once erp.caught_up");
}

TEST(ReadTrigger, OfACrash) {
  std::string text = small_scenario;
  text.replace(text.find("at: 20m"), 7, "when: {message: sales_order.create, nth: 11}");
  const auto read = load_scenario(text, "s.yaml", test_vocabulary());
  ASSERT_TRUE(read) << to_string(read.mistakes);
  const Plan plan = expand(*read.scenario);
  ASSERT_EQ(plan.crashes.size(), 1U);
  EXPECT_EQ(to_string(*plan.crashes[0].when), "once the 11th sales_order.create");
  EXPECT_FALSE(plan.crashes[0].at.has_value());
  const auto again = read_plan(write_plan(plan), "p.yaml", test_vocabulary());
  ASSERT_TRUE(again) << to_string(again.mistakes);
  EXPECT_EQ(write_plan(*again.plan), write_plan(plan));
}

TEST(ReadTrigger, APlanKeepsEveryForm) {
  for (const char* when : {"when: {backlog: commerce > 0}, for: 5m", "when: {message: wms.shipped, nth: 2, after: 1m}",
                           "when: {reached: order.shipped, nth: 7}, until: 50m"}) {
    const auto read = loaded(when);
    ASSERT_TRUE(read) << to_string(read.mistakes);
    const Plan plan = expand(*read.scenario);
    const auto again = read_plan(write_plan(plan), "p.yaml", test_vocabulary());
    ASSERT_TRUE(again) << to_string(again.mistakes);
    EXPECT_EQ(again.plan->faults[0].when, plan.faults[0].when) << when;
    EXPECT_EQ(again.plan->faults[0].dose.length, plan.faults[0].dose.length) << when;
    EXPECT_EQ(write_plan(*again.plan), write_plan(plan)) << when;
  }
}

TEST(ReadTrigger, Mistakes) {
  const std::string forms =
      "; expected {backlog: erp > 1000}, {message: wms.pick.short, nth: 3}, {order: ID, reaches: released} or "
      "{reached: STATE}\n";
  EXPECT_EQ(told("when: {after: 5m}"), "s.yaml:15:36: the trigger says nothing to wait for" + forms);
  EXPECT_EQ(told("when: {backlog: erp > 5, reached: order.shipped}"),
            "s.yaml:15:64: `backlog` and `reached` exclude each other" + forms);
  EXPECT_EQ(told("when: {backlog: 1000}"),
            "s.yaml:15:46: `backlog` is `1000`; expected a system and a number such as erp > 1000\n");
  EXPECT_EQ(told("when: {backlog: epr > 1000}"),
            "s.yaml:15:46: no backlog of `epr` is counted; did you mean `erp`? allowed here: erp, commerce\n");
  EXPECT_NE(told("when: {message: wms.pick.shrt}")
                .find("s.yaml:15:46: unknown message `wms.pick.shrt`; did you mean `wms.pick.short`?"),
            std::string::npos);
  EXPECT_EQ(told("when: {reached: order.shiped}").substr(0, 60),
            std::string("s.yaml:15:46: unknown state `order.shiped`; did you mean `order.shipped`").substr(0, 60));
  EXPECT_EQ(told("when: {backlog: erp > 5, nth: 2}"), "s.yaml:15:60: `nth` belongs to `message` and `reached`\n");
  EXPECT_EQ(told("when: {order: basket}"),
            "s.yaml:15:36: the trigger does not say what the order `basket` reaches; expected {order: basket, "
            "reaches: released}\n");
  EXPECT_EQ(told("from: 10m, when: {backlog: erp > 5}"),
            "s.yaml:15:36: `when` and `from` exclude each other: with `when` the fault starts when it is true or has "
            "happened\n");
  EXPECT_EQ(told("when: soon"), "s.yaml:15:36: `when` is `soon`; expected a map\n");
}

TEST(ReadTrigger, IsOfTheVirtualWorldOnly) {
  const auto read = loaded("when: {backlog: erp > 5}");
  ASSERT_TRUE(read) << to_string(read.mistakes);
  EXPECT_NE(to_string(check_live(*read.scenario, test_vocabulary()))
                .find("s.yaml:15:36: `when` is not there in the live world yet"),
            std::string::npos);
}

}  // namespace
}  // namespace drydock
