// Expected outputs kept as files under tests/golden/. With DRYDOCK_UPDATE_GOLDEN=1 in the environment they are
// rewritten, to be read in review; a rewrite passes.
#pragma once
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <string_view>

namespace drydock::testing {

inline std::string file_text(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::ostringstream out;
  out << in.rdbuf();
  return out.str();
}

/// Line and both readings of the first difference.
inline std::string first_difference(std::string_view expected, std::string_view actual) {
  std::size_t line = 1;
  while (true) {
    const auto e = expected.substr(0, expected.find('\n'));
    const auto a = actual.substr(0, actual.find('\n'));
    if (e != a || expected.empty() || actual.empty())
      return "line " + std::to_string(line) + "\n  expected: " + std::string(e) + "\n  actual:   " + std::string(a);
    expected.remove_prefix(std::min(e.size() + 1, expected.size()));
    actual.remove_prefix(std::min(a.size() + 1, actual.size()));
    ++line;
  }
}

/// Compares with tests/golden/<name>, byte by byte.
inline void expect_golden(std::string_view name, const std::string& actual) {
  const std::filesystem::path path = std::filesystem::path(DRYDOCK_SOURCE_DIR) / "tests" / "golden" / name;
  if (const char* update = std::getenv("DRYDOCK_UPDATE_GOLDEN"); update != nullptr && *update == '1') {
    std::filesystem::create_directories(path.parent_path());
    std::ofstream(path, std::ios::binary) << actual;
    return;
  }
  ASSERT_TRUE(std::filesystem::exists(path)) << path << " is missing; DRYDOCK_UPDATE_GOLDEN=1 writes it";
  const std::string expected = file_text(path);
  EXPECT_TRUE(expected == actual)
      << path.string() << " differs at " << first_difference(expected, actual)
      << "\nif the new output is right: DRYDOCK_UPDATE_GOLDEN=1 and read the change in review";
}

}  // namespace drydock::testing
