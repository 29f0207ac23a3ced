#include <gtest/gtest.h>

#include "tests/sim/small_world.hpp"

namespace drydock {
namespace {

using namespace drydock::testing;

WorldSpec with_outage(const std::string& mode) {
  WorldSpec spec = world_of({seat("shop", caller(1, 2, seconds(5))), seat("erp", agreeable)});
  FaultSpec down = fault("down", "outage", 0, 1, {{"mode", {mode}}, {"retry_after", {seconds(9)}}});
  down.target = {};
  down.target.seats = {1};
  down.dose.from = day_one;
  down.dose.until = day_one + minutes(20);
  spec.faults = {down};
  return spec;
}

TEST(Outage, RefusedIsCertainAndSoon) {
  const Ran ran = run(with_outage("refuse"));
  const auto fails = ran.memory.of(RecordKind::fail);
  ASSERT_EQ(fails.size(), 2u);
  EXPECT_EQ(fails[0].detail, "refused");
  EXPECT_LT(fails[0].record.t, day_one + seconds(1));
  EXPECT_EQ(ran.fired.at("down"), 2);
}

TEST(Outage, ABlackHoleLetsTheCallerWait) {
  const Ran ran = run(with_outage("black-hole"));
  EXPECT_EQ(ran.memory.count(RecordKind::info), 2u);
  EXPECT_EQ(ran.memory.count(RecordKind::request), 0u);
}

TEST(Outage, A503ComesFromTheFront) {
  std::optional<Duration> retry_after;
  WorldSpec spec = with_outage("503");
  spec.seats[0] = seat("shop", [&](const Event& event, Io& io) {
    caller(1, 1)(event, io);
    if (const auto* replied = std::get_if<Replied>(&event)) retry_after = replied->reply.retry_after;
  });
  const Ran ran = run(std::move(spec));
  EXPECT_EQ(ran.memory.of(RecordKind::ok).at(0).record.status, 503);
  EXPECT_EQ(ran.memory.of(RecordKind::ok).at(0).fault, "down");
  EXPECT_EQ(ran.memory.count(RecordKind::request), 0u);
  EXPECT_EQ(retry_after, seconds(9));
}

TEST(Outage, WindowsAreOnRecordAndTheSeatIsBackAfterwards) {
  WorldSpec spec = with_outage("refuse");
  spec.seats.push_back(seat("late-shop", [](const Event& event, Io& io) {
    if (std::holds_alternative<Started>(event)) io.arm(minutes(20), 0);
    if (std::holds_alternative<TimerFired>(event)) io.request(1, order("O-9"), seconds(5), {});
  }));
  const Ran ran = run(std::move(spec));
  const auto windows = ran.memory.of(RecordKind::window);
  ASSERT_EQ(windows.size(), 2u);
  EXPECT_EQ(windows[0].record.status, 1);
  EXPECT_EQ(windows[0].record.t, day_one);
  EXPECT_EQ(windows[0].fault, "down");
  EXPECT_EQ(windows[1].record.status, 0);
  EXPECT_EQ(windows[1].record.t, day_one + minutes(20));
  EXPECT_EQ(ran.memory.count(RecordKind::ok), 1u);
}

TEST(Outage, EventsWaitInTheirTransport) {
  for (const Transport transport : {Transport::webhook, Transport::log}) {
    WorldSpec spec = with_outage("refuse");
    spec.seats[0] = seat("shop", publisher(5));
    spec.channels.push_back({0, 1, transport});
    const Ran ran = run(std::move(spec));
    EXPECT_EQ(ran.memory.count(RecordKind::ack), 5u);
    for (const Kept& kept : ran.memory.of(RecordKind::deliver)) EXPECT_GE(kept.record.t, day_one + minutes(20));
  }
}

TEST(Outage, HealingClosesTheWindow) {
  Memory memory;
  VirtualWorld world(with_outage("refuse"), memory);
  world.start();
  world.run_until(day_one + minutes(1));
  world.heal();
  world.run_until(day_one + hours(1));
  EXPECT_EQ(memory.count(RecordKind::window), 2u);
  const auto phases = memory.of(RecordKind::phase);
  ASSERT_EQ(phases.size(), 1u);
  EXPECT_EQ(phases[0].type, "heal");
  EXPECT_GT(phases[0].record.n, memory.of(RecordKind::window)[1].record.n);
}

}  // namespace
}  // namespace drydock
