#include <gtest/gtest.h>

#include "tests/sim/small_world.hpp"

namespace drydock {
namespace {

using namespace drydock::testing;

TEST(JournalFull, NothingOfACommitBecomesTrueUntilThereIsSpace) {
  std::vector<std::pair<Duration, Durable::Outcome>> outcomes;
  const auto behaviour = [&](const Event& event, Io& io) {
    const auto commit = [&] {
      Commit made;
      made.entries.push_back({"k", order("O-1")});
      made.effects.push_back({"sales_order.create", "O-1", order("O-1"), {}});
      made.publications.push_back(placed("O-1"));
      io.commit(std::move(made));
    };
    if (std::holds_alternative<Started>(event)) commit();
    if (std::holds_alternative<TimerFired>(event)) commit();
    if (const auto* done = std::get_if<Durable>(&event)) {
      outcomes.emplace_back(io.now() - day_one, done->outcome);
      if (done->outcome != Durable::Outcome::ok) io.arm(seconds(20), 0);
    }
  };
  WorldSpec spec = world_of({seat("pipeline", behaviour), seat("shop", agreeable)});
  spec.channels.push_back({0, 1, Transport::webhook});
  FaultSpec full = fault("full", "journal-full", 0, 0);
  full.target.links.clear();
  full.target.seats = {0};
  full.dose.until = day_one + seconds(50);
  spec.faults = {full};
  const Ran ran = run(std::move(spec));
  ASSERT_EQ(outcomes.size(), 4u);
  for (std::size_t i = 0; i < 3; ++i) EXPECT_EQ(outcomes[i].second, Durable::Outcome::full) << i;
  EXPECT_EQ(outcomes[3].second, Durable::Outcome::ok);
  EXPECT_EQ(ran.memory.count(RecordKind::effect), 1u);
  EXPECT_EQ(ran.memory.count(RecordKind::publish), 1u);
  EXPECT_EQ(ran.memory.count(RecordKind::deliver), 1u);
  EXPECT_GE(ran.memory.of(RecordKind::effect)[0].record.t, day_one + seconds(50));
  EXPECT_EQ(ran.fired.at("full"), 3);
}

}  // namespace
}  // namespace drydock
