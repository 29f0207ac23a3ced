// Requests of our own actors: what a caller hears and what is recorded, whoever sits at the far end.
#include <gtest/gtest.h>

#include "tests/harness/live/rude_peer.hpp"
#include "tests/harness/live/small_live_world.hpp"

namespace drydock::live {
namespace {

using namespace testing;

std::size_t place_of(const Memory& memory, RecordKind kind) {
  for (std::size_t i = 0; i < memory.all.size(); ++i)
    if (memory.all[i].record.kind == kind) return i;
  return memory.all.size();
}

// Two calls with one key, the second when the first has its answer.
void calls_twice(const Event& event, Io& io, bool with_key) {
  const Headers ids = with_key ? headers("O-1") : Headers{};
  if (std::holds_alternative<Started>(event)) io.request(1, order("O-1"), seconds(30), ids);
  const auto* replied = std::get_if<Replied>(&event);
  if (replied != nullptr && replied->id.counter == 1) io.request(1, order("O-1"), seconds(30), ids);
}

FaultSpec slow(Duration by) { return fault_on_link("latency", {{"fixed", {by}}}); }

TEST(LiveCalls, ACopyArrivesWithTheSameKeyAndItsAnswerIsIgnored) {
  SmallLiveWorld world({seat("shop", caller(1, 1)), seat("erp", agreeable)});
  world.start({fault_on_link("duplicate", {{"within", {milliseconds(1)}}})});
  ASSERT_TRUE(world.reaches(
      [&] { return world.memory.count(RecordKind::ok) == 1 && world.memory.count(RecordKind::late) == 1; }));
  const auto requests = world.memory.of(RecordKind::request);
  ASSERT_EQ(requests.size(), 2U);
  EXPECT_EQ(requests[0].idempotency, "O-0/idem");
  EXPECT_EQ(requests[1].idempotency, "O-0/idem");
  EXPECT_NE(requests[0].record.request, requests[1].record.request);
  EXPECT_EQ(world.world().fired().at("duplicate"), 1);
}

TEST(LiveCalls, ACopyIsSentToTheRealThingToo) {
  RudePeer peer({{accepted_bytes()}, {accepted_bytes()}});
  SmallLiveWorld world({seat("shop", caller(1, 1)), seat("erp", idle)}, peer.port());
  world.start({fault_on_link("duplicate", {{"within", {milliseconds(1)}}})});
  ASSERT_TRUE(world.reaches(
      [&] { return world.memory.count(RecordKind::ok) == 1 && world.memory.count(RecordKind::late) == 1; }));
  EXPECT_EQ(peer.connections(), 2);
  EXPECT_EQ(world.memory.count(RecordKind::request), 2U);
}

void expect_late_arrival(const Memory& memory) {
  ASSERT_EQ(memory.count(RecordKind::info), 1U);
  EXPECT_EQ(memory.of(RecordKind::info).front().detail, "deadline");
  EXPECT_LT(place_of(memory, RecordKind::info), place_of(memory, RecordKind::request));
  EXPECT_LT(place_of(memory, RecordKind::request), place_of(memory, RecordKind::late));
  EXPECT_EQ(memory.count(RecordKind::ok), 0U);
}

TEST(LiveCalls, ADelayBeyondTheDeadlineIsATimeoutAndALateArrival) {
  SmallLiveWorld world({seat("shop", caller(1, 1, milliseconds(50))), seat("erp", agreeable)});
  world.start({slow(milliseconds(500))});
  ASSERT_TRUE(world.reaches([&] { return world.memory.count(RecordKind::late) == 1; }));
  expect_late_arrival(world.memory);
}

TEST(LiveCalls, ADelayTowardsTheRealThingIsTheCallersTimeToo) {
  RudePeer peer({{accepted_bytes()}});
  SmallLiveWorld world({seat("shop", caller(1, 1, seconds(1))), seat("erp", idle)}, peer.port());
  world.start({slow(milliseconds(1500))});
  ASSERT_TRUE(world.reaches([&] { return world.memory.count(RecordKind::late) == 1; }));
  expect_late_arrival(world.memory);
}

TEST(LiveCalls, AMalformedAnswerIsTheContractsMatterAndNoCrash) {
  RudePeer peer({{"\x16\x03\x01 not http at all\r\n\r\n"}, {"HTTP/1.1 200 OK\r\nContent-Length: 99999999\r\n\r\n"}});
  SmallLiveWorld world({seat("shop", caller(1, 2)), seat("erp", idle)}, peer.port());
  world.start();
  ASSERT_TRUE(world.reaches([&] { return world.memory.count(RecordKind::info) == 2; }));
  for (const auto& info : world.memory.of(RecordKind::info)) EXPECT_EQ(info.detail.substr(0, 11), "malformed: ");
  ASSERT_EQ(world.memory.count(RecordKind::violation), 2U);
  EXPECT_EQ(world.memory.of(RecordKind::violation).front().record.from, 1);
  EXPECT_EQ(world.memory.count(RecordKind::crash), 0U);
  EXPECT_EQ(world.world().counts().malformed, 2);
}

TEST(LiveCalls, ADeadKeptConnectionIsNoCrashWithAKeyAndAnotherTry) {
  RudePeer peer({{accepted_bytes(), RudePeer::close_after_request}, {accepted_bytes()}});
  SmallLiveWorld world(
      {seat("shop", [](const Event& event, Io& io) { calls_twice(event, io, true); }), seat("erp", idle)}, peer.port());
  world.start();
  ASSERT_TRUE(world.reaches([&] { return world.memory.count(RecordKind::ok) == 2; }));
  EXPECT_EQ(world.memory.count(RecordKind::crash), 0U);
}

TEST(LiveCalls, ADeadKeptConnectionIsNoCrashWithoutAKeyEither) {
  RudePeer peer({{accepted_bytes(), RudePeer::close_after_request}});
  SmallLiveWorld world(
      {seat("shop", [](const Event& event, Io& io) { calls_twice(event, io, false); }), seat("erp", idle)},
      peer.port());
  world.start();
  ASSERT_TRUE(world.reaches([&] { return world.memory.count(RecordKind::info) == 1; }));
  EXPECT_EQ(world.memory.of(RecordKind::info).front().detail, "reset");
  EXPECT_EQ(world.memory.count(RecordKind::crash), 0U);
}

TEST(LiveCalls, AFreshConnectionThatBreaksIsACrash) {
  RudePeer peer({{RudePeer::close_after_request}});
  SmallLiveWorld world({seat("shop", caller(1, 1)), seat("erp", idle)}, peer.port());
  world.start();
  ASSERT_TRUE(world.reaches([&] { return world.memory.count(RecordKind::info) == 1; }));
  EXPECT_EQ(world.memory.count(RecordKind::crash), 1U);
}

TEST(LiveCalls, AnIdThatWouldInjectAHeaderArrivesAsItWas) {
  const std::string key = "a\r\nauthorization: b";
  SmallLiveWorld world({seat("shop", caller(1, 1, seconds(30), key)), seat("erp", agreeable)});
  world.start();
  ASSERT_TRUE(world.reaches([&] { return world.memory.count(RecordKind::ok) == 1; }));
  EXPECT_EQ(world.memory.of(RecordKind::request).front().idempotency, key + "0/idem");
}

TEST(LiveCalls, AnIdThatIsTooLongIsNotSentAndSaid) {
  SmallLiveWorld world({seat("shop", caller(1, 1, seconds(30), std::string(2000, 'x'))), seat("erp", agreeable)});
  world.start();
  ASSERT_TRUE(world.reaches([&] { return world.memory.count(RecordKind::fail) == 1; }));
  EXPECT_EQ(world.memory.of(RecordKind::fail).front().detail,
            "unsendable: header correlation-id has 2001 bytes; at most 1024 are sent");
  EXPECT_EQ(world.memory.count(RecordKind::request), 0U);
}

TEST(LiveCalls, AttemptsAreCountedTheSameAtBothEnds) {
  SmallLiveWorld world(
      {seat("shop", [](const Event& event, Io& io) { calls_twice(event, io, true); }), seat("erp", agreeable)});
  world.start();
  ASSERT_TRUE(world.reaches([&] { return world.memory.count(RecordKind::ok) == 2; }));
  for (const RecordKind kind : {RecordKind::call, RecordKind::request, RecordKind::ok}) {
    EXPECT_EQ(world.memory.of(kind)[0].record.attempt, 1U);
    EXPECT_EQ(world.memory.of(kind)[1].record.attempt, 2U);
  }
}

}  // namespace
}  // namespace drydock::live
