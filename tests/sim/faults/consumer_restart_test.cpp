#include <gtest/gtest.h>

#include <set>

#include "tests/sim/faults/told_again.hpp"

namespace drydock {
namespace {

using namespace drydock::testing;

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
