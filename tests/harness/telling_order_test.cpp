#include "harness/telling_order.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "harness/invariant.hpp"
#include "mocks/pipeline/defects.hpp"

namespace drydock {
namespace {

TEST(TellingOrder, HasEveryInvariantOnce) {
  std::set<std::string_view> ids;
  for (const auto id : telling_order()) EXPECT_TRUE(ids.insert(id).second) << id;
  for (const auto& row : invariant_rows()) EXPECT_TRUE(ids.contains(row.id)) << row.id;
  EXPECT_EQ(ids.size(), invariant_rows().size());
}

// What must catch a planted defect is its cause; what it breaks beside follows from it.
TEST(TellingOrder, TellsTheCauseFirstInThreeOfFourDefects) {
  const auto place = [](std::string_view id) {
    return std::find(telling_order().begin(), telling_order().end(), id) - telling_order().begin();
  };
  std::size_t first = 0;
  for (const DefectRow& defect : pipeline_defects())
    first += std::all_of(defect.also.begin(), defect.also.end(),
                         [&](std::string_view id) { return place(defect.primary) < place(id); })
                 ? 1U
                 : 0U;
  EXPECT_GE(first * 4, pipeline_defects().size() * 3) << first;
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
