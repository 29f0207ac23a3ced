#include <gtest/gtest.h>

#include "contracts/canonical/reconciliation.hpp"
#include "contracts/canonical/stimulus.hpp"
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

// Nothing of it was on the shelf: no hold tells of the recall.
TEST(LotEligibility, a_recall_counts_although_all_of_it_was_picked) {
  const auto after = [](Duration since) {
    History h = with_lots();
    h.event("wms-east", taken(old_lot));
    h.at(minutes(10)).add(RecordKind::stimulus, {}, "wms-east", nullptr, Payload::of(LotEnds{"R-1", "A", "old", true}));
    h.at(minutes(10) + since).event("wms-east", departed(old_lot));
    return h.judge("I14").count;
  };
  EXPECT_EQ(after(minutes(5)), 1u);
  EXPECT_EQ(after(seconds(1)), 0u) << "that truck may have been on its way";
}

TEST(LotEligibility, a_fulfilment_that_is_ordered_twice_takes_twice) {
  History h = with_lots();
  h.effect("wms-east", release(h.now()));
  h.publish("wms-east", assigned(Rows{{"1", "A", "old", 3}}), "e1");
  h.effect("wms-east", release(h.now()));
  h.publish("wms-east", assigned(Rows{{"1", "A", "old", 2}}), "e2");
  h.publish("wms-east", WmsAllocated{"O-2-F1", "O-2", "wms-east", two, new_lot}, "e3");
  EXPECT_EQ(h.judge("I14").state, InvariantState::held) << "nothing is left of the old lot";
}

TEST(LotEligibility, what_is_blocked_of_one_lot_is_there_of_the_others) {
  History h = with_lots();
  WmsMoved moved{"M-1", "A", "wms-east", Bucket::unrestricted, Bucket::damaged, 5, "broken", 1, "new"};
  h.event("wms-east", moved);
  h.event("wms-east", WmsReceived{"M-2", "R-1", "A", "wms-east", Bucket::unrestricted, 5, 2, "newer", {}});
  h.publish("wms-east", assigned(Rows{{"1", "A", "newer", 2}}), "e1");
  EXPECT_EQ(h.judge("I14").count, 1u) << "the old lot is all there";
}

TEST(LotEligibility, what_a_picker_left_is_free_again) {
  History h = with_lots();
  h.publish("wms-east", assigned(Rows{{"1", "A", "old", 5}}), "e1");
  h.event("wms-east", taken(Rows{{"1", "A", "new", 5}}));
  h.event("wms-east", WmsReceived{"M-2", "R-1", "A", "wms-east", Bucket::unrestricted, 5, 2, "newer", {}});
  h.publish("wms-east", WmsAllocated{"O-2-F1", "O-2", "wms-east", two, Rows{{"1", "A", "newer", 2}}}, "e2");
  EXPECT_EQ(h.judge("I14").count, 1u);
}

TEST(LotEligibility, after_a_short_pick_it_may_be_gone) {
  History h = with_lots();
  h.publish("wms-east", assigned(Rows{{"1", "A", "old", 5}}), "e1");
  h.event("wms-east", taken(Rows{{"1", "A", "new", 3}}));
  h.event("wms-east", WmsMoved{"M-1", "A", "wms-east", Bucket::unrestricted, Bucket::damaged, 2, "broken", 1, "new"});
  h.event("wms-east", WmsReceived{"M-2", "R-1", "A", "wms-east", Bucket::unrestricted, 5, 2, "newer", {}});
  h.publish("wms-east", WmsAllocated{"O-2-F1", "O-2", "wms-east", two, Rows{{"1", "A", "newer", 2}}}, "e2");
  EXPECT_EQ(h.judge("I14").count, 0u);
}

TEST(LotEligibility, a_balance_changed_in_the_books_takes_nothing_from_the_shelf) {
  History h = with_lots();
  h.add(RecordKind::effect, "erp", {}, nullptr, Payload::of(StockDrift{"D-1", "A", "wms-east", -5})).type =
      "stock.drifted";
  h.publish("wms-east", assigned(new_lot), "e1");
  EXPECT_EQ(h.judge("I14").count, 1u);
}

// The warehouse decided by its own clock, a little before it was told.
TEST(LotEligibility, a_lot_that_expires_about_now_may_be_taken_or_left) {
  for (const Duration now : {days(1) - seconds(30), days(1) + seconds(30)})
    for (const Rows& lots : {old_lot, new_lot}) {
      History h = with_lots();
      h.at(now).publish("wms-east", assigned(lots), "e1");
      EXPECT_EQ(h.judge("I14").count, 0u) << to_string(now) << " " << lots[0].lot;
    }
}

}  // namespace
}  // namespace drydock::testing
