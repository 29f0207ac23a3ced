#include <gtest/gtest.h>

#include "tests/support/history_builder.hpp"

namespace drydock::testing {
namespace {

const Lines two{{"1", "A", 2}};
const Lines three{{"1", "A", 3}};

TEST(PackageContent, holds_when_shop_and_erp_hear_what_left) {
  History h;
  h.event("wms-east", shipped("O-1", "S-1", two));
  h.effect("commerce", told("O-1", "S-1", two));
  h.effect("erp", issue("O-1", "S-1", two));
  const Said said = h.judge("I30");
  EXPECT_EQ(said.state, InvariantState::held);
  EXPECT_EQ(said.evaluations, 2u);
}

TEST(PackageContent, other_quantities_are_charged) {
  History h;
  h.event("wms-east", shipped("O-1", "S-1", two));
  h.effect("commerce", told("O-1", "S-1", three));
  const Said said = h.judge("I30");
  ASSERT_EQ(said.count, 1u);
  EXPECT_EQ(said.findings[0].expected, "2 of A (line 1)");
  EXPECT_EQ(said.findings[0].actual, "3 of A (line 1)");
}

TEST(PackageContent, another_tracking_number_is_charged) {
  History h;
  h.event("wms-east", shipped("O-1", "S-1", two));
  FulfillmentCreate create = told("O-1", "S-1", two);
  create.packages[0].tracking_number = "T-other";
  h.effect("commerce", create);
  EXPECT_EQ(h.judge("I30").count, 1u);
}

TEST(PackageContent, lines_may_be_split_over_packages) {
  History h;
  WmsShipped left = shipped("O-1", "S-1", {{"1", "A", 1}});
  left.packages.push_back({"O-1-F1-P2", "carrier-fast", "T-2", {{"1", "A", 1}}});
  h.event("wms-east", left);
  h.effect("erp", issue("O-1", "S-1", two));
  EXPECT_EQ(h.judge("I30").state, InvariantState::held);
}

TEST(PackageContent, other_lots_are_charged) {
  History h;
  WmsShipped left = shipped("O-1", "S-1", two);
  left.packages[0].lots = std::vector<LotQuantity>{{"1", "A", "L2", 2}};
  h.event("wms-east", left);
  GoodsIssuePost books = issue("O-1", "S-1", two);
  books.lots = std::vector<LotQuantity>{{"1", "A", "L1", 2}};
  h.effect("erp", books);
  const Said said = h.judge("I30");
  ASSERT_EQ(said.count, 1u);
  EXPECT_EQ(said.findings[0].expected, "2 of A (line 1), of lots L2 (2)");
  EXPECT_EQ(said.findings[0].actual, "2 of A (line 1), of lots L1 (2)");
}

TEST(PackageContent, a_label_says_where_the_order_goes_and_what_the_package_weighs) {
  const auto labelled = [](const std::string& postal_code, std::int64_t grams) {
    History h;
    OrderPlaced placed;
    placed.order_id = "O-1";
    placed.ship_to = {"us-east", "10001", "US"};
    h.event("commerce", placed, "O-1/placed", 1, "O-1");
    h.publish("wms-east", packed("O-1", two), "e1");
    LabelBuy label = label_buy("O-1");
    label.ship_to = {"us-east", postal_code, "US"};
    label.weight_grams = grams;
    h.effect("carrier-fast", label);
    return h.judge("I30").count;
  };
  EXPECT_EQ(labelled("10001", 500), 0u);
  EXPECT_EQ(labelled("10002", 500), 1u);
  EXPECT_EQ(labelled("10001", 400), 1u);
}

TEST(PackageContent, the_shop_shows_the_number_that_a_package_left_with) {
  History h;
  h.event("wms-east", shipped("O-1", "S-1", two));
  TrackingUpdate update = shown("O-1", TrackingStatus::in_transit, hours(1));
  update.tracking_number = "T-S-1";
  h.effect("commerce", update);
  EXPECT_EQ(h.judge("I30").count, 0u);
  update.tracking_number = "T-other";
  h.effect("commerce", update);
  EXPECT_EQ(h.judge("I30").count, 1u);
}

}  // namespace
}  // namespace drydock::testing
