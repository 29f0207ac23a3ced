#include <gtest/gtest.h>

#include "tests/sim/small_world.hpp"

namespace drydock {
namespace {

using namespace drydock::testing;

Duration round_trip(std::vector<FaultSpec> faults, RecordKind until) {
  WorldSpec spec = world_of({seat("shop", caller(1, 1, minutes(1))), seat("erp", agreeable)});
  spec.faults = std::move(faults);
  const Ran ran = run(std::move(spec));
  return ran.memory.of(until).at(0).record.t - day_one;
}

TEST(Latency, DelaysTheRoundTripOnceAndOnTheWayOut) {
  const FaultSpec slow = fault("slow", "latency", 0, 1, {{"fixed", {seconds(4)}}});
  EXPECT_NEAR(static_cast<double>((round_trip({slow}, RecordKind::ok) - round_trip({}, RecordKind::ok)).us), 4e6, 2);
  EXPECT_NEAR(static_cast<double>((round_trip({slow}, RecordKind::request) - round_trip({}, RecordKind::request)).us),
              4e6, 2);
}

TEST(Latency, ANamedLegIsDelayedAlone) {
  FaultSpec slow = fault("slow", "latency", 0, 1, {{"fixed", {seconds(4)}}});
  slow.target.leg = LegKind::reply;
  EXPECT_EQ(round_trip({slow}, RecordKind::request), round_trip({}, RecordKind::request));
  EXPECT_NEAR(static_cast<double>((round_trip({slow}, RecordKind::ok) - round_trip({}, RecordKind::ok)).us), 4e6, 2);
}

TEST(Latency, FollowsMedianAndTail) {
  WorldSpec spec = world_of({seat("shop", caller(1, 2000, hours(1))), seat("erp", agreeable)});
  spec.faults = {fault("slow", "latency", 0, 1, {{"median", {seconds(4)}}, {"p99", {seconds(20)}}})};
  spec.seats[1].workers = 5000;
  const Ran ran = run(std::move(spec));
  std::size_t below_median = 0;
  std::size_t above_tail = 0;
  for (const Kept& kept : ran.memory.of(RecordKind::request)) {
    below_median += kept.record.t < day_one + seconds(4);
    above_tail += kept.record.t > day_one + seconds(20);
  }
  EXPECT_NEAR(static_cast<double>(below_median), 1000, 100);
  EXPECT_NEAR(static_cast<double>(above_tail), 20, 15);
  EXPECT_EQ(ran.fired.at("slow"), 2000);
  EXPECT_EQ(ran.memory.count(RecordKind::fault), 2000u);
}

}  // namespace
}  // namespace drydock
