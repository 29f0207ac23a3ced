#include <gtest/gtest.h>

#include "tests/support/history_builder.hpp"

namespace drydock::testing {
namespace {

using Rows = std::vector<LotQuantity>;

const Lines two{{"1", "A", 2}};
const Rows old_lot{{"1", "A", "old", 2}};
const Rows new_lot{{"1", "A", "new", 2}};

// Five of a lot that expires after a day, five of one that expires after a week.
History with_lots() {
  History h;
  const auto open = [&](const std::string& lot, Duration keeps) {
    Record& record = h.add(RecordKind::effect, "wms-east", {}, nullptr,
                           Payload::of(LotStock{"A", "wms-east", lot, h.now() + keeps, 5}));
    record.type = "lot.opened";
  };
  open("old", days(1));
  open("new", days(7));
  return h;
}

OutboundOrderCreate release(Instant by) { return {"O-1-F1", "O-1", "wms-east", two, {}, "ground", by}; }
WmsAllocated assigned(Rows lots) { return {"O-1-F1", "O-1", "wms-east", two, std::move(lots)}; }
WmsPickConfirmed taken(Rows lots) { return {"O-1-F1", "O-1", "wms-east", two, std::move(lots)}; }
WmsShipped departed(Rows lots) {
  WmsShipped left = shipped("O-1", "S-1", two);
  left.packages[0].lots = std::move(lots);
  return left;
}
GoodsIssuePost booked(Lots lots) {
  GoodsIssuePost books = issue("O-1", "S-1", two);
  books.lots = std::move(lots);
  return books;
}
void recall(History& h, const std::string& lot) {
  h.event("wms-east", WmsLotHeld{"M-" + lot, "A", "wms-east", lot, 5, std::string(recalled_reason), 1});
}

TEST(LotEligibility, holds_when_the_oldest_goes_out_and_is_told) {
  History h = with_lots();
  h.request(RequestId{}, "pipeline", "wms-east", release(h.now()));
  h.publish("wms-east", assigned(old_lot), "e1");
  h.event("wms-east", taken(old_lot));
  h.event("wms-east", departed(old_lot));
  h.effect("erp", booked(old_lot));
  const Said said = h.judge("I14");
  EXPECT_EQ(said.state, InvariantState::held);
  EXPECT_EQ(said.evaluations, 4u);
}

TEST(LotEligibility, nothing_is_judged_where_there_are_no_lots) {
  History h;
  h.event("wms-east", shipped("O-1", "S-1", two));
  h.effect("erp", issue("O-1", "S-1", two));
  EXPECT_EQ(h.judge("I14").state, InvariantState::not_exercised);
}

TEST(LotEligibility, a_later_lot_before_an_earlier_one_is_charged) {
  History h = with_lots();
  h.publish("wms-east", assigned(new_lot), "e1");
  const Said said = h.judge("I14");
  ASSERT_EQ(said.count, 1u);
  EXPECT_EQ(said.findings[0].expected, "first expired first out: lot old");
}

TEST(LotEligibility, a_lot_that_does_not_keep_so_long_may_stay) {
  History h = with_lots();
  h.request(RequestId{}, "pipeline", "wms-east", release(h.now() + days(2)));
  h.publish("wms-east", assigned(new_lot), "e1");
  EXPECT_EQ(h.judge("I14").state, InvariantState::held);
}

TEST(LotEligibility, a_lot_that_expires_before_it_is_needed_is_charged) {
  History h = with_lots();
  h.request(RequestId{}, "pipeline", "wms-east", release(h.now() + days(2)));
  h.publish("wms-east", assigned(old_lot), "e1");
  EXPECT_EQ(h.judge("I14").count, 1u);
}

TEST(LotEligibility, what_may_be_gone_is_not_held_against_anybody) {
  History h = with_lots();
  h.event("wms-east", WmsAdjusted{"M-1", "A", "wms-east", Bucket::unrestricted, -5, "count", 1});
  h.publish("wms-east", assigned(new_lot), "e1");
  EXPECT_EQ(h.judge("I14").state, InvariantState::held);
}

TEST(LotEligibility, a_recalled_lot_neither_assigned_nor_picked_nor_shipped) {
  History h = with_lots();
  h.publish("wms-east", assigned(old_lot), "e1");
  h.event("wms-east", taken(old_lot));
  recall(h, "old");
  h.event("wms-east", departed(old_lot));
  EXPECT_EQ(h.judge("I14").count, 1u);

  History again = with_lots();
  recall(again, "old");
  again.publish("wms-east", assigned(old_lot), "e1");
  again.event("wms-east", taken(old_lot));
  EXPECT_EQ(again.judge("I14").count, 2u);
}

TEST(LotEligibility, what_ships_was_picked) {
  History h = with_lots();
  h.publish("wms-east", assigned(old_lot), "e1");
  h.event("wms-east", taken(old_lot));
  h.event("wms-east", departed(new_lot));
  const Said said = h.judge("I14");
  ASSERT_EQ(said.count, 1u);
  EXPECT_EQ(said.findings[0].clause, "CL-FULFILMENT-13-LOTS");
}

TEST(LotEligibility, the_lot_that_was_assigned_is_not_the_one_to_tell) {
  History h = with_lots();
  h.publish("wms-east", assigned(old_lot), "e1");
  h.event("wms-east", taken(new_lot));
  h.event("wms-east", departed(new_lot));
  h.effect("erp", booked(old_lot));
  FulfillmentCreate news = told("O-1", "S-1", two);
  h.effect("commerce", news);
  const Said said = h.judge("I14");
  ASSERT_EQ(said.count, 2u);
  EXPECT_EQ(said.findings[0].expected, "2 of lot new (line 1)");
  EXPECT_EQ(said.findings[0].actual, "2 of lot old (line 1)");
  EXPECT_EQ(said.findings[1].actual, "no lot");
}

TEST(LotEligibility, a_lot_that_came_in_counts_too) {
  History h;
  WmsReceived goods{"M-1", "R-1", "A", "wms-east", Bucket::unrestricted, 5, 1};
  goods.lot = "fresh";
  h.event("wms-east", goods);
  recall(h, "fresh");
  h.publish("wms-east", assigned(Rows{{"1", "A", "fresh", 2}}), "e1");
  EXPECT_EQ(h.judge("I14").count, 1u);
}

}  // namespace
}  // namespace drydock::testing
