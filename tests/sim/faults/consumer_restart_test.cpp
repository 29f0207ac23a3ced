#include <gtest/gtest.h>

#include <set>

#include "tests/sim/small_world.hpp"

namespace drydock {
namespace {

using namespace drydock::testing;

// Six events, one a minute; the burst comes after four and a half and goes back two and a half.
WorldSpec minutely(Transport transport, const std::string& name, const Behaviour& subscriber = agreeable) {
  WorldSpec spec = world_of({seat("shop",
                                  [](const Event& event, Io& io) {
                                    if (std::holds_alternative<Started>(event))
                                      for (int i = 0; i < 6; ++i) io.arm(minutes(i), static_cast<std::uint64_t>(i));
                                    if (const auto* timer = std::get_if<TimerFired>(&event)) {
                                      const auto n = static_cast<std::int64_t>(timer->tag);
                                      Commit commit;
                                      commit.publications.push_back(placed("O-" + std::to_string(n), n + 1, "key"));
                                      io.commit(std::move(commit));
                                    }
                                  }),
                             seat("pipeline", subscriber)});
  spec.channels.push_back({0, 1, transport});
  spec.faults = {fault("again", name, 0, 1, {{"back", {minutes(2) + seconds(30)}}})};
  spec.faults[0].dose.from = day_one + minutes(4) + seconds(30);
  return spec;
}

std::vector<std::string> deliveries(const Ran& ran) {
  std::vector<std::string> ids;
  for (const Kept& kept : ran.memory.of(RecordKind::deliver)) ids.push_back(kept.delivery);
  return ids;
}

TEST(ConsumerRestart, StartsAgainAtAnOlderOffsetAndKeepsTheOrder) {
  const Ran ran = run(minutely(Transport::log, "consumer-restart"));
  const std::vector<std::string> expected{"O-0/placed~1", "O-1/placed~1", "O-2/placed~1",
                                          "O-3/placed~1", "O-4/placed~1", "O-2/placed~2",
                                          "O-3/placed~2", "O-4/placed~2", "O-5/placed~1"};
  EXPECT_EQ(deliveries(ran), expected);
  EXPECT_EQ(ran.fired.at("again"), 1);
}

TEST(ConsumerRestart, WhatIsUnderWayComesAsAnotherDelivery) {
  const auto sleepy = [](const Event& event, Io& io) {
    if (const auto* received = std::get_if<Received>(&event)) {
      if (received->event->id == "O-4/placed" && received->delivery_id.ends_with("~1")) return;
      io.settle(received->id, Settlement::ack());
    }
  };
  WorldSpec spec = minutely(Transport::log, "consumer-restart", sleepy);
  spec.faults[0].dose.from = day_one + minutes(4) + seconds(2);
  const Ran ran = run(std::move(spec));
  const std::vector<std::string> expected{"O-0/placed~1", "O-1/placed~1", "O-2/placed~1",
                                          "O-3/placed~1", "O-4/placed~1", "O-2/placed~2",
                                          "O-3/placed~2", "O-4/placed~2", "O-5/placed~1"};
  EXPECT_EQ(deliveries(ran), expected);
}

}  // namespace
}  // namespace drydock
