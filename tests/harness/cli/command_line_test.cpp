#include "harness/cli/command_line.hpp"

#include "tests/harness/cli/fake_services.hpp"

namespace drydock::cli {
namespace {

using Verbs = testing::CommandLine;

TEST_F(Verbs, ReplayRunsAKeptPlan) {
  folder.write("plan.yaml", "alpha");
  folder.write("bad.yaml", "bad");
  const auto r = run({"replay", "plan.yaml"});
  EXPECT_EQ(r.code, 0);
  EXPECT_NE(r.out.find("reproduce  ./drydock replay plan.yaml"), std::string::npos) << r.out;
  EXPECT_EQ(run({"replay", "bad.yaml"}).code, 2);
  EXPECT_EQ(run({"replay", "none.yaml"}).code, 2);
}

TEST_F(Verbs, CheckTakesThePlanBesideTheHistory) {
  folder.write("h.jsonl", "{}");
  const auto alone = run({"check", "h.jsonl"});
  EXPECT_NE(alone.out.find("unplanned"), std::string::npos);
  EXPECT_NE(alone.err.find("no plan.yaml lies beside the history"), std::string::npos);
  folder.write("plan.yaml", "alpha");
  const auto planned_run = run({"check", "h.jsonl"});
  EXPECT_NE(planned_run.out.find("alpha"), std::string::npos);
  EXPECT_EQ(planned_run.err, "");
  folder.write("h.jsonl", "bad");
  EXPECT_EQ(run({"check", "h.jsonl"}).code, 2);
  EXPECT_EQ(run({"check", "none.jsonl"}).code, 2);
  EXPECT_NE(run({"check", "."}).err.find(".: is a folder; expected its history.jsonl"), std::string::npos);
  EXPECT_EQ(run({"check", "h.jsonl", "--plan", "none.yaml"}).code, 2);
}

TEST_F(Verbs, ListIsForPeopleAndPrograms) {
  EXPECT_EQ(run({"list", "invariants"}).out, "I42  exactly-once-effect  once\n");
  EXPECT_EQ(run({"list", "defects"}).out, "dedup-on-delivery-id  forgets the event id\n");
  EXPECT_EQ(
      nlohmann::json::parse(run({"list", "defects", "--json"}).out),
      nlohmann::json::parse(R"([{"name":"dedup-on-delivery-id","summary":"forgets the event id","also":["I44"]}])"));
}

TEST_F(Verbs, ExplainKnowsIdsAndNames) {
  const std::string expected =
      "exactly-once-effect (I42), an invariant\n\n  Every effect happens once.\n\n  Not twice.\n";
  EXPECT_EQ(run({"explain", "I42"}).out, expected);
  EXPECT_EQ(run({"explain", "exactly-once-effect"}).out, expected);
  const auto r = run({"explain", "exactly-once-efect"});
  EXPECT_EQ(r.code, 2);
  EXPECT_NE(r.err.find("did you mean `exactly-once-effect`?"), std::string::npos);
}

TEST_F(Verbs, ScenarioLintTellsEveryFile) {
  folder.write("a.yaml", "alpha");
  folder.write("b.yaml", "bad");
  folder.write("c.yaml", "gamma tight");
  const auto r = run({"scenario", "lint", "a.yaml", "b.yaml", "c.yaml"});
  EXPECT_EQ(r.code, 2);
  EXPECT_EQ(r.out, "a.yaml: nothing to remark\nc.yaml: demand is close to capacity\n");
  EXPECT_EQ(r.err, "b.yaml:1:1: unknown key `bad`; did you mean `bed`?\n");
}

TEST_F(Verbs, ScenarioNewNeverOverwrites) {
  EXPECT_EQ(run({"scenario", "new", "quiet-hour"}).code, 0);
  EXPECT_NE(folder.read("quiet-hour.yaml").find("scenario: quiet-hour"), std::string::npos);
  EXPECT_EQ(run({"scenario", "new", "quiet-hour"}).code, 2);
  EXPECT_EQ(run({"scenario", "new", "../escape"}).code, 2);
  EXPECT_EQ(run({"scenario", "new", ""}).code, 2);
}

TEST_F(Verbs, ContractsCheckSaysWhichFailed) {
  EXPECT_EQ(run({"contracts", "check", "wms.shipped", "right.json"}).code, 0);
  const auto r = run({"contracts", "check", "wms.shipped", "right.json", "wrong.json"});
  EXPECT_EQ(r.code, 1);
  EXPECT_EQ(r.out, "right.json: keeps its contract\nwrong.json: /quantity: minimum: 0 is below 1\n");
  EXPECT_EQ(run({"contracts", "check", "nowhere", "wrong.json"}).code, 2);
}

TEST_F(Verbs, ContractsListShowsTheBook) {
  EXPECT_NE(run({"contracts", "list"}).out.find("reservation.create"), std::string::npos);
}

TEST_F(Verbs, ReportTellsARunAgain) {
  folder.write("a.yaml", "alpha");
  const auto told = run({"run", "a.yaml", "--out", "out"});
  EXPECT_EQ(run({"report", "out/alpha/7"}).out, told.out);
  EXPECT_EQ(run({"report", "out/alpha/7/verdict.json", "--format", "markdown"}).out.substr(0, 13), "# alpha: pass");
  const auto r = run({"report", "out/alpha/7", "--format", "junit,markdown"});
  EXPECT_EQ(r.out, "out/alpha/7/junit.xml\nout/alpha/7/report.md\n");
  EXPECT_TRUE(folder.has("out/alpha/7/report.md"));
  const auto above = run({"report", "out"});
  EXPECT_EQ(above.code, 2);
  EXPECT_EQ(above.err, "out/verdict.json: no such file; there are out/alpha/7\n");
  folder.write("verdict.json", "{\"format\": 1}");
  EXPECT_EQ(run({"report", "."}).code, 2);
}

TEST_F(Verbs, PipelineNeedsTheLiveWorld) {
  const std::vector<std::string> arguments{"pipeline", "--listen", ":8080", "--links", "l", "--journal", "j"};
  EXPECT_EQ(run(arguments).code, 2);
  services.pipeline = [](const PipelineChoices& c, std::ostream&) { return c.listen == "127.0.0.1:8080" ? 0 : 4; };
  EXPECT_EQ(run(arguments).code, 0);
}

TEST_F(Verbs, UsageMistakesLeaveStdoutEmpty) {
  for (const auto& arguments :
       std::vector<std::vector<std::string>>{{}, {"explore"}, {"run", "--pace", "2"}, {"runn"}, {"list", "x"}}) {
    const auto r = run(arguments);
    EXPECT_EQ(r.code, 2);
    EXPECT_EQ(r.out, "");
    EXPECT_EQ(r.err.substr(0, 9), "drydock: ");
  }
  EXPECT_TRUE(folder.listing().empty());
}

}  // namespace
}  // namespace drydock::cli
