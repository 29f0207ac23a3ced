#include <gtest/gtest.h>

#include "tests/support/history_builder.hpp"

namespace drydock::testing {
namespace {

const Lines two{{"1", "A", 2}};

PositionView counters(std::int64_t reserved, std::int64_t released, std::int64_t picked) {
  PositionView view;
  view.item = "A";
  view.location = "wms-east";
  view.unrestricted = 10;
  view.reserved = reserved;
  view.released = released;
  view.picked = picked;
  return view;
}
History shipped_order() {
  History h;
  h.opening("A", "wms-east", 10)
      .hold("R-1", {{"1", "A", "wms-east", 2}})
      .confirm("R-1", "O-1")
      .place("O-1", two, {"R-1"});
  h.send_out("O-1-F1", "O-1", "wms-east", two).event("wms-east", shipped("O-1", "S-1", two));
  return h;
}

TEST(ReservationLedger, holds_when_all_nets_out) {
  History h = shipped_order();
  h.view("pipeline", ReservationView{"R-1", "O-1", 2, 2, 0, 0, 0}).view("pipeline", counters(0, 0, 0));
  const Said said = h.judge("I07");
  EXPECT_EQ(said.state, InvariantState::held) << (said.findings.empty() ? "" : said.findings[0].sentence);
  EXPECT_EQ(said.evaluations, 2u);
}

TEST(ReservationLedger, parts_must_make_the_whole) {
  History h = shipped_order();
  h.view("pipeline", ReservationView{"R-1", "O-1", 2, 1, 0, 0, 0});
  EXPECT_EQ(h.judge("I07").count, 1u);
  History negative = shipped_order();
  negative.view("pipeline", ReservationView{"R-1", "O-1", 2, 3, 0, 0, -1});
  EXPECT_EQ(negative.judge("I07", false).count, 1u);
}

TEST(ReservationLedger, the_ledger_holds_what_was_confirmed) {
  History h = shipped_order();
  h.view("pipeline", ReservationView{"R-1", "O-1", 3, 3, 0, 0, 0});
  EXPECT_EQ(h.judge("I07").count, 1u);
}

TEST(ReservationLedger, nothing_is_live_on_a_finished_order) {
  History h = shipped_order();
  h.view("pipeline", ReservationView{"R-1", "O-1", 2, 0, 0, 0, 2});
  EXPECT_EQ(h.judge("I07", true).count, 1u);
  EXPECT_EQ(h.judge("I07", false).state, InvariantState::held);
}

TEST(ReservationLedger, an_open_order_may_hold) {
  History h;
  h.opening("A", "wms-east", 10)
      .hold("R-1", {{"1", "A", "wms-east", 2}})
      .confirm("R-1", "O-1")
      .place("O-1", two, {"R-1"});
  h.view("pipeline", ReservationView{"R-1", "O-1", 2, 0, 0, 0, 2}).view("pipeline", counters(2, 0, 0));
  EXPECT_EQ(h.judge("I07").state, InvariantState::held);
}

TEST(ReservationLedger, an_expired_hold_must_go) {
  History h;
  h.opening("A", "wms-east", 10).hold("R-1", {{"1", "A", "wms-east", 2}});
  h.view("pipeline", ReservationView{"R-1", "", 2, 0, 0, 0, 2});
  h.at(minutes(15));
  EXPECT_EQ(h.judge("I07").state, InvariantState::held);
  h.at(minutes(17));
  EXPECT_EQ(h.judge("I07").state, InvariantState::violated);
}

TEST(ReservationLedger, counters_must_agree_with_open_reservations) {
  History h = shipped_order();
  h.view("pipeline", counters(2, 0, 0));  // the release was lost in an update
  const Said said = h.judge("I07");
  ASSERT_EQ(said.count, 1u);
  EXPECT_EQ(said.findings[0].item, "A");
  EXPECT_EQ(said.findings[0].expected, "0");
}

TEST(ReservationLedger, a_pipeline_without_the_views_is_not_evaluated) {
  const Said said = shipped_order().judge("I07");
  EXPECT_EQ(said.state, InvariantState::not_evaluated);
  EXPECT_FALSE(said.reason.empty());
}

TEST(ReservationLedger, without_reservations_nothing_is_exercised) {
  History h;
  EXPECT_EQ(h.judge("I07").state, InvariantState::not_exercised);
}

}  // namespace
}  // namespace drydock::testing
