#include <gtest/gtest.h>

#include "tests/support/history_builder.hpp"

namespace drydock::testing {
namespace {

PositionView version(std::int64_t number) {
  PositionView view;
  view.item = "A";
  view.location = "wms-east";
  view.version = number;
  return view;
}
OrderView shipped_of(std::int64_t units) { return {"O-1", "picking", 3, units, 0, {}}; }

TEST(ReplayRecency, holds_while_versions_grow_or_stay) {
  History h;
  h.view("pipeline", version(3)).view("pipeline", version(3)).view("pipeline", version(7));
  const Said said = h.judge("I48");
  EXPECT_EQ(said.state, InvariantState::held);
  EXPECT_EQ(said.evaluations, 2u);
}

TEST(ReplayRecency, a_version_that_falls_is_charged_once) {
  History h;
  h.view("pipeline", version(7)).view("pipeline", version(3)).view("pipeline", version(4));
  const Said said = h.judge("I48");
  ASSERT_EQ(said.count, 1u);
  EXPECT_EQ(said.findings[0].item, "A");
  EXPECT_EQ(said.findings[0].party, "pipeline");
}

TEST(ReplayRecency, what_the_shop_shows_is_judged_by_its_own_versions) {
  History h;
  h.view("pipeline", version(7)).view("commerce", Shown{"A", "wms-east", 5, 4});
  EXPECT_EQ(h.judge("I48").state, InvariantState::not_exercised);
  h.view("commerce", Shown{"A", "wms-east", 5, 3});
  EXPECT_EQ(h.judge("I48").count, 1u);
}

TEST(ReplayRecency, units_shipped_never_fall) {
  History h;
  h.view("pipeline", shipped_of(2)).view("erp", shipped_of(1)).view("pipeline", shipped_of(1));
  const Said said = h.judge("I48");
  ASSERT_EQ(said.count, 1u);
  EXPECT_EQ(said.findings[0].order, "O-1");
}

TEST(ReplayRecency, a_state_may_go_back_when_an_order_moves_on_elsewhere) {
  History h;
  OrderView packed = shipped_of(1);
  packed.state = "packed";
  h.view("pipeline", packed).view("pipeline", shipped_of(1));
  EXPECT_EQ(h.judge("I48").state, InvariantState::held);
}

TEST(ReplayRecency, units_consumed_never_fall) {
  History h;
  h.view("pipeline", ReservationView{"R-1", "O-1", 3, 2, 0, 0, 1});
  h.view("pipeline", ReservationView{"R-1", "O-1", 3, 1, 0, 0, 2});
  EXPECT_EQ(h.judge("I48").count, 1u);
}

TEST(ReplayRecency, a_first_view_decides_nothing) {
  History h;
  h.view("pipeline", version(3));
  EXPECT_EQ(h.judge("I48").state, InvariantState::not_exercised);
}

}  // namespace
}  // namespace drydock::testing
