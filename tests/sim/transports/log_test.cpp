#include "sim/transports/log.hpp"

#include <gtest/gtest.h>

#include <set>

#include "tests/sim/small_world.hpp"

namespace drydock {
namespace {

using namespace drydock::testing;

WorldSpec log_of(int events, Behaviour subscriber, std::string partition = {}) {
  WorldSpec spec = world_of(
      {seat("carrier", publisher(events, "O-", std::move(partition))), seat("pipeline", std::move(subscriber))});
  spec.channels.push_back({0, 1, Transport::log});
  spec.channels[0].batch = 4;
  return spec;
}

TEST(Log, KeepsTheOrderOfAPartitionOverRefusals) {
  int refusals = 3;
  const Ran ran = run(log_of(
      10,
      [&](const Event& event, Io& io) {
        const auto* received = std::get_if<Received>(&event);
        if (received == nullptr) return;
        const bool refuse = received->event->sequence == 3 && refusals-- > 0;
        io.settle(received->id, refuse ? Settlement::nack(500) : Settlement::ack());
      },
      "one"));
  std::vector<std::int64_t> order;
  for (const Kept& kept : ran.memory.of(RecordKind::deliver)) {
    order.push_back(kept.record.sequence);
    EXPECT_EQ(kept.delivery.substr(kept.delivery.size() - 2), "~1") << "a retry is the same delivery";
  }
  EXPECT_EQ(order, (std::vector<std::int64_t>{1, 2, 3, 3, 3, 3, 4, 5, 6, 7, 8, 9, 10}));
}

TEST(Log, PartitionsDoNotWaitForEachOther) {
  const Ran ran = run(log_of(64,
                             [](const Event& event, Io& io) {
                               const auto* received = std::get_if<Received>(&event);
                               if (received != nullptr && received->event->subject != "O-7")
                                 io.settle(received->id, Settlement::ack());
                             }),
                      seconds(4));
  EXPECT_GT(ran.memory.count(RecordKind::ack), 40u);
  EXPECT_LT(ran.memory.count(RecordKind::ack), 64u);
}

TEST(Log, AConsumerThatRestartsBeginsAtTheCommittedOffset) {
  // The first event is a batch of its own, since it was alone when it was fetched; the next four are another. The
  // consumer falls while it has the second of those: both come again, as new deliveries.
  int seen = 0;
  WorldSpec spec = log_of(
      6,
      [&](const Event& event, Io& io) {
        const auto* received = std::get_if<Received>(&event);
        if (received == nullptr) return;
        if (++seen == 3) return;
        io.settle(received->id, Settlement::ack());
      },
      "one");
  CrashSpec crash;
  crash.id = "fall";
  crash.seat = 1;
  crash.at = day_one + seconds(2);
  spec.crashes = {crash};
  const Ran ran = run(std::move(spec));
  std::vector<std::string> deliveries;
  std::vector<std::uint32_t> attempts;
  for (const Kept& kept : ran.memory.of(RecordKind::deliver)) {
    deliveries.push_back(kept.delivery.substr(2));
    attempts.push_back(kept.record.attempt);
  }
  EXPECT_EQ(deliveries, (std::vector<std::string>{"0/placed~1", "1/placed~1", "2/placed~1", "1/placed~2", "2/placed~2",
                                                  "3/placed~1", "4/placed~1", "5/placed~1"}));
  EXPECT_EQ(attempts, (std::vector<std::uint32_t>{1, 1, 1, 2, 2, 1, 1, 1}));
}

TEST(Log, WhatIsPublishedWhileTheConsumerIsDownWaits) {
  WorldSpec spec = log_of(6, agreeable);
  CrashSpec crash;
  crash.id = "fall";
  crash.seat = 1;
  crash.at = day_one + milliseconds(1);
  spec.crashes = {crash};
  const Ran ran = run(std::move(spec));
  EXPECT_EQ(ran.memory.count(RecordKind::ack), 6u);
  for (const Kept& kept : ran.memory.of(RecordKind::deliver)) {
    EXPECT_GT(kept.record.t, day_one + seconds(15));
    EXPECT_EQ(kept.record.attempt, 1u);
  }
}

TEST(Log, SilenceHoldsThePartitionAndIsTriedAgain) {
  int silent = 2;
  const Ran ran = run(log_of(
      3,
      [&](const Event& event, Io& io) {
        const auto* received = std::get_if<Received>(&event);
        if (received != nullptr && silent-- <= 0) io.settle(received->id, Settlement::ack());
      },
      "one"));
  EXPECT_EQ(ran.memory.count(RecordKind::deliver), 5u);
  EXPECT_EQ(ran.memory.count(RecordKind::ack), 3u);
}

}  // namespace
}  // namespace drydock
