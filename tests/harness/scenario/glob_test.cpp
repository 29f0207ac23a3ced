#include "harness/scenario/glob.hpp"

#include <gtest/gtest.h>

namespace drydock {
namespace {

TEST(Glob, Matches) {
  EXPECT_TRUE(glob_matches("wms-*", "wms-east"));
  EXPECT_TRUE(glob_matches("*", ""));
  EXPECT_TRUE(glob_matches("*-e?st", "wms-east"));
  EXPECT_TRUE(glob_matches("a*b*c", "aXbYbZc"));
  EXPECT_FALSE(glob_matches("wms-*", "carrier-fast"));
  EXPECT_FALSE(glob_matches("erp", "erp2"));
  EXPECT_FALSE(glob_matches("a*b*c", "aXbYbZ"));
}

TEST(Glob, Targets) {
  const auto seats = parse_target("wms-east, wms-west");
  ASSERT_TRUE(seats);
  EXPECT_FALSE(seats->is_link);
  EXPECT_EQ(seats->from, (std::vector<std::string>{"wms-east", "wms-west"}));
  const auto link = parse_target("pipeline -> carrier-*, erp");
  ASSERT_TRUE(link);
  EXPECT_TRUE(link->is_link);
  EXPECT_EQ(link->to, (std::vector<std::string>{"carrier-*", "erp"}));
  for (const char* wrong : {"", "->", "a ->", "-> b", "a -> b -> c", "a,,b", "a b", "a/b"})
    EXPECT_FALSE(parse_target(wrong)) << wrong;
}

}  // namespace
}  // namespace drydock
