// Balances that come hours after their moment: compared with what had been posted by then.
#include <gtest/gtest.h>

#include "contracts/canonical/balances.hpp"
#include "tests/mocks/pipeline/drift_scene.hpp"

namespace drydock::testing {
namespace {

const std::vector<Stock> stock{{"A", "wms-east", 10, 0, 0}, {"A", "wms-west", 10, 0, 0}};

PipelineSettings by_night(const std::string& defect) {
  PipelineSettings settings;
  settings.reconciliation.snapshots = true;
  if (!defect.empty()) settings.defects = {defect};
  return settings;
}

/// An enterprise whose ERP takes no posting while its batch runs.
struct Night {
  explicit Night(const std::string& defect = {}) : e(stock, by_night(defect)), scene(e) { a_while(); }

  void a_while() { e.pass(minutes(5), seconds(5)); }
  void adjust(std::int64_t delta, const std::string& id) {
    WmsAdjusted adjusted;
    adjusted.movement_id = id;
    adjusted.item = "A";
    adjusted.location = "wms-east";
    adjusted.delta = delta;
    adjusted.reason = "adjustment";
    adjusted.position_version = ++version;
    e.deliver(adjusted, id + "/adjusted", "wms-east", version - 1);
  }
  void begin() {
    a_while();
    as_of = e.seat.io.clock;
    said = scene.books["A/wms-east"];
    a_while();
    e.down.insert("erp");
  }
  void end() {
    e.down.clear();
    a_while();
  }
  void tell(const std::string& id = "balances-1/wms-east/1") {
    e.deliver(BalanceSnapshot{"balances-1", as_of, "wms-east", 1, 1, {{"A", said}}}, id, "erp", 1);
    e.run();
  }

  Enterprise e;
  DriftScene scene;
  std::int64_t version = 1;
  Instant as_of;
  std::int64_t said = 0;
};

TEST(BalanceSnapshot, WhatMovedSinceIsNoBreak) {
  Night night;
  night.adjust(-1, "M-1");
  night.begin();
  night.adjust(-3, "M-2");
  night.tell();
  night.end();
  night.tell("balances-1/wms-east/again");
  night.a_while();
  EXPECT_TRUE(night.scene.breaks().empty());
  EXPECT_EQ(night.scene.books["A/wms-east"], 6);
}

TEST(BalanceSnapshot, ADriftOfTheBooksIsFoundAmongWhatMovedSinceAndMendedOnce) {
  Night night;
  night.adjust(-1, "M-1");
  night.scene.books["A/wms-east"] += 5;
  night.begin();
  night.adjust(-3, "M-2");
  night.tell();
  night.tell("balances-1/wms-east/again");
  night.end();
  night.tell("balances-1/wms-east/once-more");
  night.a_while();
  ASSERT_EQ(night.scene.breaks().size(), 1u);
  EXPECT_EQ(night.scene.breaks()[0].size, 5);
  EXPECT_EQ(night.scene.breaks()[0].side, BreakSide::erp);
  EXPECT_EQ(night.scene.books["A/wms-east"], 6);
  EXPECT_EQ(night.e.position("A", "wms-east").unrestricted, 6);
}

// The ERP may have booked it before it copied its books, or after.
TEST(BalanceSnapshot, WhatMayHaveBeenBookedOnEitherSideIsLeftForAnotherNight) {
  Night night;
  night.a_while();
  night.adjust(-1, "M-1");
  night.as_of = night.e.seat.io.clock;
  night.said = 10;
  night.tell();
  night.said = 17;
  night.tell("balances-1/wms-east/again");
  night.a_while();
  EXPECT_TRUE(night.scene.breaks().empty());
}

TEST(BalanceSnapshot, WhatWasPostedIsRememberedOverARestart) {
  Night night;
  night.begin();
  night.adjust(-3, "M-2");
  night.end();
  night.e.crash();
  night.said += 5;
  night.a_while();
  night.tell();
  night.a_while();
  ASSERT_EQ(night.scene.breaks().size(), 1u);
  EXPECT_EQ(night.scene.breaks()[0].size, 5);
}

// Whether an attempt before the restart was carried out nobody knows.
TEST(BalanceSnapshot, OfAPostingThatWasUnderWayAtARestartNothingFollows) {
  Night night;
  night.begin();
  night.adjust(-3, "M-2");
  night.e.crash();
  night.said += 5;
  night.end();
  night.tell();
  night.a_while();
  EXPECT_TRUE(night.scene.breaks().empty());
  night.as_of = night.e.seat.io.clock + minutes(5);
  night.e.pass(minutes(10), seconds(5));
  night.tell("balances-2/wms-east/1");
  night.a_while();
  ASSERT_EQ(night.scene.breaks().size(), 1u);
  EXPECT_EQ(night.scene.breaks()[0].size, 8) << "fifteen where seven should be";
}

TEST(BalanceSnapshot, NothingFollowsFromOneThatComesTwoDaysLate) {
  Night night;
  night.begin();
  night.end();
  night.e.pass(hours(27), minutes(1));
  night.said += 5;
  night.tell();
  night.a_while();
  EXPECT_TRUE(night.scene.breaks().empty());
}

TEST(BalanceSnapshot, DefectReadAsNow) {
  Night night("snapshot-read-as-now");
  night.begin();
  night.adjust(-3, "M-2");
  night.tell();
  night.end();
  ASSERT_EQ(night.scene.breaks().size(), 1u);
  EXPECT_EQ(night.scene.breaks()[0].size, 3);
  EXPECT_EQ(night.scene.books["A/wms-east"], 4);
}

TEST(BalanceSnapshot, DefectLaidOverStock) {
  Night night("snapshot-laid-over-stock");
  night.begin();
  night.adjust(-3, "M-2");
  night.tell();
  night.end();
  EXPECT_TRUE(night.scene.breaks().empty());
  EXPECT_EQ(night.e.position("A", "wms-east").unrestricted, 10);
  EXPECT_EQ(night.scene.books["A/wms-east"], 7);
}

}  // namespace
}  // namespace drydock::testing
