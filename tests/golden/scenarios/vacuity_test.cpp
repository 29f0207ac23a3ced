// A scenario is about something. With that taken out of it nothing is broken and nothing is shown: the verdict must be
// vacuous, not pass.
#include <gtest/gtest.h>

#include <map>

#include "tests/support/scenario.hpp"

namespace drydock {
namespace {

using Sets = std::vector<std::string>;

// What each is nothing without, as it would be taken out on the command line.
const std::map<std::string, Sets>& key_faults() {
  static const std::map<std::string, Sets> keys{
      {"packs/abandoned-carts", {"demand.shop.abandon=null"}},
      {"packs/books-drift", {"operations.once=null"}},
      {"packs/business-vs-technical", {"enterprise.erp.no_credit=null"}},
      {"packs/cancel-race", {"demand.shop.cancel=null"}},
      {"packs/clock-trouble", {"faults=null"}},
      {"packs/contract-upgrade", {"faults=null"}},
      {"packs/crash-everywhere", {"without=[before-durable, after-durable]"}},
      {"packs/cutoff-rush", {"operations=null"}},
      {"packs/definition-drift", {"operations=null"}},
      {"packs/disk-trouble", {"without=torn"}},
      {"packs/dlq-and-replay", {"operations.once=null"}},
      {"packs/dup-storm", {"without=[warehouses-twice, carriers-twice, shop-twice]"}},
      {"packs/erp-outage-30m", {"without=erp-down"}},
      {"packs/flash-sale", {"without=erp-overrun"}},
      {"packs/full-house", {"demand.shop.returns=null"}},
      {"packs/hostile-edge", {"without=[forged, unsigned, foreign]"}},
      {"packs/invoice-alignment", {"operations=null"}},
      {"packs/last-unit-race", {"enterprise.catalog.opening_stock=1000"}},
      {"packs/lot-recall", {"operations.once=null"}},
      {"packs/nightly-snapshot", {"enterprise.erp.balances=asked"}},
      {"packs/month-end", {"enterprise.erp.period=null"}},
      {"packs/out-of-order", {"without=told-twice"}},
      {"packs/payment-trouble", {"enterprise.payment.declines=0%"}},
      {"packs/peak-x3-rebalance", {"transfers=null"}},
      {"packs/poison-pill", {"faults=null"}},
      {"packs/polled-feed", {"without=late"}},
      {"packs/range-change", {"master_data=null"}},
      {"packs/replayed-orders", {"without=erp-down"}},
      {"packs/returns-wave", {"demand.shop.returns=null"}},
      {"packs/short-pick-cascade", {"operations=null"}},
      {"packs/slow-carrier", {"without=slow-carriers"}},
      {"packs/split-orders", {"enterprise.catalog.opening_stock=400"}},
      {"packs/tender-timeout", {"enterprise.freight.carriers={freight-north: {}, freight-south: {}}"}},
      {"packs/thin-shelves", {"operations=null"}},
      {"packs/two-shops", {"enterprise.marketplace.share=0%"}},
      {"packs/warehouse-away", {"without=east-away"}},
  };
  return keys;
}

Plan plan_without(const std::string& name, const Sets& sets) {
  const std::string file = "scenarios/" + name + ".yaml";
  cli::PlanChoices choices;
  for (const std::string& set : sets) choices.sets.push_back("--set " + set);
  const cli::Loaded loaded = cli::virtual_services().plan_of_scenario(
      testing::file_text(std::filesystem::path(DRYDOCK_SOURCE_DIR) / file), file, choices);
  for (const auto& mistake : loaded.mistakes) ADD_FAILURE() << mistake;
  return loaded.plan.value_or(Plan());
}

TEST(Vacuity, EveryPackSaysWhatItIsNothingWithout) {
  for (const std::string& name : testing::scenarios_in("packs"))
    EXPECT_TRUE(key_faults().contains(name)) << name << " is not here: what is it nothing without?";
}

TEST(Vacuity, WithoutItTheVerdictIsVacuous) {
  RunOptions options;
  options.stories = false;
  options.paired = false;
  options.contracts_every = 0;
  for (const auto& [name, sets] : key_faults()) {
    const Verdict verdict = run(plan_without(name, sets), options);
    EXPECT_EQ(verdict.outcome, Outcome::vacuous)
        << name << " without " << sets.front() << ": the harness does not notice\n"
        << testing::complaints(verdict);
  }
}

}  // namespace
}  // namespace drydock
