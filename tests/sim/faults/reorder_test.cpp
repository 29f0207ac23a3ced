#include <gtest/gtest.h>

#include <algorithm>

#include "tests/sim/small_world.hpp"

namespace drydock {
namespace {

using namespace drydock::testing;

std::vector<std::int64_t> sequences(Transport transport, const std::string& partition) {
  WorldSpec spec = world_of({seat("shop", publisher(40, "O-", partition)), seat("pipeline", agreeable)});
  spec.channels.push_back({0, 1, transport});
  spec.faults = {fault("shuffled", "reorder", 0, 1, {{"within", {seconds(30)}}})};
  spec.faults[0].dose.chance = Ratio{1, 4};
  std::vector<std::int64_t> order;
  const Ran ran = run(std::move(spec));
  for (const Kept& kept : ran.memory.of(RecordKind::deliver)) {
    order.push_back(kept.record.sequence);
    EXPECT_EQ(kept.record.attempt, 1u) << "what is held back has not timed out";
  }
  EXPECT_EQ(order.size(), 40u);
  return order;
}

TEST(Reorder, LaterEventsOvertakeWithinAKey) {
  const auto order = sequences(Transport::webhook, "one-key");
  EXPECT_FALSE(std::is_sorted(order.begin(), order.end()));
}

TEST(Reorder, ALogKeepsTheOrderOfAKey) {
  const auto order = sequences(Transport::log, "one-key");
  EXPECT_TRUE(std::is_sorted(order.begin(), order.end()));
}

TEST(Reorder, InALogOtherKeysOvertake) {
  const auto order = sequences(Transport::log, "");
  EXPECT_FALSE(std::is_sorted(order.begin(), order.end()));
}

}  // namespace
}  // namespace drydock
