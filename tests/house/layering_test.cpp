// Who may know whom. The drawing is in ARCHITECTURE.md.
#include <gtest/gtest.h>

#include <map>
#include <optional>
#include <set>

#include "tests/house/sources.hpp"

namespace drydock::house {
namespace {

struct Include {
  std::string path;
  bool ours = false;  ///< written with quotes
};

std::optional<Include> include_of(std::string_view line) {
  if (!line.starts_with("#include ")) return std::nullopt;
  line.remove_prefix(9);
  if (line.size() < 3 || (line.front() != '"' && line.front() != '<')) return std::nullopt;
  const auto end = line.find(line.front() == '"' ? '"' : '>', 1);
  if (end == std::string_view::npos) return std::nullopt;
  return Include{std::string(line.substr(1, end - 1)), line.front() == '"'};
}

/// The first folder, or the first two below mocks/: "sim", "mocks/erp".
std::string folder_of(std::string_view path, int levels) {
  std::size_t at = 0;
  for (int i = 0; i < levels; ++i) {
    at = path.find('/', at);
    if (at == std::string_view::npos) return {};
    ++at;
  }
  return std::string(path.substr(0, at - 1));
}

const std::map<std::string, std::set<std::string>>& allowed() {
  static const std::map<std::string, std::set<std::string>> table{
      {"contracts", {"contracts"}},
      {"sim", {"sim", "contracts"}},
      {"mocks", {"mocks", "sim", "contracts"}},
      {"reports", {"reports", "contracts"}},
      {"harness", {"harness", "reports", "mocks", "sim", "contracts"}},
  };
  return table;
}

/// The broken rule, or empty.
std::string broken_rule(const std::string& file, const Include& include) {
  if (!include.ours) {
    const bool network = include.path.starts_with("boost/beast") || include.path.starts_with("boost/asio") ||
                         include.path.starts_with("sqlite3") || include.path.starts_with("openssl/ssl");
    return network && !file.starts_with("harness/live/")
               ? "network and database libraries live under harness/live alone"
               : "";
  }
  const std::string room = folder_of(file, 1);
  const std::string other = folder_of(include.path, 1);
  if (!allowed().contains(other)) return "includes are written from the root";
  if (!allowed().at(room).contains(other)) return room + " may not know " + other;
  if (room == "mocks" && other == "mocks") {
    const std::string mine = folder_of(file, 2);
    const std::string theirs = folder_of(include.path, 2);
    const bool table = mine.empty();  // mocks/roles.cpp names them all
    if (!table && !theirs.empty() && mine != theirs && theirs != "mocks/common")
      return "a mock includes mocks/common, sim and contracts, never another mock";
  }
  if (file.starts_with("harness/invariants/") && other == "mocks")
    return "the judge does not know the accused: an invariant includes neither mocks nor pipeline";
  if (file.starts_with("harness/") && !file.starts_with("harness/live/") && file != "harness/main.cpp" &&
      include.path.starts_with("harness/live/"))
    return "the live world is known by main.cpp alone";
  return {};
}

TEST(Layering, EveryIncludeGoesDown) {
  const auto files = cpp_sources();
  ASSERT_GT(files.size(), 50U) << "the sources were not found";
  std::size_t includes = 0;
  for (const auto& file : files) {
    for (std::size_t i = 0; i < file.lines.size(); ++i) {
      const auto include = include_of(file.lines[i]);
      if (!include) continue;
      ++includes;
      if (const auto rule = broken_rule(file.path, *include); !rule.empty())
        ADD_FAILURE() << place(file, i) << ": " << include->path << ": " << rule;
    }
  }
  EXPECT_GT(includes, 200U);
}

TEST(Layering, WhatIsIncludedIsThere) {
  for (const auto& file : cpp_sources()) {
    for (std::size_t i = 0; i < file.lines.size(); ++i) {
      const auto include = include_of(file.lines[i]);
      if (!include || !include->ours) continue;
      EXPECT_TRUE(std::filesystem::exists(std::filesystem::path(DRYDOCK_SOURCE_DIR) / include->path))
          << place(file, i) << ": " << include->path << " does not exist";
    }
  }
}

// The checker itself must bite.
TEST(Layering, RefusesWhatTheDrawingForbids) {
  const auto refused = [](const std::string& file, const std::string& path, bool ours = true) {
    return !broken_rule(file, {path, ours}).empty();
  };
  EXPECT_TRUE(refused("contracts/a.hpp", "sim/world.hpp"));
  EXPECT_TRUE(refused("sim/a.hpp", "mocks/erp/erp.hpp"));
  EXPECT_TRUE(refused("sim/a.hpp", "reports/finding.hpp"));
  EXPECT_TRUE(refused("reports/a.hpp", "sim/world.hpp"));
  EXPECT_TRUE(refused("mocks/erp/a.hpp", "mocks/wms/wms.hpp"));
  EXPECT_TRUE(refused("mocks/pipeline/a.hpp", "mocks/wms/wms.hpp"));
  EXPECT_TRUE(refused("mocks/wms/a.hpp", "mocks/pipeline/pipeline.hpp"));
  EXPECT_TRUE(refused("mocks/wms/a.hpp", "reports/finding.hpp"));
  EXPECT_TRUE(refused("harness/invariants/a.cpp", "mocks/erp/erp.hpp"));
  EXPECT_TRUE(refused("harness/invariants/a.cpp", "mocks/pipeline/pipeline.hpp"));
  EXPECT_TRUE(refused("harness/run.cpp", "harness/live/http.hpp"));
  EXPECT_TRUE(refused("harness/run.cpp", "boost/beast/http.hpp", false));
  EXPECT_TRUE(refused("sim/a.cpp", "sqlite3.h", false));
  EXPECT_TRUE(refused("sim/a.cpp", "world.hpp"));
  EXPECT_FALSE(refused("mocks/erp/a.hpp", "mocks/common/desk.hpp"));
  EXPECT_FALSE(refused("mocks/roles.cpp", "mocks/erp/erp.hpp"));
  EXPECT_FALSE(refused("harness/live/http.cpp", "boost/beast/http.hpp", false));
  EXPECT_FALSE(refused("harness/main.cpp", "harness/live/live_run.hpp"));
}

}  // namespace
}  // namespace drydock::house
