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

TEST(ClockSkew, IsThereInItsWindowAndTimersKeepTheirSpans) {
  FaultSpec wrong = fault("wrong", "clock-skew", 0, 0, {{"by", {seconds(90)}}});
  wrong.dose.from = day_one + minutes(1);
  wrong.dose.until = day_one + minutes(3);
  EXPECT_EQ(errors(wrong, {seconds(30), minutes(2), minutes(4)}), (std::vector{Duration{}, seconds(90), Duration{}}));
}

TEST(ClockSkew, GoesEitherWay) {
  FaultSpec wrong = fault("wrong", "clock-skew", 0, 0, {{"by", {seconds(90)}}, {"direction", {std::string("behind")}}});
  EXPECT_EQ(errors(wrong, {minutes(2)}), (std::vector{Duration{} - seconds(90)}));
}

TEST(ClockSkew, TheHistoryKeepsTrueTime) {
  WorldSpec spec = world_of({seat("shop", caller(1, 1)), seat("erp", agreeable)});
  FaultSpec wrong = fault("wrong", "clock-skew", 0, 0, {{"by", {hours(3)}}});
  wrong.target.links.clear();
  wrong.target.seats = {0, 1};
  spec.faults = {wrong};
  const Ran ran = run(std::move(spec));
  for (const Kept& kept : ran.memory.all) EXPECT_LT(kept.record.t, day_one + minutes(1));
  EXPECT_EQ(ran.fired.at("wrong"), 2) << "once a seat";
}

}  // namespace
}  // namespace drydock
