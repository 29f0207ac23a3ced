// The table of invariants, and the list in harness/invariants/README.md that is made from it.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <set>
#include <sstream>

#include "contracts/book.hpp"
#include "contracts/workflows/workflows.hpp"
#include "harness/invariant.hpp"

namespace drydock::testing {
namespace {

const std::string readme_path = std::string(DRYDOCK_SOURCE_DIR) + "/harness/invariants/README.md";
constexpr std::string_view begin_mark = "<!-- table: made by tests/harness/invariants_test.cpp -->\n";
constexpr std::string_view end_mark = "<!-- end of table -->\n";

std::string joined(const std::vector<std::string_view>& parts) {
  std::string out;
  for (const std::string_view part : parts) out += (out.empty() ? "" : ", ") + std::string(part);
  return out;
}

std::string made_table() {
  std::string out = "| id | name | what it promises | grade | needs | flows |\n|---|---|---|---|---|---|\n";
  for (const InvariantRow& row : invariant_rows())
    out += "| " + std::string(row.id) + " | `" + std::string(row.name) + "` | " + std::string(row.summary) + " | " +
           std::string(row.grade) + " | " + joined(row.needs) + " | " + joined(row.flows) + " |\n";
  return out;
}

std::string read(const std::string& path) {
  std::ifstream in(path);
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

TEST(InvariantTable, is_sorted_unique_and_complete) {
  std::set<std::string_view> names;
  std::string_view last;
  for (const InvariantRow& row : invariant_rows()) {
    EXPECT_LT(last, row.id);
    last = row.id;
    EXPECT_TRUE(names.insert(row.name).second) << row.name;
    EXPECT_FALSE(row.summary.empty()) << row.id;
    EXPECT_FALSE(row.needs.empty()) << row.id;
    EXPECT_FALSE(row.flows.empty()) << row.id;
    EXPECT_NE(row.make, nullptr) << row.id;
  }
  EXPECT_EQ(invariant_rows().size(), 59u);
}

TEST(InvariantTable, explanations_name_cause_and_mend) {
  for (const InvariantRow& row : invariant_rows()) {
    EXPECT_NE(row.explanation.find("Usual cause: "), std::string_view::npos) << row.id;
    EXPECT_NE(row.explanation.find("Usual mend: "), std::string_view::npos) << row.id;
  }
}

TEST(InvariantTable, is_found_by_id_and_by_name) {
  ASSERT_NE(find_invariant("I42"), nullptr);
  EXPECT_EQ(find_invariant("I42"), find_invariant("exactly-once-effect"));
  EXPECT_EQ(find_invariant("I99"), nullptr);
}

TEST(InvariantTable, flows_are_flows_of_the_contract_book) {
  std::set<std::string_view> flows;
  for (const MessageType& type : message_types()) flows.insert(type.flow);
  for (const InvariantRow& row : invariant_rows())
    for (const std::string_view flow : row.flows) EXPECT_TRUE(flows.contains(flow)) << row.id << " " << flow;
}

TEST(InvariantTable, rests_on_clauses_that_there_are) {
  for (const InvariantRow& row : invariant_rows()) {
    EXPECT_FALSE(row.clauses.empty()) << row.id;
    EXPECT_FALSE(row.sees.empty()) << row.id;
    for (const std::string_view id : row.clauses)
      EXPECT_NE(workflows().find_clause(id), nullptr) << row.id << " " << id;
  }
}

// DRYDOCK_UPDATE_GOLDEN=1 writes the list anew.
TEST(InvariantTable, the_readme_lists_it) {
  std::string text = read(readme_path);
  const std::size_t begin = text.find(begin_mark);
  const std::size_t end = text.find(end_mark);
  ASSERT_NE(begin, std::string::npos);
  ASSERT_NE(end, std::string::npos);
  const std::size_t from = begin + begin_mark.size();
  if (std::getenv("DRYDOCK_UPDATE_GOLDEN") != nullptr) {
    text.replace(from, end - from, made_table());
    std::ofstream(readme_path) << text;
    return;
  }
  EXPECT_EQ(text.substr(from, end - from), made_table());
}

}  // namespace
}  // namespace drydock::testing
