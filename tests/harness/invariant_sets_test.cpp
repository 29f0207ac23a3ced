#include "harness/invariant_sets.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "harness/invariant.hpp"

namespace drydock {
namespace {

TEST(InvariantSets, NameInvariantsThatAreThereEachOnce) {
  for (const InvariantSet& set : invariant_sets()) {
    EXPECT_TRUE(std::is_sorted(set.ids.begin(), set.ids.end())) << set.name;
    EXPECT_EQ(std::adjacent_find(set.ids.begin(), set.ids.end()), set.ids.end()) << set.name;
    EXPECT_FALSE(set.summary.empty());
    EXPECT_NE(set.name.find('@'), std::string_view::npos) << "a set has a version";
    for (const std::string_view id : set.ids) {
      const InvariantRow* row = find_invariant(id);
      ASSERT_NE(row, nullptr) << set.name << " " << id;
      EXPECT_EQ(row->id, id) << "sets are of ids";
    }
  }
}

TEST(InvariantSets, AreFoundByName) {
  ASSERT_NE(find_invariant_set("gate@1"), nullptr);
  EXPECT_GE(find_invariant_set("gate@1")->ids.size(), 35U);
  EXPECT_EQ(find_invariant_set("gate@99"), nullptr);
}

}  // namespace
}  // namespace drydock
