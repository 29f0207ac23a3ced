#include <gtest/gtest.h>

#include "tests/support/history_builder.hpp"

namespace drydock::testing {
namespace {

const Lines two{{"1", "A", 2}};

void answer(History& h, std::int64_t quantity, Instant as_of, std::int64_t west = 10) {
  AvailabilityQuery query;
  query.query_id = "Q-1";
  h.asked("commerce", "pipeline", query,
          AvailabilityAnswer{as_of, {{"A", "wms-east", quantity}, {"A", "wms-west", west}}});
}
History opened() {
  History h;
  h.safety("A", "wms-east", 1).opening("A", "wms-east", 11).opening("A", "wms-west", 10);
  h.at(minutes(1));
  return h;
}

TEST(AtpDefinition, holds_for_opening_stock_less_safety_stock) {
  History h = opened();
  answer(h, 10, h.now());
  const Said said = h.judge("I10");
  EXPECT_EQ(said.state, InvariantState::held) << (said.findings.empty() ? "" : said.findings[0].sentence);
  EXPECT_EQ(said.evaluations, 2u);
}

TEST(AtpDefinition, forgotten_safety_stock_is_charged) {
  History h = opened();
  answer(h, 11, h.now());
  const Said said = h.judge("I10");
  ASSERT_EQ(said.count, 1u);
  EXPECT_EQ(said.findings[0].expected, "10");
  EXPECT_EQ(said.findings[0].actual, "11");
}

TEST(AtpDefinition, units_in_quality_hold_are_not_offered) {
  History h = opened();
  h.event("wms-east", WmsLotHeld{"M-1", "A", "wms-east", {}, 4, "inspection", 1});
  h.at(minutes(3));
  answer(h, 10, h.now());
  EXPECT_EQ(h.judge("I10").count, 1u);
  History right = opened();
  right.event("wms-east", WmsLotHeld{"M-1", "A", "wms-east", {}, 4, "inspection", 1});
  right.at(minutes(3));
  answer(right, 6, right.now());
  EXPECT_EQ(right.judge("I10").state, InvariantState::held);
}

TEST(AtpDefinition, just_delivered_inputs_may_or_may_not_be_in) {
  for (const std::int64_t offered : {10, 6}) {
    History h = opened();
    h.event("wms-east", WmsLotHeld{"M-1", "A", "wms-east", {}, 4, "inspection", 1});
    h.at(minutes(1) + seconds(2));
    answer(h, offered, h.now());
    EXPECT_EQ(h.judge("I10").state, InvariantState::held) << offered;
  }
}

TEST(AtpDefinition, an_old_as_of_excuses_what_came_after_it) {
  History h = opened();
  h.event("wms-east", WmsLotHeld{"M-1", "A", "wms-east", {}, 4, "inspection", 1});
  h.at(minutes(2));
  answer(h, 10, t0 + minutes(1));
  EXPECT_EQ(h.judge("I10").state, InvariantState::held);
}

TEST(AtpDefinition, a_movement_never_delivered_is_not_an_input) {
  History h = opened();
  h.effect("wms-east", WmsAdjusted{"M-1", "A", "wms-east", Bucket::unrestricted, -3, "gone", 1});
  h.at(minutes(3));
  answer(h, 10, h.now());
  EXPECT_EQ(h.judge("I10").state, InvariantState::held);
}

TEST(AtpDefinition, reservations_count_once_through_all_stages) {
  History h = opened();
  h.hold("R-1", {{"1", "A", "wms-east", 2}}).confirm("R-1", "O-1").place("O-1", two, {"R-1"});
  h.send_out("O-1-F1", "O-1", "wms-east", two).at(minutes(3));
  answer(h, 8, h.now());
  h.event("wms-east", shipped("O-1", "S-1", two)).at(minutes(5));
  answer(h, 8, h.now());
  EXPECT_EQ(h.judge("I10").state, InvariantState::held);
  answer(h, 6, h.now());  // picks subtracted twice
  EXPECT_EQ(h.judge("I10").count, 1u);
}

TEST(AtpDefinition, before_the_outbound_order_either_node_is_right) {
  for (const auto& [east, west] : {std::pair{8, 10}, std::pair{10, 8}}) {
    History h = opened();
    h.hold("R-1", {{"1", "A", "wms-east", 2}}).confirm("R-1", "O-1").place("O-1", two, {"R-1"}).at(minutes(3));
    answer(h, east, h.now(), west);
    EXPECT_EQ(h.judge("I10").state, InvariantState::held) << east;
  }
}

TEST(AtpDefinition, the_outbound_order_settles_it) {
  History h = opened();
  h.hold("R-1", {{"1", "A", "wms-east", 2}}).confirm("R-1", "O-1").place("O-1", two, {"R-1"});
  h.send_out("O-1-F1", "O-1", "wms-west", two).at(minutes(3));
  answer(h, 10, h.now(), 8);
  EXPECT_EQ(h.judge("I10").state, InvariantState::held);
  answer(h, 8, h.now(), 10);
  EXPECT_EQ(h.judge("I10").count, 2u);
}

TEST(AtpDefinition, a_hold_that_expired_is_free_within_its_tolerance) {
  for (const std::int64_t offered : {8, 10}) {
    History h = opened();
    h.hold("R-1", {{"1", "A", "wms-east", 2}}, minutes(2)).at(minutes(3) + seconds(30));
    answer(h, offered, h.now());
    EXPECT_EQ(h.judge("I10").state, InvariantState::held) << offered;
  }
  History h = opened();
  h.hold("R-1", {{"1", "A", "wms-east", 2}}, minutes(2)).at(minutes(6));
  answer(h, 8, h.now());
  EXPECT_EQ(h.judge("I10").state, InvariantState::violated);
}

TEST(AtpDefinition, a_hold_never_answered_leaves_the_item_unjudged) {
  History h = opened();
  ReservationCreate create;
  create.cart_id = "C-1";
  create.lines = {{"1", "A", 2}};
  h.request(h.call("commerce", "pipeline", create), "commerce", "pipeline", create);
  h.crash("pipeline").recover("pipeline").at(minutes(2));
  answer(h, 8, h.now());
  EXPECT_EQ(h.judge("I10").state, InvariantState::not_exercised);
}

// A server's error leaves open what became of the hold; a refusal does not.
TEST(AtpDefinition, a_hold_answered_with_an_error_leaves_the_item_unjudged) {
  for (const auto& [status, state] : {std::pair{503, InvariantState::not_exercised}, {429, InvariantState::violated}}) {
    History h = opened();
    ReservationCreate create;
    create.cart_id = "C-1";
    create.lines = {{"1", "A", 2}};
    h.asked("commerce", "pipeline", create, Problem{}, "C-1/1", status);
    h.at(minutes(2));
    answer(h, 8, h.now());
    EXPECT_EQ(h.judge("I10").state, state) << status;
  }
}

TEST(AtpDefinition, a_short_pick_leaves_free_as_it_is_once_followed_up) {
  History h = opened();
  h.hold("R-1", {{"1", "A", "wms-east", 2}}).confirm("R-1", "O-1").place("O-1", two, {"R-1"});
  h.send_out("O-1-F1", "O-1", "wms-east", two).event("wms-east", pick_short("O-1", "1", "A", 1)).at(minutes(2));
  answer(h, 3, h.now());  // in motion: not judged
  h.send_out("O-1-F2", "O-1", "wms-west", {{"1", "A", 1}}).at(minutes(5));
  answer(h, 8, h.now(), 9);
  Said said = h.judge("I10");
  EXPECT_EQ(said.state, InvariantState::held) << (said.findings.empty() ? "" : said.findings[0].sentence);
  EXPECT_EQ(said.evaluations, 2u);
}

TEST(AtpDefinition, a_lack_without_a_movement_frees_the_commitment) {
  History h = opened();
  h.hold("R-1", {{"1", "A", "wms-east", 2}}).confirm("R-1", "O-1").place("O-1", two, {"R-1"});
  h.send_out("O-1-F1", "O-1", "wms-east", two);
  WmsPickShort lack = pick_short("O-1", "1", "A", 1);
  lack.delta = 0;
  h.event("wms-east", lack).send_out("O-1-F2", "O-1", "wms-west", {{"1", "A", 1}}).at(minutes(5));
  answer(h, 9, h.now(), 9);
  const Said said = h.judge("I10");
  EXPECT_EQ(said.state, InvariantState::held) << (said.findings.empty() ? "" : said.findings[0].sentence);
}

TEST(AtpDefinition, without_answers_nothing_is_exercised) {
  EXPECT_EQ(opened().judge("I10").state, InvariantState::not_exercised);
}

}  // namespace
}  // namespace drydock::testing
