#include <gtest/gtest.h>

#include "tests/sim/small_world.hpp"

namespace drydock {
namespace {

using namespace drydock::testing;

// What the seat's clock says, less the true time, at each of these moments.
std::vector<Duration> errors(FaultSpec wrong, std::vector<Duration> moments) {
  std::vector<Duration> found;
  WorldSpec spec = world_of({seat("erp", [&](const Event& event, Io& io) {
    if (std::holds_alternative<Started>(event))
      for (std::size_t i = 0; i < moments.size(); ++i) io.arm(moments[i], i);
    if (const auto* timer = std::get_if<TimerFired>(&event))
      found.push_back(io.now() - (day_one + moments[timer->tag]));
  })});
  wrong.target.links.clear();
  wrong.target.seats = {0};
  spec.faults = {std::move(wrong)};
  const Ran ran = run(std::move(spec));
  EXPECT_EQ(ran.fired.begin()->second, 1);
  return found;
}

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
