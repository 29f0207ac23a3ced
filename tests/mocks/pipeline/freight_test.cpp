// A load has one carrier, and is not left without one.
#include <gtest/gtest.h>

#include "tests/mocks/pipeline/freight_scene.hpp"

namespace drydock::testing {
namespace {

using Names = std::vector<std::string>;

TEST(Freight, IsPlannedAsALoadAndNeedsNoRate) {
  Enterprise e;
  pack_freight(e);
  EXPECT_TRUE(e.bodies<RateShop>().empty());
  const auto plans = e.bodies<LoadPlan>();
  ASSERT_EQ(plans.size(), 1U);
  EXPECT_EQ(plans[0].fulfillment_id, "O-1-F1");
  EXPECT_EQ(plans[0].packages, (std::vector<LoadPackage>{{"O-1-F1-P1", 500}}));
  EXPECT_EQ(e.asked["load.plan"], (std::set<std::string>{"O-1-F1"}));
  EXPECT_TRUE(e.bodies<LabelBuy>().empty()) << "nobody has agreed to anything yet";
}

TEST(Freight, GoesWithTheCarrierThatTakesItInTime) {
  Enterprise e;
  pack_freight(e);
  accepts(e, 1, "freight-north");
  accepts(e, 1, "freight-north");
  EXPECT_EQ(named_to_the_warehouse(e), Names{"freight-north"});
  EXPECT_EQ(e.bodies<LabelBuy>().at(0).service, "freight");
  EXPECT_EQ(e.bodies<LabelBuy>().size(), 1U);
}

TEST(Freight, IsOfferedAgainOnceWhenSomebodyDeclinesOrSaysNothing) {
  Enterprise e;
  pack_freight(e);
  declines(e, 1, "freight-north");
  declines(e, 1, "freight-north");
  EXPECT_EQ(e.asked["load.retender"], (std::set<std::string>{"LD-O-1-F1/2"}));
  runs_out(e, 2, "freight-south");
  runs_out(e, 2, "freight-south");
  runs_out(e, 1, "freight-north");
  EXPECT_EQ(e.asked["load.retender"], (std::set<std::string>{"LD-O-1-F1/2", "LD-O-1-F1/3"}));
  accepts(e, 3, "freight-north");
  EXPECT_EQ(named_to_the_warehouse(e), Names{"freight-north"});
}

TEST(Freight, AYesThatComesTooLateIsNotHeard) {
  Enterprise e;
  pack_freight(e);
  accepts(e, 1, "freight-north", seconds(1));  // before the event of its running out
  EXPECT_TRUE(named_to_the_warehouse(e).empty());
  runs_out(e, 1, "freight-north");
  accepts(e, 2, "freight-south");
  accepts(e, 1, "freight-north", seconds(1));
  EXPECT_EQ(named_to_the_warehouse(e), Names{"freight-south"});
  runs_out(e, 1, "freight-north");
  EXPECT_EQ(e.asked["load.retender"], (std::set<std::string>{"LD-O-1-F1/2"})) << "somebody has it";
}

TEST(Freight, SurvivesACrashBetweenAnyTwoSteps) {
  for (std::size_t kept = 0; kept < 2; ++kept) {
    Enterprise e;
    pack_freight(e);
    e.crash();
    e.run();
    e.seat.deliver(
        publication("LD-O-1-F1", "1/expired",
                    Payload::of(TmsTenderExpired{"LD-O-1-F1", 1, "O-1-F1", "O-1", "freight-north", respond_by}), 1),
        "tms");
    e.crash(kept);
    e.run();
    runs_out(e, 1, "freight-north");  // told again: it was not acknowledged
    e.crash();
    e.run();
    accepts(e, 2, "freight-south");
    e.crash();
    e.run();
    accepts(e, 1, "freight-north", seconds(1));
    EXPECT_EQ(e.asked["load.retender"], (std::set<std::string>{"LD-O-1-F1/2"}));
    EXPECT_EQ(named_to_the_warehouse(e), Names{"freight-south"});
  }
}

TEST(Freight, OnlyWhatHappenedIsShown) {
  Enterprise e;
  pack_freight(e);
  accepts(e, 1, "freight-north");
  ship_freight(e, "freight-north");
  milestone(e, TrackingStatus::delivered, hours(40), MilestoneKind::planned, "planned");
  milestone(e, TrackingStatus::in_transit, hours(1), MilestoneKind::actual, "in_transit");
  milestone(e, TrackingStatus::delivered, hours(20), MilestoneKind::estimated, "estimate-1");
  milestone(e, TrackingStatus::delivered, hours(18), MilestoneKind::actual, "delivered");
  milestone(e, TrackingStatus::delivered, hours(21), MilestoneKind::estimated, "estimate-2");
  const auto shown = e.bodies<TrackingUpdate>();
  ASSERT_EQ(shown.size(), 2U);
  EXPECT_EQ(shown[0].milestone, TrackingStatus::in_transit);
  EXPECT_EQ(shown[1].milestone, TrackingStatus::delivered);
  EXPECT_EQ(shown[1].occurred_at, Instant{seconds(1'800'100'000).us} + hours(18));
  EXPECT_EQ(e.bodies<InvoiceCreate>().size(), 1U) << "posted like any other shipment";
  EXPECT_EQ(e.bodies<FulfillmentCreate>().size(), 1U);
}

TEST(Freight, WhatNobodyPlannedIsPutAside) {
  Enterprise e;
  e.start();
  accepts(e, 1, "freight-north");
  EXPECT_EQ(e.ask<DeadLetterListResult>(DeadLetterList{}).dead_letters.size(), 1U);
  EXPECT_TRUE(e.bodies<LabelBuy>().empty());
}

}  // namespace
}  // namespace drydock::testing
