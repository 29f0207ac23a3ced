#include <gtest/gtest.h>

#include "contracts/canonical/balances.hpp"
#include "harness/scenario/expand.hpp"
#include "harness/scenario/plan_file.hpp"
#include "tests/harness/scenario/vocabulary.hpp"

namespace drydock {
namespace {

std::string with(const std::string& erp, const std::string& run = "1h") {
  std::string text = small_scenario;
  text.replace(text.find("  catalog:"), 0, "  erp: " + erp + "\n");
  text.replace(text.find("run: 1h"), 7, "run: " + run);
  return text;
}
LoadedScenario loaded(const std::string& erp, const std::string& run = "1h") {
  return load_scenario(with(erp, run), "s.yaml", test_vocabulary());
}
std::string told(const std::string& erp) { return to_string(loaded(erp).mistakes); }

std::vector<PlannedFault> nights(const std::string& erp, const std::string& run) {
  const auto read = loaded(erp, run);
  EXPECT_TRUE(read) << to_string(read.mistakes);
  std::vector<PlannedFault> found;
  for (const PlannedFault& fault : expand(*read.scenario).faults)
    if (fault.id.starts_with("erp-batch-")) found.push_back(fault);
  return found;
}

TEST(ReadErp, AProfileGivesTheDefaultsAndWhatIsSaidCountsMore) {
  const Plan legacy = expand(*loaded("{profile: legacy, service_time: 1s}").scenario);
  EXPECT_EQ(legacy.erp.concurrency, 2);
  EXPECT_EQ(legacy.erp.service_time, seconds(1));
  EXPECT_EQ(legacy.erp.quota, 0);
  const Plan cloud = expand(*loaded("{profile: cloud, quota: 90}").scenario);
  EXPECT_EQ(cloud.erp.concurrency, 15);
  EXPECT_EQ(cloud.erp.quota, 90);
  EXPECT_TRUE(nights("{profile: cloud}", "20h").empty());
  EXPECT_EQ(nights("{profile: legacy}", "20h").size(), 1u);
}

// The run begins at 10:00 in New York, 15:00 UTC.
TEST(ReadErp, TheBatchRunsEveryNightOfTheRunByItsOwnClock) {
  const auto found = nights("{batch: {at: \"23:30\", for: 45m}}", "2d");
  ASSERT_EQ(found.size(), 2u);
  EXPECT_EQ(found[0].id, "erp-batch-1");
  EXPECT_EQ(found[0].fault, "error-burst");
  EXPECT_EQ(found[0].seats, std::vector<std::string>{"erp"});
  EXPECT_EQ(to_string(*found[0].dose.from), "2026-11-28T04:30:00.000000Z");
  EXPECT_EQ(to_string(*found[0].dose.until), "2026-11-28T05:15:00.000000Z");
  EXPECT_EQ(to_string(*found[1].dose.from), "2026-11-29T04:30:00.000000Z");
}

TEST(ReadErp, ABatchUnderWayAtEitherEndIsCutToTheRun) {
  const auto begun = nights("{batch: {at: \"09:30\", for: 45m}}", "2h");
  ASSERT_EQ(begun.size(), 1u);
  EXPECT_EQ(to_string(*begun[0].dose.from), "2026-11-27T15:00:00.000000Z");
  EXPECT_EQ(to_string(*begun[0].dose.until), "2026-11-27T15:15:00.000000Z");
  const auto ending = nights("{batch: {at: \"11:30\", for: 45m}}", "2h");
  ASSERT_EQ(ending.size(), 1u);
  EXPECT_EQ(to_string(*ending[0].dose.until), "2026-11-27T17:00:00.000000Z");
  EXPECT_TRUE(nights("{batch: {at: \"08:30\", for: 45m}}", "2h").empty());
}

TEST(ReadErp, OtherFaultsKeepTheirNames) {
  std::string text = with("{profile: legacy}", "20h");
  text.replace(text.find("{fault: outage, on: erp, from: 10m, for: 5m}"), 44,
               "{fault: error-burst, on: erp, from: 10m, for: 5m}");
  const auto read = load_scenario(text, "s.yaml", test_vocabulary());
  ASSERT_TRUE(read) << to_string(read.mistakes);
  EXPECT_EQ(read.scenario->faults.front().id.value, "error-burst-1");
}

TEST(ReadErp, APlanKeepsPeriodAndQuota) {
  const Plan plan = expand(*loaded("{quota: 90, period: {ends: 20m, closes: 30m}}").scenario);
  EXPECT_EQ(plan.erp.period_ends, plan.start + minutes(20));
  const auto again = read_plan(write_plan(plan), "plan.yaml", test_vocabulary());
  ASSERT_TRUE(again) << to_string(again.mistakes);
  EXPECT_EQ(again.plan->erp.quota, 90);
  EXPECT_EQ(again.plan->erp.period_ends, plan.erp.period_ends);
  EXPECT_EQ(again.plan->erp.period_closes, plan.start + minutes(30));
}

TEST(ReadErp, OrdersWithoutCredit) {
  const Plan plan = expand(*loaded("{no_credit: {share: 3%, for: 90m}}").scenario);
  EXPECT_EQ(plan.erp.no_credit, (Ratio{3, 100}));
  const auto again = read_plan(write_plan(plan), "plan.yaml", test_vocabulary());
  ASSERT_TRUE(again) << to_string(again.mistakes);
  EXPECT_EQ(again.plan->erp.no_credit, plan.erp.no_credit);
  EXPECT_EQ(again.plan->erp.credit_after, minutes(90));
}

TEST(ReadErp, Mistakes) {
  EXPECT_NE(told("{profile: modern}").find("`profile` is `modern`"), std::string::npos) << told("{profile: modern}");
  EXPECT_NE(told("{batch: {at: noon, for: 1h}}").find("a local time such as \"17:00\""), std::string::npos);
  EXPECT_NE(told("{batch: {at: \"02:00\", for: 13h}}").find("at most 12h"), std::string::npos);
  EXPECT_NE(told("{batch: {at: \"02:00\"}}").find("has no `for`"), std::string::npos);
  EXPECT_NE(told("{period: {ends: 2h, closes: 1h}}").find("the period closes before it ends"), std::string::npos);
  EXPECT_NE(told("{quota: 0}").find("`quota` is `0`"), std::string::npos);
}

std::vector<std::pair<std::string, std::string>> copies(const std::string& erp, const std::string& run) {
  const auto read = loaded(erp, run);
  EXPECT_TRUE(read) << to_string(read.mistakes);
  std::vector<std::pair<std::string, std::string>> found;
  for (const PlannedStimulus& stimulus : expand(*read.scenario).stimuli)
    if (const auto* copied = stimulus.what.as<BalancesCopied>()) {
      EXPECT_EQ(stimulus.seat, "erp");
      found.emplace_back(to_string(stimulus.at).substr(5, 11), to_string(copied->sent_at).substr(5, 11));
    }
  return found;
}
bool erp_has_a_channel(const std::string& erp) {
  const Plan plan = expand(*loaded(erp).scenario);
  return std::any_of(plan.channels.begin(), plan.channels.end(),
                     [](const PlannedChannel& channel) { return channel.publisher == "erp"; });
}

TEST(ReadErp, BalancesByNightAreCopiedWhenABatchBeginsAndSentWhenItEnds) {
  using Moments = std::vector<std::pair<std::string, std::string>>;
  EXPECT_EQ(copies("{batch: {at: \"23:30\", for: 45m}, balances: nightly}", "2d"),
            (Moments{{"11-28T04:30", "11-28T05:15"}, {"11-29T04:30", "11-29T05:15"}}));
  EXPECT_EQ(copies("{profile: legacy}", "20h").size(), 1u);
  EXPECT_TRUE(copies("{profile: legacy, balances: asked}", "20h").empty());
  EXPECT_TRUE(copies("{batch: {at: \"23:30\", for: 45m}}", "2d").empty());
  EXPECT_TRUE(copies("{batch: {at: \"09:30\", for: 45m}, balances: nightly}", "2h").empty())
      << "the batch had begun before anybody was there";
  EXPECT_TRUE(erp_has_a_channel("{profile: legacy}"));
  EXPECT_FALSE(erp_has_a_channel("{profile: legacy, balances: asked}"));
}

TEST(ReadErp, NoneIsNoBatchNotEvenThatOfTheProfile) {
  EXPECT_TRUE(nights("{profile: legacy, batch: none}", "20h").empty());
  EXPECT_TRUE(copies("{profile: legacy, batch: none}", "20h").empty());
  EXPECT_NE(told("{profile: legacy, batch: none, balances: nightly}").find("is the work of a batch"),
            std::string::npos);
}

TEST(ReadErp, BalancesByNightNeedABatch) {
  EXPECT_NE(told("{balances: nightly}").find("is the work of a batch, and this ERP has none"), std::string::npos)
      << told("{balances: nightly}");
  EXPECT_NE(told("{profile: cloud, balances: nightly}").find("expected batch: {at:"), std::string::npos);
  EXPECT_NE(told("{balances: never}").find("asked"), std::string::npos) << told("{balances: never}");
}

TEST(ReadErp, ACopyStandsInThePlan) {
  const Plan plan = expand(*loaded("{profile: legacy}", "20h").scenario);
  const auto read = read_plan(write_plan(plan), "plan.json", test_vocabulary());
  ASSERT_TRUE(read) << to_string(read.mistakes);
  EXPECT_EQ(write_plan(*read.plan), write_plan(plan));
}

}  // namespace
}  // namespace drydock
