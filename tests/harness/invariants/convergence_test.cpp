#include <gtest/gtest.h>

#include "tests/support/history_builder.hpp"

namespace drydock::testing {
namespace {

const Lines two{{"1", "A", 2}};

PositionView pipeline_says(std::int64_t unrestricted, std::int64_t hold = 0) {
  PositionView view;
  view.item = "A";
  view.location = "wms-east";
  view.unrestricted = unrestricted;
  view.quality_hold = hold;
  return view;
}
OrderView order_says(const std::string& state) {
  OrderView view;
  view.order_id = "O-1";
  view.state = state;
  return view;
}

// Ten opened, two shipped: eight everywhere, and one of them safety stock.
History healthy() {
  History h;
  h.safety("A", "wms-east", 1).opening("A", "wms-east", 10);
  h.hold("R-1", {{"1", "A", "wms-east", 2}}).confirm("R-1", "O-1").place("O-1", two, {"R-1"});
  h.send_out("O-1-F1", "O-1", "wms-east", two).event("wms-east", shipped("O-1", "S-1", two));
  h.view("erp", Balance{"A", "wms-east", 8}).view("pipeline", pipeline_says(8));
  h.view("commerce", Shown{"A", "wms-east", 7, 3});
  h.view("commerce", order_says("fulfilled"))
      .view("erp", order_says("invoiced"))
      .view("pipeline", order_says("closed"));
  return h;
}

TEST(Convergence, holds_when_all_say_the_same) {
  const Said said = healthy().judge("I59");
  EXPECT_EQ(said.state, InvariantState::held) << (said.findings.empty() ? "" : said.findings[0].sentence);
  EXPECT_GE(said.evaluations, 6u);
}

TEST(Convergence, the_last_word_counts) {
  History h = healthy();
  h.view("erp", Balance{"A", "wms-east", 6});
  Said said = h.judge("I59");
  ASSERT_EQ(said.count, 1u);
  EXPECT_EQ(said.findings[0].sentence,
            "at rest erp has on hand 6 of A at wms-east, where the warehouse's truth makes it 8");
  h.view("erp", Balance{"A", "wms-east", 8});
  EXPECT_EQ(h.judge("I59").state, InvariantState::held);
}

TEST(Convergence, the_pipelines_position_must_agree) {
  History h = healthy();
  h.view("pipeline", pipeline_says(9));
  EXPECT_EQ(h.judge("I59").count, 1u);
}

TEST(Convergence, the_shop_shows_what_can_be_sold) {
  History h = healthy();
  h.view("commerce", Shown{"A", "wms-east", 8, 4});  // safety stock forgotten
  EXPECT_EQ(h.judge("I59").count, 1u);
  h.hold("R-2", {{"1", "A", "wms-east", 3}}, hours(1));
  h.view("commerce", Shown{"A", "wms-east", 4, 5});  // three are reserved
  EXPECT_EQ(h.judge("I59").state, InvariantState::held);
}

TEST(Convergence, units_in_quality_hold_are_on_hand_but_not_shown) {
  History h = healthy();
  h.event("wms-east", WmsLotHeld{"M-1", "A", "wms-east", {}, 3, "inspection", 2});
  h.view("pipeline", pipeline_says(5, 3)).view("commerce", Shown{"A", "wms-east", 4, 6});
  EXPECT_EQ(h.judge("I59").state, InvariantState::held);
}

TEST(Convergence, order_states_must_match_what_the_warehouse_did) {
  History h = healthy();
  h.view("commerce", order_says("placed"));
  const Said said = h.judge("I59");
  ASSERT_EQ(said.count, 1u);
  EXPECT_EQ(said.findings[0].order, "O-1");
}

TEST(Convergence, a_run_that_never_rests_is_a_finding) {
  const Said said = healthy().judge("I59", false);
  ASSERT_EQ(said.count, 1u);
  EXPECT_EQ(said.findings[0].actual, "work was still going on");
}

TEST(Convergence, without_views_nothing_is_exercised) {
  History h;
  h.opening("A", "wms-east", 10);
  EXPECT_EQ(h.judge("I59").state, InvariantState::not_exercised);
}

}  // namespace
}  // namespace drydock::testing
