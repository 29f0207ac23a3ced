#include <gtest/gtest.h>

#include "tests/support/history_builder.hpp"

namespace drydock::testing {
namespace {

PositionView position(std::int64_t unrestricted, std::int64_t hold, std::int64_t reserved = 0) {
  PositionView view;
  view.item = "A";
  view.location = "wms-east";
  view.unrestricted = unrestricted;
  view.quality_hold = hold;
  view.reserved = reserved;
  return view;
}

TEST(NoNegativeBucket, holds_while_every_bucket_is_zero_or_more) {
  History h;
  h.opening("A", "wms-east", 5);
  h.event("wms-east", WmsLotHeld{"M-1", "A", "wms-east", {}, 5, "inspection", 1});
  h.at(minutes(10)).view("pipeline", position(0, 5));
  const Said said = h.judge("I02");
  EXPECT_EQ(said.state, InvariantState::held);
  EXPECT_EQ(said.evaluations, 2u);  // the movement, and what was said after it
}

TEST(NoNegativeBucket, a_ledger_below_zero_is_the_warehouses_fault) {
  History h;
  h.opening("A", "wms-east", 5);
  h.event("wms-east", WmsLotHeld{"M-1", "A", "wms-east", {}, 6, "inspection", 1});
  const Said said = h.judge("I02");
  ASSERT_EQ(said.count, 1u);
  EXPECT_EQ(said.findings[0].party, "wms-east");
  EXPECT_EQ(said.findings[0].actual, "-1");
}

TEST(NoNegativeBucket, a_position_below_zero_is_the_pipelines_fault) {
  History h;
  h.opening("A", "wms-east", 5);
  h.at(minutes(10)).view("pipeline", position(5, -4));
  const Said said = h.judge("I02");
  ASSERT_EQ(said.count, 1u);
  EXPECT_EQ(said.findings[0].party, "pipeline");
}

TEST(NoNegativeBucket, a_movement_that_the_pipeline_has_not_heard_of_excuses_its_place) {
  History h;
  h.opening("A", "wms-east", 5);
  WmsReceived received;
  received.movement_id = "M-1";
  received.item = "A";
  received.location = "wms-east";
  received.quantity = 3;
  h.effect("wms-east", received);
  h.publish("wms-east", received, "M-1/received");
  h.at(minutes(10)).view("pipeline", position(-2, 0));
  EXPECT_EQ(h.judge("I02").count, 0u);
}

}  // namespace
}  // namespace drydock::testing
