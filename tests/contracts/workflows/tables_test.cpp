// The tables of the README are those of the data. To rewrite them after a change, run with DRYDOCK_UPDATE_GOLDEN=1.
#include "contracts/workflows/tables.hpp"

#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <sstream>

namespace drydock {
namespace {

const std::string readme = std::string(DRYDOCK_SOURCE_DIR) + "/contracts/workflows/README.md";

std::string read_readme() {
  std::ifstream in(readme, std::ios::binary);
  std::ostringstream text;
  text << in.rdbuf();
  return text.str();
}

// The text between the two marks of a name, and where it is.
void expect_table(const std::string& name, const std::string& table) {
  const std::string begin = "<!-- " + name + ": begin -->\n", end = "<!-- " + name + ": end -->";
  std::string text = read_readme();
  const std::size_t from = text.find(begin), to = text.find(end);
  ASSERT_TRUE(from != std::string::npos && to != std::string::npos && from < to)
      << readme << " has no marks of " << name;
  const std::size_t start = from + begin.size();
  if (const char* update = std::getenv("DRYDOCK_UPDATE_GOLDEN"); update != nullptr && *update == '1') {
    text.replace(start, to - start, table);
    std::ofstream(readme, std::ios::binary) << text;
    return;
  }
  EXPECT_EQ(text.substr(start, to - start), table) << "run with DRYDOCK_UPDATE_GOLDEN=1 to rewrite it";
}

TEST(WorkflowTables, AreThoseOfTheReadme) {
  expect_table("clauses", clause_tables(workflows()));
  expect_table("effects", effect_table(workflows()));
}

}  // namespace
}  // namespace drydock
