#include <gtest/gtest.h>

#include <map>

#include "contracts/canonical/feed.hpp"
#include "tests/sim/faults/feed_world.hpp"

namespace drydock {
namespace {

using namespace drydock::testing;

TEST(EqualTimestamps, EntriesShareAStamp) {
  WorldSpec spec = feed_world(30);
  spec.faults = {fault("coarse", "equal-timestamps", 0, 1, {{"granularity", {seconds(5)}}})};
  const Ran ran = run(std::move(spec), minutes(2));
  std::map<std::int64_t, std::size_t> stamps;
  const FeedPage last = pages(ran).back();
  for (const FeedEntry& entry : last.entries) {
    EXPECT_EQ(entry.recorded_at.us % seconds(5).us, 0);
    ++stamps[entry.recorded_at.us];
  }
  std::size_t alike = 0;
  for (const auto& [stamp, count] : stamps) alike += count - 1;
  EXPECT_GT(alike, 10u);
  EXPECT_EQ(ran.fired.at("coarse"), static_cast<std::int64_t>(alike)) << "the first of a stamp is like no other";
}

TEST(EqualTimestamps, AClockThatIsFineEnoughChangesNothing) {
  WorldSpec spec = feed_world(30);
  spec.faults = {fault("coarse", "equal-timestamps", 0, 1, {{"granularity", {milliseconds(1)}}})};
  EXPECT_EQ(run(std::move(spec), minutes(2)).fired.at("coarse"), 0);
}

}  // namespace
}  // namespace drydock
