#include "sim/divergence.hpp"

#include <gtest/gtest.h>

#include "tests/sim/small_world.hpp"

namespace drydock {
namespace {

using namespace drydock::testing;

Rerun run_with(std::uint64_t seed, Duration span = hours(1)) {
  return [=](Tap& tap) {
    WorldSpec spec = world_of({seat("shop", caller(1, 3)), seat("erp", agreeable)});
    spec.seed = seed;
    VirtualWorld world(std::move(spec), tap);
    world.start();
    world.run_until(day_one + span);
  };
}

const Directory& directory() {
  static const Directory made({{"shop", "erp"}, {"erp", "erp"}});
  return made;
}

TEST(Divergence, SameRunsDoNotDiffer) { EXPECT_FALSE(first_divergence(run_with(1), run_with(1), directory())); }

TEST(Divergence, TheFirstDifferingRecordIsShownSideBySide) {
  const auto found = first_divergence(run_with(1), run_with(2), directory());
  ASSERT_TRUE(found);
  EXPECT_EQ(found->n, 4u) << "the three calls leave at the same time in both";
  const std::string text = side_by_side(*found);
  EXPECT_NE(text.find("record 4 differs\n"), std::string::npos) << text;
  EXPECT_NE(text.find("!= t "), std::string::npos) << text;
  EXPECT_NE(text.find("   kind "), std::string::npos) << text;
}

TEST(Divergence, ARunThatEndedEarlierIsNamed) {
  const auto found = first_divergence(run_with(1), run_with(1, microseconds(1)), directory());
  ASSERT_TRUE(found);
  EXPECT_EQ(found->n, 4u);
  EXPECT_TRUE(found->second.empty());
  EXPECT_NE(side_by_side(*found).find("the second run had ended"), std::string::npos);
}

}  // namespace
}  // namespace drydock
