#include "harness/paired.hpp"

#include <gtest/gtest.h>

namespace drydock {
namespace {

PlannedFault fault(const std::string& id, std::vector<std::pair<std::string, std::string>> links) {
  PlannedFault made;
  made.id = id;
  made.fault = "ambiguous-commit";
  made.links = std::move(links);
  made.dose.from = Instant{1};
  made.dose.until = Instant{2};
  return made;
}
Plan plan_with(std::vector<PlannedFault> faults) {
  Plan plan;
  PlannedCarrier carrier;
  carrier.name = "carrier-fast";
  plan.carriers = {carrier};
  plan.faults = std::move(faults);
  return plan;
}
using Links = std::vector<std::pair<std::string, std::string>>;

TEST(Paired, WhatIsDoneToCarriersOnlyIsLeftOut) {
  const Plan plan = plan_with({fault("slow", {{"pipeline", "carrier-fast"}}), fault("erp", {{"pipeline", "erp"}})});
  EXPECT_TRUE(needs_paired_run(plan));
  const Plan calm = without_carrier_faults(plan);
  ASSERT_EQ(calm.faults.size(), 1U);
  EXPECT_EQ(calm.faults[0].id, "erp");
}

TEST(Paired, WhatBefallsWarehousesTooBefallsThemInTheOtherRun) {
  const Plan plan = plan_with({fault("unsure", {{"pipeline", "wms-east"}, {"pipeline", "carrier-fast"}})});
  const Plan calm = without_carrier_faults(plan);
  ASSERT_EQ(calm.faults.size(), 1U);
  EXPECT_EQ(calm.faults[0].links, (Links{{"pipeline", "wms-east"}}));
}

TEST(Paired, WithoutCarriersThereIsNothingToCompare) {
  EXPECT_FALSE(needs_paired_run(plan_with({fault("erp", {{"pipeline", "erp"}})})));
  Plan unasked = plan_with({fault("slow", {{"pipeline", "carrier-fast"}})});
  unasked.invariants = {"I44"};
  EXPECT_FALSE(needs_paired_run(unasked)) << "I34 is not judged";
}

}  // namespace
}  // namespace drydock
