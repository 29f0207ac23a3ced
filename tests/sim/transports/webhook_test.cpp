#include "sim/transports/webhook.hpp"

#include <gtest/gtest.h>

#include "tests/sim/small_world.hpp"

namespace drydock {
namespace {

using namespace drydock::testing;

WorldSpec one_event(Behaviour subscriber) {
  WorldSpec spec = world_of({seat("shop", publisher(1)), seat("pipeline", std::move(subscriber))});
  spec.channels.push_back({0, 1});
  spec.latency_median = spec.latency_p99 = microseconds(1);
  return spec;
}

TEST(Webhook, TheLadderOfRetriesRepeatsItsLastStep) {
  const Ran ran = run(one_event([](const Event& event, Io& io) {
                        if (const auto* received = std::get_if<Received>(&event))
                          io.settle(received->id, Settlement::nack(500));
                      }),
                      minutes(40));
  const auto delivered = ran.memory.of(RecordKind::deliver);
  const std::int64_t waits[] = {1, 5, 30, 120, 600, 600, 600};
  ASSERT_EQ(delivered.size(), 8u);
  for (std::size_t i = 1; i < delivered.size(); ++i) {
    const Duration between = delivered[i].record.t - delivered[i - 1].record.t;
    EXPECT_NEAR(static_cast<double>(between.us), 1e6 * static_cast<double>(waits[i - 1]), 10'000);
    EXPECT_EQ(delivered[i].record.attempt, i + 1);
    EXPECT_EQ(delivered[i].delivery, "O-0/placed~1");
  }
}

TEST(Webhook, RetryAfterIsHonoured) {
  const Ran ran = run(one_event([](const Event& event, Io& io) {
    if (const auto* received = std::get_if<Received>(&event))
      io.settle(received->id, received->attempt == 1 ? Settlement::later(minutes(3), 429) : Settlement::ack());
  }));
  const auto delivered = ran.memory.of(RecordKind::deliver);
  ASSERT_EQ(delivered.size(), 2u);
  EXPECT_NEAR(static_cast<double>((delivered[1].record.t - delivered[0].record.t).us), 180e6, 10'000);
}

TEST(Webhook, SilenceTimesOutAndALateAcknowledgementIsTooLate) {
  std::vector<RequestId> waiting;
  const Ran ran = run(one_event([&](const Event& event, Io& io) {
    if (const auto* received = std::get_if<Received>(&event)) {
      if (received->attempt > 1) return io.settle(received->id, Settlement::ack());
      waiting.push_back(received->id);
      io.arm(milliseconds(5500), 0);
    }
    if (std::holds_alternative<TimerFired>(event)) io.settle(waiting.at(0), Settlement::ack());
  }));
  const auto delivered = ran.memory.of(RecordKind::deliver);
  ASSERT_EQ(delivered.size(), 2u);
  // Five seconds of silence, then the first wait.
  EXPECT_NEAR(static_cast<double>((delivered[1].record.t - delivered[0].record.t).us), 6e6, 10'000);
  EXPECT_EQ(ran.memory.count(RecordKind::ack), 2u);
}

TEST(Webhook, ADownedSubscriberIsTriedAgain) {
  WorldSpec spec = one_event(agreeable);
  CrashSpec crash;
  crash.id = "fall";
  crash.seat = 1;
  crash.at = day_one + milliseconds(1);
  spec.crashes = {crash};
  const Ran ran = run(std::move(spec));
  const auto delivered = ran.memory.of(RecordKind::deliver);
  ASSERT_EQ(delivered.size(), 1u);
  EXPECT_GT(delivered[0].record.t, day_one + seconds(15));
  EXPECT_GT(delivered[0].record.attempt, 1u);
}

TEST(Webhook, ThePublishersCrashLosesNothingThatWasDurable) {
  WorldSpec spec = one_event([](const Event& event, Io& io) {
    if (const auto* received = std::get_if<Received>(&event))
      io.settle(received->id, received->attempt < 4 ? Settlement::nack(500) : Settlement::ack());
  });
  CrashSpec crash;
  crash.id = "fall";
  crash.seat = 0;
  crash.at = day_one + seconds(2);
  crash.back_after = days(1);
  spec.crashes = {crash};
  EXPECT_EQ(run(std::move(spec)).memory.count(RecordKind::ack), 1u);
}

}  // namespace
}  // namespace drydock
