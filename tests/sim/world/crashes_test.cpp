// Crashes, and the journal that outlives them.
#include <gtest/gtest.h>

#include <algorithm>

#include "contracts/canonical/fulfilment.hpp"
#include "tests/sim/small_world.hpp"

namespace drydock {
namespace {

using namespace drydock::testing;

constexpr int work = 12;

// Books orders O-0 .. O-11 in the ERP, one after the other; an entry says how far it has come.
class Booker : public Actor {
 public:
  void on(const Event& event, Io& io) override {
    if (std::holds_alternative<Started>(event)) ask(io);
    if (const auto* recovered = std::get_if<Recovered>(&event)) {
      next_ = static_cast<int>(recovered->entries->size());
      ask(io);
    }
    if (std::holds_alternative<Failed>(event)) io.arm(seconds(1), 0);
    if (std::holds_alternative<TimerFired>(event)) ask(io);
    if (const auto* replied = std::get_if<Replied>(&event)) {
      if (!replied->reply.ok()) return ask(io);
      Commit commit;
      commit.entries.push_back({id(), order(id())});
      io.commit(std::move(commit));
    }
    if (std::holds_alternative<Durable>(event)) {
      ++next_;
      ask(io);
    }
  }

 private:
  std::string id() const { return "O-" + std::to_string(100 + next_); }
  void ask(Io& io) {
    if (next_ < work) io.request(1, order(id()), seconds(5), headers(id()));
  }
  int next_ = 0;
};

// Answers when the order is durable; knows an order it has.
class Books : public Actor {
 public:
  void on(const Event& event, Io& io) override {
    if (const auto* recovered = std::get_if<Recovered>(&event))
      for (const auto& [key, value] : *recovered->entries) have_.push_back(key);
    if (const auto* received = std::get_if<Received>(&event)) {
      const std::string key = received->headers.correlation_id;
      if (std::find(have_.begin(), have_.end(), key) != have_.end())
        return io.reply(received->id, {200, {}, std::nullopt});
      Commit commit;
      commit.entries.push_back({key, received->body});
      commit.effects.push_back({"sales_order.create", key, received->body, received->headers});
      pending_[io.commit(std::move(commit))] = {received->id, key};
    }
    if (const auto* durable = std::get_if<Durable>(&event)) {
      const auto& [request, key] = pending_[durable->ticket];
      have_.push_back(key);
      io.reply(request, {201, {}, std::nullopt});
    }
  }

 private:
  std::vector<std::string> have_;
  std::map<Ticket, std::pair<RequestId, std::string>> pending_;
};

SeatSpec seat_of(std::string name, ActorFactory factory) {
  SeatSpec spec;
  spec.seat = {std::move(name), "erp"};
  spec.factory = std::move(factory);
  return spec;
}

WorldSpec protocol() {
  return world_of({seat_of("pipeline", [](const SeatConfig&) { return std::make_unique<Booker>(); }),
                   seat_of("erp", [](const SeatConfig&) { return std::make_unique<Books>(); })});
}

CrashSpec crash_of(SeatIndex seat, std::int64_t commit, bool after) {
  CrashSpec crash;
  crash.id = "fall";
  crash.seat = seat;
  crash.commit = commit;
  crash.after_durable = after;
  return crash;
}

std::vector<std::string> effects(const Ran& ran) {
  std::vector<std::string> keys;
  for (const Kept& kept : ran.memory.of(RecordKind::effect)) keys.push_back(kept.key);
  return keys;
}

TEST(Crashes, AtEveryCommitTheWorkIsDoneOnce) {
  const std::vector<std::string> expected = effects(run(protocol()));
  ASSERT_EQ(expected.size(), static_cast<std::size_t>(work));
  for (const SeatIndex seat : {SeatIndex{0}, SeatIndex{1}})
    for (const bool after : {false, true})
      for (std::int64_t commit = 1; commit <= work; ++commit) {
        WorldSpec spec = protocol();
        spec.crashes = {crash_of(seat, commit, after)};
        const Ran ran = run(std::move(spec));
        EXPECT_EQ(effects(ran), expected) << "seat " << seat << (after ? " after" : " before") << " commit " << commit;
        EXPECT_EQ(ran.fired.at("fall"), 1);
        EXPECT_EQ(ran.memory.count(RecordKind::crash), 1u);
        EXPECT_EQ(ran.memory.count(RecordKind::recover), 1u);
      }
}

TEST(Crashes, WhatSurvivesIsAPrefixOfWholeCommits) {
  // Commits of three entries each, many under way at once; whatever is there after the crash is the first n of them.
  for (std::int64_t commit = 1; commit <= 10; ++commit)
    for (const bool after : {false, true}) {
      std::size_t survived = 0;
      auto writer = seat_of("writer", nullptr);
      writer.factory = [&](const SeatConfig&) {
        return std::make_unique<Scripted>([&](const Event& event, Io& io) {
          if (std::holds_alternative<Started>(event))
            for (int i = 0; i < 10; ++i) {
              Commit made;
              for (const char* part : {"a", "b", "c"}) made.entries.push_back({std::to_string(i) + part, order("x")});
              io.commit(std::move(made));
            }
          if (const auto* recovered = std::get_if<Recovered>(&event)) {
            survived = recovered->entries->size();
            std::size_t place = 0;
            for (const auto& [key, value] : *recovered->entries) {
              EXPECT_EQ(key, std::to_string(place / 3) + std::string(1, static_cast<char>('a' + place % 3)));
              ++place;
            }
          }
        });
      };
      WorldSpec spec = world_of({writer});
      spec.crashes = {crash_of(0, commit, after)};
      run(std::move(spec));
      EXPECT_EQ(survived, static_cast<std::size_t>(3 * (after ? commit : commit - 1)));
    }
}

// Books each parcel it is handed in a commit of its own.
class Depot : public Actor {
 public:
  void on(const Event& event, Io& io) override {
    if (const auto* stimulus = std::get_if<Stimulus>(&event)) {
      const std::string parcel = stimulus->what.as<SalesOrderCreate>()->order_id;
      io.commit({{{parcel, stimulus->what}}, {{"sales_order.create", parcel, stimulus->what, {}}}, {}});
    }
  }
};

TEST(Crashes, AStimulusIsHandedOverAgainUnlessWhatCameOfItIsDurable) {
  for (std::int64_t commit = 1; commit <= 3; ++commit)
    for (const bool after : {false, true}) {
      WorldSpec spec = world_of({seat_of("depot", [](const SeatConfig&) { return std::make_unique<Depot>(); })});
      spec.crashes = {crash_of(0, commit, after)};
      Memory memory;
      VirtualWorld world(std::move(spec), memory);
      for (const char* parcel : {"P-1", "P-2", "P-3"})
        world.stimulate({day_one + seconds(1), 0, parcel, order(parcel)});
      world.start();
      world.run_until(day_one + minutes(5));
      std::vector<std::string> taken;
      for (const Kept& kept : memory.of(RecordKind::effect)) taken.push_back(kept.key);
      EXPECT_EQ(taken, (std::vector<std::string>{"P-1", "P-2", "P-3"})) << commit << after;
    }
}

TEST(Crashes, TombstonesForget) {
  std::vector<std::string> keys;
  WorldSpec spec = world_of({seat("writer", [&](const Event& event, Io& io) {
    if (std::holds_alternative<Started>(event)) {
      io.commit({{{"a", order("x")}, {"b", order("x")}}, {}, {}});
      io.commit({{{"a", {}}}, {}, {}});
    }
    if (const auto* recovered = std::get_if<Recovered>(&event))
      for (const auto& [key, value] : *recovered->entries) keys.push_back(key);
  })});
  spec.crashes = {crash_of(0, 2, true)};
  run(std::move(spec));
  EXPECT_EQ(keys, (std::vector<std::string>{"b"}));
}

TEST(Crashes, CallersOfADownedSeatAreRefusedAndThoseWithinAreReset) {
  auto erp = seat("erp", idle);
  WorldSpec spec = world_of({seat("shop",
                                  [](const Event& event, Io& io) {
                                    caller(1, 2)(event, io);
                                    if (std::holds_alternative<Started>(event)) io.arm(seconds(3), 0);
                                    if (std::holds_alternative<TimerFired>(event))
                                      io.request(1, order("O-9"), seconds(30), {});
                                  }),
                             erp});
  spec.seats[1].workers = 1;  // the second waits in the intake
  CrashSpec crash;
  crash.id = "fall";
  crash.seat = 1;
  crash.at = day_one + seconds(2);
  spec.crashes = {crash};
  const Ran ran = run(std::move(spec));
  const auto infos = ran.memory.of(RecordKind::info);
  ASSERT_EQ(infos.size(), 2u);
  for (const Kept& kept : infos) {
    EXPECT_EQ(kept.detail, "reset");
    EXPECT_LT(kept.record.t, day_one + seconds(3));
  }
  const auto fails = ran.memory.of(RecordKind::fail);
  ASSERT_EQ(fails.size(), 1u);
  EXPECT_EQ(fails[0].key, "O-9");
  EXPECT_EQ(fails[0].detail, "refused");
}

TEST(Crashes, TimersAndCallsOfAnEarlierLifeAreForgotten) {
  int heard = 0;
  WorldSpec spec =
      world_of({seat("shop",
                     [&](const Event& event, Io& io) {
                       if (std::holds_alternative<Started>(event)) {
                         io.arm(seconds(5), 0);
                         io.request(1, order("O-1"), seconds(10), {});
                       }
                       heard += !std::holds_alternative<Started>(event) && !std::holds_alternative<Recovered>(event);
                     }),
                seat("erp", [](const Event& event, Io& io) {
                  static thread_local RequestId waiting;
                  if (const auto* received = std::get_if<Received>(&event))
                    waiting = received->id, io.arm(seconds(4), 0);
                  if (std::holds_alternative<TimerFired>(event)) io.reply(waiting, {200, {}, std::nullopt});
                })});
  CrashSpec crash;
  crash.id = "fall";
  crash.seat = 0;
  crash.at = day_one + seconds(2);
  crash.back_after = seconds(1);
  spec.crashes = {crash};
  const Ran ran = run(std::move(spec));
  EXPECT_EQ(heard, 0);
  EXPECT_EQ(ran.memory.count(RecordKind::late), 1u);
}

TEST(Crashes, ActsWaitForADownedSeat) {
  Memory memory;
  WorldSpec spec = world_of({seat("shop", idle)});
  CrashSpec crash;
  crash.id = "fall";
  crash.seat = 0;
  crash.at = day_one + seconds(2);
  spec.crashes = {crash};
  VirtualWorld world(std::move(spec), memory);
  world.stimulate({day_one + seconds(5), 0, "first", order("x")});
  world.stimulate({day_one + seconds(6), 0, "second", order("y")});
  world.start();
  world.run_until(day_one + minutes(1));
  const auto acts = memory.of(RecordKind::stimulus);
  ASSERT_EQ(acts.size(), 2u);
  EXPECT_EQ(acts[0].key, "first");
  for (const Kept& kept : acts) EXPECT_EQ(kept.record.t, day_one + seconds(17));
}

// Commits of three entries each; the fifth is being written when the seat falls.
TEST(Crashes, ATornRecordIsToldApartFromWhatIsWhole) {
  std::size_t restarts = 0, whole = 0, broken = 0;
  std::vector<std::string> torn;
  auto writer = seat_of("writer", nullptr);
  writer.factory = [&](const SeatConfig&) {
    return std::make_unique<Scripted>([&](const Event& event, Io& io) {
      if (std::holds_alternative<Started>(event))
        for (int i = 0; i < 10; ++i) {
          Commit made;
          for (const char* part : {"a", "b", "c"}) made.entries.push_back({std::to_string(i) + part, order("x")});
          made.effects.push_back({"sales_order.create", std::to_string(i), order("x"), {}});
          io.commit(std::move(made));
        }
      const auto* recovered = std::get_if<Recovered>(&event);
      if (recovered == nullptr) return;
      ++restarts;
      whole = recovered->entries->size();
      if (recovered->torn == nullptr) return;
      for (const Entry& entry : *recovered->torn) {
        torn.push_back(entry.key);
        if (entry.value.bytes() != nullptr) ++broken;
      }
    });
  };
  for (std::uint64_t seed = 1; seed <= 20; ++seed) {
    WorldSpec spec = world_of({writer});
    spec.seed = seed;
    CrashSpec crash = crash_of(0, 5, false);
    crash.torn = true;
    spec.crashes = {crash};
    torn.clear();
    restarts = whole = broken = 0;
    const Ran ran = run(std::move(spec));
    EXPECT_EQ(restarts, 1u);
    EXPECT_EQ(whole, 12u) << "four commits, and nothing of the fifth";
    EXPECT_EQ(ran.memory.count(RecordKind::effect), 4u);
    ASSERT_FALSE(torn.empty());
    EXPECT_LE(torn.size(), 3u);
    EXPECT_EQ(torn.front(), "4a");
    EXPECT_EQ(broken, 1u) << "the last entry is broken off";
    EXPECT_EQ(ran.memory.of(RecordKind::crash)[0].detail, "while a commit was written");
  }
}

TEST(Crashes, ATornRecordIsGoneWithTheRestartThatSawIt) {
  std::vector<bool> seen;
  auto writer = seat_of("writer", nullptr);
  writer.factory = [&](const SeatConfig&) {
    return std::make_unique<Scripted>([&](const Event& event, Io& io) {
      if (const auto* recovered = std::get_if<Recovered>(&event)) seen.push_back(recovered->torn != nullptr);
      if (std::holds_alternative<Started>(event) || std::holds_alternative<Recovered>(event))
        io.commit({{{"k", order("x")}}, {}, {}});
    });
  };
  WorldSpec spec = world_of({writer});
  CrashSpec tears = crash_of(0, 1, false), later = crash_of(0, 2, true);
  tears.torn = true;
  later.id = "later";
  spec.crashes = {tears, later};
  run(std::move(spec));
  EXPECT_EQ(seen, (std::vector{true, false}));
}

TEST(Crashes, HealingBringsEveryoneBackAndEndsAiming) {
  Memory memory;
  WorldSpec spec = protocol();
  CrashSpec crash;
  crash.id = "fall";
  crash.seat = 1;
  crash.every = 2;
  crash.back_after = days(30);
  spec.crashes = {crash};
  VirtualWorld world(std::move(spec), memory);
  world.start();
  world.run_until(day_one + hours(1));
  EXPECT_EQ(memory.count(RecordKind::recover), 0u);
  world.heal();
  EXPECT_EQ(memory.count(RecordKind::recover), 1u);
  world.run_until(day_one + hours(2));
  EXPECT_EQ(memory.count(RecordKind::crash), 1u);
  EXPECT_EQ(memory.count(RecordKind::effect), static_cast<std::size_t>(work));
  world.run_until(day_one + days(40));
  EXPECT_EQ(memory.count(RecordKind::recover), 1u) << "the restart that was planned finds it up";
}

}  // namespace
}  // namespace drydock
