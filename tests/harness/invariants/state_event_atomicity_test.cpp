#include <gtest/gtest.h>

#include "tests/support/history_builder.hpp"

namespace drydock::testing {
namespace {

const Lines two{{"1", "A", 2}};

PositionView knows(std::int64_t unrestricted, std::int64_t reserved, std::int64_t version = 4) {
  PositionView view;
  view.item = "A";
  view.location = "wms-east";
  view.unrestricted = unrestricted;
  view.reserved = reserved;
  view.version = version;
  return view;
}
Shown shows(std::int64_t quantity, std::int64_t version = 4) { return {"A", "wms-east", quantity, version}; }

TEST(StateEventAtomicity, holds_when_the_shop_has_what_the_position_makes) {
  History h;
  h.safety("A", "wms-east", 1);
  h.view("pipeline", knows(10, 3)).view("commerce", shows(6));
  const Said said = h.judge("I50");
  EXPECT_EQ(said.state, InvariantState::held);
  EXPECT_EQ(said.evaluations, 1u);
}

TEST(StateEventAtomicity, a_change_that_was_not_told_is_charged_at_rest_only) {
  History h;
  h.view("pipeline", knows(10, 3)).view("commerce", shows(10));
  const Said said = h.judge("I50", true);
  ASSERT_EQ(said.count, 1u);
  EXPECT_EQ(said.findings[0].item, "A");
  EXPECT_EQ(h.judge("I50", false).state, InvariantState::not_exercised);
}

TEST(StateEventAtomicity, a_version_nobody_knows_of_is_a_ghost) {
  History h;
  h.view("pipeline", knows(10, 0, 4)).view("commerce", shows(10, 5));
  EXPECT_EQ(h.judge("I50").count, 1u);
}

TEST(StateEventAtomicity, an_older_version_of_the_same_quantity_is_fine) {
  History h;
  h.view("pipeline", knows(10, 0, 9)).view("commerce", shows(10, 5));
  EXPECT_EQ(h.judge("I50").state, InvariantState::held);
}

TEST(StateEventAtomicity, nothing_is_available_below_zero) {
  History h;
  h.view("pipeline", knows(2, 3)).view("commerce", shows(0));
  EXPECT_EQ(h.judge("I50").state, InvariantState::held);
}

TEST(StateEventAtomicity, the_shop_was_told_of_every_unit_shipped) {
  const auto shipped_and_told = [](std::int64_t known, bool is_told) {
    History h;
    h.place("O-1", two);
    if (is_told) h.effect("commerce", told("O-1", "S-1", two));
    h.view("pipeline", OrderView{"O-1", "closed", 2, known, 0, {}});
    h.view("commerce", OrderView{"O-1", "placed", 2, 0, 0, {}});
    return h.judge("I50");
  };
  EXPECT_EQ(shipped_and_told(2, true).state, InvariantState::held);
  EXPECT_EQ(shipped_and_told(0, false).state, InvariantState::held);
  EXPECT_EQ(shipped_and_told(2, false).count, 1u);
  EXPECT_EQ(shipped_and_told(0, true).count, 1u);
}

Directory with_market() {
  return Directory(std::vector<Seat>{{"commerce", "commerce"},
                                     {"pipeline", "pipeline"},
                                     {"erp", "erp"},
                                     {"tms", "tms"},
                                     {"wms-east", "wms"},
                                     {"wms-west", "wms"},
                                     {"marketplace", "commerce"},
                                     {"auditor", "auditor"}});
}

TEST(StateEventAtomicity, every_shop_is_judged_for_itself) {
  const auto judged = [](std::int64_t there) {
    History h;
    h.directory = with_market();
    h.view("pipeline", knows(10, 3)).view("commerce", shows(7)).view("marketplace", shows(there));
    return h.judge("I50");
  };
  EXPECT_EQ(judged(7).state, InvariantState::held);
  EXPECT_EQ(judged(7).evaluations, 2u);
  ASSERT_EQ(judged(10).count, 1u);
  EXPECT_NE(judged(10).findings[0].sentence.find("marketplace was told 10"), std::string::npos);
}

TEST(StateEventAtomicity, what_another_shop_was_told_counts_for_nothing) {
  const auto told_at = [](const char* shop) {
    History h;
    h.directory = with_market();
    OrderPlaced placed;
    placed.order_id = "M-1";
    placed.lines = {{"1", "A", 2, {price, "USD"}}};
    h.event("marketplace", placed, "M-1/placed", 1, "M-1");
    h.effect(shop, told("M-1", "S-1", two));
    h.view("pipeline", OrderView{"M-1", "closed", 2, 2, 0, {}});
    return h.judge("I50");
  };
  EXPECT_EQ(told_at("marketplace").state, InvariantState::held);
  EXPECT_EQ(told_at("commerce").count, 1u);
}

TEST(StateEventAtomicity, without_the_pipelines_views_nothing_is_exercised) {
  History h;
  h.place("O-1", two).view("commerce", shows(10));
  EXPECT_EQ(h.judge("I50").state, InvariantState::not_exercised);
}

}  // namespace
}  // namespace drydock::testing
