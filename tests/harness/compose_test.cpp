#include "harness/compose.hpp"

#include <gtest/gtest.h>

#include "contracts/canonical/reconciliation.hpp"
#include "harness/shift.hpp"

namespace drydock {
namespace {

TEST(AuditTimes, MoveWithThePlan) {
  Plan plan;
  plan.start = Instant{1'000'000'000};
  plan.run = seconds(6);
  plan.settle = seconds(60);
  plan.audit = seconds(2);
  shift(plan, minutes(10));
  const AuditTimes times = audit_times(plan);
  EXPECT_EQ(times.period, seconds(2));
  EXPECT_EQ(times.run_ends, Instant{1'000'000'000} + minutes(10) + seconds(6));
  EXPECT_EQ(times.settle_ends, times.run_ends + seconds(60));
}

TEST(AuditTimes, BreaksAreAskedForWhereSomebodyComparesOrSomethingDrifts) {
  Plan plan;
  EXPECT_FALSE(audit_times(plan).breaks);
  plan.pipeline["reconciliation.every"] = minutes(10);
  EXPECT_TRUE(audit_times(plan).breaks);
  plan.pipeline.clear();
  plan.stimuli.push_back({plan.start, "erp", Payload::of(StockDrift{"D-1", "A", "wms-east", 1})});
  EXPECT_TRUE(audit_times(plan).breaks);
}

}  // namespace
}  // namespace drydock
