#include "harness/telling_order.hpp"

#include <gtest/gtest.h>

#include <set>

#include "harness/invariant.hpp"

namespace drydock {
namespace {

TEST(TellingOrder, HasEveryInvariantOnce) {
  std::set<std::string_view> ids;
  for (const auto id : telling_order()) EXPECT_TRUE(ids.insert(id).second) << id;
  for (const auto& row : invariant_rows()) EXPECT_TRUE(ids.contains(row.id)) << row.id;
  EXPECT_EQ(ids.size(), invariant_rows().size());
}

TEST(TellingOrder, PutsCausesBeforeSymptomsAndKeepsTheOrderOfOneInvariant) {
  std::vector<Finding> findings;
  for (const char* id : {"I56", "I59", "I42", "I56", "I04", "I42"}) {
    findings.emplace_back().invariant = id;
    findings.back().record = findings.size();
  }
  tell_causes_first(findings);
  std::vector<std::uint64_t> records;
  for (const auto& each : findings) records.push_back(each.record);
  EXPECT_EQ(records, (std::vector<std::uint64_t>{3, 6, 5, 2, 1, 4}));
}

}  // namespace
}  // namespace drydock
