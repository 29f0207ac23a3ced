#include "mocks/common/desk.hpp"

#include <gtest/gtest.h>

#include <set>

#include "contracts/canonical/order.hpp"
#include "contracts/canonical/stock.hpp"
#include "contracts/canonical/token.hpp"
#include "contracts/canonical/views.hpp"
#include "mocks/common/publish.hpp"
#include "tests/support/write_check.hpp"

namespace drydock {
namespace {

using testing::ask;
using testing::code_of;
using testing::FakeSeat;

// Counts what it booked, and says so when asked for orders.
class Counter : public Desk {
 public:
  using Desk::Desk;

 private:
  Outcome serve(const Received& received, Io&) override {
    if (const auto* order = received.body.as<SalesOrderCreate>()) {
      if (order->lines.empty()) return problem(422, "no_lines", "");
      ++booked_;
      Commit commit;
      add_effect(commit, received);
      return Write{std::move(commit), 201, order->order_id, "booked"};
    }
    if (received.body.as<OrderList>() != nullptr) {
      OrderListResult result;
      result.orders.push_back({"all", "", booked_, 0, 0, {}});
      return Reply{200, Payload::of(result), {}};
    }
    return unknown_operation(received);
  }
  std::int64_t booked_ = 0;
};

FakeSeat seat_with(Limits limits = {}) {
  FakeSeat seat([limits](const SeatConfig&) { return std::make_unique<Counter>(limits); }, "erp",
                {{"erp", "erp"}, {"pipeline", "pipeline"}});
  seat.start();
  return seat;
}

SalesOrderCreate order(const std::string& id) { return {id, {}, {{"1", "I-1", 1, {}}}}; }

TEST(Desk, KeepsTheFourBehavioursOfAnIdempotencyKey) {
  FakeSeat seat = seat_with();
  testing::check_write(seat, order("O-1"), order("O-2"), "O-1");
}

TEST(Desk, AKeyBelongsToItsOperationAndARefusalIsNotRemembered) {
  FakeSeat seat = seat_with();
  SalesOrderCreate empty{"O-1", {}, {}};
  EXPECT_EQ(testing::refusal(seat, empty, "k"), "422 no_lines");
  EXPECT_EQ(ask(seat, order("O-1"), "k").status, 201);
}

TEST(Desk, RefusesWhatItCannotRead) {
  FakeSeat seat = seat_with();
  const RequestId id = seat.call_payload(message_of<SalesOrderCreate>(), Payload::raw("{\"order_id\": 7"), "k");
  EXPECT_EQ(seat.reply_to(id)->status, 400);
  EXPECT_EQ(code_of(seat.reply_to(id)), "malformed_body");
  EXPECT_EQ(ask(seat, order("O-1"), "k").status, 201) << "intact it is taken";
}

TEST(Desk, RefusesWhatItDoesNotServe) {
  FakeSeat seat = seat_with();
  EXPECT_EQ(testing::refusal(seat, StockList{}), "404 unknown_operation");
}

TEST(Desk, GivesEachClientTokensOfItsOwn) {
  FakeSeat seat = seat_with();
  std::set<std::string> tokens;
  for (int n = 0; n < 2; ++n) tokens.insert(ask(seat, TokenCreate{"pipeline"}).body.as<AccessToken>()->access_token);
  seat.crash();
  tokens.insert(ask(seat, TokenCreate{"pipeline"}).body.as<AccessToken>()->access_token);
  EXPECT_EQ(tokens.size(), 3u) << "never the same twice, also after a restart";
}

TEST(Desk, SettlesDeliveriesItNeverSubscribedTo) {
  FakeSeat seat = seat_with();
  const RequestId id = seat.deliver_data(WmsAdjusted{}, "M-1/adjusted", "pipeline");
  ASSERT_NE(seat.settlement_of(id), nullptr);
  EXPECT_EQ(seat.settlement_of(id)->status, 404);
}

TEST(Desk, AReadWaitsUntilWhatItShowsIsDurable) {
  FakeSeat seat = seat_with();
  seat.call(order("O-1"), "O-1");
  const RequestId read = seat.call(OrderList{});
  EXPECT_EQ(seat.reply_to(read), nullptr);
  seat.settle();
  ASSERT_NE(seat.reply_to(read), nullptr);
  EXPECT_EQ(seat.reply_to(read)->body.as<OrderListResult>()->orders[0].quantity_ordered, 1);
}

TEST(Desk, AnswersInTheOrderOfCommits) {
  FakeSeat seat = seat_with();
  const RequestId first = seat.call(order("O-1"), "O-1");
  const RequestId second = seat.call(order("O-2"), "O-2");
  seat.make_durable();
  EXPECT_NE(seat.reply_to(first), nullptr);
  EXPECT_EQ(seat.reply_to(second), nullptr);
}

TEST(Desk, TheCapCountsWhatIsReceivedAndNotAnswered) {
  FakeSeat seat = seat_with({2, milliseconds(200), seconds(1)});
  const RequestId first = seat.call(order("O-1"), "O-1");
  seat.call(order("O-2"), "O-2");
  const RequestId third = seat.call(order("O-3"), "O-3");
  ASSERT_NE(seat.reply_to(third), nullptr);
  EXPECT_EQ(seat.reply_to(third)->status, 429);
  EXPECT_EQ(code_of(seat.reply_to(third)), "concurrency_limit");
  EXPECT_EQ(seat.reply_to(third)->retry_after, seconds(1));

  seat.pass(milliseconds(199));
  EXPECT_EQ(seat.reply_to(first), nullptr) << "it is being worked on";
  EXPECT_EQ(code_of(seat.reply_to(seat.call(order("O-1"), "O-1"))), "concurrency_limit");
  seat.pass(milliseconds(1));
  EXPECT_EQ(seat.reply_to(first)->status, 201);
  const RequestId again = seat.call(order("O-3"), "O-3");
  seat.pass(milliseconds(200));
  EXPECT_EQ(seat.reply_to(again)->status, 201) << "the slots are free again";
}

TEST(Desk, WhoIsNotMeteredTakesNoPlaceAndNoTime) {
  FakeSeat seat = seat_with({1, milliseconds(200), seconds(1)});
  const RequestId first = seat.call(order("O-1"), "O-1");
  seat.unmetered = true;
  const RequestId look = seat.call(OrderList{});
  ASSERT_NE(seat.reply_to(look), nullptr) << "it waits for nobody";
  EXPECT_EQ(seat.reply_to(look)->status, 200);
  seat.unmetered = false;
  seat.pass(milliseconds(200));
  EXPECT_EQ(seat.reply_to(first)->status, 201);
  const RequestId second = seat.call(order("O-2"), "O-2");
  seat.pass(milliseconds(200));
  EXPECT_EQ(seat.reply_to(second)->status, 201) << "the one place is free again";
}

TEST(Desk, AQuotaIsOfAMinuteOfTheClockAndSaysWhenTheNextBegins) {
  Limits limits;
  limits.quota = 2;
  FakeSeat seat = seat_with(limits);
  const std::int64_t minute = minutes(1).us;
  seat.pass(Duration{minute - seat.io.clock.us % minute});
  EXPECT_EQ(ask(seat, order("O-1"), "O-1").status, 201);
  EXPECT_EQ(ask(seat, order("O-1"), "O-1").status, 201) << "an answer that is given again counts too";
  seat.pass(seconds(50));
  const RequestId third = seat.call(order("O-2"), "O-2");
  EXPECT_EQ(code_of(seat.reply_to(third)), "quota_used_up");
  EXPECT_EQ(seat.reply_to(third)->retry_after, Duration{minute - seat.io.clock.us % minute});
  seat.pass(*seat.reply_to(third)->retry_after - microseconds(1));
  EXPECT_EQ(seat.reply_to(seat.call(order("O-2"), "O-2"))->status, 429);
  seat.pass(microseconds(1));
  EXPECT_EQ(ask(seat, order("O-2"), "O-2").status, 201);
}

TEST(Desk, ARequestAtWorkIsInProgress) {
  FakeSeat seat = seat_with({0, milliseconds(200), seconds(1)});
  seat.call(order("O-1"), "O-1");
  EXPECT_EQ(code_of(seat.reply_to(seat.call(order("O-1"), "O-1"))), "in_progress");
  EXPECT_EQ(code_of(seat.reply_to(seat.call(order("O-2"), "O-1"))), "idempotency_key_reused");
}

TEST(Desk, KnowsAKeyForADayAndNoLonger) {
  FakeSeat seat = seat_with();
  ASSERT_EQ(ask(seat, order("O-1"), "O-1").status, 201);
  seat.crash();
  seat.pass(hours(23));
  EXPECT_EQ(code_of(seat.reply_to(seat.call(order("O-2"), "O-1"))), "idempotency_key_reused");
  const auto entries = [&] { return seat.journal.size(); };
  const std::size_t before = entries();
  seat.pass(hours(1));
  ASSERT_EQ(ask(seat, order("O-3"), "O-3").status, 201);
  EXPECT_EQ(entries(), before) << "one came, one went";
  EXPECT_EQ(ask(seat, order("O-2"), "O-1").status, 201) << "it is a new write";
}

TEST(Desk, StopsWhenItsLedgerCannotBeWritten) {
  FakeSeat seat = seat_with({0, milliseconds(200), seconds(1)});
  const RequestId first = seat.call(order("O-1"), "O-1");
  seat.io.clock = seat.io.clock + milliseconds(200);
  const testing::ArmedTimer due = seat.io.timers.front();
  seat.io.timers.clear();
  seat.give(TimerFired{due.id, due.tag});
  const RequestId at_work = seat.call(order("O-2"), "O-2");
  ASSERT_TRUE(seat.fail_commit());
  EXPECT_EQ(code_of(seat.reply_to(first)), "ledger_unavailable");
  seat.pass(seconds(1));
  EXPECT_EQ(code_of(seat.reply_to(at_work)), "ledger_unavailable");
  EXPECT_EQ(code_of(seat.reply_to(seat.call(OrderList{}))), "ledger_unavailable");
  seat.crash();
  const RequestId again = seat.call(order("O-1"), "O-1");
  seat.pass(seconds(1));
  EXPECT_EQ(seat.reply_to(again)->status, 201) << "nothing had become of the first";
}

}  // namespace
}  // namespace drydock
