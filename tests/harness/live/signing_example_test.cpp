// The worked example of a signature in contracts/README.md is what the signer makes of it.
#include <gtest/gtest.h>

#include <charconv>
#include <fstream>
#include <iterator>
#include <map>
#include <string>

#include "harness/live/signature.hpp"

namespace drydock::live {
namespace {

/// The rows of the table: the first cell without backticks, the second between its backticks.
std::map<std::string, std::string> example() {
  std::ifstream in(DRYDOCK_SOURCE_DIR "/contracts/README.md");
  const std::string text{std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
  std::size_t at = text.find("<!-- signing:");
  const std::size_t end = text.find("<!-- end of signing -->");
  std::map<std::string, std::string> rows;
  while (at < end) {
    const std::size_t next = text.find('\n', at);
    const std::string line = text.substr(at, next - at);
    at = next + 1;
    const std::size_t cell = line.find(" | `");
    if (cell == std::string::npos) continue;
    std::string name = line.substr(2, cell - 2);
    std::erase(name, '`');
    rows[name] = line.substr(cell + 4, line.rfind('`') - cell - 4);
  }
  return rows;
}

TEST(SigningExample, IsWhatTheSignerMakes) {
  const auto rows = example();
  ASSERT_EQ(rows.size(), 5U);
  const std::string& timestamp = rows.at("webhook-timestamp");
  std::int64_t seconds = 0;
  std::from_chars(timestamp.data(), timestamp.data() + timestamp.size(), seconds);
  EXPECT_EQ(sign(rows.at("secret"), rows.at("webhook-id"), seconds, rows.at("body")), rows.at("webhook-signature"));
  EXPECT_TRUE(verify(rows.at("secret"), rows.at("webhook-id"), timestamp, rows.at("body"), rows.at("webhook-signature"),
                     seconds));
}

}  // namespace
}  // namespace drydock::live
