// Lots in a warehouse: which are assigned, picked and shipped, and what a recall takes back.
#include <gtest/gtest.h>

#include "tests/mocks/wms/warehouse.hpp"

namespace drydock::testing {
namespace {

const Instant start = FakeIo().clock;
const Instant soon = start + hours(1);
const Instant later = start + days(9);

// Ten of I-1: four of a lot that expires within the hour, three of one that keeps for days, three of no lot.
WmsSettings with_lots() {
  WmsSettings made = small_warehouse();
  made.lots = {{"I-1", "wms-east", "old", soon, 4}, {"I-1", "wms-east", "new", later, 3}};
  return made;
}

LotEnds recall_of(const std::string& lot) { return {"recall-" + lot, "I-1", lot, true}; }
Lots one(const std::string& lot, std::int64_t quantity) {
  return std::vector<LotQuantity>{{"1", "I-1", lot, quantity}};
}
OutboundOrderCreate units(const std::string& fulfilment, std::int64_t quantity, Instant by = {}) {
  OutboundOrderCreate order = outbound(fulfilment, {{"1", "I-1", quantity}});
  order.ship_by = by;
  return order;
}
Lots picked_for(const FakeSeat& seat, const std::string& fulfilment) {
  for (const auto* picked : seat.events<WmsPickConfirmed>())
    if (picked->fulfillment_id == fulfilment) return picked->lots;
  ADD_FAILURE() << fulfilment << " was not picked";
  return {};
}
/// A warehouse whose only picker is busy: what comes next waits.
FakeSeat busy_warehouse(WmsSettings settings) {
  settings.pickers = 1;
  FakeSeat seat = warehouse(std::move(settings));
  ask(seat, outbound("O-0-F1", {{"1", "I-2", 1}}), "O-0-F1");
  return seat;
}
void label_and_leave(FakeSeat& seat, const std::string& fulfilment) {
  ask(seat, label_for(fulfilment), fulfilment + "-label");
  seat.stimulate(PickupDeparts{fulfilment + "-truck"});
  seat.settle();
}

TEST(WmsLots, TheFirstToExpireIsAssignedAndShipped) {
  FakeSeat seat = warehouse(with_lots());
  ask(seat, units("O-1-F1", 2), "O-1-F1");
  ask(seat, units("O-2-F1", 3), "O-2-F1");
  ask(seat, units("O-3-F1", 4), "O-3-F1");
  const auto told = seat.events<WmsAllocated>();
  EXPECT_EQ(told[0]->lots, one("old", 2));
  EXPECT_EQ(*told[1]->lots, (std::vector<LotQuantity>{{"1", "I-1", "old", 2}, {"1", "I-1", "new", 1}}));
  EXPECT_EQ(told[2]->lots, one("new", 2)) << "the other two are of no lot";
  seat.pass(minutes(10));
  ASSERT_EQ(seat.events<WmsPickConfirmed>().size(), 3U);
  EXPECT_EQ(picked_for(seat, "O-1-F1"), one("old", 2));
  label_and_leave(seat, "O-1-F1");
  EXPECT_EQ(seat.events<WmsShipped>()[0]->packages[0].lots, one("old", 2));
  expect_true_ledger(seat);
}

TEST(WmsLots, WhatExpiresBeforeItIsNeededStays) {
  FakeSeat seat = warehouse(with_lots());
  ask(seat, units("O-1-F1", 3, soon), "O-1-F1");
  EXPECT_EQ(seat.events<WmsAllocated>()[0]->lots, one("new", 3));
  ask(seat, units("O-2-F1", 5, soon), "O-2-F1");
  const auto lacks = seat.events<WmsPickShort>();
  ASSERT_EQ(lacks.size(), 1U);
  EXPECT_EQ(lacks[0]->quantity_short, 2) << "three are of no lot";
  EXPECT_EQ(lacks[0]->reason, ShortReason::expired);
}

TEST(WmsLots, OfAnItemWithoutLotsNothingIsSaid) {
  FakeSeat seat = warehouse(with_lots());
  ask(seat, outbound("O-1-F1", {{"1", "I-2", 1}}), "O-1-F1");
  EXPECT_FALSE(seat.events<WmsAllocated>()[0]->lots);
}

TEST(WmsLots, PickersTakeWhatLiesInFront) {
  WmsSettings settings = with_lots();
  settings.lot_swap = {1, 1};
  FakeSeat seat = warehouse(std::move(settings));
  ask(seat, units("O-1-F1", 2), "O-1-F1");
  seat.pass(minutes(10));
  EXPECT_EQ(seat.events<WmsAllocated>()[0]->lots, one("old", 2));
  EXPECT_EQ(seat.events<WmsPickConfirmed>()[0]->lots, one("new", 2));
  ask(seat, units("O-2-F1", 4), "O-2-F1");
  EXPECT_EQ(seat.events<WmsAllocated>()[1]->lots, one("old", 4)) << "what was not taken is free again";
}

TEST(WmsLots, ARecallGivesWaitingOrdersOtherLots) {
  FakeSeat seat = warehouse(with_lots());
  for (const std::string id : {"O-1-F1", "O-2-F1", "O-3-F1"}) ask(seat, units(id, 1), id);
  seat.stimulate(recall_of("old"));
  seat.settle();
  const auto held = seat.events<WmsLotHeld>();
  ASSERT_EQ(held.size(), 1U);
  EXPECT_EQ(held[0]->quantity, 4);
  EXPECT_EQ(held[0]->reason, recalled_reason);
  EXPECT_EQ(held[0]->lot, "old");
  const auto told = seat.events<WmsAllocated>();
  ASSERT_EQ(told.size(), 6U) << "each is told anew";
  for (std::size_t i = 3; i < 6; ++i) EXPECT_EQ(told[i]->lots, one("new", 1));
  EXPECT_TRUE(seat.events<WmsPickShort>().empty());
  seat.pass(minutes(10));
  ASSERT_EQ(seat.events<WmsPickConfirmed>().size(), 3U);
  for (const auto* picked : seat.events<WmsPickConfirmed>()) EXPECT_EQ(picked->lots, one("new", 1));
  expect_true_ledger(seat);
}

TEST(WmsLots, WhatARecallLeavesNoOtherLotForComesUpShort) {
  FakeSeat seat = warehouse(with_lots());
  ask(seat, units("O-1-F1", 9), "O-1-F1");
  seat.stimulate(recall_of("old"));
  seat.settle();
  const auto lacks = seat.events<WmsPickShort>();
  ASSERT_EQ(lacks.size(), 1U);
  EXPECT_EQ(lacks[0]->reason, ShortReason::recalled);
  EXPECT_EQ(lacks[0]->quantity_short, 3) << "one of no lot was free";
  EXPECT_EQ(lacks[0]->delta, 0) << "the hold has moved them";
  EXPECT_FALSE(lacks[0]->unpicked);
  expect_true_ledger(seat);
}

TEST(WmsLots, ARecallTakesBackWhatWasPicked) {
  FakeSeat seat = warehouse(with_lots());
  ask(seat, units("O-1-F1", 5), "O-1-F1");
  seat.pass(seconds(301));  // picked, and not packed
  ASSERT_EQ(seat.events<WmsPickConfirmed>().size(), 1U);
  seat.stimulate(recall_of("old"));
  seat.settle();
  const auto shorts = seat.events<WmsPickShort>();
  ASSERT_EQ(shorts.size(), 1U);
  EXPECT_EQ(shorts[0]->delta, -4);
  EXPECT_EQ(shorts[0]->unpicked, 4);
  seat.pass(minutes(5));
  label_and_leave(seat, "O-1-F1");
  EXPECT_EQ(seat.events<WmsShipped>()[0]->packages[0].lines, (std::vector<LineQuantity>{{"1", "I-1", 1}}));
  EXPECT_EQ(seat.events<WmsShipped>()[0]->packages[0].lots, one("new", 1));
  EXPECT_TRUE(seat.events<WmsLotHeld>().empty()) << "none of it was on the shelf any more";
  expect_true_ledger(seat);
}

TEST(WmsLots, AWalkForRecalledUnitsOnlyEndsWithNothingAndFreesThePicker) {
  WmsSettings settings = with_lots();
  settings.pickers = 1;
  FakeSeat seat = warehouse(std::move(settings));
  ask(seat, units("O-1-F1", 2), "O-1-F1");
  seat.pass(seconds(301));
  seat.stimulate(recall_of("old"));
  seat.settle();
  ask(seat, units("O-2-F1", 1), "O-2-F1");
  seat.pass(minutes(10));
  ASSERT_EQ(seat.events<WmsPackConfirmed>().size(), 1U);
  EXPECT_EQ(seat.events<WmsPackConfirmed>()[0]->fulfillment_id, "O-2-F1");
}

TEST(WmsLots, APackageOfRecalledUnitsIsTakenApartAndNeedsNoLabel) {
  FakeSeat seat = warehouse(with_lots());
  ask(seat, units("O-1-F1", 2), "O-1-F1");
  seat.pass(minutes(10));
  ASSERT_EQ(seat.events<WmsPackConfirmed>().size(), 1U);
  seat.stimulate(recall_of("old"));
  seat.settle();
  const auto voided = seat.events<WmsPackVoided>();
  ASSERT_EQ(voided.size(), 1U);
  EXPECT_EQ(voided[0]->package_id, "O-1-F1-P1");
  EXPECT_EQ(refusal(seat, label_for("O-1-F1")), "409 package_voided");
  seat.crash();
  EXPECT_EQ(refusal(seat, label_for("O-1-F1")), "409 package_voided") << "it is remembered";
  seat.stimulate(PickupDeparts{"T-1"});
  seat.settle();
  EXPECT_TRUE(seat.events<WmsShipped>().empty());
  expect_true_ledger(seat);
  expect_gap_free(seat);
}

TEST(WmsLots, ALabelledPackageThatIsTakenApartDoesNotLeave) {
  FakeSeat seat = warehouse(with_lots());
  ask(seat, units("O-1-F1", 2), "O-1-F1");
  seat.pass(minutes(10));
  ask(seat, label_for("O-1-F1"), "label");
  seat.stimulate(recall_of("old"));
  seat.stimulate(PickupDeparts{"T-1"});
  seat.settle();
  EXPECT_TRUE(seat.events<WmsShipped>().empty());
}

TEST(WmsLots, ClaimsOnLotsAreThereAgainAfterACrash) {
  FakeSeat seat = warehouse(with_lots());
  ask(seat, units("O-1-F1", 3), "O-1-F1");
  seat.crash();
  ask(seat, units("O-2-F1", 2), "O-2-F1");
  EXPECT_EQ(*seat.events<WmsAllocated>().back()->lots,
            (std::vector<LotQuantity>{{"1", "I-1", "old", 1}, {"1", "I-1", "new", 1}}));
}

TEST(WmsLots, AnExpiredLotIsBlockedAsFarAsItIsFree) {
  FakeSeat seat = warehouse(with_lots());
  ask(seat, units("O-1-F1", 1), "O-1-F1");
  seat.stimulate(LotEnds{"expiry", "I-1", "old", false});
  seat.settle();
  ASSERT_EQ(seat.events<WmsMoved>().size(), 1U);
  EXPECT_EQ(seat.events<WmsMoved>()[0]->quantity, 3);
  EXPECT_EQ(seat.events<WmsMoved>()[0]->reason, expired_reason);
  EXPECT_EQ(seat.events<WmsMoved>()[0]->lot, "old");
  seat.pass(minutes(10));
  EXPECT_EQ(seat.events<WmsPickConfirmed>()[0]->lots, one("old", 1)) << "what was assigned in time goes out";
  expect_true_ledger(seat);
}

// They were assigned while the lot was good, and nobody may have them now.
TEST(WmsLots, WhatACancellationGivesBackOfAnExpiredLotIsBlocked) {
  FakeSeat seat = busy_warehouse(with_lots());
  ask(seat, units("O-1-F1", 3), "O-1-F1");
  seat.stimulate(LotEnds{"expiry", "I-1", "old", false});
  seat.settle();
  ask(seat, OutboundOrderCancel{"O-1-X1", "O-1-F1", "O-1", "wms-east", {{"1", "I-1", 2}}}, "O-1-X1/O-1-F1");
  const auto moved = seat.events<WmsMoved>();
  ASSERT_EQ(moved.size(), 2U);
  EXPECT_EQ(moved[1]->quantity, 2);
  EXPECT_EQ(moved[1]->lot, "old");
  EXPECT_EQ(moved[1]->reason, expired_reason);
  EXPECT_NE(moved[1]->movement_id, moved[0]->movement_id);
  expect_true_ledger(seat);
  expect_gap_free(seat);
}

TEST(WmsLots, WhatAPickerLeavesOfAnExpiredLotIsBlocked) {
  WmsSettings settings = with_lots();
  settings.lot_swap = {1, 1};
  FakeSeat seat = warehouse(std::move(settings));
  ask(seat, units("O-1-F1", 2), "O-1-F1");
  seat.stimulate(LotEnds{"expiry", "I-1", "old", false});
  seat.settle();
  seat.pass(minutes(10));
  EXPECT_EQ(seat.events<WmsPickConfirmed>()[0]->lots, one("new", 2));
  ASSERT_EQ(seat.events<WmsMoved>().size(), 2U);
  EXPECT_EQ(seat.events<WmsMoved>()[1]->quantity, 2);
  expect_true_ledger(seat);
}

TEST(WmsLots, WhatACancellationGivesBackOfAGoodLotStaysFree) {
  FakeSeat seat = busy_warehouse(with_lots());
  ask(seat, units("O-1-F1", 3), "O-1-F1");
  ask(seat, OutboundOrderCancel{"O-1-X1", "O-1-F1", "O-1", "wms-east", {{"1", "I-1", 2}}}, "O-1-X1/O-1-F1");
  EXPECT_TRUE(seat.events<WmsMoved>().empty());
}

TEST(WmsLots, ARecallOutlivesACrash) {
  FakeSeat seat = warehouse(with_lots());
  ask(seat, units("O-1-F1", 2), "O-1-F1");
  seat.stimulate(recall_of("old"));
  seat.settle();
  seat.crash();
  seat.settle();
  ask(seat, units("O-2-F1", 2), "O-2-F1");
  EXPECT_EQ(*seat.events<WmsAllocated>().back()->lots, (std::vector<LotQuantity>{{"1", "I-1", "new", 1}}))
      << "the other is of no lot";
  seat.pass(minutes(10));
  EXPECT_EQ(picked_for(seat, "O-1-F1"), one("new", 2)) << "as it was told anew";
  seat.stimulate(QualityHold{"back", "I-1", 9, true, "old"});
  seat.settle();
  EXPECT_TRUE(seat.events<WmsLotReleased>().empty());
  expect_true_ledger(seat);
}

TEST(WmsLots, ARecallTakesItsUnitsOutOfALoadForAnotherWarehouse) {
  FakeSeat seat = warehouse(with_lots());
  OutboundOrderCreate order = units("T-7-F1", 5);
  order.service = std::string(transfer_service);
  order.ship_to.region = "wms-west";
  ask(seat, order, "T-7-F1");
  seat.pass(minutes(20));
  seat.stimulate(recall_of("old"));
  seat.stimulate(PickupDeparts{"truck-1"});
  seat.settle();
  ASSERT_EQ(seat.events<WmsShipped>().size(), 1U);
  const ShippedPackage& load = seat.events<WmsShipped>()[0]->packages[0];
  EXPECT_EQ(load.lines, (std::vector<LineQuantity>{{"1", "I-1", 1}}));
  EXPECT_EQ(load.lots, one("new", 1));
  EXPECT_TRUE(seat.events<WmsPackVoided>().empty()) << "a load is no package";
  expect_true_ledger(seat);
}

// An identifier has 64 characters at most.
TEST(WmsLots, ARecallOfALongNameBreaksNoContract) {
  FakeSeat seat = warehouse(with_lots());
  const std::string fulfilment = "O-1234567890123456789012345678901234-F1";
  ask(seat, units(fulfilment, 2), fulfilment);
  seat.pass(minutes(10));
  seat.stimulate(LotEnds{"recall-of-the-best-seller", "I-1", "old", true});
  seat.settle();
  ASSERT_EQ(seat.events<WmsPickShort>().size(), 1U);
  EXPECT_LE(seat.events<WmsPickShort>()[0]->movement_id.size(), 52U);
}

TEST(WmsLots, AHoldOfALotIsGivenBackButNotAfterItsRecall) {
  FakeSeat seat = warehouse(with_lots());
  seat.stimulate(QualityHold{"hold", "I-1", 3, false, "old"});
  seat.settle();
  ask(seat, units("O-1-F1", 2), "O-1-F1");
  EXPECT_EQ(*seat.events<WmsAllocated>()[0]->lots,
            (std::vector<LotQuantity>{{"1", "I-1", "old", 1}, {"1", "I-1", "new", 1}}));
  seat.stimulate(QualityHold{"back", "I-1", 2, true, "old"});
  seat.settle();
  EXPECT_EQ(seat.events<WmsLotReleased>().back()->quantity, 2);
  seat.stimulate(recall_of("old"));
  seat.stimulate(QualityHold{"again", "I-1", 9, true, "old"});
  seat.settle();
  EXPECT_EQ(seat.events<WmsLotReleased>().size(), 1U);
  expect_true_ledger(seat);
}

TEST(WmsLots, ReceivedGoodsMayBeANewLot) {
  FakeSeat seat = warehouse(with_lots());
  seat.stimulate(GoodsArrive{"in", "R-1", "I-1", 5, "fresh", start + minutes(30)});
  seat.settle();
  EXPECT_EQ(seat.events<WmsReceived>()[0]->lot, "fresh");
  ask(seat, units("O-1-F1", 2), "O-1-F1");
  EXPECT_EQ(seat.events<WmsAllocated>()[0]->lots, one("fresh", 2)) << "it expires first";
}

}  // namespace
}  // namespace drydock::testing
