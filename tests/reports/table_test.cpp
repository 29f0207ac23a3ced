#include "reports/table.hpp"

#include <gtest/gtest.h>

namespace drydock {
namespace {

TEST(Table, AlignsByColumnsNotBytes) {
  Table t({Table::Align::left, Table::Align::right});
  t.row({"東京", "1"});
  t.row({"Kiel-x", "1000"});
  EXPECT_EQ(t.str(80), "  東京       1\n  Kiel-x  1000\n");
}

TEST(Table, CutsTheWidestColumn) {
  Table t({Table::Align::left, Table::Align::left});
  t.row({"name", std::string(100, 'x')});
  EXPECT_EQ(t.str(30), "  name  " + std::string(21, 'x') + "…\n");
}

TEST(Table, WrapsAtSpaces) {
  EXPECT_EQ(wrapped("one two three", 9, 2), "one two\n  three");
  EXPECT_EQ(wrapped("a verylongword b", 6, 2), "a\n  verylongword\n  b");
  EXPECT_EQ(wrapped("", 9, 2), "");
}

}  // namespace
}  // namespace drydock
