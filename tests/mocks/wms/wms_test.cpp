#include "mocks/wms/wms.hpp"

#include <gtest/gtest.h>

#include "tests/mocks/wms/warehouse.hpp"

namespace drydock {
namespace {

using testing::ask;
using testing::check_write;
using testing::FakeSeat;
using testing::label_for;
using testing::listed;
using testing::outbound;
using testing::refusal;
using testing::small_warehouse;
using testing::warehouse;

// One order, through the whole warehouse.
void work_one(FakeSeat& seat, const std::string& fulfilment) {
  ask(seat, outbound(fulfilment), fulfilment);
  seat.pass(minutes(10));
  ask(seat, label_for(fulfilment), fulfilment + "-P1");
  seat.stimulate(PickupDeparts{"T-1"});
  seat.settle();
}

std::vector<std::string> told(const FakeSeat& seat) {
  std::vector<std::string> ids;
  for (const auto& event : seat.published) ids.push_back(event->id);
  return ids;
}

TEST(Wms, OpensItsStockOnce) {
  FakeSeat seat = warehouse();
  EXPECT_EQ(seat.effects_of("stock.opened").size(), 2U);
  seat.crash();
  seat.settle();
  EXPECT_EQ(seat.effects_of("stock.opened").size(), 2U);
  EXPECT_EQ(listed(seat).at("I-1"), (Position{"I-1", "wms-east", 10, 2, 1, 1}));
}

TEST(Wms, WorksAnOrderFromReleaseToTruck) {
  FakeSeat seat = warehouse();
  const Reply reply = ask(seat, outbound("O-1-F1"), "O-1-F1");
  EXPECT_EQ(reply.status, 201);
  EXPECT_EQ(reply.body.as<Accepted>()->state, "allocated");
  EXPECT_EQ(told(seat), (std::vector<std::string>{"O-1-F1/accepted", "O-1-F1/allocated"}));
  seat.pass(minutes(10));
  EXPECT_EQ(told(seat).back(), "O-1-F1/packed");
  const auto packed = seat.events<WmsPackConfirmed>();
  ASSERT_EQ(packed.size(), 1U);
  EXPECT_EQ(packed[0]->packages.at(0), (PackedPackage{"O-1-F1-P1", 800, {{"1", "I-1", 2}}}));
  EXPECT_EQ(listed(seat).at("I-1").unrestricted, 10) << "what is packed is still in the house";

  seat.stimulate(PickupDeparts{"T-1"});
  EXPECT_TRUE(seat.io.pending.empty()) << "no label, no ride";
  EXPECT_EQ(ask(seat, label_for("O-1-F1"), "O-1-F1-P1").status, 200);
  seat.stimulate(PickupDeparts{"T-2"});
  seat.settle();
  const auto shipped = seat.events<WmsShipped>();
  ASSERT_EQ(shipped.size(), 1U);
  EXPECT_EQ(shipped[0]->shipment_id, "O-1-F1-S1");
  EXPECT_EQ(shipped[0]->packages.at(0).tracking_number, "TO-1-F1-P1");
  EXPECT_EQ(listed(seat).at("I-1"), (Position{"I-1", "wms-east", 8, 2, 1, 2}));
  testing::expect_true_ledger(seat);
  testing::expect_gap_free(seat);
  EXPECT_EQ(seat.published[0]->headers.causation_id, "O-1-F1") << "the request's key";
  EXPECT_EQ(seat.published[0]->headers.correlation_id, "O-1");
  EXPECT_EQ(seat.published.back()->headers.causation_id, "O-1-F1/packed");
}

TEST(Wms, EachWriteKeepsTheFourBehaviours) {
  FakeSeat seat = warehouse();
  check_write(seat, outbound("O-1-F1"), outbound("O-1-F1", {{"1", "I-1", 1}}), "O-1-F1");
  seat.pass(minutes(10));
  LabelAttach other = label_for("O-1-F1");
  other.tracking_number = "another";
  check_write(seat, label_for("O-1-F1"), other, "O-1-F1-P1");
}

TEST(Wms, RefusesWhatItCannotWork) {
  FakeSeat seat = warehouse();
  OutboundOrderCreate elsewhere = outbound("O-1-F1");
  elsewhere.location = "wms-west";
  EXPECT_EQ(refusal(seat, elsewhere), "422 wrong_location");
  EXPECT_EQ(refusal(seat, outbound("O-1-F1", {{"1", "I-9", 1}})), "422 unknown_item");
  EXPECT_EQ(refusal(seat, outbound("O-1-F1", {{"1", "I-1", 0}})), "422 bad_quantity");
  EXPECT_EQ(refusal(seat, outbound("O-1-F1", {})), "422 no_lines");
  EXPECT_TRUE(seat.published.empty());
}

TEST(Wms, TurnsOrdersAwayByAnEventAndWorksNothingOfThem) {
  WmsSettings settings = small_warehouse();
  settings.reject = {1, 1};
  FakeSeat seat = warehouse(std::move(settings));
  EXPECT_EQ(ask(seat, outbound("O-1-F1"), "O-1-F1").body.as<Accepted>()->state, "rejected");
  ASSERT_EQ(seat.events<WmsOrderRejected>().size(), 1U);
  EXPECT_EQ(seat.events<WmsOrderRejected>()[0]->reason, "no_capacity");
  OutboundOrderCreate moved = outbound("TR-1-F1");
  moved.service = std::string(transfer_service);
  ask(seat, moved, "TR-1-F1");
  seat.pass(minutes(10));
  ASSERT_EQ(seat.events<WmsPickConfirmed>().size(), 1U);
  EXPECT_EQ(seat.events<WmsPickConfirmed>()[0]->fulfillment_id, "TR-1-F1") << "stock for another node is worked";
  expect_true_ledger(seat);
  expect_gap_free(seat);
}

TEST(Wms, RefusesLabelsForPackagesThatAreNotThere) {
  FakeSeat seat = warehouse();
  EXPECT_EQ(refusal(seat, label_for("O-1-F1")), "404 unknown_package");
  ask(seat, outbound("O-1-F1"), "O-1-F1");
  EXPECT_EQ(refusal(seat, label_for("O-1-F1")), "404 unknown_package") << "not packed yet";
  seat.pass(minutes(10));
  EXPECT_EQ(refusal(seat, label_for("O-1-F1", 2)), "404 unknown_package");
  EXPECT_EQ(ask(seat, label_for("O-1-F1"), "k1").status, 200);
  LabelAttach better = label_for("O-1-F1");
  better.tracking_number = "T2";
  EXPECT_EQ(ask(seat, better, "k2").status, 200) << "before departure a label may be replaced";
  seat.stimulate(PickupDeparts{"T-1"});
  seat.settle();
  EXPECT_EQ(seat.events<WmsShipped>()[0]->packages[0].tracking_number, "T2");
  EXPECT_EQ(refusal(seat, label_for("O-1-F1"), "k3"), "409 package_departed");
  seat.crash();
  EXPECT_EQ(refusal(seat, label_for("O-1-F1"), "k3"), "409 package_departed");
}

TEST(Wms, AcceptsASecondOrderUnderAnotherKey) {
  FakeSeat seat = warehouse();
  ask(seat, outbound("O-1-F1"), "O-1-F1");
  EXPECT_EQ(ask(seat, outbound("O-1-F1"), "again").status, 201);
  EXPECT_EQ(seat.effects_of("outbound_order.create").size(), 2U);
  seat.pass(minutes(10));
  const auto packed = seat.events<WmsPackConfirmed>();
  ASSERT_EQ(packed.size(), 2U);
  EXPECT_NE(packed[0]->packages[0].package_id, packed[1]->packages[0].package_id);
  testing::expect_gap_free(seat);
}

TEST(Wms, PickersAreTheCapacity) {
  WmsSettings with = small_warehouse();
  with.pickers = 1;
  with.pick_min = with.pick_max = minutes(4);
  with.pack_time = minutes(1);
  FakeSeat seat = warehouse(with);
  ask(seat, outbound("O-1-F1", {{"1", "I-1", 1}}), "O-1-F1");
  ask(seat, outbound("O-2-F1", {{"1", "I-1", 1}}), "O-2-F1");
  seat.pass(minutes(5));
  EXPECT_EQ(seat.events<WmsPackConfirmed>().size(), 1U);
  seat.pass(minutes(4));
  EXPECT_EQ(seat.events<WmsPackConfirmed>().size(), 1U);
  seat.pass(minutes(1));
  EXPECT_EQ(seat.events<WmsPackConfirmed>().size(), 2U);
  EXPECT_EQ(WmsSettings::pickers_for(60, minutes(4), minutes(4), minutes(1)), 5);
}

TEST(Wms, APackageHoldsSoManyUnitsAndMayMissTheTruck) {
  WmsSettings with = small_warehouse();
  with.units_per_package = 3;
  FakeSeat seat = warehouse(with);
  ask(seat, outbound("O-1-F1", {{"1", "I-1", 4}, {"2", "I-2", 1}}), "O-1-F1");
  seat.pass(minutes(10));
  const auto& packages = seat.events<WmsPackConfirmed>().at(0)->packages;
  ASSERT_EQ(packages.size(), 2U);
  EXPECT_EQ(packages[0].lines, (std::vector<LineQuantity>{{"1", "I-1", 3}}));
  EXPECT_EQ(packages[1].lines, (std::vector<LineQuantity>{{"1", "I-1", 1}, {"2", "I-2", 1}}));
  for (const std::int64_t number : {2, 1}) {
    ask(seat, label_for("O-1-F1", number), "O-1-F1-P" + std::to_string(number));
    seat.stimulate(PickupDeparts{"T"});
    seat.settle();
  }
  const auto shipped = seat.events<WmsShipped>();
  ASSERT_EQ(shipped.size(), 2U);
  EXPECT_EQ(shipped[0]->packages.at(0).package_id, "O-1-F1-P2");
  EXPECT_EQ(shipped[1]->shipment_id, "O-1-F1-S2");
  testing::expect_true_ledger(seat);
}

TEST(Wms, AShortPickIsTheMovement) {
  WmsSettings with = small_warehouse();
  with.short_pick = {1, 1};
  with.short_whole = {0, 1};
  FakeSeat seat = warehouse(with);
  ask(seat, outbound("O-1-F1", {{"1", "I-1", 4}}), "O-1-F1");
  seat.pass(minutes(10));
  const auto shorts = seat.events<WmsPickShort>();
  ASSERT_EQ(shorts.size(), 1U);
  const WmsPickShort& one = *shorts[0];
  EXPECT_EQ(one.movement_id, "O-1-F1-1-short");
  EXPECT_EQ(one.quantity_planned, 4);
  EXPECT_GE(one.quantity_short, 1);
  EXPECT_LE(one.quantity_short, 3) << "part of the line";
  EXPECT_EQ(one.quantity_planned, one.quantity_picked + one.quantity_short);
  EXPECT_EQ(one.delta, -one.quantity_short);
  EXPECT_EQ(one.position_version, 2);
  EXPECT_EQ(seat.events<WmsPickConfirmed>().at(0)->lines.at(0).quantity, one.quantity_picked);
  EXPECT_EQ(seat.effects_of("wms.pick.short").size(), 1U);
  EXPECT_TRUE(seat.effects_of("wms.adjusted").empty());
  EXPECT_EQ(listed(seat).at("I-1").unrestricted, 10 - one.quantity_short);
  ask(seat, label_for("O-1-F1"), "k");
  seat.stimulate(PickupDeparts{"T-1"});
  seat.settle();
  EXPECT_EQ(listed(seat).at("I-1").unrestricted, 6);
  testing::expect_true_ledger(seat);
  testing::expect_gap_free(seat);
}

TEST(Wms, WithNothingPickedTheOrderIsAnException) {
  WmsSettings with = small_warehouse();
  with.short_pick = {1, 1};
  with.short_whole = {1, 1};
  with.pickers = 1;
  FakeSeat seat = warehouse(with);
  ask(seat, outbound("O-1-F1"), "O-1-F1");
  ask(seat, outbound("O-2-F1"), "O-2-F1");
  seat.pass(minutes(20));
  EXPECT_EQ(seat.events<WmsPickShort>().size(), 2U) << "the picker goes on with the next";
  EXPECT_TRUE(seat.events<WmsPickConfirmed>().empty());
  EXPECT_TRUE(seat.events<WmsPackConfirmed>().empty());
  EXPECT_EQ(listed(seat).at("I-1").unrestricted, 6);
  testing::expect_true_ledger(seat);
}

TEST(Wms, WhatTheLedgerNeverHadCannotVanishFromIt) {
  FakeSeat seat = warehouse();
  const Reply reply = ask(seat, outbound("O-1-F1", {{"1", "I-1", 12}, {"2", "I-2", 5}}), "O-1-F1");
  EXPECT_EQ(reply.body.as<Accepted>()->state, "allocated");
  EXPECT_EQ(seat.events<WmsAllocated>().at(0)->lines[0].quantity, 10);
  const auto shorts = seat.events<WmsPickShort>();
  ASSERT_EQ(shorts.size(), 1U) << "at once";
  EXPECT_EQ(shorts[0]->quantity_short, 2);
  EXPECT_EQ(shorts[0]->delta, 0);
  EXPECT_EQ(shorts[0]->position_version, 1) << "no movement";
  EXPECT_TRUE(seat.effects_of("wms.pick.short").empty());
  seat.pass(minutes(10));
  EXPECT_EQ(seat.events<WmsPickConfirmed>().at(0)->lines[0].quantity, 10);

  EXPECT_EQ(ask(seat, outbound("O-2-F1"), "O-2-F1").body.as<Accepted>()->state, "exception");
  seat.pass(minutes(10));
  EXPECT_EQ(seat.events<WmsPickConfirmed>().size(), 1U);
  testing::expect_gap_free(seat);
}

TEST(Wms, HoldsAndAdjustsOnlyWhatIsFree) {
  FakeSeat seat = warehouse();
  ask(seat, outbound("O-1-F1", {{"1", "I-1", 7}}), "O-1-F1");
  seat.stimulate(QualityHold{"M-1", "I-1", 100, false});
  seat.settle();
  EXPECT_EQ(seat.events<WmsLotHeld>().at(0)->quantity, 3);
  EXPECT_EQ(listed(seat).at("I-1"), (Position{"I-1", "wms-east", 7, 5, 1, 2}));
  seat.stimulate(StockAdjustment{"M-2", "I-1", -5, "count"});
  seat.settle();
  EXPECT_TRUE(seat.events<WmsAdjusted>().empty()) << "all that is left has been promised to a picker";
  seat.stimulate(QualityHold{"M-3", "I-1", 100, true});
  seat.stimulate(StockAdjustment{"M-4", "I-1", -2, "count"});
  seat.stimulate(GoodsArrive{"M-5", "RC-1", "I-1", 20});
  seat.stimulate(GoodsArrive{"M-6", "RC-2", "I-9", 20});
  seat.settle();
  EXPECT_EQ(seat.events<WmsLotReleased>().at(0)->quantity, 5);
  EXPECT_EQ(seat.events<WmsAdjusted>().at(0)->delta, -2);
  EXPECT_EQ(seat.events<WmsReceived>().at(0)->position_version, 5);
  EXPECT_EQ(listed(seat).at("I-1"), (Position{"I-1", "wms-east", 30, 0, 1, 5}));
  testing::expect_true_ledger(seat);
  testing::expect_gap_free(seat);
}

TEST(Wms, DamageAndCountsAreMovementsOfWhatIsFree) {
  FakeSeat seat = warehouse();
  ask(seat, outbound("O-1-F1", {{"1", "I-1", 7}}), "O-1-F1");
  seat.stimulate(StockDamaged{"M-1", "I-1", 100, "pallet fell"});
  seat.settle();
  const WmsMoved moved = *seat.events<WmsMoved>().at(0);
  EXPECT_EQ(moved.quantity, 3) << "the pickers' units stand elsewhere";
  EXPECT_EQ(moved.to, Bucket::damaged);
  EXPECT_EQ(moved.reason, "pallet fell");
  seat.stimulate(StockDamaged{"M-2", "I-1", 1, "pallet fell"});
  seat.stimulate(CycleCount{"M-3", "I-1", 4});
  seat.stimulate(CycleCount{"M-4", "I-1", -9});
  seat.stimulate(CycleCount{"M-5", "I-1", 0});
  seat.settle();
  EXPECT_EQ(seat.events<WmsMoved>().size(), 1U) << "nothing was free";
  ASSERT_EQ(seat.events<WmsCountCompleted>().size(), 3U);
  EXPECT_EQ(seat.events<WmsCountCompleted>()[0]->counted, 11);
  EXPECT_EQ(seat.events<WmsCountCompleted>()[1]->variance, -4) << "what is promised to a picker is found by the picker";
  EXPECT_EQ(seat.events<WmsCountCompleted>()[2]->counted, 7);
  testing::expect_true_ledger(seat);
  testing::expect_gap_free(seat);
}

TEST(Wms, AHoldWithoutAnItemTakesTheFullest) {
  FakeSeat seat = warehouse();
  seat.stimulate(QualityHold{"M-1", "", 4, false});
  seat.settle();
  EXPECT_EQ(seat.events<WmsLotHeld>().at(0)->item, "I-1");
  EXPECT_EQ(seat.published[0]->id, "M-1/held");
  EXPECT_EQ(seat.published[0]->headers.correlation_id, "M-1");
}

TEST(Wms, ListsWhatChangedSince) {
  FakeSeat seat = warehouse();
  const Reply all = ask(seat, StockList{});
  const auto cursor = all.body.as<StockListResult>()->next_cursor;
  EXPECT_EQ(all.body.as<StockListResult>()->positions.size(), 2U);
  EXPECT_TRUE(ask(seat, StockList{cursor}).body.as<StockListResult>()->positions.empty());
  work_one(seat, "O-1-F1");
  const Reply changed = ask(seat, StockList{cursor});
  ASSERT_EQ(changed.body.as<StockListResult>()->positions.size(), 1U);
  EXPECT_EQ(changed.body.as<StockListResult>()->positions[0].unrestricted, 8);
}

TEST(Wms, AFinishedFulfilmentLeavesOnlyItsCounts) {
  FakeSeat seat = warehouse();
  work_one(seat, "O-1-F1");
  ASSERT_TRUE(seat.journal.contains("work/O-1-F1"));
  EXPECT_LT(to_json(seat.journal.at("work/O-1-F1")).size(), 120U);
}

// A life with everything in it: short picks, several packages, two trucks, a hold in between. The seat falls over at
// each of its commits in turn, once before and once after it is durable; the pipeline and the scenario do again what
// got lost.
struct Life {
  std::size_t crash_at = SIZE_MAX;  ///< commit number
  bool kept = false;
  FakeSeat seat;

  static WmsSettings settings() {
    WmsSettings with = small_warehouse();
    with.pickers = 1;
    with.short_pick = {1, 2};
    with.units_per_package = 2;
    return with;
  }
  Life(std::size_t at, bool kept_)
      : crash_at(at),
        kept(kept_),
        seat(make_wms(settings()), "wms-east", {{"wms-east", "wms"}, {"pipeline", "pipeline"}}) {
    seat.start();
    let_settle();
  }
  void let_settle() {
    while (!seat.io.pending.empty()) {
      if (seat.io.commits - seat.io.pending.size() >= crash_at) {
        crash_at = SIZE_MAX;
        seat.crash(kept ? 1 : 0);
      } else {
        seat.make_durable();
      }
    }
  }
  void let_pass(Duration span) {
    for (std::int64_t second = 0; second < span.us / seconds(1).us; second += 5) {
      const Instant end = seat.io.clock + seconds(5);
      while (true) {
        let_settle();
        const auto due = std::min_element(seat.io.timers.begin(), seat.io.timers.end(),
                                          [](const auto& a, const auto& b) { return a.due < b.due; });
        if (due == seat.io.timers.end() || due->due > end) break;
        const testing::ArmedTimer fired = *due;
        seat.io.timers.erase(due);
        seat.io.clock = std::max(seat.io.clock, fired.due);
        seat.give(TimerFired{fired.id, fired.tag});
      }
      seat.io.clock = end;
    }
  }
  template <class T>
  void must(const T& body, const std::string& key) {
    for (int attempt = 0; attempt < 3; ++attempt) {
      const RequestId id = seat.call(body, key);
      let_settle();
      if (seat.reply_to(id) != nullptr && seat.reply_to(id)->ok()) return;
    }
    FAIL() << "no answer for " << key;
  }
  // What the scenario does to a crashed seat waits; here it is done again if it left no trace.
  template <class T>
  void happens(const T& what, std::string_view effect) {
    const std::size_t before = seat.effects_of(effect).size();
    seat.stimulate(what);
    let_settle();
    if (seat.effects_of(effect).size() == before) {
      seat.stimulate(what);
      let_settle();
    }
  }
  void live() {
    for (const char* id : {"O-1-F1", "O-2-F1", "O-3-F1"}) must(outbound(id, {{"1", "I-1", 3}, {"2", "I-2", 1}}), id);
    let_pass(minutes(6));
    happens(QualityHold{"M-1", "I-1", 1, false}, "wms.lot.held");
    let_pass(minutes(60));
    for (const auto* packed : seat.events<WmsPackConfirmed>()) {
      for (const PackedPackage& package : packed->packages) {
        must(LabelAttach{package.package_id, packed->fulfillment_id, "L", "carrier-fast", "T" + package.package_id},
             package.package_id);
      }
      happens(PickupDeparts{"T"}, "wms.shipped");
    }
  }
};

TEST(Wms, ACrashAtAnyCommitLeavesTheSameLedger) {
  Life whole(SIZE_MAX, false);
  whole.live();
  const std::size_t commits = whole.seat.io.commits;
  ASSERT_GT(commits, 12U);
  EXPECT_GE(whole.seat.effects_of("wms.pick.short").size(), 1U);
  EXPECT_GE(whole.seat.effects_of("wms.shipped").size(), 2U);
  testing::expect_true_ledger(whole.seat);
  const auto ledger = testing::ledger(whole.seat);
  for (std::size_t at = 0; at < commits; ++at) {
    for (const bool kept : {false, true}) {
      SCOPED_TRACE("crash at commit " + std::to_string(at + 1) + (kept ? ", after it was durable" : ", before"));
      Life life(at, kept);
      life.live();
      EXPECT_EQ(life.crash_at, SIZE_MAX) << "it did crash";
      EXPECT_EQ(testing::ledger(life.seat), ledger);
      EXPECT_EQ(told(life.seat).size(), told(whole.seat).size());
      testing::expect_true_ledger(life.seat);
      testing::expect_gap_free(life.seat);
    }
  }
}

}  // namespace
}  // namespace drydock
