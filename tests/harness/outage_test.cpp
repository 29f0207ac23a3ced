#include "harness/outage.hpp"

#include <gtest/gtest.h>

namespace drydock {
namespace {

PlannedFault burst() {
  PlannedFault fault;
  fault.fault = "error-burst";
  return fault;
}

TEST(Outage, AnErrorBurstIsOneIfItSendsEverybodyAwayAsBroken) {
  PlannedFault fault = burst();
  EXPECT_TRUE(is_outage(fault)) << "503 is what it answers by default";
  fault.parameters["status"] = {std::int64_t{500}};
  EXPECT_TRUE(is_outage(fault));
  fault.parameters["status"] = {std::int64_t{429}};
  EXPECT_FALSE(is_outage(fault));
}

TEST(Outage, OneThatPicksMessagesIsNot) {
  PlannedFault fault = burst();
  fault.types = {"invoice.create"};
  EXPECT_FALSE(is_outage(fault));
  fault = burst();
  fault.dose.chance = Ratio{1, 2};
  EXPECT_FALSE(is_outage(fault));
  fault = burst();
  fault.fault = "latency";
  EXPECT_FALSE(is_outage(fault));
}

}  // namespace
}  // namespace drydock
