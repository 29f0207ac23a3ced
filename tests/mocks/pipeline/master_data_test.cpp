// The master-data flow: versions of items from their moments on, and what waits for an item.
#include <gtest/gtest.h>

#include "tests/mocks/pipeline/item_scene.hpp"

namespace drydock::testing {
namespace {

TEST(MasterDataFlow, AVersionHoldsFromItsMomentOn) {
  Enterprise e;
  e.start();
  tell(e, version_of(e, "A", 2, minutes(10), 4));
  EXPECT_EQ(e.bodies<ItemUpsert>().size(), 2u) << "both warehouses are told at once";
  e.pass(minutes(9), seconds(10));
  EXPECT_EQ(offered(e, "A"), 10);
  e.pass(minutes(2), seconds(10));
  EXPECT_EQ(offered(e, "A"), 6);
  EXPECT_EQ(e.shop["A/wms-east"], 6);
}

TEST(MasterDataFlow, TheHighestVersionHoldsNotTheLast) {
  Enterprise e;
  e.start();
  const ItemChanged second = version_of(e, "A", 2, minutes(1), 4);
  const ItemChanged third = version_of(e, "A", 3, minutes(1), 1);
  tell(e, third, 2);
  tell(e, second, 1);
  e.pass(minutes(2), seconds(10));
  EXPECT_EQ(offered(e, "A"), 9);
  EXPECT_EQ(e.bodies<ItemUpsert>().size(), 2u) << "the second never holds, and nobody is told of it";
  tell(e, second, 1);
  EXPECT_EQ(offered(e, "A"), 9);
}

TEST(MasterDataFlow, OneThatIsForLaterWaitsBehindOneThatIsForNow) {
  Enterprise e;
  e.start();
  tell(e, version_of(e, "A", 3, minutes(10), 1), 2);
  tell(e, version_of(e, "A", 2, minutes(1), 4), 1);
  e.pass(minutes(2), seconds(10));
  EXPECT_EQ(offered(e, "A"), 6);
  e.pass(minutes(10), seconds(10));
  EXPECT_EQ(offered(e, "A"), 9);
}

TEST(MasterDataFlow, WhatIsDiscontinuedIsNotPromisedAndWhatWasPromisedIsFulfilled) {
  Enterprise e;
  e.start();
  e.ask<ReservationAnswer>(Enterprise::cart("1", 2), "C-1/1");
  tell(e, version_of(e, "A", 2, Duration{}, 0, "discontinued"));
  EXPECT_EQ(offered(e, "A"), 0);
  EXPECT_EQ(e.ask<ReservationAnswer>(Enterprise::cart("2", 1), "C-2/1").outcome, ReservationOutcome::declined);
  e.call(ReservationConfirm{"R-1-1", "O-1"}, "R-1-1");
  e.deliver(Enterprise::order("1", 2), "O-1/placed", "commerce");
  EXPECT_EQ(released(e, "A"), 2);
}

TEST(MasterDataFlow, ALineThatWasSoldAheadWaitsForItsItem) {
  Enterprise e;
  e.start();
  receive(e, "N", 5);
  sell_ahead(e, "1", "N");
  EXPECT_EQ(released(e, "A"), 1) << "the rest of the order does not wait";
  EXPECT_EQ(released(e, "N"), 0);
  EXPECT_TRUE(e.bodies<GoodsReceiptPost>().empty());
  const auto letters = e.ask<DeadLetterListResult>(DeadLetterList{}).dead_letters;
  ASSERT_EQ(letters.size(), 2u);
  for (const DeadLetter& letter : letters) {
    EXPECT_EQ(letter.reason, "unknown_item");
    EXPECT_EQ(letter.destination, "erp");
  }
  tell(e, version_of(e, "N", 1, Duration{}));
  EXPECT_EQ(released(e, "N"), 1);
  EXPECT_EQ(e.bodies<GoodsReceiptPost>().size(), 1u);
  EXPECT_TRUE(e.ask<DeadLetterListResult>(DeadLetterList{}).dead_letters.empty());
  EXPECT_EQ(e.position("N", "wms-east").released, 1);
}

TEST(MasterDataFlow, AndUntilEveryWarehouseKnowsIt) {
  Enterprise e;
  e.start();
  receive(e, "N", 5);
  sell_ahead(e, "1", "N");
  e.down = {"wms-west"};
  tell(e, version_of(e, "N", 1, Duration{}));
  EXPECT_EQ(released(e, "N"), 0);
  EXPECT_EQ(e.bodies<GoodsReceiptPost>().size(), 1u) << "the books need no warehouse";
  e.down = {};
  e.run();
  EXPECT_EQ(released(e, "N"), 1);
}

TEST(MasterDataFlow, ANewItemThatIsToldAheadWaitsForItsMoment) {
  Enterprise e;
  e.start();
  tell(e, version_of(e, "N", 1, minutes(5)));
  receive(e, "N", 5);
  sell_ahead(e, "1", "N");
  EXPECT_EQ(released(e, "N"), 0);
  e.pass(minutes(6), seconds(10));
  EXPECT_EQ(released(e, "N"), 1);
  EXPECT_EQ(offered(e, "N"), 4);
}

TEST(MasterDataFlow, SurvivesARestart) {
  Enterprise e;
  e.start();
  receive(e, "N", 5);
  sell_ahead(e, "1", "N");
  tell(e, version_of(e, "N", 1, minutes(5)));
  tell(e, version_of(e, "A", 2, Duration{}, 3));
  e.crash();
  e.run();
  EXPECT_EQ(offered(e, "A"), 6) << "one of ten is on its way, three are kept";
  e.pass(minutes(6), seconds(10));
  EXPECT_EQ(released(e, "N"), 1);
  EXPECT_EQ(e.bodies<GoodsReceiptPost>().size(), 1u);
}

TEST(MasterDataFlow, WhatWasCancelledMeanwhileIsNotReleased) {
  Enterprise e;
  e.start();
  receive(e, "N", 5);
  sell_ahead(e, "1", "N");
  e.deliver(CancellationRequested{"O-1-X1", "O-1", {}, {{"2", "N", 1}}, "changed_mind"}, "O-1-X1/requested", "commerce",
            2);
  EXPECT_EQ(e.bodies<CancellationAccept>().size(), 1u);
  tell(e, version_of(e, "N", 1, Duration{}));
  EXPECT_EQ(released(e, "N"), 0);
}

TEST(MasterDataFlow, WithNothingOfItThereItIsBackordered) {
  Enterprise e;
  e.start();
  sell_ahead(e, "1", "N");
  tell(e, version_of(e, "N", 1, Duration{}));
  EXPECT_EQ(released(e, "N"), 0);
  ASSERT_EQ(e.bodies<OrderLineBackorder>().size(), 1u);
  EXPECT_EQ(e.bodies<OrderLineBackorder>()[0].line, "2");
}

}  // namespace
}  // namespace drydock::testing
