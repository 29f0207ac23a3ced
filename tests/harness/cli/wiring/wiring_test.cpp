#include "harness/cli/wiring/wiring.hpp"

#include <set>

#include "contracts/embedded.hpp"
#include "tests/harness/cli/fake_services.hpp"

namespace drydock::cli {
namespace {

class Wired : public testing::CommandLine {
 protected:
  Wired() { services = virtual_services(); }
};

TEST_F(Wired, ListsHaveTheFieldsPromised) {
  const std::map<std::string, std::set<std::string>> promised{
      {"defects", {"name", "summary", "role", "scenario", "primary", "also"}},
      {"faults", {"name", "summary", "on", "legs", "roles", "worlds", "parameters"}},
      {"flows", {"name", "summary", "messages"}},
      {"formats", {"name", "summary", "file"}},
      {"invariants", {"id", "name", "summary", "grade", "needs", "flows"}},
      {"roles", {"name", "summary", "serves", "publishes", "conditions"}},
      {"scenarios", {"name", "summary"}},
  };
  for (const auto what : list_names()) {
    const auto rows = nlohmann::json::parse(run({"list", std::string(what), "--json"}).out);
    ASSERT_FALSE(rows.empty()) << what;
    for (const auto& row : rows) {
      std::set<std::string> fields;
      for (const auto& [name, value] : row.items()) fields.insert(name);
      EXPECT_EQ(fields, promised.at(std::string(what))) << what;
      EXPECT_NE(row["summary"], "") << row["name"];
    }
  }
}

TEST_F(Wired, EverythingListedCanBeExplained) {
  for (const char* what : {"invariants", "faults", "defects"})
    for (const auto& row : nlohmann::json::parse(run({"list", what, "--json"}).out)) {
      const auto r = run({"explain", row["name"]});
      EXPECT_EQ(r.code, 0) << row["name"];
      EXPECT_NE(r.out.find(row["name"]), std::string::npos);
    }
}

TEST_F(Wired, ANewScenarioIsARightOne) {
  EXPECT_EQ(run({"scenario", "new", "quiet-hour"}).code, 0);
  const auto r = run({"scenario", "lint", "quiet-hour.yaml"});
  EXPECT_EQ(r.code, 0) << r.err;
  EXPECT_EQ(r.out.find("warning"), std::string::npos) << r.out;
  EXPECT_EQ(run({"run", "quiet-hour.yaml", "--dry-run"}).code, 0);
}

TEST_F(Wired, TheSchemaOfScenariosIsOne) {
  const auto schema = nlohmann::json::parse(run({"scenario", "schema"}).out);
  EXPECT_EQ(schema["$schema"], "http://json-schema.org/draft-07/schema#");
}

TEST_F(Wired, AMistakeInAScenarioNamesItsPlace) {
  folder.write("a.yaml", "format: 1\nscenario: a\nseeed: 4\n");
  const auto r = run({"run", "a.yaml", "--out", "out"});
  EXPECT_EQ(r.code, 2);
  EXPECT_NE(r.err.find("a.yaml:3:1: "), std::string::npos) << r.err;
  EXPECT_NE(r.err.find("`seed`"), std::string::npos) << r.err;
  EXPECT_FALSE(folder.has("out"));
}

TEST_F(Wired, ARunIsReplayedAndJudgedAgain) {
  const auto first = run({"run", "smoke", "--quiet", "--out", "out", "--history", "full"});
  ASSERT_EQ(first.code, 0) << first.out << first.err;
  EXPECT_EQ(run({"replay", "out/smoke/1/plan.yaml", "--quiet"}).out, first.out);
  const auto judged = run({"check", "out/smoke/1/history.jsonl", "--quiet"});
  EXPECT_EQ(judged.code, 0) << judged.out << judged.err;
}

}  // namespace
}  // namespace drydock::cli
