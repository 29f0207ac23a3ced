#include <gtest/gtest.h>

#include <set>

#include "contracts/canonical/feed.hpp"
#include "tests/sim/faults/feed_world.hpp"

namespace drydock {
namespace {

using namespace drydock::testing;

TEST(LateCommit, AnEntryAppearsBehindWhatWasRead) {
  WorldSpec spec = feed_world(30);
  spec.faults = {fault("late", "late-commit", 0, 1, {{"within", {seconds(20)}}})};
  spec.faults[0].dose.chance = Ratio{1, 2};
  const Ran ran = run(std::move(spec), minutes(2));
  const auto fired = static_cast<std::size_t>(ran.fired.at("late"));
  EXPECT_GT(fired, 5u);
  EXPECT_LT(fired, 25u);
  // Entries that a page shows for the first time, behind the newest stamp of the page before.
  std::size_t behind = 0;
  Instant newest;
  std::set<std::string> seen;
  for (const FeedPage& page : pages(ran)) {
    for (const FeedEntry& entry : page.entries)
      if (seen.insert(entry.event).second && entry.recorded_at < newest) ++behind;
    if (!page.entries.empty()) newest = page.entries.back().recorded_at;
  }
  EXPECT_EQ(seen.size(), 30u) << "late, not lost";
  EXPECT_GT(behind, 2u);
  for (const Kept& kept : ran.memory.of(RecordKind::fault)) {
    EXPECT_EQ(kept.fault, "late");
    EXPECT_EQ(kept.detail.substr(0, 10), "committed ");
    EXPECT_FALSE(kept.id.empty());
  }
}

TEST(LateCommit, LeavesPushedEventsAlone) {
  WorldSpec spec = world_of({seat("shop", publisher(5)), seat("pipeline", agreeable)});
  spec.channels.push_back({0, 1});
  spec.faults = {fault("late", "late-commit", 0, 1, {{"within", {seconds(20)}}})};
  const Ran ran = run(std::move(spec));
  EXPECT_EQ(ran.fired.at("late"), 0);
  EXPECT_EQ(ran.memory.count(RecordKind::ack), 5u);
}

}  // namespace
}  // namespace drydock
