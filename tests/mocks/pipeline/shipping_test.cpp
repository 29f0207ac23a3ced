// Labels of packages that will not leave, and what is told of lots.
#include <gtest/gtest.h>

#include "tests/mocks/pipeline/lot_scene.hpp"

namespace drydock::testing {
namespace {

TEST(Shipping, ShopAndErpAreToldTheLotsThatLeft) {
  Enterprise e;
  work_by_lots(e);
  EXPECT_EQ(e.bodies<GoodsIssuePost>().at(0).lots, two_of("taken"));
  EXPECT_EQ(e.bodies<FulfillmentCreate>().at(0).lots, two_of("taken"));
}

TEST(Shipping, TheLabelOfAPackageThatIsTakenApartIsGivenBackOnce) {
  Enterprise e;
  work_by_lots(e, false);
  take_apart(e);
  take_apart(e);
  const auto voids = e.bodies<LabelVoid>();
  ASSERT_EQ(voids.size(), 1U);
  EXPECT_EQ(voids[0], (LabelVoid{"O-1-F1-P1", "O-1", "L-O-1-F1-P1", "T-O-1-F1-P1"}));
  EXPECT_EQ(e.asked["label.void"], (std::set<std::string>{"O-1-F1-P1"}));
}

TEST(Shipping, ALabelThatComesAfterThePackageIsGoneIsGivenBackAndNotHandedOver) {
  Enterprise e;
  e.down = {"carrier-fast"};
  work_by_lots(e, false);
  take_apart(e);
  EXPECT_TRUE(e.bodies<LabelVoid>().empty()) << "there is none yet";
  e.down = {};
  e.pass(minutes(2));
  EXPECT_EQ(e.bodies<LabelVoid>().size(), 1U);
  EXPECT_TRUE(e.bodies<LabelAttach>().empty());
}

TEST(Shipping, NoLabelIsBoughtForAPackageThatIsKnownToBeGone) {
  Enterprise e;
  e.down = {"tms"};
  work_by_lots(e, false);
  take_apart(e);
  e.down = {};
  e.pass(minutes(2));
  EXPECT_TRUE(e.bodies<LabelBuy>().empty());
}

TEST(Shipping, APackageMayBeGoneBeforeItIsToldOf) {
  Enterprise e;
  e.start();
  e.place("1", 2);
  const auto events = events_of(2);
  WmsPackVoided gone{"O-1-F1-P1", "O-1-F1", "O-1", "wms-east", "recalled"};
  e.seat.deliver(publication("O-1-F1", "voided", Payload::of(std::move(gone)), 5), "wms-east");
  e.run();
  for (std::size_t i = 0; i < 4; ++i) {
    e.seat.deliver(events[i], "wms-east");
    e.run();
  }
  e.pass(minutes(2));
  EXPECT_TRUE(e.bodies<LabelBuy>().empty());
}

TEST(Shipping, UnitsTakenBackAfterTheirPickAreLookedForAgain) {
  Enterprise e;
  work_by_lots(e, false);
  take_apart(e);
  const auto releases = e.bodies<OutboundOrderCreate>();
  ASSERT_EQ(releases.size(), 2U);
  EXPECT_EQ(releases[1].lines.at(0).quantity, 2);
  const PositionView view = e.position("A", "wms-east");
  EXPECT_EQ(view.picked, 0) << "they are not on their way out any more";
}

TEST(Shipping, ACrashBetweenTheTwoForgetsNoLabel) {
  Enterprise e;
  work_by_lots(e, false);
  e.crash();
  e.run();
  take_apart(e);
  EXPECT_EQ(e.bodies<LabelVoid>().size(), 1U);
}

}  // namespace
}  // namespace drydock::testing
