// Names that make two runs of one plan differ. Each has what to use instead.
#include <gtest/gtest.h>

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
    {"std::hash", "a hash of our own: the library's is not fixed"},
    {"co_await", "a state machine: GCC 12 miscompiles awaits with temporaries"},
    {"co_yield", "a state machine"},
    {"getenv", "a setting of the scenario"},
};

constexpr Banned mathematics[] = {
    {"std::log", "an integer table"},  {"std::exp", "an integer table"},  {"std::pow", "an integer table"},
    {"std::sqrt", "integer arithmetic"}, {"std::sin", "an integer table"}, {"std::cos", "an integer table"},
    {"<cmath>", "integer arithmetic: libm differs between libraries"},
};

bool starts_with_any(std::string_view path, std::initializer_list<std::string_view> prefixes) {
  return std::any_of(prefixes.begin(), prefixes.end(), [path](std::string_view p) { return path.starts_with(p); });
}

/// The live world and the command line meet the real world; reports only tell what happened.
bool is_free(std::string_view path) {
  return starts_with_any(path, {"harness/live/", "harness/cli/", "harness/main.cpp"});
}
bool is_arithmetic(std::string_view path) { return starts_with_any(path, {"sim/", "mocks/", "harness/", "contracts/"}); }

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
      if (has_word(code, banned.word)) return std::string(banned.word) + " is banned; use " + std::string(banned.instead);
  return {};
}

TEST(Determinism, BannedNamesAreNowhere) {
  for (const auto& file : cpp_sources()) {
    const auto code = code_only(file);
    for (std::size_t i = 0; i < code.size(); ++i)
      if (const auto rule = broken_rule(file.path, code[i]); !rule.empty()) ADD_FAILURE() << place(file, i) << ": " << rule;
  }
}

/// `for (auto& x : name_)` where name_ is declared unordered in the same file or its header.
TEST(Determinism, NobodyIteratesOverUnorderedContainers) {
  const auto files = cpp_sources();
  for (const auto& file : files) {
    if (is_free(file.path)) continue;
    std::vector<std::string> unordered;
    const std::string stem = file.path.substr(0, file.path.rfind('.'));
    for (const auto& other : files) {
      if (other.path.substr(0, other.path.rfind('.')) != stem) continue;
      for (const auto& line : code_only(other)) {
        if (line.find("std::unordered_") == std::string::npos || line.find(';') == std::string::npos) continue;
        const auto end = line.find_first_of(";={", line.rfind('>') == std::string::npos ? 0 : line.rfind('>'));
        const auto start = line.rfind(' ', end == std::string::npos ? line.size() : end - 1);
        if (end != std::string::npos && start != std::string::npos && start + 1 < end) {
          auto name = line.substr(start + 1, end - start - 1);
          if (!name.empty()) unordered.push_back(name);
        }
      }
    }
    const auto code = code_only(file);
    for (std::size_t i = 0; i < code.size(); ++i)
      for (const auto& name : unordered)
        if (code[i].find("for (") != std::string::npos &&
            (code[i].find(": " + name + ")") != std::string::npos || code[i].find(name + ".begin()") != std::string::npos))
          ADD_FAILURE() << place(file, i) << ": the order of " << name << " may escape; use an ordered container";
  }
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
}

TEST(Determinism, CommentsAndStringsAreNotCode) {
  const Source source{"x.cpp", {"int a; // std::rand", "auto s = \"std::rand\";", "/* std::rand", "std::rand */ int b = 1'000;", "std::rand();"}};
  const auto code = code_only(source);
  for (std::size_t i = 0; i < 4; ++i) EXPECT_FALSE(has_word(code[i], "std::rand")) << i;
  EXPECT_TRUE(has_word(code[4], "std::rand"));
}

}  // namespace
}  // namespace drydock::house
