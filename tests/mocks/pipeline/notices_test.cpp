// Notices: the customer is told each thing once, after it happened, and not what has been overtaken.
#include <gtest/gtest.h>

#include "tests/mocks/pipeline/enterprise.hpp"

namespace drydock::testing {
namespace {

Enterprise enterprise(std::vector<Stock> stock = {{"A", "wms-east", 10, 0, 0}, {"A", "wms-west", 10, 0, 0}}) {
  return Enterprise(std::move(stock), {}, false, true);
}

void live(Enterprise& e, std::int64_t quantity, std::int64_t shorted = 0) {
  std::int64_t sequence = 0;
  for (const auto& [what, data] : life("O-1-F1", "O-1", "wms-east", quantity, shorted)) {
    e.seat.deliver(publication("O-1-F1", what, data, ++sequence), "wms-east");
    e.run();
  }
}
void scanned(Enterprise& e, TrackingStatus status, Duration occurred, std::int64_t sequence) {
  const Instant t{seconds(1'800'100'000).us};
  e.seat.deliver(
      publication("O-1-F1-P1", std::string(name_of(status)), scan("O-1-F1-P1", "O-1", status, t + occurred), sequence),
      "carrier-fast");
  e.run();
}
std::vector<std::string> told(const Enterprise& e) {
  std::vector<std::string> keys;
  for (const MessageSend& notice : e.bodies<MessageSend>()) keys.push_back(notice.dedup_key);
  return keys;
}
using Keys = std::vector<std::string>;

TEST(Notices, WithoutASeatNobodyIsTold) {
  Enterprise e;
  e.start();
  e.place("1", 3);
  live(e, 3);
  EXPECT_TRUE(e.asked["message.send"].empty());
}

TEST(Notices, TellAPackagesWayAsItHappens) {
  Enterprise e = enterprise();
  e.start();
  e.place("1", 3);
  EXPECT_TRUE(told(e).empty());
  live(e, 3);
  ASSERT_EQ(told(e), Keys{"O-1-F1-P1/shipped"});
  const MessageSend notice = e.bodies<MessageSend>()[0];
  EXPECT_EQ(notice.recipient, "customer");
  EXPECT_EQ(notice.order_id, "O-1");
  EXPECT_EQ(notice.subject_id, "O-1-F1-P1");
  EXPECT_EQ(e.asked["message.send"], std::set<std::string>{"O-1-F1-P1/shipped"});
  scanned(e, TrackingStatus::in_transit, hours(1), 1);
  scanned(e, TrackingStatus::out_for_delivery, hours(2), 2);
  scanned(e, TrackingStatus::delivered, hours(3), 3);
  EXPECT_EQ(told(e), (Keys{"O-1-F1-P1/shipped", "O-1-F1-P1/out_for_delivery", "O-1-F1-P1/delivered"}));
}

TEST(Notices, ALateScanIsNotTold) {
  Enterprise e = enterprise();
  e.start();
  e.place("1", 3);
  live(e, 3);
  scanned(e, TrackingStatus::delivered, hours(3), 1);
  scanned(e, TrackingStatus::out_for_delivery, hours(2), 2);
  EXPECT_EQ(told(e), (Keys{"O-1-F1-P1/shipped", "O-1-F1-P1/delivered"}));
}

TEST(Notices, WhatWasOvertakenWhileTheProviderWasAwayIsDropped) {
  Enterprise e = enterprise();
  e.start();
  e.place("1", 3);
  e.down = {"notification"};
  live(e, 3);
  ASSERT_EQ(e.seat.open<MessageSend>().size(), 1U);
  e.seat.fail(e.seat.open<MessageSend>()[0].id);
  scanned(e, TrackingStatus::delivered, hours(3), 1);
  e.crash();
  e.down = {};
  e.pass(minutes(1), seconds(1));
  EXPECT_EQ(told(e), Keys{"O-1-F1-P1/delivered"}) << "who has the parcel need not hear that it left";
}

TEST(Notices, ARestartSendsNothingAgain) {
  Enterprise e = enterprise();
  e.start();
  e.place("1", 3);
  live(e, 3);
  e.crash();
  e.pass(minutes(1), seconds(1));
  live(e, 3);
  EXPECT_EQ(told(e), Keys{"O-1-F1-P1/shipped"});
  EXPECT_EQ(e.times["message.send"], 1);
}

TEST(Notices, ACancellationIsToldWithItsLines) {
  Enterprise e = enterprise();
  e.start();
  e.place("1", 3);
  e.cancel("1", 2);
  ASSERT_EQ(told(e), Keys{"O-1-X1/cancelled"});
  EXPECT_EQ(e.bodies<MessageSend>()[0].lines, (std::vector<LineQuantity>{{"1", "A", 2}}));
}

TEST(Notices, AShortPickTellsTheNewPromise) {
  Enterprise e = enterprise();
  e.start();
  e.place("1", 3);
  live(e, 3, 1);
  const auto all = e.bodies<MessageSend>();
  const auto moved = std::find_if(all.begin(), all.end(), [](const MessageSend& one) {
    return one.template_name == NoticeTemplate::promise_moved;
  });
  ASSERT_NE(moved, all.end());
  ASSERT_EQ(e.bodies<PromiseUpdate>().size(), 1U);
  EXPECT_EQ(moved->subject_id, e.bodies<PromiseUpdate>()[0].update_id);
  EXPECT_EQ(moved->promise, e.bodies<PromiseUpdate>()[0].promise);
}

TEST(Notices, ABackorderIsTold) {
  Enterprise e = enterprise({{"A", "wms-east", 3, 0, 0}});
  e.start();
  e.place("1", 3);
  live(e, 3, 1);
  ASSERT_EQ(e.bodies<OrderLineBackorder>().size(), 1U);
  EXPECT_EQ(e.asked["message.send"].count(e.bodies<OrderLineBackorder>()[0].case_id + "/backordered"), 1U);
}

}  // namespace
}  // namespace drydock::testing
