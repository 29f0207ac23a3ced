#include <gtest/gtest.h>

#include <algorithm>
#include <map>

#include "contracts/canonical/feed.hpp"
#include "tests/sim/faults/feed_world.hpp"

namespace drydock {
namespace {

using namespace drydock::testing;

// What is delivered of 30 entries that are read by offset, ten a page, while the second page drifts.
std::map<std::string, int> read_adrift(const std::string& toward, std::int64_t& fired) {
  WorldSpec spec = world_of({seat("shop", publisher(30)), seat("pipeline", pager(0, 10))});
  spec.channels.push_back({0, 1, Transport::feed});
  spec.faults = {fault("drift", "page-drift", 0, 1, {{"toward", {toward}}})};
  spec.faults[0].dose.nth = 1;
  const Ran ran = run(std::move(spec), minutes(1));
  fired = ran.fired.at("drift");
  std::map<std::string, int> times;
  for (const Kept& kept : ran.memory.of(RecordKind::deliver)) ++times[kept.id];
  return times;
}

TEST(PageDrift, AnEntryIsOnNeitherPage) {
  std::int64_t fired = 0;
  const auto times = read_adrift("skip", fired);
  EXPECT_EQ(fired, 1);
  EXPECT_EQ(times.size(), 29u);
}

TEST(PageDrift, AnEntryIsOnBothPages) {
  std::int64_t fired = 0;
  const auto times = read_adrift("repeat", fired);
  EXPECT_EQ(fired, 1);
  EXPECT_EQ(times.size(), 30u);
  EXPECT_EQ(std::count_if(times.begin(), times.end(), [](const auto& one) { return one.second == 2; }), 1);
}

TEST(PageDrift, TheFirstPageCannotDrift) {
  WorldSpec spec = world_of({seat("shop", publisher(30)), seat("pipeline", pager(0, 100))});
  spec.channels.push_back({0, 1, Transport::feed});
  spec.faults = {fault("drift", "page-drift", 0, 1)};
  const Ran ran = run(std::move(spec), minutes(1));
  EXPECT_EQ(ran.fired.at("drift"), 0);
  EXPECT_EQ(ran.memory.count(RecordKind::deliver), 30u);
}

}  // namespace
}  // namespace drydock
