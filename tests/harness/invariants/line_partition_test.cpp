#include <gtest/gtest.h>

#include "tests/support/history_builder.hpp"

namespace drydock::testing {
namespace {

OrderView view(std::int64_t ordered, std::int64_t shipped, std::int64_t backordered) {
  return {"O-1", "shipped", ordered, shipped, backordered, {}};
}

TEST(LinePartition, holds_when_all_is_shipped_or_on_backorder) {
  History h;
  h.view("pipeline", view(3, 0, 0)).view("pipeline", view(3, 2, 1)).view("commerce", view(3, 2, 1));
  EXPECT_EQ(h.judge("I17").state, InvariantState::held);
}

TEST(LinePartition, more_than_was_ordered_is_charged) {
  History h;
  h.view("commerce", view(3, 2, 3));
  const Said said = h.judge("I17", false);
  ASSERT_EQ(said.count, 1u);
  EXPECT_EQ(said.findings[0].seat, "commerce");
}

TEST(LinePartition, a_rest_in_work_is_charged_at_rest_only) {
  History h;
  h.view("pipeline", view(3, 2, 0));
  EXPECT_EQ(h.judge("I17", false).count, 0u);
  EXPECT_EQ(h.judge("I17", true).count, 1u);
}

TEST(LinePartition, the_erp_hears_of_no_backorder) {
  History h;
  h.view("erp", view(3, 2, 0));
  EXPECT_EQ(h.judge("I17", true).count, 0u);
}

}  // namespace
}  // namespace drydock::testing
