#include <gtest/gtest.h>

#include "tests/sim/small_world.hpp"

namespace drydock {
namespace {

using namespace drydock::testing;

struct Outcome {
  std::vector<std::pair<std::string, Duration>> effects;  ///< with the moment at which they became truth
  std::int64_t fired = 0;
};

// Ten commits, one every ten milliseconds.
Outcome commits(std::optional<FaultSpec> slow) {
  WorldSpec spec = world_of({seat("erp", [](const Event& event, Io& io) {
    if (std::holds_alternative<Started>(event))
      for (int i = 0; i < 10; ++i) io.arm(milliseconds(10) * i, static_cast<std::uint64_t>(i));
    if (const auto* timer = std::get_if<TimerFired>(&event)) {
      Commit commit;
      commit.effects.push_back({"sales_order.create", "O-" + std::to_string(timer->tag), order("O-1"), {}});
      io.commit(std::move(commit));
    }
  })});
  if (slow) {
    slow->target.links.clear();
    slow->target.seats = {0};
    spec.faults = {*slow};
  }
  const Ran ran = run(std::move(spec));
  Outcome outcome;
  for (const Kept& kept : ran.memory.of(RecordKind::effect))
    outcome.effects.emplace_back(kept.key, kept.record.t - day_one);
  if (slow) outcome.fired = ran.fired.begin()->second;
  return outcome;
}

TEST(JournalSlow, EveryCommitInTheWindowTakesLonger) {
  const Outcome slow = commits(fault("slow", "journal-slow", 0, 0, {{"median", {milliseconds(500)}}}));
  ASSERT_EQ(slow.effects.size(), 10u);
  for (std::size_t i = 0; i < 10; ++i)
    EXPECT_NEAR(static_cast<double>(slow.effects[i].second.us), 502e3 + 10e3 * static_cast<double>(i), 2) << i;
  EXPECT_EQ(slow.fired, 10);
}

TEST(JournalSlow, KeepsTheOrderOfCommits) {
  FaultSpec some = fault("slow", "journal-slow", 0, 0, {{"median", {milliseconds(20)}}, {"p99", {seconds(5)}}});
  some.dose.until = day_one + milliseconds(55);
  const Outcome slow = commits(some);
  ASSERT_EQ(slow.effects.size(), 10u);
  for (std::size_t i = 0; i < 10; ++i) {
    EXPECT_EQ(slow.effects[i].first, "O-" + std::to_string(i));
    if (i > 0) EXPECT_GE(slow.effects[i].second, slow.effects[i - 1].second);
  }
  EXPECT_EQ(slow.fired, 6);
}

TEST(JournalSlow, AfterItsWindowTheDiskIsAsFastAsBefore) {
  FaultSpec some = fault("slow", "journal-slow", 0, 0, {{"median", {milliseconds(20)}}});
  some.dose.until = day_one + milliseconds(15);
  EXPECT_EQ(commits(some).effects[9].second, commits(std::nullopt).effects[9].second);
}

}  // namespace
}  // namespace drydock
