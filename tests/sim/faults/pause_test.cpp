#include <gtest/gtest.h>

#include "tests/sim/small_world.hpp"

namespace drydock {
namespace {

using namespace drydock::testing;

FaultSpec pause_of(SeatIndex seat, Duration from, Duration until) {
  FaultSpec spec;
  spec.id = "still";
  spec.fault = "pause";
  spec.target.seats = {seat};
  spec.dose.from = day_one + from;
  spec.dose.until = day_one + until;
  return spec;
}

TEST(Pause, WhatComesMeanwhileWaitsAndIsServedAfterwards) {
  WorldSpec spec = world_of({seat("shop", caller(1, 5, minutes(5))), seat("erp", agreeable)});
  spec.faults = {pause_of(1, microseconds(1), minutes(1))};
  const Ran ran = run(std::move(spec));
  EXPECT_EQ(ran.memory.count(RecordKind::ok), 5u);
  EXPECT_EQ(ran.memory.count(RecordKind::crash), 0u);
  EXPECT_EQ(ran.fired.at("still"), 1);
  for (const Kept& kept : ran.memory.of(RecordKind::request)) EXPECT_GE(kept.record.t, day_one + minutes(1));
}

TEST(Pause, CallersRunIntoTheirDeadline) {
  WorldSpec spec = world_of({seat("shop", caller(1, 5, seconds(10))), seat("erp", agreeable)});
  spec.faults = {pause_of(1, microseconds(1), minutes(1))};
  const Ran ran = run(std::move(spec));
  EXPECT_EQ(ran.memory.count(RecordKind::info), 5u);
  EXPECT_EQ(ran.memory.count(RecordKind::late), 5u) << "it answers all the same, when it goes on";
}

TEST(Pause, ItsOwnTimersAndCommitsAreLateButNotLost) {
  Instant timer, durable;
  const auto behaviour = [&](const Event& event, Io& io) {
    if (std::holds_alternative<Started>(event)) {
      io.arm(seconds(20), 1);
      Commit commit;
      commit.entries.push_back({"k", order("O-1")});
      io.commit(std::move(commit));
    }
    if (std::holds_alternative<TimerFired>(event)) timer = io.now();
    if (std::holds_alternative<Durable>(event)) durable = io.now();
  };
  WorldSpec spec = world_of({seat("erp", behaviour)});
  spec.faults = {pause_of(0, milliseconds(1), minutes(1))};
  run(std::move(spec));
  EXPECT_EQ(timer, day_one + minutes(1));
  EXPECT_EQ(durable, day_one + minutes(1));
}

TEST(Pause, AnAnswerThatWasThereBeforeTheDeadlineCounts) {
  WorldSpec spec = world_of({seat("shop", caller(1, 1, seconds(30))), seat("erp", agreeable)});
  spec.faults = {pause_of(0, milliseconds(1), minutes(1))};
  const Ran ran = run(std::move(spec));
  EXPECT_EQ(ran.memory.count(RecordKind::ok), 1u);
  EXPECT_EQ(ran.memory.count(RecordKind::info), 0u);
}

TEST(Pause, StimuliWaitForItsEnd) {
  std::vector<Instant> seen;
  WorldSpec spec = world_of({seat("shop", [&](const Event& event, Io& io) {
    if (std::holds_alternative<Stimulus>(event)) seen.push_back(io.now());
  })});
  spec.faults = {pause_of(0, seconds(10), minutes(1))};
  Memory memory;
  VirtualWorld world(std::move(spec), memory);
  for (const int at : {5, 20, 30, 90}) world.stimulate({day_one + seconds(at), 0, "S", order("O-1")});
  world.start();
  world.run_until(day_one + hours(1));
  EXPECT_EQ(seen,
            (std::vector{day_one + seconds(5), day_one + minutes(1), day_one + minutes(1), day_one + seconds(90)}));
}

TEST(Pause, ACrashEndsIt) {
  WorldSpec spec = world_of({seat("shop", caller(1, 3, minutes(5))), seat("erp", agreeable)});
  spec.faults = {pause_of(1, microseconds(1), minutes(10))};
  CrashSpec crash;
  crash.id = "fall";
  crash.seat = 1;
  crash.at = day_one + minutes(1);
  spec.crashes = {crash};
  const Ran ran = run(std::move(spec));
  EXPECT_EQ(ran.memory.count(RecordKind::crash), 1u);
  EXPECT_EQ(ran.memory.count(RecordKind::fail), 3u) << "what waited finds nobody";
  EXPECT_EQ(ran.memory.count(RecordKind::request), 0u);
}

TEST(Pause, HealingEndsIt) {
  WorldSpec spec = world_of({seat("shop", caller(1, 3, minutes(5))), seat("erp", agreeable)});
  spec.faults = {pause_of(1, microseconds(1), hours(10))};
  Memory memory;
  VirtualWorld world(std::move(spec), memory);
  world.start();
  world.run_until(day_one + minutes(1));
  EXPECT_EQ(memory.count(RecordKind::request), 0u);
  world.heal();
  world.run_until(day_one + minutes(2));
  EXPECT_EQ(memory.count(RecordKind::ok), 3u);
}

TEST(Pause, TwoThatOverlapEndWithTheLater) {
  WorldSpec spec = world_of({seat("shop", caller(1, 1, minutes(5))), seat("erp", agreeable)});
  spec.faults = {pause_of(1, microseconds(1), minutes(1)), pause_of(1, microseconds(1), minutes(2))};
  spec.faults[1].id = "stiller";
  const Ran ran = run(std::move(spec));
  ASSERT_EQ(ran.memory.count(RecordKind::request), 1u);
  EXPECT_GE(ran.memory.of(RecordKind::request)[0].record.t, day_one + minutes(2));
}

}  // namespace
}  // namespace drydock
