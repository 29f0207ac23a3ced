// Events over webhooks: a delay on the way is the attempt's own time.
#include <gtest/gtest.h>

#include <atomic>
#include <memory>

#include "tests/harness/live/rude_peer.hpp"
#include "tests/harness/live/small_live_world.hpp"

namespace drydock::live {
namespace {

using namespace testing;

ChannelSpec channel(Duration timeout) {
  ChannelSpec spec;
  spec.publisher = 0;
  spec.subscriber = 1;
  spec.timeout = timeout;
  spec.retry = {milliseconds(1)};
  return spec;
}

TEST(LiveEvents, ADelayBeyondTheTimeoutIsGivenUpAndArrivesLate) {
  SmallLiveWorld world({seat("shop", publisher(1)), seat("pipeline", agreeable, "pipeline")}, 0,
                       {channel(milliseconds(200))});
  FaultSpec slow = fault_on_link("latency", {{"fixed", {seconds(2)}}});
  slow.dose.times = 1;
  world.start({slow});
  const auto delivered = [&] { return world.memory.of(RecordKind::deliver); };
  ASSERT_TRUE(world.reaches([&] { return !delivered().empty() && delivered().back().record.attempt == 1; }));
  EXPECT_EQ(delivered().front().record.attempt, 2U);
  EXPECT_EQ(delivered().front().delivery, delivered().back().delivery);
  EXPECT_EQ(world.world().backlog(), 0);
}

TEST(LiveEvents, WhatIsForgedIsRefusedAtTheDoor) {
  for (const std::string word : {"invalid", "missing", "foreign"}) {
    const auto heard = std::make_shared<std::atomic<int>>(0);
    const Behaviour counts = [heard](const Event& event, Io& io) {
      if (std::holds_alternative<Received>(event)) ++*heard;
      agreeable(event, io);
    };
    SmallLiveWorld world({seat("shop", publisher(1)), seat("pipeline", counts, "pipeline")}, 0, {channel(seconds(30))});
    world.start({fault_on_link("forged-delivery", {{"signature", {word}}})});
    ASSERT_TRUE(world.reaches(
        [&] { return world.memory.count(RecordKind::ack) == 1 && world.memory.count(RecordKind::nack) == 1; }));
    EXPECT_EQ(*heard, 1) << "the seat never sees it";
    const Kept refused = world.memory.of(RecordKind::nack).front();
    EXPECT_EQ(refused.record.status, 401);
    EXPECT_EQ(refused.record.signature, word);
    EXPECT_EQ(world.memory.count(RecordKind::deliver), 2U);
  }
}

TEST(LiveEvents, AMalformedAnswerIsTriedAgainAndNoCrash) {
  RudePeer peer({{"garbage\r\n\r\n"}, {"HTTP/1.1 204 No Content\r\n\r\n"}});
  SmallLiveWorld world({seat("shop", publisher(1)), seat("pipeline", idle, "pipeline")}, peer.port(),
                       {channel(seconds(30))});
  world.start();
  ASSERT_TRUE(world.reaches([&] { return world.memory.count(RecordKind::ack) == 1; }));
  ASSERT_EQ(world.memory.count(RecordKind::nack), 1U);
  EXPECT_EQ(world.memory.of(RecordKind::nack).front().detail.substr(0, 11), "malformed: ");
  EXPECT_EQ(world.memory.count(RecordKind::violation), 1U);
  EXPECT_EQ(world.memory.count(RecordKind::crash), 0U);
}

}  // namespace
}  // namespace drydock::live
