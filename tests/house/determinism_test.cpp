// Names that make two runs of one plan differ. Each has what to use instead.
#include <gtest/gtest.h>

#include <map>

#include "tests/house/sources.hpp"

namespace drydock::house {
namespace {

struct Banned {
  std::string_view word;
  std::string_view instead;
};

constexpr Banned everywhere[] = {
    {"system_clock", "Io::now(), which is the seat's clock"},
    {"steady_clock", "Io::now()"},
    {"high_resolution_clock", "Io::now()"},
    {"gettimeofday", "Io::now()"},
    {"clock_gettime", "Io::now()"},
    {"std::time", "Io::now()"},
    {"sleep_for", "Io::arm()"},
    {"sleep_until", "Io::arm()"},
    {"std::thread", "one thread runs a world"},
    {"std::jthread", "one thread runs a world"},
    {"std::async", "one thread runs a world"},
    {"thread_local", "state belongs to an object"},
    {"random_device", "draw(seed, purpose, key...)"},
    {"mt19937", "draw(seed, purpose, key...)"},
    {"mt19937_64", "draw(seed, purpose, key...)"},
    {"default_random_engine", "draw(seed, purpose, key...)"},
    {"std::rand", "draw(seed, purpose, key...)"},
    {"std::shuffle", "a keyed draw: the standard leaves the algorithm open"},
    {"co_await", "a state machine: GCC 12 miscompiles awaits with temporaries"},
    {"co_yield", "a state machine"},
    {"getenv", "a setting of the scenario"},
};

constexpr Banned mathematics[] = {
    {"std::log", "an integer table"},
    {"std::exp", "an integer table"},
    {"std::pow", "an integer table"},
    {"std::sqrt", "integer arithmetic"},
    {"std::sin", "an integer table"},
    {"std::cos", "an integer table"},
    {"<cmath>", "integer arithmetic: libm differs between libraries"},
};

bool starts_with_any(std::string_view path, std::initializer_list<std::string_view> prefixes) {
  return std::any_of(prefixes.begin(), prefixes.end(), [path](std::string_view p) { return path.starts_with(p); });
}

/// The live world and the command line meet the real world; reports only tell what happened.
bool is_free(std::string_view path) {
  return starts_with_any(path, {"harness/live/", "harness/cli/", "harness/main.cpp"});
}
bool is_arithmetic(std::string_view path) { return starts_with_any(path, {"sim/", "mocks/", "harness/"}); }

/// "uniform_int_distribution" and its like.
bool names_distribution(std::string_view code) {
  const auto at = code.find("_distribution");
  return at != std::string_view::npos && code.rfind("std::", at) != std::string_view::npos;
}

/// A variable of namespace scope that is not constant, by its usual looks.
bool is_mutable_global(std::string_view code) {
  return code.starts_with("static ") && code.find('(') == std::string_view::npos && !has_word(code, "const") &&
         !has_word(code, "constexpr") && code.find(';') != std::string_view::npos;
}

std::string broken_rule(std::string_view path, std::string_view code) {
  if (is_free(path)) return {};
  for (const auto& banned : everywhere)
    if (has_word(code, banned.word)) return std::string(banned.word) + " is banned; use " + std::string(banned.instead);
  if (names_distribution(code)) return "std::*_distribution is banned; use the tables of sim/draw.hpp";
  if (is_mutable_global(code)) return "a mutable global: worlds share a process";
  if (is_arithmetic(path))
    for (const auto& banned : mathematics)
      if (has_word(code, banned.word))
        return std::string(banned.word) + " is banned; use " + std::string(banned.instead);
  return {};
}

TEST(Determinism, BannedNamesAreNowhere) {
  for (const auto& file : cpp_sources()) {
    const auto code = code_only(file);
    for (std::size_t i = 0; i < code.size(); ++i)
      if (const auto rule = broken_rule(file.path, code[i]); !rule.empty())
        ADD_FAILURE() << place(file, i) << ": " << rule;
  }
}

/// The name in "std::unordered_map<K, V> name_;", or empty.
std::string unordered_member(std::string_view line) {
  const auto type = line.find("std::unordered_");
  const auto close = line.rfind('>');
  if (type == std::string_view::npos || close == std::string_view::npos || close < type) return {};
  const auto end = line.find_first_of(";={", close);
  if (end == std::string_view::npos || end < close + 3) return {};
  const std::string name(line.substr(close + 2, end - close - 2));
  return name.substr(0, name.find(' '));
}

bool iterates_over(std::string_view code, const std::string& name) {
  return code.find("for (") != std::string_view::npos &&
         (code.find(": " + name + ")") != std::string_view::npos ||
          code.find("= " + name + ".begin()") != std::string_view::npos);
}

/// Whether what the loop at `index` gathers is put in order right behind it.
bool is_sorted_after(const std::vector<std::string>& code, std::size_t index) {
  const std::size_t end = std::min(code.size(), index + 5);
  return std::any_of(code.begin() + static_cast<std::ptrdiff_t>(index), code.begin() + static_cast<std::ptrdiff_t>(end),
                     [](const std::string& line) { return line.find("std::sort(") != std::string::npos; });
}

/// Loops over a container that is declared unordered in the same file or its header.
TEST(Determinism, NobodyIteratesOverUnorderedContainers) {
  std::map<std::string, std::vector<std::string>> members;  // by path without its ending
  std::vector<std::pair<Source, std::vector<std::string>>> files;
  const auto stem = [](const std::string& path) { return path.substr(0, path.rfind('.')); };
  for (auto& file : cpp_sources()) {
    if (is_free(file.path)) continue;
    auto code = code_only(file);
    for (const auto& line : code)
      if (auto name = unordered_member(line); !name.empty()) members[stem(file.path)].push_back(name);
    files.emplace_back(std::move(file), std::move(code));
  }
  for (const auto& [file, code] : files)
    for (std::size_t i = 0; i < code.size(); ++i)
      for (const auto& name : members[stem(file.path)])
        if (iterates_over(code[i], name) && !is_sorted_after(code, i))
          ADD_FAILURE() << place(file, i) << ": the order of " << name << " may escape; use an ordered container";
}

// The checker itself must bite.
TEST(Determinism, TheCheckBites) {
  EXPECT_NE(broken_rule("sim/a.cpp", "auto t = std::chrono::system_clock::now();"), "");
  EXPECT_NE(broken_rule("mocks/erp/a.cpp", "std::uniform_int_distribution<int> d(1, 6);"), "");
  EXPECT_NE(broken_rule("sim/a.cpp", "x = std::log(y);"), "");
  EXPECT_NE(broken_rule("harness/a.cpp", "static int counter = 0;"), "");
  EXPECT_NE(broken_rule("reports/a.cpp", "std::random_device d;"), "");
  EXPECT_EQ(broken_rule("harness/live/a.cpp", "std::chrono::steady_clock::now()"), "");
  EXPECT_EQ(broken_rule("sim/a.cpp", "static const int table[] = {1};"), "");
  EXPECT_EQ(broken_rule("sim/a.cpp", "my_system_clock_setting"), "");
  EXPECT_EQ(unordered_member("  std::unordered_map<Key, std::vector<int>, Hash> calls_;"), "calls_");
  EXPECT_TRUE(iterates_over("for (auto& [k, v] : calls_) {", "calls_"));
}

TEST(Determinism, CommentsAndStringsAreNotCode) {
  const Source source{"x.cpp",
                      {"int a; // std::rand", "auto s = \"std::rand\";", "/* std::rand", "std::rand */ int b = 1'000;",
                       "std::rand();"}};
  const auto code = code_only(source);
  for (std::size_t i = 0; i < 4; ++i) EXPECT_FALSE(has_word(code[i], "std::rand")) << i;
  EXPECT_TRUE(has_word(code[4], "std::rand"));
}

}  // namespace
}  // namespace drydock::house
