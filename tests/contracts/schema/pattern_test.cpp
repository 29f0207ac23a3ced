#include "contracts/schema/pattern.hpp"

#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include <regex>

#include "contracts/schema/pattern_automaton.hpp"
#include "contracts/schema/pattern_runs.hpp"
#include "contracts/schema/pattern_search.hpp"

namespace drydock {
namespace {

Pattern compiled(const std::string& text) {
  PatternError error;
  const auto pattern = Pattern::compile(text, error);
  if (!pattern) throw std::runtime_error(text + ": " + error.message);
  return *pattern;
}

bool matches(const std::string& pattern, const std::string& text) { return compiled(pattern).matches(text); }

PatternError error_of(const std::string& text) {
  PatternError error;
  EXPECT_FALSE(Pattern::compile(text, error)) << text;
  return error;
}

TEST(Pattern, IsSearchedAnywhere) {
  EXPECT_TRUE(matches("b", "abc"));
  EXPECT_TRUE(matches("", "abc"));
  EXPECT_FALSE(matches("d", "abc"));
  EXPECT_TRUE(matches("^abc$", "abc"));
  EXPECT_FALSE(matches("^bc$", "abc"));
  EXPECT_TRUE(matches("^a|c$", "axx"));
  EXPECT_TRUE(matches("^a|c$", "xxc"));
  EXPECT_FALSE(matches("^a|c$", "xax"));
  EXPECT_TRUE(matches("^$", ""));
  EXPECT_FALSE(matches("^$", "a"));
  EXPECT_FALSE(matches("a*$^", "a"));
  EXPECT_TRUE(matches("a*$^", ""));
  EXPECT_FALSE(matches("x^a", "xa"));
}

TEST(Pattern, CountsCodePoints) {
  EXPECT_TRUE(matches("^.{3}$", "aé😀"));
  EXPECT_FALSE(matches("^.$", "\n"));
  EXPECT_TRUE(matches("^[à-ü]+$", "éü"));
  EXPECT_TRUE(matches("^[^a]$", "😀"));
  EXPECT_FALSE(matches("^[^é]$", "é"));
  EXPECT_TRUE(matches("^[\\u{1F600}-\\u{1F64F}]$", "😀"));
  EXPECT_TRUE(matches("^\\uD83D\\uDE00$", "😀"));
  EXPECT_TRUE(matches("^\\S$", "é"));
  EXPECT_TRUE(matches("^\\s$", "\u2003"));
  EXPECT_FALSE(matches("^\\w$", "é"));
}

TEST(Pattern, KnowsTheEscapesOfEcma) {
  EXPECT_TRUE(matches("^\\d\\D\\w\\W\\s\\S$", "1a_- x"));
  EXPECT_TRUE(matches("^\\t\\n\\v\\f\\r\\0\\x41\\u0042\\cJ$", std::string("\t\n\v\f\r\0AB\n", 9)));
  EXPECT_TRUE(matches("^[\\b\\-\\]\\d]+$", "\b-]7"));
  EXPECT_TRUE(matches("^\\.\\*\\[\\]\\{\\}\\/\\-\\@$", ".*[]{}/-@"));
  EXPECT_TRUE(matches("^{a}$", "{a}"));
  EXPECT_TRUE(matches("^[a-]$", "-"));
  EXPECT_FALSE(matches("[]", "a"));
  EXPECT_TRUE(matches("^[^]$", "\n"));
}

TEST(Pattern, Repeats) {
  EXPECT_TRUE(matches("^a{2,3}$", "aaa"));
  EXPECT_FALSE(matches("^a{2,3}$", "aaaa"));
  EXPECT_TRUE(matches("^(ab|c){2}d?$", "cabd"));
  EXPECT_TRUE(matches("^(a*)*b$", "aaab"));
  EXPECT_TRUE(matches("^a+?b*?$", "aab"));
  EXPECT_TRUE(matches("^[0-9]{2,4}[0-9]{2}$", "1234"));
  EXPECT_FALSE(matches("^[0-9]{2,4}[0-9]{2}$", "123"));
  EXPECT_TRUE(matches("^a{0}$", ""));
}

TEST(Pattern, LooksAroundAndBack) {
  EXPECT_TRUE(matches("^(?=.*[0-9])(?=.*[a-z]).{4,}$", "abc1"));
  EXPECT_FALSE(matches("^(?=.*[0-9])(?=.*[a-z]).{4,}$", "abcd"));
  EXPECT_TRUE(matches("^(?!.*--)[a-z-]+$", "a-b"));
  EXPECT_FALSE(matches("^(?!.*--)[a-z-]+$", "a--b"));
  EXPECT_TRUE(matches("(?<=\\$)[0-9]+$", "cost $42"));
  EXPECT_FALSE(matches("(?<!\\$)\\b[0-9]+$", "cost $42"));
  EXPECT_TRUE(matches("^(a+)-\\1$", "aa-aa"));
  EXPECT_FALSE(matches("^(a+)-\\1$", "aa-a"));
  EXPECT_TRUE(matches("^(?<q>['\"]).*\\k<q>$", "'x'"));
  EXPECT_TRUE(matches("\\bcat\\b", "a cat."));
  EXPECT_FALSE(matches("\\bcat\\b", "concat"));
  EXPECT_FALSE(compiled("\\bcat\\b").linear());
  EXPECT_TRUE(compiled("^(cat|dog)+$").linear());
}

TEST(Pattern, RefusesWhatIsNone) {
  EXPECT_EQ(error_of("^(abc]").message, "expected ')' for a '(' before the end");
  EXPECT_EQ(error_of("^(abc]").at, 6u);
  EXPECT_EQ(error_of("a)").at, 1u);
  EXPECT_EQ(error_of("[a").message, "expected ']' for a '[' before the end");
  EXPECT_EQ(error_of("é*+").at, 3u);
  EXPECT_EQ(error_of("é*+").message, "expected something to repeat before the quantifier");
  EXPECT_EQ(error_of("{2}").message, "expected something to repeat before the quantifier");
  EXPECT_EQ(error_of("[b-a]").message, "expected the ends of a range in order");
  EXPECT_EQ(error_of("a{3,2}").message, "expected the bounds of a repetition in order");
  EXPECT_EQ(error_of("\\Z").message, "expected an escape that has a meaning");
  EXPECT_EQ(error_of("\\p{L}").message, "Unicode property escapes are not supported: write the ranges out");
  EXPECT_EQ(error_of("a{99999}").message, "expected at most 10000 repetitions");
  EXPECT_EQ(error_of("\\2(a)").message, "expected a reference to one of the groups");
  error_of("\\");
  error_of("(?x)");
  error_of("\\k<a>");
  error_of("\\xZZ");
  error_of("\\u{110000}");
  error_of(std::string(101, '(') + std::string(101, ')'));
  error_of(std::string(5000, 'a'));
}

TEST(Pattern, IsBoundedOnHostileInput) {
  EXPECT_FALSE(matches("^(a+)+$", std::string(100'000, 'a') + "b"));
  EXPECT_TRUE(matches("^(a|aa)+$", std::string(100'000, 'a')));
  EXPECT_FALSE(matches("(a*)*\\bb", std::string(2000, 'a')));
  EXPECT_FALSE(matches("^(?:(a|b)\\b|c)*$", std::string(100'000, 'a')));
  EXPECT_FALSE(matches("(((a{100}){100}){100}){100}", "aaa"));
  EXPECT_TRUE(matches("(?:(?:(?:){10000}){10000}){10000}", "aaa"));
  EXPECT_TRUE(matches("(a|b)*a(a|b){14}$", std::string(3000, 'b') + "a" + std::string(14, 'b')));
}

// An expression from a small grammar that std::regex reads the same way.
std::string some_expression(int depth) {
  if (depth == 0) return *rc::gen::element<std::string>("a", "b", "c", "[ab]", "[^a]", ".", "ab", "");
  switch (*rc::gen::inRange(0, 7)) {
    case 0: return some_expression(depth - 1) + some_expression(depth - 1);
    case 1: return "(" + some_expression(depth - 1) + "|" + some_expression(depth - 1) + ")";
    case 2: return "(?:" + some_expression(depth - 1) + ")*";
    case 3: return "(" + some_expression(depth - 1) + ")?";
    case 4: return "(" + some_expression(depth - 1) + "){1,2}";
    case 5:
      return *rc::gen::element<std::string>("^", "") + some_expression(depth - 1) +
             *rc::gen::element<std::string>("$", "");
    default: return *rc::gen::element<std::string>("a+", "[ab]{2}", "b*", "c?");
  }
}

std::string some_short_text() {
  return *rc::gen::resize(10, rc::gen::container<std::string>(rc::gen::element('a', 'b', 'c', 'd')));
}

RC_GTEST_PROP(Pattern, AgreesWithTheStandardLibrary, ()) {
  const std::string expression = some_expression(3), text = some_short_text();
  RC_ASSERT(matches(expression, text) == std::regex_search(text, std::regex(expression)));
}

// However a pattern is matched, the answer is the same.
RC_GTEST_PROP(Pattern, EveryMatcherAgrees, ()) {
  const std::string expression = *rc::gen::inRange(0, 2) == 0
                                     ? some_expression(3)
                                     : "^" + *rc::gen::element<std::string>("a", "[ab]{1,2}", "a*") +
                                           *rc::gen::element<std::string>("c", "[bc]+", "b{2}", "(cd)", "d*d") + "$";
  const std::string text = some_short_text();
  PatternError error;
  const auto tree = parse_pattern(expression, error);
  RC_ASSERT(tree.has_value());
  const bool expected = search_pattern(*tree, text);
  const auto automaton = PatternAutomaton::build(*tree);
  RC_ASSERT(automaton.has_value());
  RC_ASSERT(automaton->matches(text) == expected);
  if (const auto runs = PatternRuns::build(*tree)) RC_ASSERT(runs->matches(text) == expected);
}

}  // namespace
}  // namespace drydock
