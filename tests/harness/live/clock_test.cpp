#include "harness/live/clock.hpp"

#include <gtest/gtest.h>

namespace drydock::live {
namespace {

TEST(WorldClock, GoesWithTheSteadyClockAlone) {
  const WorldClock::Steady::time_point moment{std::chrono::hours(5)};
  const WorldClock clock(seconds(-3), Instant{10'000'000}, moment);
  EXPECT_EQ(clock.at(moment), Instant{7'000'000});
  EXPECT_EQ(clock.at(moment + std::chrono::microseconds(1)), Instant{7'000'001});
  EXPECT_EQ(clock.at(moment + std::chrono::hours(1)), Instant{7'000'000} + hours(1));
}

TEST(WorldClock, NeverGoesBack) {
  const WorldClock clock(Duration{});
  Instant last = clock.now();
  for (int i = 0; i < 1000; ++i) {
    const Instant next = clock.now();
    ASSERT_LE(last, next);
    last = next;
  }
}

}  // namespace
}  // namespace drydock::live
