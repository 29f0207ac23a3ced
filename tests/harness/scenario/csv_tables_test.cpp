#include "harness/scenario/csv_tables.hpp"

#include <gtest/gtest.h>

#include <fstream>
#include <set>
#include <string>

namespace drydock {
namespace {

TEST(CsvTables, EveryColumnIsExplained) {
  std::ifstream stream(DRYDOCK_SOURCE_DIR "/scenarios/README.md");
  const std::string readme{std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
  for (const CsvTableRow& table : csv_tables()) {
    std::set<std::string_view> names;
    for (const CsvColumn& column : table.columns) {
      EXPECT_TRUE(names.insert(column.name).second) << column.name;
      EXPECT_NE(readme.find("`" + std::string(column.name) + "`"), std::string::npos) << column.name;
    }
    EXPECT_EQ(&csv_table(table.name), &table);
  }
}

}  // namespace
}  // namespace drydock
