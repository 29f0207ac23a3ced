#include "harness/nearest.hpp"

#include <gtest/gtest.h>

namespace drydock {
namespace {

TEST(Nearest, EditDistance) {
  EXPECT_EQ(typing_distance("", ""), 0U);
  EXPECT_EQ(typing_distance("seed", ""), 4U);
  EXPECT_EQ(typing_distance("seeed", "seed"), 1U);
  EXPECT_EQ(typing_distance("sede", "seed"), 1U) << "neighbours swapped";
  EXPECT_EQ(typing_distance("kitten", "sitting"), 3U);
}

TEST(Nearest, FindsWhatWasMeant) {
  const std::vector<std::string> names{"latency", "lose", "outage", "duplicate"};
  EXPECT_EQ(nearest_name("latancy", names), "latency");
  EXPECT_EQ(nearest_name("dup", names), "duplicate") << "the beginning of a name";
  EXPECT_EQ(nearest_name("outtage", names), "outage");
  EXPECT_EQ(nearest_name("zzzzzz", names), "");
  EXPECT_EQ(nearest_name("", names), "");
}

}  // namespace
}  // namespace drydock
