#include "harness/compose.hpp"

#include <gtest/gtest.h>

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

}  // namespace
}  // namespace drydock
