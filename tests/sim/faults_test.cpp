#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "tests/sim/small_world.hpp"

namespace drydock {
namespace {

TEST(FaultTable, IsSortedUniqueAndComplete) {
  const auto rows = fault_rows();
  ASSERT_FALSE(rows.empty());
  for (std::size_t i = 1; i < rows.size(); ++i) EXPECT_LT(rows[i - 1].name, rows[i].name);
  for (const FaultRow& row : rows) {
    EXPECT_EQ(find_fault(row.name), &row);
    EXPECT_FALSE(row.summary.empty());
    EXPECT_TRUE(row.on_seats || !row.legs.empty()) << row.name << " is legal nowhere";
    EXPECT_EQ(row.legs.empty(), row.make == nullptr) << row.name;
    if (row.default_leg) EXPECT_EQ(std::count(row.legs.begin(), row.legs.end(), *row.default_leg), 1) << row.name;
    std::set<std::string_view> names;
    for (const FaultParameterRow& parameter : row.parameters) {
      EXPECT_TRUE(names.insert(parameter.name).second) << row.name << "." << parameter.name;
      EXPECT_EQ(parameter.shape == FaultParameterRow::Shape::word, !parameter.words.empty()) << parameter.name;
    }
  }
  EXPECT_EQ(find_fault("no-such-fault"), nullptr);
}

TEST(FaultTable, EveryMakerWorksWithoutOptionalParameters) {
  for (const FaultRow& row : fault_rows()) {
    if (row.make == nullptr) continue;
    FaultSpec spec = testing::fault("id", std::string(row.name), 0, 1);
    EXPECT_NE(row.make(spec), nullptr) << row.name;
  }
}

}  // namespace
}  // namespace drydock
