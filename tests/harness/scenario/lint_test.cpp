#include "harness/scenario/lint.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <set>

#include "tests/harness/scenario/vocabulary.hpp"
#include "tests/support/scenario_files.hpp"

namespace drydock {
namespace {

std::string linted(const std::string& from = {}, const std::string& to = {}) {
  std::string text = small_scenario;
  if (!from.empty()) {
    EXPECT_NE(text.find(from), std::string::npos) << from;
    text.replace(text.find(from), from.size(), to);
  }
  const auto loaded = load_scenario(text, "s.yaml", test_vocabulary());
  EXPECT_TRUE(loaded) << to_string(loaded.mistakes);
  return loaded ? to_string(lint(*loaded.scenario)) : "";
}

TEST(Lint, EveryScenarioIsWise) {
  for (const auto& path : testing::scenario_files()) {
    const auto loaded = load_scenario_file(path.string(), test_vocabulary());
    ASSERT_TRUE(loaded) << to_string(loaded.mistakes);
    // These overload their warehouses, or sell what there is not, on purpose: it is what they are about.
    const std::set<std::string> knowing{"cancel-race",     "cutoff-rush",  "dlq-and-replay", "invoice-alignment",
                                        "payment-trouble", "returns-wave", "two-shops"};
    if (knowing.contains(path.stem().string())) continue;
    const LintReport report = lint(*loaded.scenario);
    EXPECT_TRUE(report.warnings.empty()) << to_string(report);
  }
}

TEST(Lint, SaysWhatToExpect) {
  const std::string text = linted();
  EXPECT_TRUE(text.starts_with("s.yaml: ")) << text;
  EXPECT_NE(text.find("orders in the busiest hour"), std::string::npos) << text;
}

TEST(Lint, CapacityAgainstDemand) {
  EXPECT_NE(linted("capacity: 600 orders/h}\n    wms-west", "capacity: 10 orders/h}\n    wms-west")
                .find("s.yaml:8:5: warning: `wms-east` is nearest to "),
            std::string::npos);
}

TEST(Lint, TransitAgainstSettle) {
  EXPECT_NE(linted("settle: 3d", "settle: 1d")
                .find("s.yaml:5:78: warning: settle is 1d, but the slowest parcel is delivered 2d 35m"),
            std::string::npos)
      << linted("settle: 3d", "settle: 1d");
}

TEST(Lint, DriftsNeedSomebodyWhoCompares) {
  const std::string drift =
      "operations:\n  once:\n    - {at: 5m, on: wms-east, do: unseen-loss, item: ITEM-0001, quantity: -3}\nseed: 7";
  EXPECT_NE(linted("seed: 7", drift).find("`unseen-loss-1` lets views drift apart, and the pipeline never compares"),
            std::string::npos);
  EXPECT_EQ(linted("seed: 7", "pipeline: {reconciliation: {every: 10m}}\n" + drift).find("drift"), std::string::npos);
}

TEST(Lint, DeclinesNeedAProviderThatDeclines) {
  EXPECT_NE(linted("reached: [order.placed]", "reached: [payment.declined]")
                .find("`payment.declined` is expected to be reached, but nothing leads there"),
            std::string::npos);
}

TEST(Lint, CancellationsAgainstSettle) {
  EXPECT_NE(linted("shop: {orders", "shop: {cancel: {share: 5%, half_within: 12h}, orders")
                .find("warning: settle is 3d, but the last cancellation comes up to 4d after its order"),
            std::string::npos);
  EXPECT_NE(linted("reached: [order.placed]", "reached: [cancel.rejected]")
                .find("`cancel.rejected` is expected to be reached, but nothing leads there"),
            std::string::npos);
}

TEST(Lint, StockAgainstDemand) {
  EXPECT_NE(
      linted("opening_cover: 3d", "opening_stock: 0").find("will be declined for want of stock; raise opening_cover"),
      std::string::npos);
}

TEST(Lint, StatesThatNothingLeadsTo) {
  const std::string text =
      linted("reached: [order.placed]", "reached: [short_pick.reallocated, late_scan.ignored, erp.caught_up]");
  EXPECT_NE(text.find("`short_pick.reallocated` is expected to be reached, but nothing leads there"),
            std::string::npos);
  EXPECT_NE(text.find("`late_scan.ignored` is expected"), std::string::npos);
  EXPECT_EQ(text.find("`erp.caught_up` is expected"), std::string::npos) << "there is an outage";
}

TEST(Lint, LotsThatNobodyKeepsCannotBeSwapped) {
  const std::string swaps = "operations: {wms-*: {lot_swap: 5%}}";
  EXPECT_NE(linted("seed: 7", swaps).find("s.yaml:4:32: warning: `lot_swap` changes nothing"), std::string::npos)
      << linted("seed: 7", swaps);
  EXPECT_EQ(linted("seed: 7", swaps + "\nlots: [{items: fastest}]").find("lot_swap"), std::string::npos);
}

TEST(Lint, AnErpThatFailsNowAndThenIsNotAway) {
  std::string text = small_scenario;
  const std::string outage = "{fault: outage, on: erp, from: 10m, for: 5m}";
  text.replace(text.find(outage), outage.size(), "{fault: error-burst, on: erp, chance: 5%}");
  text.replace(text.find("[order.placed]"), 14, "[erp.caught_up]");
  const auto loaded = load_scenario(text, "s.yaml", test_vocabulary());
  ASSERT_TRUE(loaded) << to_string(loaded.mistakes);
  EXPECT_NE(to_string(lint(*loaded.scenario)).find("`erp.caught_up` is expected"), std::string::npos);
}

TEST(Lint, TheErpAgainstItsPostings) {
  EXPECT_NE(linted("  catalog:", "  erp: {concurrency: 1, service_time: 20s}\n  catalog:").find("it falls behind"),
            std::string::npos);
}

TEST(Lint, FaultsThatHardlyFire) {
  EXPECT_NE(linted("chance: 2%", "chance: 0.001%").find("will hardly ever fire"), std::string::npos);
}

}  // namespace
}  // namespace drydock
