#include "harness/cli/exit.hpp"
#include "tests/harness/cli/fake_services.hpp"

namespace drydock::cli {
namespace {

using RunVerb = testing::CommandLine;
using drydock::Outcome;

TEST_F(RunVerb, TellsOneRunInFull) {
  folder.write("a.yaml", "alpha");
  const auto r = run({"run", "a.yaml"});
  EXPECT_EQ(r.code, 0);
  EXPECT_EQ(r.err, "");
  EXPECT_NE(
      r.out.find(
          "verdict    pass\nseed       7\nhash       0123456789abcdef\nreproduce  ./drydock run a.yaml --seed 7\n"),
      std::string::npos)
      << r.out;
  EXPECT_EQ(folder.listing(), std::vector<std::string>{"a.yaml"});
}

TEST_F(RunVerb, SaysOnceWhatLintWarnsOf) {
  folder.write("a.yaml", "alpha unwise");
  const auto r = run({"run", "a.yaml", "--repeat", "3"});
  EXPECT_EQ(r.err, "a.yaml:3:1: warning: settle is short\n");
  EXPECT_EQ(run({"run", "a.yaml", "--quiet"}).err, "");
}

TEST_F(RunVerb, SaysOfADefectThatNothingWasFoundOfIt) {
  folder.write("a.yaml", "alpha");
  const std::string defect = "dedup-on-delivery-id";
  EXPECT_NE(run({"run", "a.yaml", "--defect", defect}).err.find("nothing was found of the defect " + defect),
            std::string::npos);
  outcome_of_seed = [](std::uint64_t) { return Outcome::fail; };
  EXPECT_EQ(run({"run", "a.yaml", "--defect", defect}).err, "");
}

TEST_F(RunVerb, EndsAsTheVerdictSays) {
  folder.write("a.yaml", "alpha");
  for (const auto& [outcome, code] :
       {std::pair{Outcome::pass, 0}, {Outcome::fail, 1}, {Outcome::error, 4}, {Outcome::vacuous, 5}}) {
    outcome_of_seed = [&outcome = outcome](std::uint64_t) { return outcome; };
    EXPECT_EQ(run({"run", "a.yaml", "--quiet"}).code, code);
  }
}

TEST_F(RunVerb, OfSeveralTheWorstCounts) {
  folder.write("a.yaml", "alpha");
  outcome_of_seed = [](std::uint64_t seed) {
    return seed == 8 ? Outcome::vacuous : seed == 9 ? Outcome::fail : Outcome::pass;
  };
  EXPECT_EQ(run({"run", "a.yaml", "--repeat", "2", "--quiet"}).code, 5);
  const auto r = run({"run", "a.yaml", "--repeat", "4", "--quiet"});
  EXPECT_EQ(r.code, 1);
  EXPECT_EQ(r.out,
            "pass     alpha  seed 7  hash 0123456789abcdef\n"
            "vacuous  alpha  seed 8  hash 0123456789abcdef\n"
            "fail     alpha  seed 9  hash 0123456789abcdef\n"
            "pass     alpha  seed 10  hash 0123456789abcdef\n");
}

TEST(Exit, TheWorstComesFirst) {
  EXPECT_EQ(worse(exit_broken, exit_harness), exit_harness);
  EXPECT_EQ(worse(exit_unreachable, exit_broken), exit_broken);
  EXPECT_EQ(worse(exit_vacuous, exit_unreachable), exit_unreachable);
  EXPECT_EQ(worse(exit_pass, exit_vacuous), exit_vacuous);
  EXPECT_EQ(worse(exit_pass, exit_pass), exit_pass);
}

TEST_F(RunVerb, SeedsCountUpFromTheFirst) {
  folder.write("a.yaml", "alpha");
  run({"run", "a.yaml", "--seed", "40", "--repeat", "3", "--quiet"});
  EXPECT_EQ(planned, (std::vector<std::uint64_t>{40, 41, 42}));
  EXPECT_EQ(run({"run", "a.yaml", "--seed", "18446744073709551615", "--repeat", "2"}).code, 2);
}

TEST_F(RunVerb, NothingRunsAndNothingIsWrittenIfAnyInputIsWrong) {
  folder.write("a.yaml", "alpha");
  folder.write("b.yaml", "bad");
  const auto before = folder.listing();
  const auto r = run({"run", "a.yaml", "b.yaml", "c.yaml", "--out", "out"});
  EXPECT_EQ(r.code, 2);
  EXPECT_EQ(r.out, "");
  EXPECT_EQ(r.err, "b.yaml:1:1: unknown key `bad`; did you mean `bed`?\nc.yaml: no such file; did you mean a.yaml?\n");
  EXPECT_EQ(runs, 0);
  EXPECT_EQ(folder.listing(), before);
}

TEST_F(RunVerb, UnknownDefectsGetTheNearest) {
  folder.write("a.yaml", "alpha");
  const auto r = run({"run", "a.yaml", "--defect", "dedup-on-delivery", "--out", "out"});
  EXPECT_EQ(r.code, 2);
  EXPECT_NE(r.err.find("did you mean `dedup-on-delivery-id`?"), std::string::npos) << r.err;
  EXPECT_FALSE(folder.has("out"));
}

TEST_F(RunVerb, WritesOneFolderARun) {
  folder.write("a.yaml", "alpha");
  const auto r = run({"run", "a.yaml", "--repeat", "2", "--out", "out", "--format", "text,junit", "--quiet"});
  EXPECT_EQ(r.code, 0) << r.err;
  EXPECT_EQ(folder.listing(),
            (std::vector<std::string>{"a.yaml", "out", "out/alpha", "out/alpha/7", "out/alpha/7/history.jsonl",
                                      "out/alpha/7/junit.xml", "out/alpha/7/plan.yaml", "out/alpha/7/report.txt",
                                      "out/alpha/7/verdict.json", "out/alpha/8", "out/alpha/8/history.jsonl",
                                      "out/alpha/8/junit.xml", "out/alpha/8/plan.yaml", "out/alpha/8/report.txt",
                                      "out/alpha/8/verdict.json"}));
  EXPECT_EQ(folder.read("out/alpha/7/history.jsonl"), "{\"record\":1}\n");
}

TEST_F(RunVerb, ReplacesAnEarlierRunAsAWhole) {
  folder.write("a.yaml", "alpha");
  run({"run", "a.yaml", "--out", "out", "--format", "markdown"});
  EXPECT_TRUE(folder.has("out/alpha/7/report.md"));
  run({"run", "a.yaml", "--out", "out", "--history", "none"});
  EXPECT_FALSE(folder.has("out/alpha/7/report.md"));
  EXPECT_FALSE(folder.has("out/alpha/7/history.jsonl"));
  EXPECT_TRUE(folder.has("out/alpha/7/verdict.json"));
}

TEST_F(RunVerb, AnOutThatCannotBeMadeEndsBeforeTheRun) {
  folder.write("a.yaml", "alpha");
  folder.write("out", "a file, not a folder");
  const auto r = run({"run", "a.yaml", "--out", "out"});
  EXPECT_EQ(r.code, 4);
  EXPECT_NE(r.err.find("nothing was run"), std::string::npos) << r.err;
  EXPECT_EQ(runs, 0);
}

TEST_F(RunVerb, TwoScenariosOfOneNameWouldReplaceEachOther) {
  folder.write("a.yaml", "alpha");
  folder.write("b.yaml", "alpha");
  EXPECT_EQ(run({"run", "a.yaml", "b.yaml", "--out", "out"}).code, 2);
  EXPECT_FALSE(folder.has("out"));
  EXPECT_EQ(run({"run", "a.yaml", "b.yaml", "--quiet"}).code, 0);
}

TEST_F(RunVerb, TwiceComparesHashes) {
  folder.write("a.yaml", "alpha");
  EXPECT_EQ(run({"run", "a.yaml", "--twice"}).code, 0);
  EXPECT_EQ(runs, 2);
  hash_of_run = [](int n) { return n % 2 == 0 ? "aaaaaaaaaaaaaaaa" : "bbbbbbbbbbbbbbbb"; };
  const auto r = run({"run", "a.yaml", "--twice"});
  EXPECT_EQ(r.code, 4);
  EXPECT_NE(r.out.find("record 12 differs"), std::string::npos) << r.out;
}

TEST_F(RunVerb, DryRunRunsNothing) {
  folder.write("a.yaml", "alpha tight");
  const auto r = run({"run", "a.yaml", "--dry-run", "--out", "out"});
  EXPECT_EQ(r.code, 0);
  EXPECT_NE(r.out.find("remark: a.yaml: demand is close to capacity"), std::string::npos) << r.out;
  EXPECT_EQ(runs, 0);
  EXPECT_FALSE(folder.has("out"));
}

TEST_F(RunVerb, ASignalEndsItWithAPartialVerdict) {
  folder.write("a.yaml", "alpha");
  services.interrupted = [] { return true; };
  const auto r = run({"run", "a.yaml", "--repeat", "5", "--out", "out"});
  EXPECT_EQ(r.code, 5);
  EXPECT_EQ(runs, 1);
  EXPECT_NE(folder.read("out/alpha/7/verdict.json").find("\"cut_short\": \"a signal\""), std::string::npos);
}

TEST_F(RunVerb, WhatIsThrownIsTheHarnessesOwnFailure) {
  folder.write("a.yaml", "alpha");
  services.run = [](const Plan&, const RunOptions&) -> Verdict { throw std::runtime_error("out of thought"); };
  const auto r = run({"run", "a.yaml", "--out", "out"});
  EXPECT_EQ(r.code, 4);
  EXPECT_NE(folder.read("out/alpha/7/verdict.json").find("out of thought"), std::string::npos);
}

TEST_F(RunVerb, OneFormatWithoutOutGoesToStdout) {
  folder.write("a.yaml", "alpha");
  EXPECT_EQ(run({"run", "a.yaml", "--format", "json"}).out.substr(0, 2), "{\n");
}

TEST_F(RunVerb, TheLiveWorldMayBeMissingOrASeatUnreachable) {
  folder.write("a.yaml", "alpha");
  EXPECT_EQ(run({"run", "a.yaml", "--live"}).code, 2);
  services.run_live = [](const Plan&, const RunOptions&, const LiveChoices&) -> Verdict {
    throw SeatUnreachable("pipeline at http://127.0.0.1:1 did not answer /ready within 30s");
  };
  const auto r = run({"run", "a.yaml", "--live"});
  EXPECT_EQ(r.code, 3);
  EXPECT_NE(r.err.find("did not answer /ready"), std::string::npos);
}

TEST_F(RunVerb, ALiveRunSaysWhomItWaitsFor) {
  folder.write("a.yaml", "alpha");
  services.run_live = [](const Plan&, const RunOptions&, const LiveChoices&) { return Verdict{}; };
  const std::vector<std::string> arguments{"run",     "a.yaml",    "--live", "--seat", "pipeline=http://127.0.0.1:8080",
                                           "--links", "links.json"};
  EXPECT_EQ(run(arguments).err,
            "waiting for /ready of pipeline at http://127.0.0.1:8080; its links are in links.json\n");
}

TEST_F(RunVerb, ATargetIsReadBeforeAnythingRunsAndItsOutputIsKept) {
  folder.write("a.yaml", "alpha");
  folder.write("t.yaml", "format: 1\ntarget: ours\nlaunch: {command: [run-it], folders: x}\n");
  SeatTarget seen;
  services.run_live = [&seen](const Plan& plan, const RunOptions&, const LiveChoices& live) {
    seen = live.target.value_or(SeatTarget());
    *live.target_output = "hello\n";
    Verdict verdict;
    verdict.scenario = plan.scenario;
    return verdict;
  };
  const auto wrong = run({"run", "a.yaml", "--target", "t.yaml"});
  EXPECT_EQ(wrong.code, 2);
  EXPECT_NE(wrong.err.find("t.yaml:3:29: unknown key `folders`"), std::string::npos) << wrong.err;
  const auto missing = run({"run", "a.yaml", "--target", "u.yaml"});
  EXPECT_EQ(missing.code, 2);
  EXPECT_NE(missing.err.find("u.yaml: no such file; expected a target file, or one that comes with drydock: reference"),
            std::string::npos)
      << missing.err;
  folder.write("t.yaml", "format: 1\ntarget: ours\nlaunch: {command: [run-it]}\n");
  const auto right = run({"run", "a.yaml", "--target", "t.yaml", "--out", "out"});
  EXPECT_EQ(right.code, 0) << right.err;
  EXPECT_EQ(right.err, "starting target ours in the seat pipeline\n");
  EXPECT_EQ(folder.read("out/alpha/7/target.log"), "hello\n");
  EXPECT_EQ(seen.launch.command, CommandWords{"run-it"});
  EXPECT_EQ(run({"run", "a.yaml", "--target", "reference"}).code, 0) << "it comes with drydock";
  EXPECT_EQ(seen.name, "reference");
}

TEST_F(RunVerb, ASeatIsTakenOnce) {
  folder.write("a.yaml", "alpha");
  services.run_live = [](const Plan&, const RunOptions&, const LiveChoices&) { return Verdict{}; };
  const auto r = run({"run", "a.yaml", "--target", "reference", "--seat", "pipeline=http://h"});
  EXPECT_EQ(r.code, 2);
  EXPECT_EQ(r.err, "drydock: --target reference and --seat pipeline=http://h both take the seat pipeline\n");
}

TEST_F(RunVerb, WhatATargetSaidIsKeptWhenItNeverGotReady) {
  folder.write("a.yaml", "alpha");
  services.run_live = [](const Plan&, const RunOptions&, const LiveChoices& live) -> Verdict {
    *live.target_output = "no database\n";
    throw SeatUnreachable("it ended; the last it said:\n    no \x1b database");
  };
  const auto r = run({"run", "a.yaml", "--target", "reference", "--out", "out"});
  EXPECT_EQ(r.code, 3);
  EXPECT_NE(r.err.find("drydock: it ended; the last it said:\n    no \\x1b database\n"), std::string::npos) << r.err;
  EXPECT_EQ(folder.read("out/alpha/7/target.log"), "no database\n");
}

TEST_F(RunVerb, SetsAndProfilesAreHandedOnAndRepeated) {
  folder.write("a.yaml", "alpha");
  const auto r = run({"run", "a.yaml", "--profile", "ci", "--set", "clock.run=8m", "--set", "story=a b"});
  EXPECT_EQ(r.code, 0) << r.err;
  ASSERT_EQ(chosen.size(), 1u);
  EXPECT_EQ(chosen[0].profile, "ci");
  EXPECT_EQ(chosen[0].sets, (std::vector<std::string>{"--set clock.run=8m", "--set story=a b"}));
  EXPECT_NE(r.out.find("./drydock run a.yaml --seed 7 --profile ci --set clock.run=8m --set 'story=a b'\n"),
            std::string::npos)
      << r.out;
}

}  // namespace
}  // namespace drydock::cli
