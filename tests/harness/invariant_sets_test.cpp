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
  EXPECT_EQ(find_invariant_set("gate@99"), nullptr);
}

// A set that somebody's CI names never changes: another selection is the next version.
TEST(InvariantSets, GateOneIsThese) {
  const std::vector<std::string_view> ids{"I01", "I02", "I03", "I04", "I05", "I06", "I07", "I08", "I09", "I10", "I11",
                                          "I12", "I16", "I17", "I18", "I19", "I20", "I21", "I22", "I23", "I24", "I26",
                                          "I27", "I28", "I29", "I30", "I32", "I33", "I34", "I35", "I36", "I37", "I38",
                                          "I39", "I40", "I41", "I42", "I43", "I44", "I47", "I48", "I49", "I50", "I51",
                                          "I52", "I54", "I55", "I56", "I57", "I58", "I59", "I60", "I66"};
  const InvariantSet* gate = find_invariant_set("gate@1");
  ASSERT_NE(gate, nullptr);
  EXPECT_TRUE(std::equal(gate->ids.begin(), gate->ids.end(), ids.begin(), ids.end()));
}

TEST(InvariantSets, GateTwoIsGateOneAndWhatCameSince) {
  const InvariantSet* before = find_invariant_set("gate@1");
  const InvariantSet* gate = find_invariant_set("gate@2");
  ASSERT_NE(gate, nullptr);
  auto expected = before->ids;
  for (const std::string_view id : {"I61", "I64"})
    expected.insert(std::find(expected.begin(), expected.end(), "I66"), id);
  EXPECT_TRUE(std::equal(gate->ids.begin(), gate->ids.end(), expected.begin(), expected.end()));
}

TEST(InvariantSets, GateThreeIsGateTwoAndLots) {
  const InvariantSet* gate = find_invariant_set("gate@3");
  ASSERT_NE(gate, nullptr);
  auto expected = find_invariant_set("gate@2")->ids;
  expected.insert(std::find(expected.begin(), expected.end(), "I16"), "I14");
  EXPECT_TRUE(std::equal(gate->ids.begin(), gate->ids.end(), expected.begin(), expected.end()));
}

TEST(InvariantSets, GateFourIsGateThreeAndBalancesByNight) {
  const InvariantSet* gate = find_invariant_set("gate@4");
  ASSERT_NE(gate, nullptr);
  auto expected = find_invariant_set("gate@3")->ids;
  expected.insert(std::find(expected.begin(), expected.end(), "I14"), "I13");
  EXPECT_TRUE(std::equal(gate->ids.begin(), gate->ids.end(), expected.begin(), expected.end()));
}

}  // namespace
}  // namespace drydock
