#include <gtest/gtest.h>

#include "tests/sim/small_world.hpp"

namespace drydock {
namespace {

using namespace drydock::testing;

TEST(Lose, ALostRequestNeverArrivesAndMayHaveHappened) {
  WorldSpec spec = world_of({seat("shop", caller(1, 3)), seat("erp", agreeable)});
  spec.faults = {fault("gone", "lose", 0, 1)};
  const Ran ran = run(std::move(spec));
  EXPECT_EQ(ran.memory.count(RecordKind::request), 0u);
  EXPECT_EQ(ran.memory.count(RecordKind::info), 3u);
  EXPECT_EQ(ran.fired.at("gone"), 3);
}

TEST(Lose, ALostReplyHasAlreadyBeenGiven) {
  WorldSpec spec = world_of({seat("shop", caller(1, 3)), seat("erp", agreeable)});
  spec.faults = {fault("gone", "lose", 0, 1)};
  spec.faults[0].target.leg = LegKind::reply;
  const Ran ran = run(std::move(spec));
  EXPECT_EQ(ran.memory.count(RecordKind::reply), 3u);
  EXPECT_EQ(ran.memory.count(RecordKind::ok), 0u);
  EXPECT_EQ(ran.memory.count(RecordKind::info), 3u);
  for (const Kept& kept : ran.memory.of(RecordKind::fault)) {
    EXPECT_EQ(kept.record.from, 1);
    EXPECT_EQ(kept.record.to, 0);
    EXPECT_EQ(kept.fault, "gone");
    EXPECT_EQ(kept.detail, "lost");
  }
}

TEST(Lose, ALostEventComesAgain) {
  for (const Transport transport : {Transport::webhook, Transport::log}) {
    WorldSpec spec = world_of({seat("shop", publisher(1)), seat("pipeline", agreeable)});
    spec.channels.push_back({0, 1, transport});
    spec.faults = {fault("gone", "lose", 0, 1)};
    spec.faults[0].dose.times = 2;
    const Ran ran = run(std::move(spec));
    const auto delivered = ran.memory.of(RecordKind::deliver);
    ASSERT_EQ(delivered.size(), 1u);
    EXPECT_EQ(delivered[0].record.attempt, 3u);
    EXPECT_EQ(delivered[0].delivery, "O-0/placed~1");
  }
}

TEST(Lose, ALostAcknowledgementBringsTheEventAgain) {
  WorldSpec spec = world_of({seat("shop", publisher(1)), seat("pipeline", agreeable)});
  spec.channels.push_back({0, 1});
  spec.faults = {fault("gone", "lose", 0, 1)};
  spec.faults[0].target.leg = LegKind::reply;
  spec.faults[0].dose.times = 1;
  const Ran ran = run(std::move(spec));
  const auto delivered = ran.memory.of(RecordKind::deliver);
  ASSERT_EQ(delivered.size(), 2u);
  EXPECT_EQ(delivered[0].delivery, delivered[1].delivery);
}

}  // namespace
}  // namespace drydock
