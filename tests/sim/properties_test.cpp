// Properties of small random worlds.
#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include <algorithm>

#include "contracts/codec.hpp"
#include "tests/sim/small_world.hpp"

namespace drydock {
namespace {

using namespace drydock::testing;

// Sends requests over half a minute, and keeps account of every outcome.
struct Account {
  std::map<std::uint64_t, int> asked;      // by request: outcomes heard
  std::map<std::uint64_t, int> strangers;  // outcomes of requests of another life
};
Behaviour careful_caller(Account& account, SeatIndex to, int count) {
  return [&account, to, count, alive = std::map<std::uint64_t, bool>()](const Event& event, Io& io) mutable {
    if (std::holds_alternative<Started>(event) || std::holds_alternative<Recovered>(event)) {
      alive.clear();
      for (int i = 0; i < count; ++i)
        io.arm(milliseconds(io.draw(Purpose::arrival, std::to_string(i)).between(0, 30'000)),
               static_cast<std::uint64_t>(i));
    }
    if (const auto* fired = std::get_if<TimerFired>(&event)) {
      const std::string id = "O-" + std::to_string(fired->tag);
      const RequestId asked = io.request(to, order(id), seconds(5), headers(id));
      account.asked[asked.value()] = 0;
      alive[asked.value()] = true;
    }
    const RequestId* outcome = nullptr;
    if (const auto* replied = std::get_if<Replied>(&event)) outcome = &replied->id;
    if (const auto* failed = std::get_if<Failed>(&event)) outcome = &failed->id;
    if (outcome == nullptr) return;
    ++account.asked[outcome->value()];
    if (!alive.count(outcome->value())) ++account.strangers[outcome->value()];
  };
}

// Answers after a while that is drawn, or never.
Behaviour moody() {
  return [waiting = std::map<std::uint64_t, RequestId>(), events = std::map<std::uint64_t, bool>(),
          next = std::uint64_t{0}](const Event& event, Io& io) mutable {
    if (const auto* received = std::get_if<Received>(&event)) {
      Draw draw =
          io.draw(Purpose::pick, received->headers.correlation_id, received->event ? "event" : "", received->attempt);
      if (draw.chance({1, 10})) return;
      waiting[++next] = received->id;
      events[next] = received->event != nullptr;
      io.arm(milliseconds(draw.between(0, 7000)), next);
    }
    if (const auto* fired = std::get_if<TimerFired>(&event)) {
      if (events[fired->tag]) return io.settle(waiting[fired->tag], Settlement::ack());
      io.reply(waiting[fired->tag], {fired->tag % 5 == 0 ? 500 : 200, {}, std::nullopt});
    }
  };
}

std::vector<FaultSpec> random_faults() {
  std::vector<FaultSpec> faults;
  for (const FaultRow& row : fault_rows()) {
    if (row.make == nullptr || *rc::gen::inRange(0, 3) == 0) continue;
    FaultSpec spec = fault(std::string(row.name), std::string(row.name), 0, 1);
    spec.dose.chance = Ratio{*rc::gen::inRange(1, 60), 100};
    if (row.name == "reorder") spec.parameters["within"] = {seconds(10)};
    if (row.name == "outage" && *rc::gen::arbitrary<bool>()) spec.parameters["mode"] = {std::string("black-hole")};
    faults.push_back(std::move(spec));
  }
  return faults;
}

WorldSpec random_world(Account& account) {
  WorldSpec spec =
      world_of({seat("shop", careful_caller(account, 1, 40)), seat("erp", moody()), seat("wms", publisher(20))});
  spec.seed = *rc::gen::arbitrary<std::uint64_t>();
  spec.seats[1].workers = *rc::gen::inRange(1, 8);
  spec.seats[1].intake = *rc::gen::inRange(0, 8);
  spec.seats[1].service_time = milliseconds(*rc::gen::inRange(0, 300));
  spec.channels.push_back({2, 1, *rc::gen::arbitrary<bool>() ? Transport::webhook : Transport::log});
  spec.faults = random_faults();
  if (*rc::gen::arbitrary<bool>()) {
    CrashSpec crash;
    crash.id = "fall";
    crash.seat = static_cast<SeatIndex>(*rc::gen::inRange(0, 2));
    crash.at = day_one + milliseconds(*rc::gen::inRange(0, 30'000));
    crash.back_after = milliseconds(*rc::gen::inRange(0, 5'000));
    spec.crashes = {crash};
  }
  return spec;
}

RC_GTEST_PROP(World, EveryRequestHasExactlyOneOutcomeInItsLife, ()) {
  Account account;
  const WorldSpec spec = random_world(account);
  const bool caller_falls = !spec.crashes.empty() && spec.crashes[0].seat == 0;
  const Ran ran = run(spec, minutes(10));
  for (const auto& [id, outcomes] : account.asked) {
    if (caller_falls) {
      RC_ASSERT(outcomes <= 1);
    } else {
      RC_ASSERT(outcomes == 1);
    }
  }
  RC_ASSERT(account.strangers.empty());
}

RC_GTEST_PROP(World, TheSamePlanIsTheSameHistory, ()) {
  Account account;
  const WorldSpec spec = random_world(account);
  const Ran first = run(spec, minutes(10));
  const Ran second = run(spec, minutes(10));
  RC_ASSERT(first.hash == second.hash);
  RC_ASSERT(first.counts.events == second.counts.events);
  RC_ASSERT(first.fired == second.fired);
}

RC_GTEST_PROP(World, EveryCallEndsInTheHistoryAsItDidForItsCaller, ()) {
  Account account;
  WorldSpec spec = random_world(account);
  spec.crashes.clear();
  const Ran ran = run(std::move(spec), minutes(10));
  std::map<std::uint64_t, int> calls;
  for (const Kept& kept : ran.memory.of(RecordKind::call)) ++calls[kept.record.request.value()];
  for (const auto& [id, count] : calls) RC_ASSERT(count == 1);
  std::map<std::uint64_t, int> ends;
  for (const RecordKind kind : {RecordKind::ok, RecordKind::fail, RecordKind::info})
    for (const Kept& kept : ran.memory.of(kind)) ++ends[kept.record.request.value()];
  RC_ASSERT(ends == calls);
}

// What a run drew, by what it was for: latencies show as the time between sending and arriving.
std::map<std::string, Duration> drawn(const Ran& ran) {
  std::map<std::string, Instant> sent;
  std::map<std::string, Duration> ways;
  for (const Kept& kept : ran.memory.all) {
    const std::string name = kept.type + " " + kept.key + " " + std::to_string(kept.record.attempt);
    if (kept.record.kind == RecordKind::call) sent[name] = kept.record.t;
    if (kept.record.kind == RecordKind::request) ways["out " + name] = kept.record.t - sent[name];
    if (kept.record.kind == RecordKind::reply) sent[name] = kept.record.t;
    if (kept.record.kind == RecordKind::ok) ways["back " + name] = kept.record.t - sent[name];
    if (kept.record.kind == RecordKind::fault) ways["fault " + kept.fault + " " + name + kept.detail] = {};
  }
  return ways;
}

WorldSpec independent_orders(int left_out, bool with_duplicates, bool with_delays) {
  WorldSpec spec = world_of({seat("shop",
                                  [left_out](const Event& event, Io& io) {
                                    if (!std::holds_alternative<Started>(event)) return;
                                    for (int i = 0; i < 200; ++i) {
                                      const std::string id = "O-" + std::to_string(i);
                                      if (i != left_out) io.request(1, order(id), minutes(30), headers(id));
                                    }
                                  }),
                             seat("erp", agreeable)});
  spec.seats[1].workers = 1000;
  if (with_duplicates) spec.faults.push_back(fault("gone", "lose", 0, 1));
  if (with_delays)
    spec.faults.push_back(fault("slow", "latency", 0, 1, {{"median", {seconds(2)}}, {"p99", {seconds(9)}}}));
  for (FaultSpec& some : spec.faults) some.dose.chance = Ratio{1, 5};
  return spec;
}

TEST(Draws, ARemovedOrderLeavesAllOthersAsTheyWere) {
  auto all = drawn(run(independent_orders(-1, true, true)));
  const auto fewer = drawn(run(independent_orders(77, true, true)));
  for (auto it = all.begin(); it != all.end();)
    it = it->first.find("O-77 ") != std::string::npos ? all.erase(it) : std::next(it);
  EXPECT_EQ(fewer, all);
  EXPECT_GT(fewer.size(), 300u);
}

TEST(Draws, ARemovedFaultLeavesAllOthersAsTheyWere) {
  const auto both = drawn(run(independent_orders(-1, true, true)));
  const auto only_lost = drawn(run(independent_orders(-1, true, false)));
  const auto only_slow = drawn(run(independent_orders(-1, false, true)));
  std::size_t compared = 0;
  for (const auto& [what, way] : both) {
    if (what.find("fault gone") == 0 || what.find("back") == 0) {
      EXPECT_EQ(only_lost.at(what), way) << what;
      ++compared;
    }
    if (what.find("out") == 0) {
      EXPECT_EQ(only_slow.at(what), way) << what;
      ++compared;
    }
  }
  for (const auto& [what, way] : only_lost)
    if (what.find("fault gone") == 0) EXPECT_EQ(both.count(what), 1u);
  EXPECT_GT(compared, 300u);
}

}  // namespace
}  // namespace drydock
