#include "reports/escape.hpp"

#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include "contracts/utf8.hpp"

namespace drydock {
namespace {

TEST(Escape, LeavesPlainTextAlone) {
  EXPECT_EQ(for_terminal("Köln 東京 \"x\" <y>"), "Köln 東京 \"x\" <y>");
  EXPECT_EQ(for_xml("Köln 東京"), "Köln 東京");
}

TEST(Escape, WritesControlsAsText) {
  EXPECT_EQ(for_terminal("a\x1b[31mb\n\t\r\x7f"), "a\\x1b[31mb\\n\\t\\r\\x7f");
  EXPECT_EQ(for_terminal("\xc2\x9b"), "\\u009b");
  EXPECT_EQ(for_terminal("\xe2\x80\xae"), "\\u202e");
  EXPECT_EQ(for_terminal("\xff"), "\\xff");
  EXPECT_EQ(for_xml(std::string_view("\0<", 2)), "\\x00&lt;");
  EXPECT_EQ(for_xml("\xef\xbf\xbf"), "\\uffff");
}

TEST(Escape, KeepsMarkdownCellsWhole) {
  EXPECT_EQ(for_markdown("a|b\n*c* <d>"), "a\\|b\\\\n\\*c\\* &lt;d&gt;");
  EXPECT_EQ(for_markdown_code("a`b|c"), "a'b\\|c");
}

TEST(Escape, CutsByColumns) {
  EXPECT_EQ(terminal_width("東京"), 4U);
  EXPECT_EQ(terminal_width("e\xcc\x81"), 1U);
  EXPECT_EQ(cut_to_width("abcdef", 6), "abcdef");
  EXPECT_EQ(cut_to_width("abcdefg", 6), "abcde…");
  EXPECT_EQ(cut_to_width("東京都庁", 6), "東京…");
  EXPECT_EQ(cut_to_width("abc", 0), "");
}

RC_GTEST_PROP(Escape, YieldsOneSafeLineOfUtf8, (const std::string& bytes)) {
  for (const auto& out : {for_terminal(bytes), for_xml(bytes), for_markdown(bytes), for_markdown_code(bytes)}) {
    RC_ASSERT(is_utf8(out));
    for (const char c : out) RC_ASSERT(static_cast<unsigned char>(c) >= 0x20 && c != 0x7F);
  }
}

}  // namespace
}  // namespace drydock
