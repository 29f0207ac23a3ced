#include <gtest/gtest.h>

#include "tests/support/history_builder.hpp"

namespace drydock::testing {
namespace {

PositionView at_east(std::int64_t unrestricted, std::int64_t reserved, std::int64_t released, std::int64_t picked) {
  PositionView view;
  view.item = "A";
  view.location = "wms-east";
  view.unrestricted = unrestricted;
  view.reserved = reserved;
  view.released = released;
  view.picked = picked;
  return view;
}
WmsLotHeld hold_of(std::int64_t quantity) { return {"M-1", "A", "wms-east", {}, quantity, "quality", 2}; }

TEST(BucketIdentity, holds_up_to_the_last_unit) {
  History h;
  h.opening("A", "wms-east", 6).view("pipeline", at_east(6, 1, 2, 3));
  const Said said = h.judge("I03");
  EXPECT_EQ(said.state, InvariantState::held);
  EXPECT_EQ(said.evaluations, 2u);
}

TEST(BucketIdentity, one_unit_too_many_is_charged_at_once) {
  History h;
  h.opening("A", "wms-east", 6).view("pipeline", at_east(6, 2, 2, 3));
  const Said said = h.judge("I03", false);
  ASSERT_EQ(said.count, 1u);
  EXPECT_EQ(said.findings[0].item, "A");
  EXPECT_EQ(said.findings[0].actual, "7");
}

TEST(BucketIdentity, what_was_lost_excuses_as_much_and_no_more) {
  History h;
  h.opening("A", "wms-east", 6).event("wms-east", hold_of(4));
  h.at(minutes(5)).view("pipeline", at_east(2, 0, 6, 0));
  EXPECT_EQ(h.judge("I03", false).state, InvariantState::held);
  History more;
  more.opening("A", "wms-east", 6).event("wms-east", hold_of(4));
  more.at(minutes(5)).view("pipeline", at_east(2, 1, 6, 0));
  EXPECT_EQ(more.judge("I03", false).count, 1u);
}

TEST(BucketIdentity, a_loss_excuses_nothing_once_the_position_agreed_after_it) {
  History h;
  h.opening("A", "wms-east", 6).event("wms-east", hold_of(4));
  h.at(minutes(5)).view("pipeline", at_east(2, 2, 0, 0));
  h.at(minutes(9)).view("pipeline", at_east(2, 3, 0, 0));
  EXPECT_EQ(h.judge("I03", false).count, 1u);
}

TEST(BucketIdentity, a_loss_under_way_outlasts_an_agreeing_position) {
  History h;
  h.opening("A", "wms-east", 6);
  h.publish("wms-east", hold_of(4), "E-1");
  h.at(minutes(5)).view("pipeline", at_east(6, 6, 0, 0));
  h.at(minutes(6)).ack("wms-east", hold_of(4), "E-1");
  h.at(minutes(6) + seconds(5)).view("pipeline", at_east(2, 6, 0, 0));
  EXPECT_EQ(h.judge("I03", false).state, InvariantState::held);
}

TEST(BucketIdentity, a_shipment_is_no_loss) {
  History h;
  h.opening("A", "wms-east", 6).event("wms-east", shipped("O-1", "S-1", {{"1", "A", 4}}));
  h.at(minutes(5)).view("pipeline", at_east(2, 0, 0, 4));
  EXPECT_EQ(h.judge("I03", false).count, 1u);
}

TEST(BucketIdentity, at_rest_nothing_is_excused) {
  History h;
  h.opening("A", "wms-east", 6).event("wms-east", hold_of(4));
  h.at(minutes(5)).view("pipeline", at_east(2, 0, 6, 0));
  EXPECT_EQ(h.judge("I03", true).count, 1u);
}

TEST(BucketIdentity, without_positions_nothing_is_exercised) {
  History h;
  h.opening("A", "wms-east", 6);
  EXPECT_EQ(h.judge("I03").state, InvariantState::not_exercised);
}

}  // namespace
}  // namespace drydock::testing
