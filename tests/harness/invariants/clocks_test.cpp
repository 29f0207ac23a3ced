#include "harness/invariants/clocks.hpp"

#include <gtest/gtest.h>

#include "tests/support/history_builder.hpp"

namespace drydock::testing {
namespace {

PlannedFault clock_fault(const std::string& fault, const std::string& parameter, FaultParameter value) {
  PlannedFault planned;
  planned.id = planned.fault = fault;
  planned.seats = {"wms-east"};
  planned.parameters[parameter] = std::move(value);
  planned.dose.from = t0;
  planned.dose.until = t0 + hours(1);
  return planned;
}

TEST(Clocks, APlanWithoutSuchFaultsLeavesOnlyTheBound) {
  Plan plan;
  PlannedFault slow;
  slow.fault = "latency";
  plan.faults = {slow};
  EXPECT_EQ(declared_clock_error(plan), Duration{});
  EXPECT_EQ(clock_tolerance(plan), plan.bounds.clock_skew);
}

TEST(Clocks, WhatTheFaultsComeToIsAddedUp) {
  Plan plan;
  plan.faults = {clock_fault("clock-skew", "by", {seconds(90)}), clock_fault("clock-drift", "gain", {Ratio{1, 1000}})};
  const Duration error = declared_clock_error(plan);
  EXPECT_GE(error, seconds(90) + milliseconds(3600));
  EXPECT_LT(error, seconds(90) + milliseconds(3601));
  EXPECT_EQ(clock_tolerance(plan), error + plan.bounds.clock_skew);
}

// Told fifty seconds before the truck left: wrong, but for a plan that puts a clock wrong by as much.
TEST(Clocks, TimeCausalityForgivesWhatThePlanDeclaresAndNoMore) {
  const auto judged = [](Duration declared) {
    History h;
    if (declared.us > 0) h.plan.faults = {clock_fault("clock-skew", "by", {declared})};
    h.at(hours(1)).event("wms-east", shipped("O-1", "S-1", {{"1", "A", 2}}, "wms-east", t0 + hours(1)));
    h.at(hours(3)).effect("commerce", shown("O-1", TrackingStatus::in_transit, hours(1) - seconds(50)));
    return h.judge("I55").state;
  };
  EXPECT_EQ(judged(Duration{}), InvariantState::violated);
  EXPECT_EQ(judged(seconds(30)), InvariantState::violated);
  EXPECT_EQ(judged(seconds(60)), InvariantState::held);
}

}  // namespace
}  // namespace drydock::testing
