#include "mocks/erp/erp.hpp"

#include <gtest/gtest.h>

#include "contracts/canonical/cancel.hpp"
#include "contracts/canonical/order.hpp"
#include "contracts/canonical/posting.hpp"
#include "contracts/canonical/views.hpp"
#include "tests/support/write_check.hpp"

namespace drydock {
namespace {

using testing::ask;
using testing::check_write;
using testing::FakeSeat;
using testing::refusal;

ErpSettings settings() {
  ErpSettings made;
  for (const char* item : {"I-1", "I-2", "I-3"}) made.items.push_back({item, item, "active", 500, {100, "USD"}});
  made.locations.push_back({"east", {"r"}, "17:00", {{}}, 100, {}, {}});
  made.opening.push_back({"I-1", "east", 10, 2, 1, 1});
  made.opening.push_back({"I-2", "east", 5, 0, 0, 1});
  return made;
}

FakeSeat erp(ErpSettings with = settings()) {
  FakeSeat seat(make_erp(std::move(with)), "erp", {{"erp", "erp"}, {"pipeline", "pipeline"}});
  seat.start();
  seat.settle();
  return seat;
}

SalesOrderCreate order(const std::string& id, std::int64_t quantity = 2) {
  return {id, {}, {{"1", "I-1", quantity, {}}}};
}
GoodsIssuePost goods(const std::string& shipment, std::int64_t quantity = 2) {
  return {shipment, "O-1", "east", {{"1", "I-1", quantity}}, {}};
}
InvoiceCreate bill(const std::string& shipment, std::int64_t quantity = 2) {
  return {shipment, "O-1", {{"1", "I-1", quantity, {}, {}}}, {}, {}};
}
InventoryAdjust movement(const std::string& id, std::int64_t delta) {
  return {id, "I-1", "east", delta, "count", {}, {}, 0};
}
GoodsReceiptPost receipt(const std::string& id, std::int64_t quantity) { return {id, "RC-1", "I-1", "east", quantity}; }

std::int64_t on_hand(FakeSeat& seat, const std::string& item = "I-1") {
  const Reply reply = ask(seat, BalanceList{});
  for (const Balance& balance : reply.body.as<BalanceListResult>()->balances)
    if (balance.item == item) return balance.on_hand;
  return -1;
}
OrderView view(FakeSeat& seat) {
  const Reply reply = ask(seat, OrderList{});
  return reply.body.as<OrderListResult>()->orders.at(0);
}

TEST(Erp, OpensItsCopyOfTheStockOnce) {
  FakeSeat seat = erp();
  EXPECT_EQ(seat.effects_of("stock.opened").size(), 2U);
  EXPECT_EQ(seat.effects_of("stock.opened")[0].key, "I-1/east");
  EXPECT_EQ(on_hand(seat), 13) << "all buckets";
  seat.crash();
  seat.settle();
  EXPECT_EQ(seat.effects_of("stock.opened").size(), 2U);
  EXPECT_EQ(on_hand(seat), 13);
}

TEST(Erp, OpensAfterACrashThatTookTheOpeningBack) {
  FakeSeat seat(make_erp(settings()), "erp", {{"erp", "erp"}, {"pipeline", "pipeline"}});
  seat.start();
  seat.crash();
  seat.settle();
  EXPECT_EQ(seat.effects_of("stock.opened").size(), 2U);
}

TEST(Erp, ListsItsMastersInPages) {
  ErpSettings with = settings();
  with.page = 2;
  FakeSeat seat = erp(with);
  const Reply first = ask(seat, ItemList{});
  ASSERT_EQ(first.body.as<ItemListResult>()->items.size(), 2U);
  ASSERT_TRUE(first.body.as<ItemListResult>()->next_cursor.has_value());
  const Reply second = ask(seat, ItemList{first.body.as<ItemListResult>()->next_cursor});
  ASSERT_EQ(second.body.as<ItemListResult>()->items.size(), 1U);
  EXPECT_EQ(second.body.as<ItemListResult>()->items[0].item, "I-3");
  EXPECT_FALSE(second.body.as<ItemListResult>()->next_cursor.has_value());
  EXPECT_EQ(ask(seat, LocationList{}).body.as<LocationListResult>()->locations.at(0).location, "east");
}

TEST(Erp, EachWriteKeepsTheFourBehaviours) {
  FakeSeat seat = erp();
  check_write(seat, order("O-1"), order("O-1", 3), "O-1");
  check_write(seat, goods("S-1"), goods("S-1", 1), "S-1");
  check_write(seat, bill("S-1"), bill("S-1", 1), "S-1/invoice");
  check_write(seat, movement("M-1", -1), movement("M-1", -2), "M-1");
  check_write(seat, receipt("M-2", 4), receipt("M-2", 5), "M-2");
  EXPECT_EQ(on_hand(seat), 13 - 2 - 1 + 4);
}

TEST(Erp, AnOrderGoesFromBookedToInvoiced) {
  FakeSeat seat = erp();
  ask(seat, order("O-1"), "O-1");
  EXPECT_EQ(view(seat).state, "booked");
  ask(seat, goods("S-1", 1), "S-1");
  EXPECT_EQ(view(seat).state, "partially_issued");
  ask(seat, goods("S-2", 1), "S-2");
  EXPECT_EQ(view(seat).state, "issued");
  ask(seat, bill("S-1", 1), "S-1/invoice");
  ask(seat, bill("S-2", 1), "S-2/invoice");
  EXPECT_EQ(view(seat).state, "invoiced");
  EXPECT_EQ(view(seat).quantity_shipped, 2);
  seat.crash();
  EXPECT_EQ(view(seat).state, "invoiced");
}

TEST(Erp, PostsNothingInAClosedPeriodButInTheNext) {
  ErpSettings with = settings();
  const Instant ends = FakeSeat(make_erp(settings()), "erp", {{"erp", "erp"}}).io.clock + hours(1);
  with.period_ends = ends;
  with.period_closes = ends + minutes(10);
  FakeSeat seat = erp(with);
  ask(seat, order("O-1", 6), "O-1");
  seat.pass(with.period_closes->us > seat.io.clock.us ? *with.period_closes - seat.io.clock - seconds(1) : Duration{});
  GoodsIssuePost late = goods("S-1");
  late.shipped_at = ends - microseconds(1);
  EXPECT_EQ(ask(seat, late, "S-1").status, 201) << "it has ended, and is not closed";
  seat.pass(seconds(1));
  late.shipment_id = "S-2";
  EXPECT_EQ(refusal(seat, late), "422 period_closed");
  EXPECT_EQ(refusal(seat, bill("S-2")), "422 period_closed");
  EXPECT_EQ(on_hand(seat), 13 - 2) << "a refusal changes nothing";
  late.shipped_at = ends;
  EXPECT_EQ(ask(seat, late, "S-2").status, 201) << "it is of the next period";
  late.shipment_id = "S-3";
  late.shipped_at = ends - hours(2);
  late.posting_at = ends;
  EXPECT_EQ(ask(seat, late, "S-3/next-period").status, 201);
  EXPECT_EQ(on_hand(seat), 13 - 6);
}

TEST(Erp, BooksAnOrderWithoutCreditWhenFinanceHasGrantedIt) {
  ErpSettings with = settings();
  with.no_credit = {1, 1};
  with.credit_after = minutes(90);
  FakeSeat seat = erp(with);
  SalesOrderCreate asked = order("O-1");
  asked.placed_at = seat.io.clock;
  EXPECT_EQ(refusal(seat, asked), "422 credit_refused");
  EXPECT_TRUE(seat.effects_of("sales_order.create").empty());
  seat.pass(minutes(90));
  EXPECT_EQ(ask(seat, asked, "O-1").status, 201);
}

TEST(Erp, AcceptsWhatRealOnesAccept) {
  FakeSeat seat = erp();
  ask(seat, order("O-1"), "O-1");
  EXPECT_EQ(ask(seat, bill("S-1"), "S-1/invoice").status, 201) << "an invoice before its goods issue";
  EXPECT_EQ(ask(seat, order("O-1"), "another key").status, 201) << "a second sales order of the same order";
  EXPECT_EQ(seat.effects_of("sales_order.create").size(), 2U);
  const Reply once = ask(seat, goods("S-1"), "S-1");
  const Reply twice = ask(seat, goods("S-1"), "S-1-again");
  EXPECT_NE(once.body.as<Posted>()->posting_id, twice.body.as<Posted>()->posting_id);
  EXPECT_EQ(on_hand(seat), 13 - 4);
}

TEST(Erp, RefusesWhatItDoesNotKnow) {
  FakeSeat seat = erp();
  EXPECT_EQ(refusal(seat, goods("S-1")), "404 unknown_order");
  EXPECT_EQ(refusal(seat, bill("S-1")), "404 unknown_order");
  ask(seat, order("O-1"), "O-1");
  EXPECT_EQ(refusal(seat, SalesOrderCreate{"O-2", {}, {{"1", "I-9", 1, {}}}}), "422 unknown_item");
  EXPECT_EQ(refusal(seat, SalesOrderCreate{"O-2", {}, {}}), "422 no_lines");
  EXPECT_EQ(refusal(seat, GoodsIssuePost{"S-1", "O-1", "east", {{"1", "I-9", 1}}, {}}), "422 unknown_item");
  EXPECT_EQ(refusal(seat, GoodsIssuePost{"S-1", "O-1", "mars", {{"1", "I-1", 1}}, {}}), "422 unknown_location");
  EXPECT_EQ(refusal(seat, InventoryAdjust{"M-1", "I-9", "east", 1, "", {}, {}, 0}), "422 unknown_item");
  EXPECT_EQ(refusal(seat, InventoryAdjust{"M-1", "I-1", "mars", 1, "", {}, {}, 0}), "422 unknown_location");
  EXPECT_EQ(refusal(seat, GoodsReceiptPost{"M-1", "", "I-9", "east", 1}), "422 unknown_item");
  EXPECT_EQ(on_hand(seat), 13) << "a refusal changes nothing";
  EXPECT_EQ(seat.effects.size(), 3U);
}

TEST(Erp, AMoveBetweenBucketsLeavesOnHand) {
  FakeSeat seat = erp();
  ask(seat, InventoryAdjust{"M-1", "I-1", "east", 0, "quality", Bucket::unrestricted, Bucket::quality_hold, 3}, "M-1");
  EXPECT_EQ(on_hand(seat), 13);
  EXPECT_EQ(seat.effects_of("inventory.adjust").size(), 1U);
}

TEST(Erp, ListsWhatChangedSince) {
  FakeSeat seat = erp();
  const Reply all = ask(seat, BalanceList{});
  const auto cursor = all.body.as<BalanceListResult>()->next_cursor;
  ASSERT_TRUE(cursor.has_value());
  EXPECT_TRUE(ask(seat, BalanceList{cursor}).body.as<BalanceListResult>()->balances.empty());
  ask(seat, movement("M-1", 1), "M-1");
  const Reply changed = ask(seat, BalanceList{cursor});
  ASSERT_EQ(changed.body.as<BalanceListResult>()->balances.size(), 1U);
  EXPECT_EQ(changed.body.as<BalanceListResult>()->balances[0].item, "I-1");
}

TEST(Erp, HasAConcurrencyCap) {
  ErpSettings with = settings();
  with.limits = {1, milliseconds(200), seconds(1)};
  FakeSeat seat = erp(with);
  seat.call(order("O-1"), "O-1");
  const RequestId second = seat.call(order("O-2"), "O-2");
  EXPECT_EQ(testing::code_of(seat.reply_to(second)), "concurrency_limit");
  EXPECT_EQ(seat.reply_to(second)->retry_after, seconds(1));
}

SalesOrderChange shrink(const std::string& id, std::int64_t quantity) {
  return {id, "O-1", {{"1", "I-1", quantity}}, "why"};
}

TEST(Erp, AnOrderShrinksAndIsCancelledWhenNothingIsLeft) {
  FakeSeat seat = erp();
  EXPECT_EQ(refusal(seat, shrink("X-1", 1)), "404 unknown_order");
  ask(seat, order("O-1", 2), "O-1");
  check_write(seat, shrink("X-1", 1), shrink("X-1", 2), "X-1");
  EXPECT_EQ(view(seat).quantity_ordered, 1);
  EXPECT_EQ(refusal(seat, shrink("X-2", 2)), "422 more_than_booked");
  ask(seat, shrink("X-3", 1), "X-3");
  EXPECT_EQ(view(seat).state, "cancelled");
  EXPECT_EQ(view(seat).quantity_ordered, 0);
}

}  // namespace
}  // namespace drydock
