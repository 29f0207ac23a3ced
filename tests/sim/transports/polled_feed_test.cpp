// The feed by itself, and read over a link of the virtual world (sim/world/feeds.cpp).
#include "sim/transports/polled_feed.hpp"

#include <gtest/gtest.h>

#include "contracts/envelope.hpp"

#include "tests/sim/small_world.hpp"

namespace drydock {
namespace {

using namespace drydock::testing;

// A clock that the test turns, and what becomes of the next entry.
class Host : public CourierHost {
 public:
  Instant now() const override { return clock; }
  Duration attempt(DeliveryAttempt) override {
    ADD_FAILURE() << "a feed pushes nothing";
    return {};
  }
  void wake(Instant at, std::uint64_t value) override { woken.emplace_back(at, value); }
  FeedFate enters(const std::shared_ptr<const Publication>&) override { return std::exchange(next, {}); }
  Instant clock = day_one;
  FeedFate next;
  std::vector<std::pair<Instant, std::uint64_t>> woken;
};

class FeedTest : public ::testing::Test {
 protected:
  Host host;
  PolledFeed feed{ChannelSpec{}, "wms-east", host};

  void write(const std::string& id, FeedFate fate = {}) {
    host.next = fate;
    feed.publish(placed(id));
    host.clock = host.clock + seconds(1);
  }
  static std::vector<std::string> ids(const std::vector<PolledFeed::Handed>& some) {
    std::vector<std::string> ids;
    for (const PolledFeed::Handed& one : some) ids.push_back(one.event->subject);
    return ids;
  }
  std::vector<std::string> read(const FeedRead& asked, int drift = 0) {
    feed.passed(asked);
    return ids(feed.arrived(asked, feed.cut(asked, drift).numbers));
  }
};
using Ids = std::vector<std::string>;

TEST_F(FeedTest, IsReadByStampPageByPage) {
  for (const char* id : {"A", "B", "C"}) write(id);
  const PolledFeed::Cut first = feed.cut({std::nullopt, 0, 2}, 0);
  EXPECT_TRUE(first.page.more);
  EXPECT_EQ(first.page.as_of, host.clock);
  EXPECT_EQ(first.page.entries.at(1).recorded_at, day_one + seconds(1));
  EXPECT_EQ(read({std::nullopt, 0, 2}), (Ids{"A", "B"}));
  EXPECT_EQ(read({std::nullopt, 2, 2}), (Ids{"C"}));
  EXPECT_EQ(read({day_one + seconds(1), 0, 9}), (Ids{"B", "C"})) << "the moment itself is included";
  EXPECT_TRUE(read({day_one + seconds(9), 0, 9}).empty());
}

TEST_F(FeedTest, AnEntryIsTheEventAsAWebhookWouldBringIt) {
  write("A");
  const ReadEvent event = read_event(feed.cut({std::nullopt, 0, 1}, 0).page.entries.at(0).event);
  ASSERT_TRUE(event) << event.error;
  EXPECT_EQ(event.envelope.id, "A/placed");
  EXPECT_EQ(event.envelope.source, "/seats/wms-east");
}

TEST_F(FeedTest, WhatIsCommittedLateAppearsBehindWhatWasRead) {
  write("late", {std::nullopt, seconds(20)});
  write("B");
  EXPECT_EQ(read({std::nullopt, 0, 9}), (Ids{"B"}));
  ASSERT_EQ(host.woken.size(), 1u);
  EXPECT_EQ(host.woken[0].first, day_one + seconds(20));
  EXPECT_EQ(feed.backlog(), 2u);
  feed.woken(host.woken[0].second);
  EXPECT_EQ(read({std::nullopt, 0, 9}), (Ids{"late", "B"}));
}

TEST_F(FeedTest, APageMayDriftEitherWay) {
  for (const char* id : {"A", "B", "C", "D", "E"}) write(id);
  EXPECT_EQ(read({std::nullopt, 2, 2}, 1), (Ids{"D", "E"}));
  read({std::nullopt, 0, 2});  // a reading that begins anew is not shifted any more
  EXPECT_EQ(read({std::nullopt, 2, 2}, -1), (Ids{"B", "C"}));
}

TEST_F(FeedTest, WhoReadsOnHasAccepted) {
  for (const char* id : {"A", "B", "C"}) write(id);
  const FeedRead first{std::nullopt, 0, 2};
  read(first);
  EXPECT_TRUE(feed.passed(first).empty()) << "the same question again";
  EXPECT_EQ(ids(feed.passed({std::nullopt, 2, 2})), (Ids{"A", "B"})) << "the page after";
  EXPECT_EQ(feed.backlog(), 1u);
  EXPECT_EQ(ids(feed.passed({day_one + seconds(1), 0, 2})), Ids{}) << "C may still be on the page";
}

TEST_F(FeedTest, WhoReadsPastAnEntryHasAcceptedItUnseen) {
  write("late", {std::nullopt, seconds(20)});
  write("B");
  read({std::nullopt, 0, 9});
  const FeedRead after{day_one + seconds(1) + microseconds(1), 0, 9};
  EXPECT_EQ(ids(feed.passed(after)), (Ids{"B"})) << "what is not committed cannot be passed";
  feed.woken(host.woken.at(0).second);
  const auto passed = feed.passed(after);
  EXPECT_EQ(ids(passed), (Ids{"late"}));
  EXPECT_EQ(passed[0].delivery_id, "");
  EXPECT_EQ(feed.backlog(), 0u);
}

TEST_F(FeedTest, APageThatFellWithItsReaderIsNotAccepted) {
  write("A");
  read({std::nullopt, 0, 9});
  feed.subscriber_down();
  EXPECT_TRUE(feed.passed({day_one, 0, 9}).empty());
  const auto again = feed.arrived({day_one, 0, 9}, feed.cut({day_one, 0, 9}, 0).numbers);
  EXPECT_EQ(again.at(0).delivery_id, "A/placed~2") << "a redelivery";
  EXPECT_EQ(ids(feed.passed({day_one + microseconds(1), 0, 9})), (Ids{"A"}));
}

TEST_F(FeedTest, WhatWasAcceptedIsKeptForADay) {
  write("A");
  write("B");
  read({day_one, 0, 9});
  feed.passed({day_one + seconds(1), 0, 9});
  host.clock = day_one + hours(25);
  write("C");
  EXPECT_EQ(read({std::nullopt, 0, 9}), (Ids{"C"})) << "two old ones were accepted";
}

TEST_F(FeedTest, WhatWasNotAcceptedIsKept) {
  write("A");
  host.clock = day_one + hours(25);
  write("B");
  EXPECT_EQ(read({std::nullopt, 0, 9}), (Ids{"A", "B"}));
}

// --- over a link

// Asks once a second, for all that was stamped since it last asked.
Behaviour poller(SeatIndex at) {
  auto since = std::make_shared<std::optional<Instant>>();
  return [=](const Event& event, Io& io) {
    if (std::holds_alternative<Started>(event)) io.arm(seconds(1), 1);
    if (std::holds_alternative<TimerFired>(event))
      io.request(at, Payload::of(FeedRead{*since, 0, 100}), seconds(5), headers("poll"));
    const auto* replied = std::get_if<Replied>(&event);
    if (replied == nullptr) return;
    if (const auto* page = replied->reply.body.as<FeedPage>()) *since = page->as_of;
    io.arm(seconds(1), 1);
  };
}

TEST(FeedWorld, APageIsARequestAndItsEventsAreDelivered) {
  WorldSpec spec = world_of({seat("shop", publisher(3)), seat("pipeline", poller(0))});
  spec.channels.push_back({0, 1, Transport::feed});
  const Ran ran = run(std::move(spec), seconds(10));
  EXPECT_EQ(ran.fired.size(), 0u);
  const auto delivered = ran.memory.of(RecordKind::deliver);
  ASSERT_EQ(delivered.size(), 3u);
  EXPECT_EQ(delivered[0].delivery, "O-0/placed~1");
  EXPECT_EQ(delivered[0].record.from, 0);
  EXPECT_EQ(delivered[0].record.to, 1);
  const auto acked = ran.memory.of(RecordKind::ack);
  ASSERT_EQ(acked.size(), 3u);
  EXPECT_EQ(acked[0].id, "O-0/placed");
  EXPECT_EQ(acked[0].record.from, 1);
  EXPECT_GT(acked[0].record.t, delivered[0].record.t);
  EXPECT_GE(ran.memory.count(RecordKind::call), 7u);
  EXPECT_EQ(ran.memory.of(RecordKind::request).size(), ran.memory.of(RecordKind::reply).size());
}

TEST(FeedWorld, FaultsOnTheLinkHitTheReading) {
  WorldSpec spec = world_of({seat("shop", publisher(3)), seat("pipeline", poller(0))});
  spec.channels.push_back({0, 1, Transport::feed});
  spec.faults = {fault("lost", "lose", 1, 0)};
  spec.faults[0].target.leg = LegKind::reply;
  spec.faults[0].dose.nth = 1;
  const Ran ran = run(std::move(spec), seconds(4));
  EXPECT_EQ(ran.memory.count(RecordKind::reply), 1u);
  EXPECT_EQ(ran.memory.count(RecordKind::deliver), 0u) << "a page that is lost delivers nothing";
}

TEST(FeedWorld, AReadingThatMakesNoSenseIsRefused) {
  WorldSpec spec = world_of({seat("shop", publisher(3)), seat("pipeline", [](const Event& event, Io& io) {
                               if (std::holds_alternative<Started>(event))
                                 io.request(0, Payload::of(FeedRead{{}, 0, 0}), seconds(5), headers("poll"));
                             })});
  spec.channels.push_back({0, 1, Transport::feed});
  const Ran ran = run(std::move(spec), seconds(4));
  ASSERT_EQ(ran.memory.count(RecordKind::ok), 1u);
  EXPECT_EQ(ran.memory.of(RecordKind::ok)[0].record.status, 400);
}

TEST(FeedWorld, WithoutAFeedTheSeatItselfIsAsked) {
  WorldSpec spec = world_of({seat("shop", agreeable), seat("pipeline", poller(0))});
  spec.channels.push_back({0, 1});
  const Ran ran = run(std::move(spec), milliseconds(1500));
  ASSERT_EQ(ran.memory.count(RecordKind::ok), 1u);
  EXPECT_NE(ran.memory.of(RecordKind::ok)[0].body.as<Accepted>(), nullptr);
}

}  // namespace
}  // namespace drydock
