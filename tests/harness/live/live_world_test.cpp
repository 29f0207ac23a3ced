#include "harness/live/live_world.hpp"

#include <gtest/gtest.h>

#include "tests/harness/live/small_live_world.hpp"

namespace drydock::live {
namespace {

using namespace testing;

TEST(LiveWorld, ASeatMayStartWhenThePlanBegins) {
  SeatSpec auditor = seat("auditor", idle);
  auditor.factory = {};
  SmallLiveWorld world({auditor, seat("erp", agreeable)});
  world.start();
  EXPECT_EQ(world.memory.count(RecordKind::call), 0U);
  world.world().start(0, seat("auditor", caller(1, 1)).factory);
  ASSERT_TRUE(world.reaches([&] { return world.memory.count(RecordKind::ok) == 1; }));
}

TEST(LiveWorld, RecordsAreInOrderOfTime) {
  SmallLiveWorld world({seat("shop", caller(1, 20)), seat("erp", agreeable)});
  world.start();
  ASSERT_TRUE(world.reaches([&] { return world.memory.count(RecordKind::ok) == 20; }));
  for (std::size_t i = 1; i < world.memory.all.size(); ++i)
    EXPECT_LE(world.memory.all[i - 1].record.t, world.memory.all[i].record.t);
}

// A seat of somebody else's that we have power over: what was done to it, in order.
class Powers : public ::testing::Test {
 protected:
  CrashSpec crash(Duration after, Duration back_after) {
    CrashSpec made;
    made.id = "killed";
    made.seat = 1;
    made.at = world_.world().now() + after;
    made.back_after = back_after;
    return made;
  }
  std::string done_;
  bool alive_ = true;
  SmallLiveWorld world_{{seat("shop", idle), seat("erp", agreeable)},
                        1,
                        {},
                        {{1,
                          {[this] {
                             done_ += alive_ ? "kill " : "gone ";
                             return alive_;
                           },
                           [this] { done_ += "start "; }}}}};
};

TEST_F(Powers, ACrashKillsAndBringsBack) {
  world_.start({}, {crash(milliseconds(20), milliseconds(20))});
  ASSERT_TRUE(world_.reaches([&] { return done_ == "kill start "; })) << done_;
  EXPECT_EQ(world_.world().fired().at("killed"), 1);
  EXPECT_EQ(world_.memory.count(RecordKind::crash), 1U);
}

TEST_F(Powers, HealBringsBackAtOnceWhatLiesThere) {
  world_.start({}, {crash(milliseconds(20), hours(1))});
  ASSERT_TRUE(world_.reaches([&] { return done_ == "kill "; }));
  world_.world().heal();
  EXPECT_EQ(done_, "kill start ");
}

TEST_F(Powers, WhatIsDownAlreadyIsNotKilledAgain) {
  world_.start({}, {crash(milliseconds(20), hours(1)), crash(milliseconds(40), hours(1))});
  world_.world().run_until(world_.world().now() + milliseconds(100), {});
  EXPECT_EQ(done_, "kill ");
  EXPECT_EQ(world_.world().fired().at("killed"), 1);
}

TEST_F(Powers, WhatHadEndedByItselfIsNoCrashOfThePlan) {
  alive_ = false;
  world_.start({}, {crash(milliseconds(20), milliseconds(20))});
  world_.world().run_until(world_.world().now() + milliseconds(100), {});
  EXPECT_EQ(done_, "gone ");
  EXPECT_EQ(world_.world().fired().at("killed"), 0);
}

}  // namespace
}  // namespace drydock::live
