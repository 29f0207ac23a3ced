#include <gtest/gtest.h>

#include "tests/sim/small_world.hpp"

namespace drydock {
namespace {

using namespace drydock::testing;

Ran calls(const std::string& direction) {
  WorldSpec spec = world_of({seat("shop", caller(1, 3, seconds(5))), seat("erp", agreeable)});
  spec.faults = {fault("cut", "partition", 0, 1, {{"cut", {direction}}})};
  return run(std::move(spec));
}

TEST(Partition, OnTheWayOutNothingArrives) {
  const Ran ran = calls("out");
  EXPECT_EQ(ran.memory.count(RecordKind::call), 3u);
  EXPECT_EQ(ran.memory.count(RecordKind::request), 0u);
  EXPECT_EQ(ran.memory.count(RecordKind::info), 3u) << "nobody is told: the callers wait for their deadline";
  EXPECT_EQ(ran.fired.at("cut"), 3);
}

TEST(Partition, OnTheWayBackEverythingArrivesAndNoAnswerComes) {
  const Ran ran = calls("back");
  EXPECT_EQ(ran.memory.count(RecordKind::request), 3u);
  EXPECT_EQ(ran.memory.count(RecordKind::reply), 3u);
  EXPECT_EQ(ran.memory.count(RecordKind::ok), 0u);
  EXPECT_EQ(ran.memory.count(RecordKind::info), 3u);
  EXPECT_EQ(ran.fired.at("cut"), 3);
}

TEST(Partition, CutsTheWayBackUnlessTold) {
  WorldSpec spec = world_of({seat("shop", caller(1, 1, seconds(5))), seat("erp", agreeable)});
  spec.faults = {fault("cut", "partition", 0, 1)};
  EXPECT_EQ(run(std::move(spec)).memory.count(RecordKind::request), 1u);
}

TEST(Partition, LosesAcknowledgementsOfEventsSoThatTheyComeAgain) {
  WorldSpec spec = world_of({seat("shop", publisher(2)), seat("pipeline", agreeable)});
  spec.channels.push_back({0, 1, Transport::webhook});
  spec.faults = {fault("cut", "partition", 0, 1)};
  spec.faults[0].dose.until = day_one + minutes(1);
  const Ran ran = run(std::move(spec));
  EXPECT_GT(ran.memory.count(RecordKind::deliver), 2u);
  EXPECT_EQ(ran.memory.count(RecordKind::deliver), ran.memory.count(RecordKind::ack));
  EXPECT_EQ(static_cast<std::size_t>(ran.fired.at("cut")), ran.memory.count(RecordKind::deliver) - 2);
}

TEST(Partition, TheOtherDirectionOfThePairIsAnotherLink) {
  WorldSpec spec = world_of({seat("shop", caller(1, 1)), seat("erp", agreeable)});
  spec.faults = {fault("cut", "partition", 1, 0)};
  const Ran ran = run(std::move(spec));
  EXPECT_EQ(ran.memory.count(RecordKind::ok), 1u);
  EXPECT_EQ(ran.fired.at("cut"), 0);
}

}  // namespace
}  // namespace drydock
