#include <gtest/gtest.h>

#include "tests/support/history_builder.hpp"

namespace drydock::testing {
namespace {

const Lines two{{"1", "A", 2}};
const Lines one{{"1", "A", 1}};

TEST(SingleFulfilment, holds_for_a_split_order) {
  History h;
  h.place("O-1", two).send_out("O-1-F1", "O-1", "wms-east", one).send_out("O-1-F2", "O-1", "wms-west", one);
  const Said said = h.judge("I20");
  EXPECT_EQ(said.state, InvariantState::held);
  EXPECT_EQ(said.evaluations, 2u);
}

TEST(SingleFulfilment, a_second_release_is_charged) {
  History h;
  h.place("O-1", two)
      .send_out("O-1-F1", "O-1", "wms-east", two)
      .at(seconds(9))
      .send_out("O-1-F2", "O-1", "wms-east", two);
  const Said said = h.judge("I20");
  ASSERT_EQ(said.count, 1u);
  EXPECT_EQ(said.findings[0].order, "O-1");
  EXPECT_EQ(said.findings[0].seat, "wms-east");
  EXPECT_EQ(said.findings[0].actual, "4 units");
}

TEST(SingleFulfilment, the_same_release_taken_twice_is_charged) {
  History h;
  h.place("O-1", two).send_out("O-1-F1", "O-1", "wms-east", two).send_out("O-1-F1", "O-1", "wms-east", two);
  EXPECT_EQ(h.judge("I20").count, 1u);
}

TEST(SingleFulfilment, what_came_up_short_is_released_again) {
  History h;
  h.place("O-1", two).send_out("O-1-F1", "O-1", "wms-east", two).event("wms-east", pick_short("O-1", "1", "A", 1));
  h.send_out("O-1-F2", "O-1", "wms-west", one);
  EXPECT_EQ(h.judge("I20").state, InvariantState::held);
  h.send_out("O-1-F3", "O-1", "wms-west", one);
  EXPECT_EQ(h.judge("I20").count, 1u);
}

TEST(SingleFulfilment, what_the_shelf_was_known_to_lack_is_short_without_a_movement) {
  History h;
  h.place("O-1", two).send_out("O-1-F1", "O-1", "wms-east", two);
  WmsPickShort lack = pick_short("O-1", "1", "A", 1);
  lack.delta = 0;
  h.publish("wms-east", lack, "O-1-F1-1-lack/short");  // no ledger entry
  h.send_out("O-1-F2", "O-1", "wms-west", one);
  EXPECT_EQ(h.judge("I20").state, InvariantState::held);
}

TEST(SingleFulfilment, what_was_rejected_is_released_again) {
  History h;
  h.place("O-1", two).send_out("O-1-F1", "O-1", "wms-east", two);
  h.event("wms-east", WmsOrderRejected{"O-1-F1", "O-1", "wms-east", "closed"})
      .send_out("O-1-F2", "O-1", "wms-west", two);
  EXPECT_EQ(h.judge("I20").state, InvariantState::held);
}

TEST(SingleFulfilment, a_release_of_what_nobody_ordered_is_charged) {
  History h;
  h.send_out("O-9-F1", "O-9", "wms-east", one);
  EXPECT_EQ(h.judge("I20").count, 1u);
}

TEST(SingleFulfilment, without_releases_nothing_is_exercised) {
  History h;
  h.place("O-1", two);
  EXPECT_EQ(h.judge("I20").state, InvariantState::not_exercised);
}

}  // namespace
}  // namespace drydock::testing
