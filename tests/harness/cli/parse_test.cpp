#include "harness/cli/parse.hpp"

#include <gtest/gtest.h>

#include "harness/cli/later.hpp"

namespace drydock::cli {
namespace {

RunRequest run_request(const std::vector<std::string>& arguments) {
  const auto parsed = parse_arguments(arguments);
  EXPECT_TRUE(parsed.request) << parsed.mistake;
  return parsed.request ? std::get<RunRequest>(*parsed.request) : RunRequest{};
}
std::string mistake(const std::vector<std::string>& arguments) {
  const auto parsed = parse_arguments(arguments);
  EXPECT_FALSE(parsed.request);
  EXPECT_EQ(parsed.exit_code, 2);
  EXPECT_EQ(parsed.out, "");
  return parsed.mistake;
}

TEST(Parse, RunWithoutAScenarioIsThePeakSeason) {
  const auto r = run_request({"run"});
  EXPECT_EQ(r.scenarios, std::vector<std::string>{"scenarios/peak/peak-season.yaml"});
  EXPECT_FALSE(r.seed);
  EXPECT_EQ(r.repeat, 1U);
  EXPECT_EQ(r.settings.contracts_every, 1);
  EXPECT_FALSE(r.settings.history);
}

TEST(Parse, RunTakesEveryFlag) {
  const auto r = run_request({"run",         "a.yaml",     "--seed",     "18446744073709551615",
                              "--defect",    "x",          "b.yaml",     "--defect=y",
                              "--contracts", "1/20",       "--history",  "keyed",
                              "--twice",     "--deadline", "1m 30s",     "--out",
                              "o",           "--format",   "text,junit", "--format",
                              "json",        "--quiet",    "--repeat",   "1"});
  EXPECT_EQ(r.scenarios, (std::vector<std::string>{"a.yaml", "b.yaml"}));
  EXPECT_EQ(r.seed, UINT64_MAX);
  EXPECT_EQ(r.settings.defects, (std::vector<std::string>{"x", "y"}));
  EXPECT_EQ(r.settings.contracts_every, 20);
  EXPECT_EQ(r.settings.history, HistoryMode::keyed);
  EXPECT_EQ(r.settings.deadline, seconds(90));
  EXPECT_EQ(r.settings.formats, (std::vector<std::string>{"text", "junit", "json"}));
  EXPECT_TRUE(r.settings.twice);
  EXPECT_TRUE(r.settings.quiet);
}

TEST(Parse, LiveFlagsComeTogether) {
  const auto r = run_request({"run", "s.yaml", "--live", "--seat", "pipeline=http://127.0.0.1:8080", "--links",
                              "links.json", "--port-base", "42000"});
  EXPECT_TRUE(r.settings.live);
  EXPECT_EQ(r.settings.seats.front().second, "http://127.0.0.1:8080");
  EXPECT_EQ(r.settings.port_base, 42'000);
  EXPECT_TRUE(run_request({"run", "--seat", "erp=http://h"}).settings.live) << "a real seat is in the live world";
  EXPECT_TRUE(run_request({"run", "--target", "t.yaml"}).settings.live);
  EXPECT_EQ(run_request({"run", "--target", "t.yaml"}).settings.target_file, "t.yaml");
  EXPECT_NE(mistake({"run", "--target", "t.yaml", "--twice"}).find("--twice"), std::string::npos);
  EXPECT_EQ(mistake({"run", "--links", "f"}), "--links needs --live");
  EXPECT_NE(mistake({"run", "--live", "--twice"}).find("--twice"), std::string::npos);
  EXPECT_EQ(mistake({"run", "--live", "--seat", "erp=http://a", "--seat", "erp=http://b"}),
            "--seat: erp is given twice");
  for (const char* url :
       {"erp", "=http://h", "erp=ftp://h", "erp=http://", "erp=http://h:0", "erp=http://h:99999", "erp=http://u@h",
        "erp=http://h/?q", "erp=http://[::1", "erp=http://h:80:80", "erp=http://a b"})
    EXPECT_NE(mistake({"run", "--live", "--seat", url}).find("expected NAME=URL"), std::string::npos) << url;
  EXPECT_EQ(run_request({"run", "--live", "--seat", "erp=https://[::1]:8443/base"}).settings.seats.size(), 1U);
}

TEST(Parse, WhatIsNotThereYetIsRefusedByName) {
  for (const auto verb : later_verbs()) {
    std::vector<std::string> words;
    for (std::size_t at = 0; at < verb.size();) {
      const auto end = std::min(verb.find(' ', at), verb.size());
      words.emplace_back(verb.substr(at, end - at));
      at = end + 1;
    }
    words.emplace_back("--whatever");
    EXPECT_EQ(mistake(words), "`" + std::string(verb) + "` is not there yet");
  }
  for (const auto flag : later_flags()) {
    EXPECT_EQ(mistake({"run", "s.yaml", std::string(flag), "x"}), "`" + std::string(flag) + "` is not there yet");
    EXPECT_EQ(mistake({"run", std::string(flag) + "=x"}), "`" + std::string(flag) + "` is not there yet");
  }
  EXPECT_EQ(mistake({"report", "d", "--format", "html"}),
            "--format: `html` is not there yet; there are json, junit, markdown, text");
}

TEST(Parse, MisspeltNamesGetTheNearest) {
  EXPECT_NE(mistake({"rnu"}).find("unknown verb `rnu`; did you mean `run`?"), std::string::npos);
  EXPECT_EQ(mistake({"run", "--sed", "4"}),
            "unknown flag `--sed` of `run`; did you mean `--seed`?; `drydock run --help` lists them");
  EXPECT_EQ(mistake({"run", "--qqqqqqqqqq=1"}),
            "unknown flag `--qqqqqqqqqq` of `run`; `drydock run --help` lists them");
  EXPECT_NE(mistake({"scenario", "lnt", "f"}).find("scenario"), std::string::npos);
  EXPECT_NE(mistake({"list", "fault"}).find("(did you mean faults?)"), std::string::npos);
  EXPECT_NE(mistake({"run", "--format", "jnit"}).find("(did you mean junit?)"), std::string::npos);
  EXPECT_NE(mistake({"run", "--history", "keyd"}).find("(did you mean keyed?)"), std::string::npos);
}

TEST(Parse, ValuesAreChecked) {
  EXPECT_EQ(mistake({"run", "--seed", "-1"}),
            "--seed: expected a whole number from 0 to 18446744073709551615, found \"-1\"");
  EXPECT_NE(mistake({"run", "--seed", "18446744073709551616"}), "");
  EXPECT_NE(mistake({"run", "--seed", "1x"}), "");
  EXPECT_NE(mistake({"run", "--seed"}), "");
  EXPECT_NE(mistake({"run", "--repeat", "0"}), "");
  EXPECT_NE(mistake({"run", "--contracts", "1/0"}), "");
  EXPECT_NE(mistake({"run", "--contracts", "2/3"}), "");
  EXPECT_NE(mistake({"run", "--deadline", "0s"}), "");
  EXPECT_NE(mistake({"run", "--deadline", "soon"}), "");
  EXPECT_NE(mistake({"run", "--live", "--port-base", "70000"}), "");
  EXPECT_NE(mistake({"run", "--format", "text,json"}).find("--out"), std::string::npos);
  EXPECT_NE(mistake({"replay"}), "");
  EXPECT_EQ(mistake({"explain", "a", "b"}), "explain: \"b\" is one argument too many");
  EXPECT_NE(mistake({"pipeline", "--links", "f", "--journal", "j"}).find("--listen is missing"), std::string::npos);
  EXPECT_NE(mistake({"pipeline", "--listen", "nope", "--links", "f", "--journal", "j"}).find("ADDRESS:PORT"),
            std::string::npos);
  EXPECT_NE(mistake({}).find("which verb?"), std::string::npos);
}

TEST(Parse, ChangesOfAScenario) {
  const auto r = run_request({"run", "s", "--set", "a.b=1", "--set", "c=", "--profile", "ci", "--sweep", "d=1,2"});
  EXPECT_EQ(r.sets, (std::vector<std::string>{"a.b=1", "c="}));
  EXPECT_EQ(r.profile, "ci");
  EXPECT_EQ(r.sweep, "d=1,2");
  EXPECT_EQ(mistake({"run", "--set", "clock.run"}),
            "--set: expected PATH=VALUE such as clock.run=8m, found \"clock.run\"");
  EXPECT_EQ(mistake({"run", "--sweep", "=1"}), "--sweep: expected PATH=VALUE such as clock.run=8m, found \"=1\"");
  EXPECT_EQ(mistake({"run", "--profile", "a", "--profile", "b"}), "--profile is given twice");
  EXPECT_EQ(mistake({"run", "--sweep", "a=1", "--sweep", "b=2"}), "--sweep is given twice: a table has one key");
}

TEST(Parse, WhatASweepCannotBeToldTogetherWith) {
  const auto with = [](std::vector<std::string> more) {
    more.insert(more.begin(), {"run", "s.yaml", "--sweep", "a=1,2"});
    return mistake(more);
  };
  EXPECT_EQ(with({"t.yaml"}), "--sweep is of one scenario");
  for (const std::vector<std::string>& more :
       std::vector<std::vector<std::string>>{{"--repeat", "2"}, {"--live"}, {"--out", "d"}, {"--twice"}, {"--dry-run"}})
    EXPECT_NE(with(more).find("--sweep and " + more[0] + " exclude each other: "), std::string::npos) << more[0];
  EXPECT_EQ(with({"--format", "junit"}), "--format: a sweep is told as text or json, not as junit");
}

TEST(Parse, HelpAndVersionAreNotMistakes) {
  for (const auto& arguments :
       std::vector<std::vector<std::string>>{{"--help"}, {"run", "--help"}, {"scenario", "new", "-h"}, {"--version"}}) {
    const auto parsed = parse_arguments(arguments);
    EXPECT_FALSE(parsed.request);
    EXPECT_EQ(parsed.exit_code, 0);
    EXPECT_NE(parsed.out, "");
    EXPECT_EQ(parsed.mistake, "");
  }
}

TEST(Parse, EveryVerbIsThereOrRefused) {
  for (const auto& verb : verb_names()) EXPECT_EQ(parse_arguments({verb, "--help"}).exit_code, 0) << verb;
}

}  // namespace
}  // namespace drydock::cli
