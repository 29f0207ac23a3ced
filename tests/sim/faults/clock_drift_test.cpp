#include <gtest/gtest.h>

#include "tests/sim/faults/wrong_clock.hpp"

namespace drydock {
namespace {

using namespace drydock::testing;

TEST(ClockDrift, GrowsWithTheTimeThatPasses) {
  FaultSpec wrong = fault("wrong", "clock-drift", 0, 0, {{"gain", {Ratio{1, 1000}}}});
  wrong.dose.from = day_one + minutes(10);
  wrong.dose.until = day_one + minutes(70);
  EXPECT_EQ(errors(wrong, {minutes(5), minutes(20), minutes(60), minutes(80)}),
            (std::vector{Duration{}, milliseconds(600), seconds(3), Duration{}}));
}

TEST(ClockDrift, CanRunSlow) {
  FaultSpec wrong =
      fault("wrong", "clock-drift", 0, 0, {{"gain", {Ratio{1, 1000}}}, {"direction", {std::string("behind")}}});
  EXPECT_EQ(errors(wrong, {minutes(10)}), (std::vector{Duration{} - milliseconds(600)}));
}

}  // namespace
}  // namespace drydock
