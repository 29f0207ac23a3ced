#include "harness/scenario/csv.hpp"

#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include <algorithm>

#include "sim/draw.hpp"

namespace drydock {
namespace {

using Fields = std::vector<std::string>;

struct Read {
  std::vector<Fields> rows;
  std::vector<int> lines;             // in which each begins
  std::vector<std::string> problems;  // "line:column message"
};

Read read(std::string_view text, const CsvLimits& limits = {}) {
  Read read;
  CsvReader reader(text, limits);
  for (CsvRow row; reader.next(row);) {
    read.lines.push_back(row.at.line);
    Fields& fields = read.rows.emplace_back();
    for (const CsvField& field : row.fields) fields.push_back(field.text);
  }
  for (const CsvProblem& problem : reader.take_problems())
    read.problems.push_back(std::to_string(problem.at.line) + ":" + std::to_string(problem.at.column) + " " +
                            problem.message + (problem.expected.empty() ? "" : "; expected " + problem.expected));
  return read;
}

TEST(Csv, RowsOfFields) {
  const Read two = read("a,b\n1, 2 \n");
  EXPECT_EQ(two.rows, (std::vector<Fields>{{"a", "b"}, {"1", " 2 "}}));
  EXPECT_EQ(two.lines, (std::vector<int>{1, 2}));
  EXPECT_TRUE(two.problems.empty());
  EXPECT_EQ(read("a,b").rows, (std::vector<Fields>{{"a", "b"}})) << "the last line needs no end";
  EXPECT_EQ(read("a,\n,\n").rows, (std::vector<Fields>{{"a", ""}, {"", ""}}));
  EXPECT_TRUE(read("").rows.empty());
}

TEST(Csv, Quotes) {
  EXPECT_EQ(read("\"a,b\",\"12\"\" pipe\",\"\"\n").rows, (std::vector<Fields>{{"a,b", "12\" pipe", ""}}));
  const Read over = read("\"two\nlines\",x\nnext,y\n");
  EXPECT_EQ(over.rows, (std::vector<Fields>{{"two\nlines", "x"}, {"next", "y"}}));
  EXPECT_EQ(over.lines, (std::vector<int>{1, 3}));
}

TEST(Csv, LineEndsByteOrderMarksAndEmptyLines) {
  EXPECT_EQ(read("\xEF\xBB\xBF"
                 "a,b\r\n\r\n1,2\r\n\n")
                .rows,
            (std::vector<Fields>{{"a", "b"}, {"1", "2"}}));
  EXPECT_EQ(read("\"a\r\nb\"\r\n").rows, (std::vector<Fields>{{"a\r\nb"}}));
}

TEST(Csv, WhatIsWrongIsToldAndTheRestIsRead) {
  const Read bad = read("a\nb \"c\"\nd\n\"e\"f,g\nh\n");
  EXPECT_EQ(bad.rows, (std::vector<Fields>{{"a"}, {"d"}, {"h"}}));
  ASSERT_EQ(bad.problems.size(), 2U);
  EXPECT_EQ(bad.problems[0],
            "2:3 a quote in the middle of a field; expected a field in double quotes throughout, each quote within it "
            "doubled: \"12\"\" pipe\"");
  EXPECT_TRUE(bad.problems[1].starts_with("4:4 something stands between a closing quote and the next comma;"));
  EXPECT_TRUE(read("a\n\"b\nc\n").problems.front().starts_with("2:1 a quote is opened and never closed;"));
  EXPECT_EQ(read("a\rb\r").problems.front(),
            "1:2 a carriage return without a line feed; expected lines that end with LF or CRLF");
  EXPECT_EQ(read("a\xFF,b\nc,d\n").problems.front(), "1:1 a field is not UTF-8; expected UTF-8");
  EXPECT_EQ(read(std::string_view("a,b\0c\n", 6)).problems.front(), "1:3 a field has a NUL byte; expected text");
  EXPECT_EQ(read(std::string_view("\xFF\xFE"
                                  "a\0",
                                  4))
                .problems.front(),
            "1:1 the file is UTF-16; expected UTF-8");
}

TEST(Csv, Limits) {
  CsvLimits limits;
  limits.bytes = 3 << 20;
  limits.rows = 2;
  limits.columns = 3;
  limits.field_bytes = 4;
  limits.problems = 2;
  EXPECT_EQ(read("a\nb\nc\nd\n", limits).rows.size(), 2U);
  EXPECT_EQ(read("a\nb\nc\nd\n", limits).problems, Fields{"3:1 the file has too many rows; expected at most 2"});
  EXPECT_EQ(read("a,b,c,d\n", limits).problems, Fields{"1:7 the row has too many fields; expected at most 3"});
  EXPECT_EQ(read("abcde\n", limits).problems, Fields{"1:1 a field is too long; expected at most 4 bytes"});
  EXPECT_EQ(read("\"a\nb\nc\"\n", limits).problems, Fields{"1:1 a field is too long; expected at most 4 bytes"});
  limits.rows = 10;
  EXPECT_EQ(read("\"a\"b\n\"a\"b\n\"a\"b\n\"a\"b\n", limits).problems.back(),
            "3:1 too much is wrong: the rest of the file was not read");
  EXPECT_EQ(read(std::string((3 << 20) + 1, 'a'), limits).problems,
            Fields{"0:0 the file has 3145729 bytes; expected at most 3 MiB"});
}

// --- the slow and obvious reader: physical lines, joined for as long as a quote is open

struct SlowLine {
  std::string text;
  bool ended = false;  // by a line feed
};

std::vector<SlowLine> lines_of(const std::string& text) {
  std::vector<SlowLine> lines(1);
  for (const char c : text) {
    if (c == '\n') {
      lines.back().ended = true;
      lines.emplace_back();
    } else {
      lines.back().text += c;
    }
  }
  if (lines.back().text.empty()) lines.pop_back();
  return lines;
}

struct Attempt {
  enum { read, bad, open } what = read;
  Fields fields;
  std::size_t at = 0;  // of the mistake
};

bool sound(const std::string& field) {
  return field.find('\0') == std::string::npos && field.find('\xFF') == std::string::npos;
}

Attempt attempt(const SlowLine& line) {
  const std::string& text = line.text;
  const std::size_t end = line.ended && text.ends_with('\r') ? text.size() - 1 : text.size();
  Attempt made;
  std::size_t at = 0;
  while (true) {
    std::string field;
    if (at < text.size() && text[at] == '"') {
      ++at;
      while (true) {
        if (at >= text.size()) return {Attempt::open, {}, at};
        if (text[at] != '"') {
          field += text[at++];
        } else if (at + 1 < text.size() && text[at + 1] == '"') {
          field += '"';
          at += 2;
        } else {
          ++at;
          break;
        }
      }
      if (at < end && text[at] != ',') return {Attempt::bad, {}, at};
    } else {
      while (at < end && text[at] != ',') {
        if (text[at] == '"' || text[at] == '\r') return {Attempt::bad, {}, at};
        field += text[at++];
      }
    }
    if (!sound(field)) return {Attempt::bad, {}, at};
    made.fields.push_back(field);
    if (at >= end) return made;
    ++at;
  }
}

Read slow(const std::string& text) {
  const std::vector<SlowLine> lines = lines_of(text);
  Read read;
  for (std::size_t i = 0; i < lines.size();) {
    if (lines[i].text.empty() || (lines[i].ended && lines[i].text == "\r")) {
      ++i;
      continue;
    }
    SlowLine whole = lines[i];
    std::size_t last = i;
    Attempt made = attempt(whole);
    while (made.what == Attempt::open && last + 1 < lines.size()) {
      ++last;
      whole = {whole.text + "\n" + lines[last].text, lines[last].ended};
      made = attempt(whole);
    }
    if (made.what == Attempt::read) {
      read.rows.push_back(made.fields);
      read.lines.push_back(static_cast<int>(i) + 1);
    } else {
      read.problems.emplace_back("bad");
    }
    // After a mistake the line after the one it stands in.
    if (made.what == Attempt::bad)
      last = i + static_cast<std::size_t>(
                     std::count(whole.text.begin(), whole.text.begin() + static_cast<std::ptrdiff_t>(made.at), '\n'));
    i = last + 1;
  }
  return read;
}

TEST(Csv, ReadsAnythingAsTheSlowReaderDoes) {
  static const std::vector<std::string> pieces{
      "a",        "b", ",",     ",",   "\"", "\"\"", "\n", "\r\n", "\r", "\xFF", std::string(1, '\0'),
      "\xC3\xA9", " ", "\"x\"", "\n\n"};
  CsvLimits limits;
  limits.problems = 1'000'000;
  std::size_t rows = 0, problems = 0;
  for (std::uint64_t i = 0; i < 30'000; ++i) {
    Draw draw(3, Purpose::shuffle, "csv", {}, i);
    std::string text;
    for (std::int64_t n = draw.between(0, 25); n > 0; --n)
      text += pieces[static_cast<std::size_t>(draw.below(static_cast<std::int64_t>(pieces.size())))];
    const Read fast = read(text, limits);
    const Read obvious = slow(text);
    ASSERT_EQ(fast.rows, obvious.rows) << ::testing::PrintToString(text);
    ASSERT_EQ(fast.lines, obvious.lines) << ::testing::PrintToString(text);
    ASSERT_EQ(fast.problems.size(), obvious.problems.size()) << ::testing::PrintToString(text);
    rows += fast.rows.size();
    problems += fast.problems.size();
  }
  EXPECT_GT(rows, 10'000U);
  EXPECT_GT(problems, 10'000U);
}

std::string in_quotes(const std::string& field) {
  std::string text = "\"";
  for (const char c : field) text += c == '"' ? "\"\"" : std::string(1, c);
  return text + "\"";
}

RC_GTEST_PROP(Csv, WhatIsWrittenIsReadBack, (const std::vector<std::vector<int>>& drawn, bool crlf)) {
  static const Fields words{"", "a", "a,b", "\"", "\"\"", "x\ny", "x\r\ny", " ", "\xC3\xBC", "'"};
  std::vector<Fields> rows;
  std::string text;
  for (const auto& numbers : drawn) {
    if (numbers.empty()) continue;
    Fields& row = rows.emplace_back();
    for (const int number : numbers) row.push_back(words[static_cast<std::size_t>(number & 0xFFFF) % words.size()]);
    if (row.size() > 100) row.resize(100);
    for (std::size_t i = 0; i < row.size(); ++i) text += (i == 0 ? "" : ",") + in_quotes(row[i]);
    text += crlf ? "\r\n" : "\n";
  }
  const Read back = read(text);
  RC_ASSERT(back.problems.empty());
  RC_ASSERT(back.rows == rows);
}

}  // namespace
}  // namespace drydock
