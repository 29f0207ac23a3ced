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

}  // namespace
}  // namespace drydock::live
