#include "mocks/pipeline/reconciliation.hpp"

#include <gtest/gtest.h>

#include "tests/mocks/pipeline/drift_scene.hpp"
#include "tests/mocks/pipeline/return_scene.hpp"

namespace drydock::testing {
namespace {

const std::vector<Stock> stock{{"A", "wms-east", 10, 0, 0}, {"A", "wms-west", 10, 0, 0}};

void a_while(Enterprise& e) { e.pass(minutes(11), seconds(10)); }

TEST(Reconciliation, FindsWhatIsWrongInTheBooksAndMendsItOnce) {
  Enterprise e(stock, reconciling());
  DriftScene scene(e);
  scene.books["A/wms-east"] += 5;
  a_while(e);
  ASSERT_EQ(scene.corrections().size(), 1u);
  EXPECT_EQ(scene.corrections()[0].delta, -5);
  ASSERT_EQ(scene.breaks().size(), 1u);
  const BreakView found = scene.breaks()[0];
  EXPECT_EQ(found.break_id, "RC/A/wms-east/erp/1");
  EXPECT_EQ(found.side, BreakSide::erp);
  EXPECT_EQ(found.size, 5);
  EXPECT_FALSE(found.bucket);
  EXPECT_TRUE(found.mended_at);
  a_while(e);
  EXPECT_EQ(scene.breaks().size(), 1u);
  EXPECT_EQ(scene.books["A/wms-east"], 10);
  scene.books["A/wms-east"] -= 1;
  a_while(e);
  EXPECT_EQ(scene.breaks().size(), 2u);
  EXPECT_EQ(scene.books["A/wms-east"], 10);
}

TEST(Reconciliation, TakesTheShelfForTheTruthAndBooksIt) {
  Enterprise e(stock, reconciling());
  DriftScene scene(e);
  scene.shelves["A/wms-west"].unrestricted = 7;
  a_while(e);
  EXPECT_EQ(e.position("A", "wms-west").unrestricted, 7);
  EXPECT_EQ(scene.books["A/wms-west"], 7);
  EXPECT_EQ(e.shop["A/wms-west"], 7);
  ASSERT_EQ(scene.breaks().size(), 1u);
  EXPECT_EQ(scene.breaks()[0].side, BreakSide::wms);
  EXPECT_EQ(scene.breaks()[0].bucket, Bucket::unrestricted);
  EXPECT_EQ(scene.breaks()[0].size, -3);
  a_while(e);
  EXPECT_EQ(scene.breaks().size(), 1u);
}

// What a disposition puts on a shelf raises the version of the position like any other movement.
TEST(Reconciliation, KnowsWhatCameBack) {
  Enterprise e(stock, reconciling());
  DriftScene scene(e);
  SentBack back{e};
  back.sold(2);
  scene.books["A/wms-east"] -= 2;
  back.asked(1);
  back.came(1);
  back.found(Disposition::restocked, 1, 2);
  e.pass(seconds(30));
  scene.shelves["A/wms-east"] = {"A", "wms-east", 9, 0, 0, 3};
  a_while(e);
  EXPECT_TRUE(scene.breaks().empty());
  EXPECT_EQ(scene.books["A/wms-east"], 9);
  scene.shelves["A/wms-east"].unrestricted = 8;
  a_while(e);
  ASSERT_EQ(scene.breaks().size(), 1u) << "something is missing, and the version says that no event is";
  EXPECT_EQ(scene.breaks()[0].side, BreakSide::wms);
  EXPECT_EQ(scene.breaks()[0].size, -1);
}

TEST(Reconciliation, SetsTheShopAgain) {
  Enterprise e(stock, reconciling());
  DriftScene scene(e);
  e.shop["A/wms-east"] = 40;
  a_while(e);
  EXPECT_EQ(e.shop["A/wms-east"], 10);
  ASSERT_EQ(scene.breaks().size(), 1u);
  EXPECT_EQ(scene.breaks()[0].side, BreakSide::commerce);
  EXPECT_EQ(scene.breaks()[0].size, 30);
  EXPECT_TRUE(scene.breaks()[0].mended_at);
  EXPECT_TRUE(scene.corrections().empty());
}

// The second movement of the position is here and the first is not: it has been applied, and is not booked yet.
TEST(Reconciliation, LeavesOutWhatWaitsToBeBooked) {
  Enterprise e(stock, reconciling());
  DriftScene scene(e);
  scene.shelves["A/wms-east"] = {"A", "wms-east", 16, 0, 0, 3};
  e.deliver(WmsReceived{"M-2", "RC-2", "A", "wms-east", Bucket::unrestricted, 5, 3}, "M-2/received", "wms-east", 2);
  a_while(e);
  EXPECT_EQ(e.position("A", "wms-east").unrestricted, 15);
  EXPECT_EQ(scene.books["A/wms-east"], 10);
  EXPECT_TRUE(scene.breaks().empty());
  e.deliver(WmsReceived{"M-1", "RC-1", "A", "wms-east", Bucket::unrestricted, 1, 2}, "M-1/received", "wms-east", 1);
  a_while(e);
  EXPECT_EQ(scene.books["A/wms-east"], 16);
  EXPECT_TRUE(scene.breaks().empty());
}

TEST(Reconciliation, LeavesOutWhatCannotBeBooked) {
  Enterprise e(stock, reconciling());
  DriftScene scene(e);
  e.down = {"erp"};
  scene.shelves["A/wms-east"] = {"A", "wms-east", 15, 0, 0, 2};
  e.deliver(WmsReceived{"M-1", "RC-1", "A", "wms-east", Bucket::unrestricted, 5, 2}, "M-1/received", "wms-east");
  a_while(e);
  EXPECT_TRUE(scene.breaks().empty());
  e.down = {};
  a_while(e);
  EXPECT_EQ(scene.books["A/wms-east"], 15);
  EXPECT_TRUE(scene.breaks().empty());
}

// A loss among movements: as many as the version counts have come, and still units are missing.
TEST(Reconciliation, FindsALossAmongMovements) {
  Enterprise e(stock, reconciling());
  DriftScene scene(e);
  e.place("1", 3);
  std::int64_t sequence = 0;
  for (const auto& [what, data] : life("O-1-F1", "O-1", "wms-east", 3, 1)) {
    e.seat.deliver(publication("O-1-F1", what, data, ++sequence), "wms-east");
    e.run();
  }
  scene.books["A/wms-east"] -= 2;                               // the goods issue, which the scene does not book
  scene.shelves["A/wms-east"] = {"A", "wms-east", 3, 0, 0, 3};  // less the short pick, the shipment, and 4
  a_while(e);
  ASSERT_EQ(scene.breaks().size(), 1u);
  EXPECT_EQ(scene.breaks()[0].size, -4);
  EXPECT_EQ(e.position("A", "wms-east").unrestricted, 3);
}

TEST(Reconciliation, LooksAgainSoonAtWhatMayStillBeExplained) {
  Enterprise e(stock, reconciling());
  DriftScene scene(e);
  scene.shelves["A/wms-east"] = {"A", "wms-east", 11, 0, 0, 2};  // a receipt of 5 is on its way, and 4 are gone
  e.pass(minutes(10) + seconds(5), seconds(5));
  EXPECT_TRUE(scene.breaks().empty());
  e.deliver(WmsReceived{"M-1", "RC-1", "A", "wms-east", Bucket::unrestricted, 5, 2}, "M-1/received", "wms-east");
  e.pass(minutes(1) + seconds(5), seconds(5));
  ASSERT_EQ(scene.breaks().size(), 1u);
  EXPECT_EQ(scene.breaks()[0].size, -4);
}

TEST(Reconciliation, MendsOnceOverARestart) {
  Enterprise e(stock, reconciling());
  DriftScene scene(e);
  scene.shelves["A/wms-east"].unrestricted = 8;
  a_while(e);
  e.crash();
  e.run();
  a_while(e);
  EXPECT_EQ(scene.corrections().size(), 1u);
  ASSERT_EQ(scene.breaks().size(), 1u);
  EXPECT_TRUE(scene.breaks()[0].mended_at);
  EXPECT_EQ(e.position("A", "wms-east").unrestricted, 8);
  EXPECT_EQ(scene.books["A/wms-east"], 8);
}

TEST(Reconciliation, IsOffUnlessItIsSwitchedOn) {
  Enterprise e;
  DriftScene scene(e);
  scene.books["A/wms-east"] += 5;
  e.pass(hours(1), minutes(1));
  EXPECT_EQ(e.times["balance.list"], 0);
  EXPECT_EQ(e.status(e.call(ReconciliationList{})), 404);
}

}  // namespace
}  // namespace drydock::testing
