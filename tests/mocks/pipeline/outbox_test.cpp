// Calls: bounded, in lanes, tried again under one key, held by the breaker, and put aside when nothing helps.
#include <gtest/gtest.h>

#include "tests/mocks/pipeline/enterprise.hpp"

namespace drydock::testing {
namespace {

std::vector<Stock> plenty() { return {{"A", "wms-east", 1'000'000, 0, 0}, {"A", "wms-west", 1'000'000, 0, 0}}; }

// Brings what is asked of one seat to an end with `answer`; everything else is answered as it should be.
void run_against(Enterprise& e, const std::string& seat, const std::function<void(const SentRequest&)>& answer) {
  e.down.insert(seat);
  for (int round = 0; round < 50; ++round) {
    e.run();
    const auto requests = e.seat.io.requests;
    bool any = false;
    for (const SentRequest& sent : requests)
      if (!sent.answered && e.seat.directory()[sent.to].name == seat) {
        any = true;
        answer(sent);
      }
    if (!any) break;
  }
  e.down.erase(seat);
}

Reply refusal(int status, const std::string& code) {
  Problem problem;
  problem.status = status;
  problem.code = code;
  return {status, Payload::of(problem), {}};
}

std::int64_t in_flight(Enterprise& e, const std::string& seat) {
  std::int64_t count = 0;
  for (const SentRequest& sent : e.seat.io.requests)
    if (!sent.answered && e.seat.directory()[sent.to].name == seat) ++count;
  return count;
}

QueueDepth queue(Enterprise& e, const std::string& name) {
  for (const QueueDepth& depth : e.ask<QueueListResult>(QueueList{}).queues)
    if (depth.destination == name) return depth;
  return {};
}

TEST(Outbox, NoCallLeavesBeforeItIsDurable) {
  Enterprise e;
  e.start();
  e.ask<ReservationAnswer>(Enterprise::cart("1", 1), "C-1/1");
  e.seat.deliver_data(Enterprise::order("1", 1), "O-1/placed", "commerce");
  EXPECT_TRUE(e.seat.open<SalesOrderCreate>().empty());
  EXPECT_TRUE(e.seat.open<OutboundOrderCreate>().empty());
  e.seat.make_durable();
  EXPECT_EQ(e.seat.open<SalesOrderCreate>().size(), 1u);
}

TEST(Outbox, NeverMoreInFlightThanTheDestinationTakes) {
  Enterprise e(plenty());
  e.start();
  e.pass(seconds(1));
  e.down = {"erp"};
  for (int n = 1; n <= 20; ++n) e.place(std::to_string(n), 1);
  EXPECT_EQ(in_flight(e, "erp"), 5);
  EXPECT_EQ(queue(e, "erp").waiting, 15);
  EXPECT_EQ(queue(e, "erp").in_flight, 5);
  e.down = {};
  e.run();
  EXPECT_EQ(e.bodies<SalesOrderCreate>().size(), 20u);
  EXPECT_EQ(queue(e, "erp").waiting, 0);
}

TEST(Outbox, OnePlaceOfAPolledSeatIsItsReaders) {
  PipelineSettings settings;
  settings.feeds["erp"] = {};
  Enterprise e(plenty(), settings);
  e.start();
  e.pass(seconds(1));
  e.down = {"erp"};
  for (int n = 1; n <= 20; ++n) e.place(std::to_string(n), 1);
  e.seat.pass(seconds(10));
  EXPECT_EQ(e.seat.open<FeedRead>().size(), 1u);
  EXPECT_EQ(in_flight(e, "erp"), 5) << "with the one who reads the feed";
}

TEST(Outbox, NoMoreInAMinuteThanTheQuotaAndTheRestInTheNext) {
  PipelineSettings settings;
  settings.erp.quota = 8;
  Enterprise e(plenty(), settings);
  e.start();
  const std::int64_t minute = minutes(1).us;
  e.pass(Duration{minute - e.seat.io.clock.us % minute});
  for (int n = 1; n <= 20; ++n) e.place(std::to_string(n), 1);
  EXPECT_EQ(e.bodies<SalesOrderCreate>().size(), 8u);
  e.pass(Duration{minute - e.seat.io.clock.us % minute});
  EXPECT_EQ(e.bodies<SalesOrderCreate>().size(), 16u);
  e.pass(minutes(1));
  EXPECT_EQ(e.bodies<SalesOrderCreate>().size(), 20u);
}

TEST(Outbox, AFullQueueStopsTheIntakeAndLosesNothing) {
  PipelineSettings settings;
  settings.erp.queue = 3;
  Enterprise e(plenty(), settings);
  e.start();
  e.down = {"erp"};
  for (int n = 1; n <= 3; ++n) e.place(std::to_string(n), 1);
  const RequestId refused = e.deliver(Enterprise::order("4", 1), "O-4/placed", "commerce");
  ASSERT_NE(e.seat.settlement_of(refused), nullptr);
  EXPECT_EQ(e.seat.settlement_of(refused)->kind, Settlement::Kind::retry_after);
  EXPECT_EQ(e.seat.settlement_of(refused)->status, 503);
  e.down = {};
  e.run();
  const RequestId taken = e.deliver(Enterprise::order("4", 1), "O-4/placed", "commerce");
  EXPECT_EQ(e.seat.settlement_of(taken)->kind, Settlement::Kind::ack);
  EXPECT_EQ(e.bodies<SalesOrderCreate>().size(), 4u);
}

TEST(Outbox, AnUnreachableSeatConsumesNoAttemptAndIsFoundAgain) {
  Enterprise e(plenty());
  e.start();
  e.down = {"erp"};
  for (int n = 1; n <= 8; ++n) e.place(std::to_string(n), 1);
  for (int minute = 0; minute < 30; ++minute) {
    for (const SentRequest& sent : std::vector<SentRequest>(e.seat.io.requests))
      if (!sent.answered && e.seat.directory()[sent.to].name == "erp")
        e.seat.fail(sent.id, Certainty::definite, "refused");
    EXPECT_LE(in_flight(e, "erp"), 5);
    e.seat.pass(minutes(1));
  }
  // The breaker lets one probe through at a time.
  EXPECT_LE(in_flight(e, "erp"), 1);
  EXPECT_TRUE(e.ask<DeadLetterListResult>(DeadLetterList{}).dead_letters.empty());
  e.down = {};
  e.pass(minutes(1), seconds(1));
  EXPECT_EQ(e.bodies<SalesOrderCreate>().size(), 8u);
  EXPECT_EQ(queue(e, "erp").waiting, 0);
}

TEST(Outbox, OneSeatThatIsAwayHoldsUpNoOther) {
  Enterprise e(plenty());
  e.start();
  e.down = {"carrier-fast"};
  for (int n = 1; n <= 40; ++n) {
    const std::string number = std::to_string(n);
    e.place(number, 1);
    std::int64_t sequence = 0;
    const auto events = life("O-" + number + "-F1", "O-" + number, "wms-east", 1);
    for (const auto& [what, data] : events) {
      const RequestId id = e.seat.deliver(publication("O-" + number + "-F1", what, data, ++sequence), "wms-east");
      e.run();
      ASSERT_EQ(e.seat.settlement_of(id)->kind, Settlement::Kind::ack);
    }
  }
  EXPECT_EQ(e.bodies<InvoiceCreate>().size(), 40u);
  EXPECT_EQ(in_flight(e, "carrier-fast"), 24);
}

TEST(Outbox, TheKeyIsTheSameInEveryAttempt) {
  Enterprise e;
  e.start();
  std::set<std::string> keys;
  int attempts = 0;
  e.down = {"erp"};
  e.place("1", 1);
  for (int n = 0; n < 4; ++n) {
    for (const SentRequest& sent : std::vector<SentRequest>(e.seat.io.requests))
      if (!sent.answered && sent.body.as<SalesOrderCreate>() != nullptr) {
        keys.insert(sent.headers.idempotency_key);
        EXPECT_EQ(sent.headers.correlation_id, "O-1");
        EXPECT_EQ(sent.headers.causation_id, "O-1/placed");
        EXPECT_NE(sent.headers.trace.span, 0u);
        ++attempts;
        e.seat.fail(sent.id);
      }
    e.seat.pass(seconds(10));
  }
  EXPECT_GE(attempts, 3);
  EXPECT_EQ(keys, std::set<std::string>{"O-1"});
}

TEST(Outbox, RetryAfterIsHonoured) {
  Enterprise e;
  e.start();
  e.down = {"erp"};
  e.place("1", 1);
  e.place("2", 1);
  Reply busy = refusal(503, "unavailable");
  busy.retry_after = seconds(30);
  const auto asked = e.seat.open<SalesOrderCreate>();
  e.seat.answer(asked.at(1).id, busy);
  e.seat.pass(seconds(1));
  e.seat.answer(asked.at(0).id, busy);
  e.seat.pass(milliseconds(29'500));
  ASSERT_EQ(e.seat.open<SalesOrderCreate>().size(), 1u) << "half a second after the first was to wait so long";
  EXPECT_EQ(e.seat.open<SalesOrderCreate>()[0].body.as<SalesOrderCreate>()->order_id, "O-2");
}

TEST(Outbox, ADamagedAnswerIsAskedForAgain) {
  Enterprise e;
  e.start();
  e.down = {"erp"};
  e.place("1", 1);
  e.seat.answer(e.seat.open<SalesOrderCreate>()[0].id, Reply{200, Payload::raw("{\"or"), {}});
  e.down = {};
  e.pass(seconds(3));
  EXPECT_EQ(e.bodies<SalesOrderCreate>().size(), 1u);
  EXPECT_TRUE(e.ask<DeadLetterListResult>(DeadLetterList{}).dead_letters.empty());
}

TEST(Outbox, ARefusalIsADeadLetterAtOnceAndReplayedUnderItsKey) {
  Enterprise e;
  e.start();
  e.down = {"erp"};
  e.place("1", 1);
  const SentRequest first = e.seat.open<SalesOrderCreate>()[0];
  e.seat.answer(first.id, refusal(422, "unknown_item"));
  e.run();
  const auto letters = e.ask<DeadLetterListResult>(DeadLetterList{}).dead_letters;
  ASSERT_EQ(letters.size(), 1u);
  EXPECT_EQ(letters[0].reason, "refused");
  EXPECT_EQ(letters[0].destination, "erp");
  EXPECT_EQ(letters[0].message, "sales_order.create");
  EXPECT_EQ(letters[0].message_id, "O-1");
  EXPECT_EQ(letters[0].key, "O-1");
  EXPECT_EQ(letters[0].body, to_json(first.body));
  EXPECT_EQ(letters[0].attempts, 1);
  EXPECT_EQ(letters[0].correlation, "O-1");
  e.down = {};
  e.crash();
  EXPECT_EQ(e.ask<DeadLetterListResult>(DeadLetterList{}).dead_letters, letters);
  EXPECT_EQ(e.ask<ReplayStarted>(ReplayStart{"replay-1", {}}, "replay-1").replayed, 1);
  EXPECT_EQ(e.ask<ReplayStarted>(ReplayStart{"replay-1", {}}, "replay-1").replayed, 1);
  EXPECT_EQ(e.bodies<SalesOrderCreate>().size(), 1u);
  EXPECT_TRUE(e.asked["sales_order.create"].contains("O-1"));
  EXPECT_TRUE(e.ask<DeadLetterListResult>(DeadLetterList{}).dead_letters.empty());
  EXPECT_EQ(e.status(e.call(ReplayStart{"replay-1", {"other"}}, "replay-1")), 422);
}

TEST(Outbox, AttemptsThatASeatAnswersWithAnErrorAreUsedUp) {
  PipelineSettings settings;
  settings.max_attempts = 3;
  settings.breaker.threshold = 100;
  Enterprise e(plenty(), settings);
  e.start();
  e.down = {"erp"};
  e.place("1", 1);
  for (int n = 0; n < 3; ++n) {
    ASSERT_EQ(e.seat.open<SalesOrderCreate>().size(), 1u);
    e.seat.answer(e.seat.open<SalesOrderCreate>()[0].id, refusal(500, "internal"));
    e.seat.pass(minutes(2));
  }
  const auto letters = e.ask<DeadLetterListResult>(DeadLetterList{}).dead_letters;
  ASSERT_EQ(letters.size(), 1u);
  EXPECT_EQ(letters[0].reason, "attempts_exhausted");
  EXPECT_EQ(letters[0].attempts, 3);
}

TEST(Outbox, ARefusedOutboundOrderIsReleasedElsewhere) {
  Enterprise e;
  e.start();
  run_against(e, "wms-east", [&](const SentRequest& sent) { e.answer(sent); });
  e.ask<ReservationAnswer>(Enterprise::cart("1", 2), "C-1/1");
  e.down = {"wms-east"};
  e.deliver(Enterprise::order("1", 2), "O-1/placed", "commerce");
  e.seat.answer(e.seat.open<OutboundOrderCreate>()[0].id, refusal(422, "unknown_item"));
  e.run();
  ASSERT_EQ(e.bodies<OutboundOrderCreate>().size(), 1u);
  EXPECT_EQ(e.bodies<OutboundOrderCreate>()[0].location, "wms-west");
  EXPECT_TRUE(e.ask<DeadLetterListResult>(DeadLetterList{}).dead_letters.empty());
}

TEST(Outbox, APostingForAClosedPeriodIsDatedIntoTheNextUnderAKeyOfItsOwn) {
  Enterprise e;
  e.start();
  e.place("1", 2);
  e.down = {"erp"};
  std::int64_t sequence = 0;
  for (const auto& [what, data] : life("O-1-F1", "O-1", "wms-east", 2))
    e.seat.deliver(publication("O-1-F1", what, data, ++sequence), "wms-east"), e.run();
  const SentRequest goods = e.seat.open<GoodsIssuePost>()[0];
  EXPECT_FALSE(goods.body.as<GoodsIssuePost>()->posting_at);
  e.seat.answer(goods.id, refusal(422, "period_closed"));
  EXPECT_TRUE(e.seat.open<GoodsIssuePost>().empty()) << "not before the other body is durable";
  EXPECT_TRUE(e.seat.open<InvoiceCreate>().empty()) << "it keeps its place before the invoice";
  e.run();
  ASSERT_EQ(e.seat.open<GoodsIssuePost>().size(), 1u);
  const SentRequest again = e.seat.open<GoodsIssuePost>()[0];
  EXPECT_EQ(again.headers.idempotency_key, goods.headers.idempotency_key + "/next-period");
  EXPECT_EQ(again.body.as<GoodsIssuePost>()->posting_at, e.seat.io.clock);
  EXPECT_EQ(again.body.as<GoodsIssuePost>()->shipped_at, goods.body.as<GoodsIssuePost>()->shipped_at);
  e.crash();
  e.run();
  ASSERT_EQ(e.seat.open<GoodsIssuePost>().size(), 1u);
  EXPECT_EQ(e.seat.open<GoodsIssuePost>()[0].body.as<GoodsIssuePost>()->posting_at,
            again.body.as<GoodsIssuePost>()->posting_at)
      << "the same request as before the crash";
  e.down = {};
  e.run();
  EXPECT_EQ(e.bodies<GoodsIssuePost>().size(), 1u);
  EXPECT_EQ(e.bodies<InvoiceCreate>().size(), 1u);
  EXPECT_TRUE(e.ask<DeadLetterListResult>(DeadLetterList{}).dead_letters.empty());
}

TEST(Outbox, WithoutARateThePackageIsPutAsideForAPerson) {
  Enterprise e;
  e.start();
  e.place("1", 1);
  e.down = {"tms"};
  std::int64_t sequence = 0;
  for (const auto& [what, data] : life("O-1-F1", "O-1", "wms-east", 1)) {
    if (what == "shipped") break;
    e.seat.deliver(publication("O-1-F1", what, data, ++sequence), "wms-east");
    e.run();
  }
  e.seat.answer(e.seat.open<RateShop>()[0].id, Reply{200, Payload::of(RateShopResult{"O-1-F1", {}}), {}});
  e.run();
  const auto letters = e.ask<DeadLetterListResult>(DeadLetterList{}).dead_letters;
  ASSERT_EQ(letters.size(), 1u);
  EXPECT_EQ(letters[0].reason, "no_rate");
}

}  // namespace
}  // namespace drydock::testing
