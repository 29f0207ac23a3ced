// Faults and crashes that wait until the world is told.
#include <gtest/gtest.h>

#include "tests/sim/small_world.hpp"

namespace drydock {
namespace {

using namespace drydock::testing;

// Asks the ERP once a second, for a minute.
class Asker : public Actor {
 public:
  void on(const Event& event, Io& io) override {
    const bool again = std::holds_alternative<TimerFired>(event);
    if (!again && !std::holds_alternative<Started>(event)) return;
    const std::string id = "O-" + std::to_string(100 + asked_);
    io.request(1, order(id), seconds(1), headers(id));
    if (++asked_ < 60) io.arm(seconds(1), 0);
  }

 private:
  int asked_ = 0;
};

WorldSpec asking() {
  SeatSpec asker = seat("pipeline", idle, "pipeline");
  asker.factory = [](const SeatConfig&) { return std::make_unique<Asker>(); };
  return world_of({asker, seat("erp", agreeable)});
}

FaultSpec outage() {
  FaultSpec spec = fault("erp-down", "outage", 0, 1);
  spec.dose.trigger = "once the tenth came";
  spec.dose.length = seconds(10);
  spec.dose.until = day_one + seconds(50);
  return spec;
}

std::vector<std::pair<Duration, int>> windows(const Memory& memory) {
  std::vector<std::pair<Duration, int>> all;
  for (const Kept& kept : memory.of(RecordKind::window)) all.emplace_back(kept.record.t - day_one, kept.record.status);
  return all;
}

// Runs until `told`, tells the world, and runs on.
Memory told(WorldSpec spec, const std::string& id, Duration when, Duration after = {}) {
  Memory memory;
  VirtualWorld world(std::move(spec), memory);
  world.start();
  world.run_until(day_one + when);
  world.trigger(id, after);
  world.run_until(day_one + minutes(2));
  return memory;
}

TEST(Triggers, NothingHappensUntilTheWorldIsTold) {
  WorldSpec spec = asking();
  spec.faults = {outage()};
  const Ran ran = run(spec, minutes(2));
  EXPECT_EQ(ran.memory.count(RecordKind::window), 0U);
  EXPECT_EQ(ran.fired.at("erp-down"), 0);
}

TEST(Triggers, AWindowOpensForItsLength) {
  WorldSpec spec = asking();
  spec.faults = {outage()};
  const Memory memory = told(spec, "erp-down", seconds(9), seconds(2));
  EXPECT_EQ(windows(memory), (std::vector<std::pair<Duration, int>>{{seconds(11), 1}, {seconds(21), 0}}));
  const auto opened = memory.of(RecordKind::window).front();
  EXPECT_EQ(opened.fault, "erp-down");
  EXPECT_EQ(opened.detail, "once the tenth came") << "the history says why";
  for (const Kept& kept : memory.of(RecordKind::fault)) {
    EXPECT_GE(kept.record.t, day_one + seconds(11));
    EXPECT_LT(kept.record.t, day_one + seconds(21));
  }
  EXPECT_GT(memory.count(RecordKind::fault), 0U);
}

TEST(Triggers, ItsEndCutsAWindowShort) {
  WorldSpec spec = asking();
  spec.faults = {outage()};
  EXPECT_EQ(windows(told(spec, "erp-down", seconds(45))),
            (std::vector<std::pair<Duration, int>>{{seconds(45), 1}, {seconds(50), 0}}));
  EXPECT_TRUE(windows(told(spec, "erp-down", seconds(55))).empty()) << "it came too late";
}

TEST(Triggers, ASecondWordChangesNothing) {
  WorldSpec spec = asking();
  spec.faults = {outage()};
  Memory memory;
  VirtualWorld world(spec, memory);
  world.start();
  world.run_until(day_one + seconds(5));
  world.trigger("erp-down");
  world.run_until(day_one + seconds(30));
  world.trigger("erp-down");
  world.run_until(day_one + minutes(2));
  EXPECT_EQ(windows(memory), (std::vector<std::pair<Duration, int>>{{seconds(5), 1}, {seconds(15), 0}}));
}

TEST(Triggers, HealedIsHealed) {
  WorldSpec spec = asking();
  spec.faults = {outage()};
  Memory memory;
  VirtualWorld world(spec, memory);
  world.start();
  world.run_until(day_one + seconds(5));
  world.heal();
  world.trigger("erp-down");
  world.run_until(day_one + minutes(2));
  EXPECT_TRUE(windows(memory).empty());
}

TEST(Triggers, ASeatFalls) {
  WorldSpec spec = asking();
  CrashSpec crash;
  crash.id = "falls";
  crash.seat = 1;
  crash.trigger = "once it is told";
  spec.crashes = {crash};
  EXPECT_EQ(run(spec, minutes(2)).fired.at("falls"), 0);
  const Memory memory = told(spec, "falls", seconds(20), seconds(1));
  ASSERT_EQ(memory.count(RecordKind::crash), 1U);
  const Kept fell = memory.of(RecordKind::crash).front();
  EXPECT_EQ(fell.record.t, day_one + seconds(21));
  EXPECT_EQ(fell.detail, "once it is told");
  EXPECT_EQ(memory.count(RecordKind::recover), 1U);
}

}  // namespace
}  // namespace drydock
