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
      {"invariants", {"id", "name", "summary", "grade", "needs", "flows", "clauses"}},
      {"measures", {"name", "summary", "unit"}},
      {"messages", {"name", "summary", "kind", "role", "flow"}},
      {"states", {"name", "summary"}},
      {"roles", {"name", "summary", "serves", "publishes", "conditions"}},
      {"scenarios", {"name", "summary"}},
      {"sets", {"name", "summary", "invariants"}},
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
  for (const auto what : list_names())
    for (const auto& row : nlohmann::json::parse(run({"list", std::string(what), "--json"}).out)) {
      if (what == "formats") continue;
      const auto r = run({"explain", row["name"]});
      EXPECT_EQ(r.code, 0) << row["name"];
      EXPECT_NE(r.out.find(row["name"]), std::string::npos);
    }
}

TEST_F(Wired, ExplainSaysWhatToDoWithAName) {
  const auto told = [&](const char* name) { return run({"explain", name}).out; };
  EXPECT_NE(told("order.delivered").find("order.delivered, a state\n\n  the shop shows a package as delivered"),
            std::string::npos);
  EXPECT_NE(told("availability.p99").find("expect: {within: {availability.p99: 200ms}}"), std::string::npos);
  EXPECT_NE(told("wms.shipped").find("goods_issue.post at the erp (exactly 1, CL-ERP-POSTING-14)"), std::string::npos);
  EXPECT_NE(told("dup-storm").find("To run it: ./drydock run dup-storm"), std::string::npos);
  EXPECT_NE(told("exactly-once-effect").find("Clauses: CL-ANY-ONCE"), std::string::npos);
  const auto r = run({"explain", "wms.shiped"});
  EXPECT_EQ(r.code, 2);
  EXPECT_NE(r.err.find("did you mean `wms.shipped`?"), std::string::npos) << r.err;
}

TEST_F(Wired, CommandsThatAreToldWork) {
  for (const auto& row : nlohmann::json::parse(run({"list", "scenarios", "--json"}).out)) {
    const std::string path = row["name"];
    const std::string name = std::filesystem::path(path).stem().string();
    for (const auto& each : {path, name}) {
      EXPECT_EQ(run({"run", each, "--dry-run"}).code, 0) << each;
      EXPECT_EQ(run({"scenario", "lint", each}).code, 0) << each;
    }
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

nlohmann::json statuses(const std::string& verdict) {
  const auto parsed = nlohmann::json::parse(verdict);
  nlohmann::json out;
  for (const auto& row : parsed["invariants"])
    out[std::string(row["id"])] = {row["status"], row["evaluations"], row["findings"]};
  return out;
}

TEST_F(Wired, AWholeHistoryIsJudgedAsTheRunWas) {
  const auto first = run({"run", "dup-storm", "--defect", "dedup-on-delivery-id", "--out", "out", "--history", "full",
                          "--format", "json"});
  ASSERT_EQ(first.code, 1);
  const auto judged = run({"check", "out/dup-storm/13/history.jsonl", "--format", "json"});
  EXPECT_EQ(judged.code, 1) << judged.err;
  auto expected = statuses(folder.read("out/dup-storm/13/verdict.json"));
  auto found = statuses(judged.out);
  for (auto* each : {&expected, &found}) each->erase("I34");  // it compares with a second run
  EXPECT_EQ(found, expected);

  std::filesystem::remove("out/dup-storm/13/plan.yaml");
  const auto unplanned = statuses(run({"check", "out/dup-storm/13/history.jsonl", "--format", "json"}).out);
  EXPECT_EQ(unplanned["I42"], expected["I42"]);
  EXPECT_EQ(unplanned["I01"][0], "not_evaluated");
}

TEST_F(Wired, AConeIsNotJudgedAsIfItWereTheRun) {
  ASSERT_EQ(run({"run", "dup-storm", "--defect", "dedup-on-delivery-id", "--out", "out", "--quiet"}).code, 1);
  const auto judged = run({"check", "out/dup-storm/13/history.jsonl", "--format", "json"});
  const auto verdict = nlohmann::json::parse(judged.out);
  EXPECT_NE(std::string(verdict["partial"]).find("only what one message shows by itself is judged"), std::string::npos);
  for (const auto& row : verdict["invariants"])
    if (row["id"] != "I56") {
      EXPECT_EQ(row["status"], "not_evaluated") << row;
    }
}

TEST_F(Wired, AHistoryWithoutBodiesIsRefused) {
  ASSERT_EQ(run({"run", "smoke", "--out", "out", "--history", "keyed", "--quiet"}).code, 0);
  const auto judged = run({"check", "out/smoke/1/history.jsonl"});
  EXPECT_EQ(judged.code, 2);
  EXPECT_EQ(judged.out, "");
  EXPECT_EQ(judged.err,
            "out/smoke/1/history.jsonl: nothing in this history can be judged: the history keeps no bodies; record it "
            "with --history full\n");
}

TEST_F(Wired, APassingRunLeavesNoConeBehind) {
  ASSERT_EQ(run({"run", "smoke", "--out", "out", "--quiet"}).code, 0);
  EXPECT_TRUE(folder.has("out/smoke/1/verdict.json"));
  EXPECT_FALSE(folder.has("out/smoke/1/history.jsonl"));
}

}  // namespace
}  // namespace drydock::cli
