#include <gtest/gtest.h>

#include "harness/scenario/checks.hpp"
#include "harness/scenario/lint.hpp"
#include "tests/harness/scenario/vocabulary.hpp"

namespace drydock {
namespace {

LoadedScenario loaded(const std::string& rest) {
  std::string text = small_scenario;
  text.replace(text.find("faults:\n"), 0, "orders:\n" + rest);
  return load_scenario(text, "s.yaml", test_vocabulary());
}
std::string told(const std::string& rest) { return to_string(loaded(rest).mistakes); }

const std::string head = "  - {id: basket, at: 10m, region: us-east, service: ground, lines: [{item: ITEM-0001}], ";

TEST(CheckOrders, WhatTheEnterpriseDoesNotHave) {
  EXPECT_EQ(told("  - {id: a, at: 1h, region: us-north, service: air, lines: [{item: ITEM-0051}]}\n"),
            "s.yaml:15:17: `at` is 1h, after the end of the run (1h)\n"
            "s.yaml:15:29: no warehouse knows the region `us-north`; allowed here: us-east, "
            "us-west\n"
            "s.yaml:15:48: no carrier offers the service `air`; allowed here: ground\n"
            "s.yaml:15:68: no item is called `ITEM-0051`; expected ITEM-0001 to ITEM-0050\n");
  EXPECT_EQ(told(head + "expect: {from: wms-eest}}\n"),
            "s.yaml:15:104: no warehouse is called `wms-eest`; did you mean `wms-east`? allowed here: wms-east, "
            "wms-west\n");
}

TEST(CheckOrders, TimesThatCannotBe) {
  EXPECT_EQ(told(head + "expect: {end: shipped, by: 5m}}\n"),
            "s.yaml:15:116: `by` is 5m, before the order comes (10m); both count from the start of the run\n");
  EXPECT_EQ(told(head + "expect: {end: shipped, by: 9d}}\n"),
            "s.yaml:15:116: `by` is 9d, after the end of settle (3d 1h)\n");
  EXPECT_EQ(told(head + "cancel: {after: 4d}}\n"),
            "s.yaml:15:105: the cancelling comes after the end of settle (3d 1h)\n");
}

TEST(CheckOrders, EndsThatCannotCome) {
  EXPECT_EQ(told(head + "expect: {end: cancelled}}\n"),
            "s.yaml:15:103: the order is expected to be cancelled, but nobody cancels all of it; expected cancel: "
            "{after: 10m}\n");
  EXPECT_EQ(told(head + "expect: {end: declined, packages: 1}}\n"),
            "s.yaml:15:103: of an order that is declined nothing leaves; expected no `from`, `packages` or "
            "`shipments` beside it\n");
  EXPECT_EQ(told(head + "cancel: {after: 1m, lines: [{line: 2, quantity: 1}]}}\n"),
            "s.yaml:15:124: the order has no line 2; expected 1 to 1\n");
  EXPECT_EQ(told(head + "cancel: {after: 1m, lines: [{line: 1, quantity: 2}]}}\n"),
            "s.yaml:15:124: line 1 is cancelled by 2 units, but has only 1\n");
}

TEST(CheckOrders, NamesThatAreTaken) {
  EXPECT_EQ(told(head + "}\n" + head + "}\n"),
            "s.yaml:16:10: the id `basket` is taken already; expected an id that no other order has\n");
  EXPECT_EQ(told("  - {id: a, at: 1m, region: us-east, service: ground, lines: [{item: ITEM-0001}, {item: "
                 "ITEM-0001}]}\n"),
            "s.yaml:15:89: `ITEM-0001` stands twice in one order; expected one line of each item\n");
}

TEST(CheckOrders, ATriggerWaitsForAnOrderThatIsThere) {
  std::string text = small_scenario;
  text.replace(text.find("at: 20m"), 7, "when: {order: basket, reaches: released}");
  EXPECT_EQ(to_string(load_scenario(text, "s.yaml", test_vocabulary()).mistakes),
            "s.yaml:17:40: no order of `orders` is called `basket`\n");
}

TEST(CheckOrders, LintKnowsHowLongAParcelTakes) {
  const auto read = loaded(head + "expect: {end: delivered, by: 20h}}\n");
  ASSERT_TRUE(read) << to_string(read.mistakes);
  EXPECT_NE(to_string(lint(*read.scenario))
                .find("s.yaml:15:118: warning: `basket` is to be delivered by 20h, but comes at 10m and travels at "
                      "least 1d"),
            std::string::npos)
      << to_string(lint(*read.scenario));
}

TEST(CheckOrders, WhatTheLiveWorldCannotDo) {
  const auto read = loaded(head + "cancel: {when: released}}\n");
  ASSERT_TRUE(read) << to_string(read.mistakes);
  EXPECT_NE(to_string(check_live(*read.scenario, test_vocabulary())).find("`when` is not there in the live world yet"),
            std::string::npos);
}

}  // namespace
}  // namespace drydock
