// Events of one fulfilment come in any order, and twice; commits are lost in any place. What comes of them is the same.
#include <gtest/gtest.h>

#include <algorithm>
#include <numeric>

#include "tests/mocks/pipeline/enterprise.hpp"

namespace drydock::testing {
namespace {

// Everything another party or an auditor can see at the end.
struct Outcome {
  std::map<std::string, std::set<std::string>> asked;
  std::string positions;
  std::string reservations;
  std::string orders;
  std::map<std::string, std::int64_t> shop;
  bool operator==(const Outcome&) const = default;
};

template <class Result, class Ask>
std::string view(Enterprise& e, Ask ask) {
  Result result = e.ask<Result>(std::move(ask));
  result.next_cursor.reset();
  if constexpr (requires { result.positions; })
    for (auto& row : result.positions) row.version = 0;
  return to_json(Payload::of(result));
}

Outcome outcome(Enterprise& e) {
  e.pass(seconds(120));
  Outcome seen;
  seen.asked = e.asked;
  seen.asked.erase("availability.set");
  seen.positions = view<PositionListResult>(e, PositionList{});
  seen.reservations = view<ReservationListResult>(e, ReservationList{});
  seen.orders = view<OrderListResult>(e, OrderList{});
  seen.shop = e.shop;
  return seen;
}

std::vector<std::shared_ptr<const Publication>> whole_life(std::int64_t shorted) {
  std::vector<std::shared_ptr<const Publication>> events;
  std::int64_t sequence = 0;
  for (const auto& [what, data] : life("O-1-F1", "O-1", "wms-east", 3, shorted))
    events.push_back(publication("O-1-F1", what, data, ++sequence));
  return events;
}

Outcome played(const std::vector<std::shared_ptr<const Publication>>& events) {
  Enterprise e;
  e.start();
  e.place("1", 3);
  for (const auto& event : events) {
    e.seat.deliver(event, "wms-east");
    e.run();
  }
  return outcome(e);
}

TEST(Fulfilment, EveryOrderOfEventsComesToTheSame) {
  const auto events = whole_life(1);
  const Outcome expected = played(events);
  EXPECT_EQ(expected.asked.at("outbound_order.create").size(), 2u);
  EXPECT_EQ(expected.asked.at("goods_issue.post").size(), 1u);
  EXPECT_EQ(expected.asked.at("inventory.adjust").size(), 1u);
  std::vector<std::size_t> order(events.size());
  std::iota(order.begin(), order.end(), 0u);
  do {
    std::vector<std::shared_ptr<const Publication>> shuffled;
    for (const std::size_t i : order) shuffled.push_back(events[i]);
    shuffled.push_back(events[order.front()]);  // and one of them again
    ASSERT_EQ(played(shuffled).positions, expected.positions);
  } while (std::next_permutation(order.begin(), order.end()));
}

RC_GTEST_PROP(Fulfilment, DuplicatesInAnyOrderChangeNothing, ()) {
  const auto events = whole_life(*rc::gen::inRange<std::int64_t>(0, 3));
  auto picks = *rc::gen::container<std::vector<std::size_t>>(rc::gen::inRange<std::size_t>(0, events.size()));
  for (std::size_t i = 0; i < events.size(); ++i) picks.push_back(i);
  std::vector<std::shared_ptr<const Publication>> told;
  for (const std::size_t pick : picks) told.push_back(events[pick]);
  RC_ASSERT(played(told) == played(events));
}

TEST(Fulfilment, PostingsKeepTheOrderOfTheirEvents) {
  Enterprise e;
  e.start();
  e.place("1", 3);
  auto events = whole_life(1);
  std::reverse(events.begin(), events.end());
  for (const auto& event : events) {
    e.seat.deliver(event, "wms-east");
    e.run();
    if (event != events.back()) EXPECT_TRUE(e.bodies<GoodsIssuePost>().empty());
  }
  std::vector<std::string> erp;
  for (const Payload& body : e.log) {
    if (body.as<InventoryAdjust>() != nullptr) erp.push_back("adjust");
    if (body.as<GoodsIssuePost>() != nullptr) erp.push_back("issue");
    if (body.as<InvoiceCreate>() != nullptr) erp.push_back("invoice");
  }
  EXPECT_EQ(erp, (std::vector<std::string>{"adjust", "issue", "invoice"}));
}

TEST(Fulfilment, AShortPickIsReleasedFromAnotherNodeWithANewPromise) {
  Enterprise e;
  e.start();
  e.place("1", 3);
  const auto events = whole_life(2);
  for (const auto& event : events) {
    e.seat.deliver(event, "wms-east");
    e.run();
  }
  const auto releases = e.bodies<OutboundOrderCreate>();
  ASSERT_EQ(releases.size(), 2u);
  EXPECT_EQ(releases[1].fulfillment_id, "O-1-F2");
  EXPECT_EQ(releases[1].location, "wms-west");
  EXPECT_EQ(releases[1].lines[0].quantity, 2);
  ASSERT_EQ(e.bodies<PromiseUpdate>().size(), 1u);
  EXPECT_GE(e.bodies<PromiseUpdate>()[0].promise.ship_by, releases[1].ship_by);
  EXPECT_EQ(e.position("A", "wms-east").unrestricted, 7);
  EXPECT_EQ(e.position("A", "wms-west").released, 2);
}

TEST(Fulfilment, AShortPickWithNothingElsewhereIsABackorderWithACase) {
  Enterprise e({{"A", "wms-east", 3, 0, 0}, {"A", "wms-west", 0, 0, 0}});
  e.start();
  e.place("1", 3);
  for (const auto& event : whole_life(3)) {
    e.seat.deliver(event, "wms-east");
    e.run();
  }
  ASSERT_EQ(e.bodies<OrderLineBackorder>().size(), 1u);
  EXPECT_EQ(e.bodies<OrderLineBackorder>()[0].quantity, 3);
  EXPECT_FALSE(e.bodies<OrderLineBackorder>()[0].case_id.empty());
  e.run();
  EXPECT_EQ(e.order_view("1").state, "backordered");
  const auto reservations = e.ask<ReservationListResult>(ReservationList{}).reservations;
  EXPECT_EQ(reservations[0].released, 3);
  EXPECT_EQ(reservations[0].live, 0);
}

TEST(Fulfilment, ARejectedOrderGoesToAnotherNodeAndNeverBack) {
  Enterprise e;
  e.start();
  e.place("1", 2);
  e.deliver(WmsOrderRejected{"O-1-F1", "O-1", "wms-east", "closed"}, "O-1-F1/rejected", "wms-east");
  ASSERT_EQ(e.bodies<OutboundOrderCreate>().size(), 2u);
  e.deliver(WmsOrderRejected{"O-1-F2", "O-1", "wms-west", "closed"}, "O-1-F2/rejected", "wms-west");
  EXPECT_EQ(e.bodies<OutboundOrderCreate>().size(), 2u);
  EXPECT_EQ(e.bodies<OrderLineBackorder>().size(), 1u);
  EXPECT_EQ(e.position("A", "wms-east").unrestricted, 10);
  EXPECT_EQ(e.position("A", "wms-east").released, 0);
}

// One order's life with a crash at its n-th commit, before or after it is durable. Deliveries that were not
// acknowledged, and requests that were not answered, come again.
Outcome with_crash(std::size_t at, bool keep, std::size_t& commits) {
  Enterprise e;
  e.seat.start();
  std::size_t done = 0;
  const auto settle = [&] {
    bool more = true;
    while (more) {
      more = false;
      if (!e.seat.io.pending.empty()) {
        more = true;
        if (++done == at) {
          e.crash(keep ? 1 : 0);
        } else {
          e.seat.make_durable();
        }
      }
      for (std::size_t i = 0; i < e.seat.io.requests.size(); ++i)
        if (const SentRequest sent = e.seat.io.requests[i]; !sent.answered) {
          more = true;
          e.answer(sent);
        }
    }
  };
  const auto call = [&](auto body, const std::string& key) {
    for (int attempt = 0; attempt < 20; ++attempt) {
      const RequestId id = e.seat.call(body, key, {}, "commerce");
      settle();
      const Reply* reply = e.seat.reply_to(id);
      if (reply != nullptr && reply->ok()) return;
    }
    FAIL() << "never answered";
  };
  const auto deliver = [&](std::shared_ptr<const Publication> event, const std::string& from) {
    for (int attempt = 0; attempt < 20; ++attempt) {
      const RequestId id = e.seat.deliver(event, from);
      settle();
      const Settlement* settlement = e.seat.settlement_of(id);
      if (settlement != nullptr && settlement->kind == Settlement::Kind::ack) return;
    }
    FAIL() << "never acknowledged";
  };
  settle();
  call(Enterprise::cart("1", 3), "C-1/1");
  call(ReservationConfirm{"R-1-1", "O-1"}, "R-1-1");
  deliver(publication("O-1", "placed", Payload::of(Enterprise::order("1", 3)), 1), "commerce");
  for (const auto& event : whole_life(1)) deliver(event, "wms-east");
  std::int64_t sequence = 0;
  for (const auto& [what, data] : life("O-1-F2", "O-1", "wms-west", 1))
    deliver(publication("O-1-F2", what, data, ++sequence), "wms-west");
  deliver(publication("O-1-F1-P1", "delivered",
                      scan("O-1-F1-P1", "O-1", TrackingStatus::delivered, Instant{seconds(1'800'100'000).us}), 1),
          "carrier-fast");
  settle();
  commits = done;
  return outcome(e);
}

TEST(Fulfilment, ACrashAtAnyCommitOfAnOrdersLifeChangesNothing) {
  std::size_t commits = 0;
  const Outcome expected = with_crash(0, false, commits);
  EXPECT_NE(expected.orders.find("closed"), std::string::npos) << expected.orders;
  ASSERT_GT(commits, 20u);
  for (std::size_t at = 1; at <= commits; ++at)
    for (const bool keep : {false, true}) {
      std::size_t ignored = 0;
      const Outcome seen = with_crash(at, keep, ignored);
      EXPECT_EQ(seen.asked, expected.asked) << "crash at commit " << at << (keep ? ", durable" : ", lost");
      EXPECT_EQ(seen.positions, expected.positions) << "crash at commit " << at;
      EXPECT_EQ(seen.reservations, expected.reservations) << "crash at commit " << at;
      EXPECT_EQ(seen.orders, expected.orders) << "crash at commit " << at;
      EXPECT_EQ(seen.shop, expected.shop) << "crash at commit " << at;
    }
}

}  // namespace
}  // namespace drydock::testing
