#include <gtest/gtest.h>

#include "tests/support/history_builder.hpp"

namespace drydock::testing {
namespace {

const Lines two{{"1", "A", 2}};

OrderView view(const std::string& state, std::int64_t shipped = 0) { return {"O-1", state, 2, shipped, 0, {}}; }

TEST(OwnershipVisibility, holds_when_a_warehouse_has_taken_it) {
  History h;
  h.place("O-1", two).send_out("O-1-F1", "O-1", "wms-east", two).view("pipeline", view("released"));
  const Said said = h.judge("I66");
  EXPECT_EQ(said.state, InvariantState::held);
  EXPECT_EQ(said.evaluations, 1u);
}

TEST(OwnershipVisibility, released_before_anybody_took_it_is_charged) {
  History h;
  h.place("O-1", two).view("pipeline", view("released"));
  EXPECT_EQ(h.judge("I66").count, 1u);
}

TEST(OwnershipVisibility, more_shipped_than_left_is_charged) {
  History h;
  h.place("O-1", two).send_out("O-1-F1", "O-1", "wms-east", two).view("pipeline", view("packed", 2));
  EXPECT_EQ(h.judge("I66").count, 1u);
}

TEST(OwnershipVisibility, imported_claims_nothing) {
  History h;
  h.place("O-1", two).view("pipeline", view("imported"));
  EXPECT_EQ(h.judge("I66").state, InvariantState::held);
}

}  // namespace
}  // namespace drydock::testing
