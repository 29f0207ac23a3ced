#include "sim/virtual_world.hpp"

#include <gtest/gtest.h>

#include "tests/sim/small_world.hpp"

namespace drydock {
namespace {

using namespace drydock::testing;

TEST(VirtualWorld, ARequestIsRecordedOnItsWholeWay) {
  const Ran ran = run(world_of({seat("shop", caller(1, 1)), seat("erp", agreeable)}));
  ASSERT_EQ(ran.memory.all.size(), 4u);
  const RecordKind kinds[] = {RecordKind::call, RecordKind::request, RecordKind::reply, RecordKind::ok};
  for (std::size_t i = 0; i < 4; ++i) {
    const Kept& kept = ran.memory.all[i];
    EXPECT_EQ(kept.record.kind, kinds[i]);
    EXPECT_EQ(kept.record.n, i + 1);
    EXPECT_EQ(kept.record.from, i < 2 ? 0 : 1);
    EXPECT_EQ(kept.record.to, i < 2 ? 1 : 0);
    EXPECT_EQ(kept.type, "sales_order.create");
    EXPECT_EQ(kept.key, "O-0");
    EXPECT_EQ(kept.id, "O-0/idem");
    EXPECT_EQ(kept.correlation, "O-0");
    EXPECT_EQ(kept.causation, "O-0/cause");
    EXPECT_EQ(kept.record.attempt, 1u);
    EXPECT_EQ(kept.record.request, ran.memory.all[0].record.request);
  }
  EXPECT_EQ(ran.memory.all[3].record.status, 200);
  EXPECT_NE(ran.memory.all[3].body.as<Accepted>(), nullptr);
  EXPECT_EQ(ran.counts.messages, 2);
  EXPECT_LT(ran.memory.all[0].record.t, ran.memory.all[1].record.t);
  EXPECT_LT(ran.memory.all[2].record.t, ran.memory.all[3].record.t);
}

TEST(VirtualWorld, SilenceEndsAtTheDeadline) {
  std::vector<Failed> failures;
  Behaviour shop = [&](const Event& event, Io& io) {
    caller(1, 1, seconds(5))(event, io);
    if (const auto* failed = std::get_if<Failed>(&event)) failures.push_back(*failed);
  };
  const Ran ran = run(world_of({seat("shop", shop), seat("erp", idle)}));
  ASSERT_EQ(failures.size(), 1u);
  EXPECT_EQ(failures[0].certainty, Certainty::maybe);
  EXPECT_EQ(failures[0].reason, "deadline");
  const auto info = ran.memory.of(RecordKind::info);
  ASSERT_EQ(info.size(), 1u);
  EXPECT_EQ(info[0].record.t, day_one + seconds(5));
}

TEST(VirtualWorld, AnAnswerAfterTheDeadlineIsLate) {
  Behaviour slow = [waiting = RequestId{}](const Event& event, Io& io) mutable {
    if (const auto* received = std::get_if<Received>(&event)) {
      waiting = received->id;
      io.arm(seconds(9), 0);
    }
    if (std::holds_alternative<TimerFired>(event)) io.reply(waiting, {200, {}, std::nullopt});
  };
  const Ran ran = run(world_of({seat("shop", caller(1, 1, seconds(5))), seat("erp", slow)}));
  EXPECT_EQ(ran.memory.count(RecordKind::info), 1u);
  EXPECT_EQ(ran.memory.count(RecordKind::late), 1u);
  EXPECT_EQ(ran.memory.count(RecordKind::ok), 0u);
}

TEST(VirtualWorld, ABusySeatQueuesAndAFullOneRefuses) {
  auto erp = seat("erp", agreeable);
  erp.workers = 2;
  erp.intake = 3;
  erp.service_time = seconds(1);
  const Ran ran = run(world_of({seat("shop", caller(1, 8)), erp}));
  std::map<int, int> statuses;
  Instant last;
  for (const Kept& kept : ran.memory.of(RecordKind::ok)) ++statuses[kept.record.status];
  for (const Kept& kept : ran.memory.of(RecordKind::request)) last = kept.record.t;
  EXPECT_EQ(statuses[200], 5);
  EXPECT_EQ(statuses[503], 3);
  // Five requests, two at a time, one second each: the last is begun in the third second.
  EXPECT_GT(last, day_one + seconds(3));
  EXPECT_LT(last, day_one + seconds(4));
  for (const Kept& kept : ran.memory.of(RecordKind::reply))
    if (kept.record.status == 503) EXPECT_EQ(kept.detail, "the intake is full");
}

TEST(VirtualWorld, AWorkerIsHeldUntilTheActorAnswers) {
  std::vector<RequestId> held;
  auto erp = seat("erp", [&](const Event& event, Io&) {
    if (const auto* received = std::get_if<Received>(&event)) held.push_back(received->id);
  });
  erp.workers = 1;
  run(world_of({seat("shop", caller(1, 3)), erp}));
  EXPECT_EQ(held.size(), 1u);
}

TEST(VirtualWorld, EventsReachEverySubscriberUntilAcknowledged) {
  int refused = 0;
  Behaviour reluctant = [&](const Event& event, Io& io) {
    const auto* received = std::get_if<Received>(&event);
    if (received == nullptr) return;
    const bool refuse = received->attempt == 1;
    refused += refuse;
    io.settle(received->id, refuse ? Settlement::nack(500) : Settlement::ack());
  };
  WorldSpec spec = world_of({seat("shop", publisher(3)), seat("a", agreeable), seat("b", reluctant)});
  spec.channels.push_back({0, 1});
  spec.channels.push_back({0, 2});
  const Ran ran = run(std::move(spec));
  EXPECT_EQ(ran.memory.count(RecordKind::publish), 3u);
  EXPECT_EQ(ran.memory.count(RecordKind::deliver), 9u);
  EXPECT_EQ(ran.memory.count(RecordKind::ack), 6u);
  EXPECT_EQ(ran.memory.count(RecordKind::nack), 3u);
  EXPECT_EQ(refused, 3);
}

TEST(VirtualWorld, TimersFireInOrderAndCanBeCancelled) {
  std::vector<std::uint64_t> tags;
  Behaviour clock = [&](const Event& event, Io& io) {
    if (std::holds_alternative<Started>(event)) {
      io.arm(seconds(3), 3);
      io.arm(seconds(1), 1);
      io.arm(seconds(1), 2);
      io.cancel(io.arm(seconds(2), 9));
    }
    if (const auto* fired = std::get_if<TimerFired>(&event)) tags.push_back(fired->tag);
  };
  run(world_of({seat("clock", clock)}));
  EXPECT_EQ(tags, (std::vector<std::uint64_t>{1, 2, 3}));
}

TEST(VirtualWorld, AnAuditorCostsNothing) {
  auto auditor = seat("auditor", caller(1, 5), "auditor");
  auditor.observed = false;
  auto erp = seat("erp", agreeable);
  erp.workers = 1;
  erp.intake = 0;
  const Ran ran = run(world_of({auditor, erp}));
  EXPECT_EQ(ran.memory.count(RecordKind::ok), 5u);
  for (const Kept& kept : ran.memory.all) EXPECT_EQ(kept.record.t, day_one);
}

TEST(VirtualWorld, ActsArePulledInOrderOfTime) {
  std::vector<std::string> keys;
  Memory memory;
  VirtualWorld world(world_of({seat("shop", idle)}), memory);
  int given = 0;
  world.feed([&]() -> std::optional<StimulusSpec> {
    if (given == 3) return std::nullopt;
    ++given;
    return StimulusSpec{day_one + seconds(10 * given), 0, "fed-" + std::to_string(given), order("x")};
  });
  world.stimulate({day_one + seconds(15), 0, "known", order("y")});
  world.start();
  EXPECT_EQ(given, 1);
  world.run_until(day_one + seconds(10));
  EXPECT_EQ(given, 2);
  EXPECT_TRUE(world.pending_before(day_one + seconds(16)));
  world.run_until(day_one + minutes(1));
  EXPECT_FALSE(world.pending_before(day_one + days(1)));
  for (const Kept& kept : memory.of(RecordKind::stimulus)) keys.push_back(kept.key);
  EXPECT_EQ(keys, (std::vector<std::string>{"fed-1", "known", "fed-2", "fed-3"}));
}

TEST(VirtualWorld, TheSameSpecificationTwiceIsTheSameHistory) {
  const auto spec = [] {
    WorldSpec made = world_of({seat("shop", publisher(20)), seat("erp", agreeable), seat("pipeline", caller(1, 20))});
    made.channels.push_back({0, 2});
    return made;
  };
  const Ran a = run(spec());
  const Ran b = run(spec());
  EXPECT_EQ(a.hash, b.hash);
  EXPECT_EQ(a.memory.all.size(), b.memory.all.size());
  WorldSpec other = spec();
  other.seed = 8;
  EXPECT_NE(run(std::move(other)).hash, a.hash);
}

TEST(VirtualWorld, TheHashDoesNotDependOnTheTap) {
  const auto spec = [] { return world_of({seat("shop", caller(1, 5)), seat("erp", agreeable)}); };
  Nothing nothing;
  VirtualWorld world(spec(), nothing);
  world.start();
  world.run_until(day_one + hours(2));
  EXPECT_EQ(world.history_hash(), run(spec()).hash);
}

}  // namespace
}  // namespace drydock
