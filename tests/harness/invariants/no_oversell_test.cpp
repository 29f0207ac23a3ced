#include <gtest/gtest.h>

#include "tests/support/history_builder.hpp"

namespace drydock::testing {
namespace {

std::vector<ReservedLine> east(std::int64_t quantity) { return {{"1", "A", "wms-east", quantity}}; }
const Lines two{{"1", "A", 2}};

TEST(NoOversell, holds_up_to_the_last_unit) {
  History h;
  h.safety("A", "wms-east", 1).opening("A", "wms-east", 5);
  h.hold("R-1", east(3)).hold("R-2", east(1));
  const Said said = h.judge("I01");
  EXPECT_EQ(said.state, InvariantState::held);
  EXPECT_EQ(said.evaluations, 2u);
}

TEST(NoOversell, the_confirmation_that_crosses_the_line_is_charged) {
  History h;
  h.opening("A", "wms-east", 1);
  h.hold("R-1", east(1)).at(milliseconds(5)).hold("R-2", east(1));
  const Said said = h.judge("I01");
  ASSERT_EQ(said.count, 1u);
  EXPECT_EQ(said.findings[0].item, "A");
  EXPECT_EQ(said.findings[0].at, t0 + milliseconds(5));
  EXPECT_EQ(said.findings[0].keys.front(), "R-2");
}

TEST(NoOversell, safety_stock_is_not_for_sale) {
  History h;
  h.safety("A", "wms-east", 5).opening("A", "wms-east", 5);
  h.hold("R-1", east(1));
  EXPECT_EQ(h.judge("I01").state, InvariantState::violated);
}

TEST(NoOversell, two_lines_of_one_item_count_together) {
  History h;
  h.opening("A", "wms-east", 1);
  h.hold("R-1", {{"1", "A", "wms-east", 1}, {"2", "A", "wms-east", 1}});
  EXPECT_EQ(h.judge("I01").state, InvariantState::violated);
}

TEST(NoOversell, an_expired_or_released_hold_is_free_again) {
  History h;
  h.opening("A", "wms-east", 1);
  h.hold("R-1", east(1), minutes(1)).at(minutes(2)).hold("R-2", east(1)).release("R-2").hold("R-3", east(1));
  EXPECT_EQ(h.judge("I01").state, InvariantState::held);
}

TEST(NoOversell, a_confirmed_hold_never_expires) {
  History h;
  h.opening("A", "wms-east", 1);
  h.hold("R-1", east(1), minutes(1)).confirm("R-1", "O-1").at(hours(1)).hold("R-2", east(1));
  EXPECT_EQ(h.judge("I01").state, InvariantState::violated);
}

TEST(NoOversell, shipped_units_leave_stock_and_promise_together) {
  History h;
  h.opening("A", "wms-east", 4);
  h.hold("R-1", east(2)).confirm("R-1", "O-1").place("O-1", two, {"R-1"}).send_out("O-1-F1", "O-1", "wms-east", two);
  h.event("wms-east", shipped("O-1", "S-1", two)).hold("R-2", east(2));
  EXPECT_EQ(h.judge("I01").state, InvariantState::held);
  h.hold("R-3", east(1));
  EXPECT_EQ(h.judge("I01").count, 1u);
}

TEST(NoOversell, a_loss_nobody_could_know_of_is_excused) {
  History h;
  h.opening("A", "wms-east", 2);
  h.event("wms-east", WmsAdjusted{"M-1", "A", "wms-east", Bucket::unrestricted, -1, "gone", 1});
  h.at(seconds(30)).hold("R-1", east(2));  // within the processing bound of the acknowledgement
  EXPECT_EQ(h.judge("I01").state, InvariantState::held);
}

TEST(NoOversell, a_loss_long_known_is_not) {
  History h;
  h.opening("A", "wms-east", 2);
  h.event("wms-east", WmsAdjusted{"M-1", "A", "wms-east", Bucket::unrestricted, -1, "gone", 1});
  h.at(seconds(61)).hold("R-1", east(2));
  EXPECT_EQ(h.judge("I01").state, InvariantState::violated);
}

TEST(NoOversell, a_gain_counts_at_once) {
  History h;
  h.opening("A", "wms-east", 1);
  h.event("wms-east", WmsReceived{"M-1", "E-1", "A", "wms-east", Bucket::unrestricted, 1, 1}).hold("R-1", east(2));
  EXPECT_EQ(h.judge("I01").state, InvariantState::held);
}

TEST(NoOversell, an_order_in_work_may_have_moved_to_another_node) {
  History h;
  h.opening("A", "wms-east", 2).opening("A", "wms-west", 2);
  h.hold("R-1", east(2)).confirm("R-1", "O-1").place("O-1", two, {"R-1"});
  h.hold("R-2", east(2));  // the first may be worked in the west
  EXPECT_EQ(h.judge("I01").state, InvariantState::held);
  h.hold("R-3", {{"1", "A", "wms-west", 1}});  // but all of them do not fit
  EXPECT_EQ(h.judge("I01").count, 1u);
}

TEST(NoOversell, the_outbound_order_shows_where_it_is) {
  History h;
  h.opening("A", "wms-east", 2).opening("A", "wms-west", 2);
  h.hold("R-1", east(2)).confirm("R-1", "O-1").place("O-1", two, {"R-1"}).send_out("O-1-F1", "O-1", "wms-west", two);
  h.hold("R-2", {{"1", "A", "wms-west", 1}});
  EXPECT_EQ(h.judge("I01").state, InvariantState::violated);
}

TEST(NoOversell, a_repeated_answer_counts_once) {
  History h;
  h.opening("A", "wms-east", 2);
  h.hold("R-1", east(2)).hold("R-1", east(2));
  EXPECT_EQ(h.judge("I01").evaluations, 1u);
}

TEST(NoOversell, without_reservations_nothing_is_exercised) {
  History h;
  h.opening("A", "wms-east", 1);
  EXPECT_EQ(h.judge("I01").state, InvariantState::not_exercised);
}

}  // namespace
}  // namespace drydock::testing
