#include <gtest/gtest.h>

#include "tests/sim/faults/wrong_clock.hpp"

namespace drydock {
namespace {

using namespace drydock::testing;

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
