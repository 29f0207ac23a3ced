#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <set>
#include <sstream>

#include "tests/sim/small_world.hpp"

namespace drydock {
namespace {

TEST(FaultTable, IsSortedUniqueAndComplete) {
  const auto rows = fault_rows();
  ASSERT_FALSE(rows.empty());
  for (std::size_t i = 1; i < rows.size(); ++i) EXPECT_LT(rows[i - 1].name, rows[i].name);
  for (const FaultRow& row : rows) {
    EXPECT_EQ(find_fault(row.name), &row);
    EXPECT_FALSE(row.summary.empty());
    EXPECT_TRUE(row.on_seats || !row.legs.empty()) << row.name << " is legal nowhere";
    EXPECT_FALSE(row.make != nullptr && row.stand != nullptr) << row.name;
    if (row.make != nullptr) EXPECT_FALSE(row.legs.empty()) << row.name;
    if (row.stand != nullptr) EXPECT_EQ(row.legs.empty(), row.on_seats) << row.name << " lies on a seat or a channel";
    if (row.legs.empty()) EXPECT_EQ(row.make, nullptr) << row.name;
    EXPECT_TRUE(row.transport.empty() || row.transport == "webhook" || row.transport == "log") << row.name;
    if (row.default_leg) EXPECT_EQ(std::count(row.legs.begin(), row.legs.end(), *row.default_leg), 1) << row.name;
    std::set<std::string_view> names;
    for (const FaultParameterRow& parameter : row.parameters) {
      EXPECT_TRUE(names.insert(parameter.name).second) << row.name << "." << parameter.name;
      EXPECT_EQ(parameter.shape == FaultParameterRow::Shape::word, !parameter.words.empty()) << parameter.name;
    }
  }
  EXPECT_EQ(find_fault("no-such-fault"), nullptr);
}

TEST(FaultTable, EveryMakerWorksWithoutOptionalParameters) {
  for (const FaultRow& row : fault_rows()) {
    if (row.stand != nullptr) {
      FaultSpec spec = testing::fault("id", std::string(row.name), 0, 1);
      EXPECT_NE(row.stand(spec), nullptr) << row.name;
    }
    if (row.make == nullptr) continue;
    FaultSpec spec = testing::fault("id", std::string(row.name), 0, 1);
    EXPECT_NE(row.make(spec), nullptr) << row.name;
  }
}

std::string legs_of(const FaultRow& row) {
  std::string text;
  for (const LegKind kind : row.legs) {
    const std::string name = kind == LegKind::request ? "request"
                             : kind == LegKind::reply ? "reply"
                             : kind == LegKind::event ? "event"
                                                      : "feed";
    const bool only_when_named = row.default_leg && *row.default_leg != kind;
    text += (text.empty() ? "" : ", ") + (only_when_named ? "(" + name + ")" : name);
  }
  return text.empty() ? "-" : text;
}

std::string parameters_of(const FaultRow& row) {
  std::string text;
  for (const FaultParameterRow& parameter : row.parameters) {
    text += (text.empty() ? "`" : "; `") + std::string(parameter.name) + "`";
    if (parameter.required) text += " (required)";
    text += ": " + std::string(parameter.summary);
    for (std::size_t i = 0; i < parameter.words.size(); ++i)
      text += (i == 0 ? " [" : ", ") + std::string(parameter.words[i]) + (i + 1 == parameter.words.size() ? "]" : "");
  }
  return text.empty() ? "-" : text;
}

std::string table_of_faults() {
  std::string text = "| fault | what it does | legs | on a seat | live | parameters |\n|---|---|---|---|---|---|\n";
  for (const FaultRow& row : fault_rows())
    text += "| `" + std::string(row.name) + "` | " + std::string(row.summary) + " | " + legs_of(row) + " | " +
            (row.on_seats ? "yes" : "no") + " | " + (row.live ? "yes" : "no") + " | " + parameters_of(row) + " |\n";
  return text;
}

TEST(FaultTable, TheReadmeShowsIt) {
  std::ifstream file(DRYDOCK_SOURCE_DIR "/sim/README.md");
  std::stringstream readme;
  readme << file.rdbuf();
  const std::string text = readme.str();
  const std::string begin = "<!-- faults: kept equal to sim/faults.cpp by a test -->\n";
  const std::size_t from = text.find(begin);
  const std::size_t to = text.find("<!-- end of faults -->");
  ASSERT_NE(from, std::string::npos);
  ASSERT_NE(to, std::string::npos);
  EXPECT_EQ(text.substr(from + begin.size(), to - from - begin.size()), table_of_faults())
      << "put the table that is expected here into sim/README.md";
}

}  // namespace
}  // namespace drydock
