#include "harness/scenario/set_flag.hpp"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "harness/scenario/loader.hpp"
#include "tests/harness/scenario/vocabulary.hpp"

namespace drydock {
namespace {

std::string set(std::string_view document, const std::string& flag) {
  Reading reading("t.yaml");
  Node node = parse_yaml(document, "t.yaml").root;
  apply_set(node, flag, reading);
  const std::string mistakes = to_string(reading.take());
  return mistakes.empty() ? to_document(node).dump() : mistakes;
}

LoadedScenario load(std::vector<std::string> flags) {
  DocumentChoices choices;
  choices.sets = std::move(flags);
  return load_scenario(small_scenario, "s.yaml", test_vocabulary(), choices);
}

TEST(SetFlag, PathAndValue) {
  EXPECT_EQ(split_set("clock.run=8m"), (std::pair<std::string, std::string>{"clock.run", "8m"}));
  EXPECT_EQ(split_set("a=b=c")->second, "b=c");
  EXPECT_EQ(split_set("a=")->second, "");
  for (const char* wrong : {"", "=", "=8m", "clock.run", ".a=1", "a.=1", "a..b=1"})
    EXPECT_FALSE(split_set(wrong)) << wrong;
}

TEST(SetFlag, SeveralValues) {
  using Values = std::vector<std::string>;
  EXPECT_EQ(split_values("5m,4h,24h"), (Values{"5m", "4h", "24h"}));
  EXPECT_EQ(split_values("[1s, 2s],[5s]"), (Values{"[1s, 2s]", "[5s]"}));
  EXPECT_EQ(split_values("{a: 1, b: 2}"), (Values{"{a: 1, b: 2}"}));
  EXPECT_EQ(split_values("\"a,b\",c"), (Values{"\"a,b\"", "c"}));
  EXPECT_EQ(split_values("one"), (Values{"one"}));
}

TEST(SetFlag, IntoMaps) {
  EXPECT_EQ(set("{a: {b: 1}}", "--set a.b=2"), R"({"a":{"b":2}})");
  EXPECT_EQ(set("{a: {b: 1}}", "--set a.c.d=[1, x]"), R"({"a":{"b":1,"c":{"d":[1,"x"]}}})");
  EXPECT_EQ(set("{a: {b: 1, c: 2}}", "--set a.b=null"), R"({"a":{"c":2}})");
  EXPECT_EQ(set("{a: 1}", "--set a={b: 2}"), R"({"a":{"b":2}})");
}

TEST(SetFlag, KeysWithDots) {
  EXPECT_EQ(set("{w: {a.p99: 1s, a: 2}}", "--set w.a.p99=2s"), R"({"w":{"a":2,"a.p99":"2s"}})");
  EXPECT_EQ(set("{w: {}}", "--set w.\"a.p99\"=2s"), R"({"w":{"a.p99":"2s"}})");
}

TEST(SetFlag, IntoLists) {
  const std::string faults = "{f: [{id: down, for: 1m}, {fault: lose, n: 1}, {fault: lose, n: 2}]}";
  EXPECT_EQ(set(faults, "--set f.down.for=2m"),
            R"({"f":[{"for":"2m","id":"down"},{"fault":"lose","n":1},{"fault":"lose","n":2}]})");
  EXPECT_EQ(set(faults, "--set f.lose-2.n=5"),
            R"({"f":[{"for":"1m","id":"down"},{"fault":"lose","n":1},{"fault":"lose","n":5}]})");
  EXPECT_EQ(set(faults, "--set f.down=null"), R"({"f":[{"fault":"lose","n":1},{"fault":"lose","n":2}]})");
  EXPECT_EQ(set("{c: [[0h, 1], [1h, 3]]}", "--set c.1.1=5"), R"({"c":[["0h",1],["1h",5]]})");
}

TEST(SetFlag, WhatIsNoYamlIsAText) { EXPECT_EQ(set("{a: 1}", "--set a=>= 99%"), R"({"a":">= 99%"})"); }

TEST(SetFlag, Mistakes) {
  EXPECT_EQ(set("{clock: {run: 8h}}", "--set clock.run.x=1"),
            "--set clock.run.x=1: `clock.run` is `8h`, which has no keys\n");
  EXPECT_EQ(set("{f: [{id: erp-down}]}", "--set f.erp-dwn.for=1m"),
            "--set f.erp-dwn.for=1m: `f` has no item `erp-dwn`; did you mean `erp-down`? allowed here: erp-down\n");
  EXPECT_EQ(set("{f: [1, 2]}", "--set f.2=1"), "--set f.2=1: `f` has no item `2`; allowed here: 0 to 1\n");
  EXPECT_EQ(set("{seed: 1}", "--set sed=null"),
            "--set sed=null: `sed` is to be taken out, but is not there; did you mean `seed`? allowed here: seed\n");
  EXPECT_EQ(set("{a: 1}", "--set extends=b.yaml"),
            "--set extends=b.yaml: `extends` cannot be set: it decides what the scenario is made of\n");
}

TEST(SetFlag, IsAppliedBeforeAnythingIsChecked) {
  const auto loaded = load({"--set clock.run=2h", "--set pipeline.dedup_window=4h", "--set faults.outage-1=null"});
  ASSERT_TRUE(loaded) << to_string(loaded.mistakes);
  EXPECT_EQ(loaded.scenario->clock.run.value, hours(2));
  EXPECT_EQ(std::get<Duration>(loaded.scenario->pipeline.at("dedup_window").value), hours(4));
  EXPECT_EQ(loaded.scenario->faults.size(), 2U);
}

TEST(SetFlag, MistakesNameTheFlag) {
  EXPECT_EQ(to_string(load({"--set clock.rn=2h"}).mistakes),
            "--set clock.rn=2h: unknown key `rn` in the clock; did you mean `run`? allowed here: day, prepare, run, "
            "settle, start, tz\n");
  EXPECT_EQ(to_string(load({"--sweep pipeline.max_attempts=0"}).mistakes),
            "--sweep pipeline.max_attempts=0: `max_attempts` is `0`; expected a whole number from 1 to 1000000\n");
  EXPECT_EQ(to_string(load({"--set clock=1h"}).mistakes), "--set clock=1h: `clock` is `1h`; expected a map\n");
}

}  // namespace
}  // namespace drydock
