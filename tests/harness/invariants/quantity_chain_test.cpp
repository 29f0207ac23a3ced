#include <gtest/gtest.h>

#include "tests/support/history_builder.hpp"

namespace drydock::testing {
namespace {

const Lines two{{"1", "A", 2}};
const Lines three{{"1", "A", 3}};

TEST(QuantityChain, holds_along_an_order) {
  History h;
  h.place("O-1", two).effect("erp", booking("O-1", two));
  h.send_out("O-1-F1", "O-1", "wms-east", two).event("wms-east", shipped("O-1", "S-1", two));
  h.effect("erp", issue("O-1", "S-1", two));
  h.effect("commerce", told("O-1", "S-1", two));
  h.effect("commerce", shown("O-1", TrackingStatus::delivered, hours(3)));
  const Said said = h.judge("I16");
  EXPECT_EQ(said.state, InvariantState::held);
  EXPECT_EQ(said.evaluations, 5u);
}

TEST(QuantityChain, the_erp_must_not_book_more_than_was_ordered) {
  History h;
  h.place("O-1", two).effect("erp", booking("O-1", three));
  EXPECT_EQ(h.judge("I16").count, 1u);
}

TEST(QuantityChain, the_shop_must_not_be_told_of_more_than_left) {
  History h;
  h.place("O-1", three).event("wms-east", shipped("O-1", "S-1", two));
  h.effect("commerce", told("O-1", "S-1", three));
  const Said said = h.judge("I16");
  ASSERT_EQ(said.count, 1u);
  EXPECT_EQ(said.findings[0].seat, "commerce");
  EXPECT_EQ(said.findings[0].expected, "at most 2 (shipped)");
}

TEST(QuantityChain, a_second_goods_issue_overtakes_the_shipment) {
  History h;
  h.place("O-1", two).event("wms-east", shipped("O-1", "S-1", two));
  h.effect("erp", issue("O-1", "S-1", two));
  h.effect("erp", issue("O-1", "S-1", two));
  EXPECT_EQ(h.judge("I16").count, 1u);
}

TEST(QuantityChain, delivered_before_shipped_is_charged) {
  History h;
  h.place("O-1", two).event("wms-east", shipped("O-1", "S-1", two));
  h.effect("commerce", shown("O-1", TrackingStatus::delivered, hours(3)));
  h.effect("commerce", told("O-1", "S-1", two));
  EXPECT_EQ(h.judge("I16").count, 1u);
}

TEST(QuantityChain, a_single_release_must_not_exceed_the_order) {
  History h;
  h.place("O-1", two).send_out("O-1-F1", "O-1", "wms-east", three);
  EXPECT_EQ(h.judge("I16").count, 1u);
}

TEST(QuantityChain, what_the_warehouse_does_by_itself_is_not_judged) {
  History h;
  h.place("O-1", two).event("wms-east", shipped("O-1", "S-1", three));
  EXPECT_EQ(h.judge("I16").state, InvariantState::not_exercised);
}

}  // namespace
}  // namespace drydock::testing
