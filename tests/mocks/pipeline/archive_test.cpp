// The archive: accepted events can be applied again, and nobody outside notices.
#include <gtest/gtest.h>

#include "tests/mocks/pipeline/enterprise.hpp"

namespace drydock::testing {
namespace {

PipelineSettings settings(Duration archive) {
  PipelineSettings made;
  made.archive = archive;
  made.authorization_life = days(7);
  return made;
}
Enterprise enterprise(Duration archive = hours(4)) {
  return Enterprise({{"A", "wms-east", 10, 0, 0}, {"A", "wms-west", 10, 0, 0}}, settings(archive), true, true);
}

void live(Enterprise& e, std::int64_t quantity, std::int64_t shorted = 0) {
  std::int64_t sequence = 0;
  for (const auto& [what, data] : life("O-1-F1", "O-1", "wms-east", quantity, shorted)) {
    e.seat.deliver(publication("O-1-F1", what, data, ++sequence), "wms-east");
    e.run();
  }
}
std::int64_t replay(Enterprise& e, const std::string& id, Instant from, Instant until) {
  return e.ask<ReplayStarted>(ReplayStart{id, {}, from, until}, id).replayed;
}

TEST(Archive, AReplayOfWhatWasAppliedChangesNothing) {
  Enterprise e = enterprise();
  e.start();
  const Instant begun = e.seat.io.clock;
  e.place("1", 3);
  live(e, 3, 1);
  e.cancel("1", 1);
  e.pass(seconds(10));
  const PositionView before = e.position("A", "wms-east");
  const OrderView order = e.order_view("1");
  const std::size_t calls = e.log.size();
  EXPECT_EQ(replay(e, "RP-1", begun, e.seat.io.clock + seconds(1)), 8) << "the order, six events and the cancellation";
  e.pass(seconds(30));
  EXPECT_EQ(e.log.size(), calls) << "nobody is called";
  EXPECT_EQ(e.position("A", "wms-east"), before);
  EXPECT_EQ(e.order_view("1"), order);
}

TEST(Archive, SurvivesARestart) {
  Enterprise e = enterprise();
  e.start();
  const Instant begun = e.seat.io.clock;
  e.place("1", 3);
  live(e, 3);
  e.crash();
  e.pass(seconds(10));  // what is shown is published anew after a restart
  const std::size_t calls = e.log.size();
  EXPECT_EQ(replay(e, "RP-1", begun, e.seat.io.clock + seconds(1)), 6);
  e.pass(seconds(30));
  EXPECT_EQ(e.log.size(), calls);
}

TEST(Archive, ASpanTakesWhatWasAcceptedWithinIt) {
  Enterprise e = enterprise();
  e.start();
  e.place("1", 3);
  e.pass(minutes(5), seconds(30));
  const Instant later = e.seat.io.clock;
  live(e, 3);
  EXPECT_EQ(replay(e, "RP-1", later, e.seat.io.clock + seconds(1)), 5);
  EXPECT_EQ(replay(e, "RP-2", Instant{}, later), 1);
  EXPECT_EQ(replay(e, "RP-3", Instant{}, Instant{}), 0);
}

TEST(Archive, KeepsEventsForItsTimeAndNoneWithoutOne) {
  Enterprise e = enterprise(hours(1));
  e.start();
  e.place("1", 3);
  e.pass(hours(2), minutes(1));
  EXPECT_EQ(replay(e, "RP-1", Instant{}, e.seat.io.clock), 0);
  Enterprise none = enterprise(Duration{});
  none.start();
  none.place("1", 3);
  EXPECT_EQ(replay(none, "RP-1", Instant{}, none.seat.io.clock + seconds(1)), 0);
  for (const auto& [key, value] : none.seat.journal) EXPECT_FALSE(key.starts_with("w")) << key;
}

TEST(Archive, AReplayOfASpanLeavesDeadLettersWhereTheyAre) {
  Enterprise e = enterprise();
  e.start();
  const WmsShipped stranger{"S-9",      "O-9-F1",        "O-9",
                            "wms-east", e.seat.io.clock, {{"O-9-F1-P1", "carrier-fast", "T-9", {{"1", "A", 1}}}}};
  e.deliver(stranger, "S-9/shipped", "wms-east");
  ASSERT_EQ(e.ask<DeadLetterListResult>(DeadLetterList{}).dead_letters.size(), 1U);
  EXPECT_EQ(replay(e, "RP-1", Instant{}, e.seat.io.clock + seconds(1)), 0) << "what was not applied is not kept";
  EXPECT_EQ(e.ask<DeadLetterListResult>(DeadLetterList{}).dead_letters.size(), 1U);
}

}  // namespace
}  // namespace drydock::testing
