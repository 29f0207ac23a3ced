// A seat that falls over and comes back.
#include <gtest/gtest.h>

#include "tests/harness/live/small_live_world.hpp"

namespace drydock::live {
namespace {

using namespace testing;

CrashSpec crash_of(SeatIndex seat) {
  CrashSpec crash;
  crash.id = "fall";
  crash.seat = seat;
  crash.at = Instant{};  // long past: at once, when there is something to lose
  crash.back_after = milliseconds(1);
  return crash;
}

TEST(LiveSeats, WhatAFallenSeatHadTakenInIsCutOff) {
  SmallLiveWorld world({seat("shop", caller(1, 3)), seat("erp", idle)});
  world.start();
  ASSERT_TRUE(world.reaches([&] { return world.memory.count(RecordKind::request) == 3; }));
  world.world().arm({}, {crash_of(1)});
  ASSERT_TRUE(world.reaches([&] { return world.memory.count(RecordKind::info) == 3; }));
  for (const auto& info : world.memory.of(RecordKind::info)) EXPECT_EQ(info.detail, "reset");
  ASSERT_TRUE(world.reaches([&] { return world.memory.count(RecordKind::recover) == 1; }));
}

TEST(LiveSeats, NobodyWaitsForTheAnswersToAFallenSeatsCalls) {
  RequestId asked;
  bool called = false;
  const Behaviour calls_once = [&](const Event& event, Io& io) {
    if (!std::exchange(called, true)) caller(1, 1)(event, io);
  };
  const Behaviour holds = [&](const Event& event, Io& io) {
    if (const auto* received = std::get_if<Received>(&event)) asked = received->id;
    if (std::holds_alternative<Stimulus>(event)) io.reply(asked, {200, {}, {}});
  };
  SmallLiveWorld world({seat("shop", calls_once), seat("erp", holds)});
  world.start();
  ASSERT_TRUE(world.reaches([&] { return world.memory.count(RecordKind::request) == 1; }));
  world.world().arm({}, {crash_of(0)});
  ASSERT_TRUE(world.reaches([&] { return world.memory.count(RecordKind::recover) == 1; }));
  world.world().stimulate({world.world().now(), 1, "answer", order("O-1")});
  ASSERT_TRUE(world.reaches([&] { return world.memory.count(RecordKind::late) >= 1; }));
  EXPECT_EQ(world.memory.count(RecordKind::ok), 0U);
}

}  // namespace
}  // namespace drydock::live
