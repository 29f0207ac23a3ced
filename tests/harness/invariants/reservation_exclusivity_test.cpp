#include <gtest/gtest.h>

#include "tests/support/history_builder.hpp"

namespace drydock::testing {
namespace {

const Lines three{{"1", "A", 3}};

TEST(ReservationExclusivity, holds_while_all_that_is_released_is_there) {
  History h;
  h.opening("A", "wms-east", 6)
      .send_out("O-1-F1", "O-1", "wms-east", three)
      .send_out("O-2-F1", "O-2", "wms-east", three);
  const Said said = h.judge("I06");
  EXPECT_EQ(said.state, InvariantState::held);
  EXPECT_EQ(said.evaluations, 2u);
}

TEST(ReservationExclusivity, more_than_is_there_is_charged) {
  History h;
  h.opening("A", "wms-east", 5)
      .send_out("O-1-F1", "O-1", "wms-east", three)
      .send_out("O-2-F1", "O-2", "wms-east", three);
  const Said said = h.judge("I06");
  ASSERT_EQ(said.count, 1u);
  EXPECT_EQ(said.findings[0].actual, "6");
}

TEST(ReservationExclusivity, what_was_shipped_or_short_is_allocated_no_more) {
  History h;
  h.opening("A", "wms-east", 6).send_out("O-1-F1", "O-1", "wms-east", three);
  h.event("wms-east", shipped("O-1", "S-1", three));
  h.send_out("O-2-F1", "O-2", "wms-east", three);
  h.event("wms-east", pick_short("O-2", "1", "A", 3));
  EXPECT_EQ(h.judge("I06").state, InvariantState::held);
}

TEST(ReservationExclusivity, what_a_warehouse_cancelled_is_allocated_no_more) {
  History h;
  h.opening("A", "wms-east", 4).send_out("O-1-F1", "O-1", "wms-east", three);
  h.effect("wms-east", OutboundOrderCancel{"O-1-X1", "O-1-F1", "O-1", "wms-east", {{"1", "A", 2}}}, "O-1",
           "O-1-X1/O-1-F1");
  h.send_out("O-2-F1", "O-2", "wms-east", three);
  EXPECT_EQ(h.judge("I06").count, 0u);
  h.send_out("O-3-F1", "O-3", "wms-east", {{"1", "A", 1}});
  EXPECT_EQ(h.judge("I06").count, 1u);
}

TEST(ReservationExclusivity, a_loss_just_now_is_not_held_against_it) {
  History h;
  h.opening("A", "wms-east", 5).send_out("O-1-F1", "O-1", "wms-east", three);
  h.event("wms-east", pick_short("O-1", "1", "A", 1));
  h.send_out("O-2-F1", "O-2", "wms-east", {{"1", "A", 3}});
  EXPECT_EQ(h.judge("I06").count, 0u);
}

}  // namespace
}  // namespace drydock::testing
