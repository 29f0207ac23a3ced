#include "harness/target/read_target.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <set>

#include "contracts/schema/schema.hpp"
#include "harness/scenario/node.hpp"
#include "harness/target/target_keys.hpp"

namespace drydock {
namespace {

using Names = std::set<std::string>;

std::string text_of(const std::filesystem::path& path) {
  std::ifstream stream(path);
  return {std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
}
const nlohmann::json& schema() {
  static const auto document = nlohmann::json::parse(text_of(DRYDOCK_SOURCE_DIR "/scenarios/target.schema.json"));
  return document;
}

// Without the end of the last line.
std::string mistakes(const std::string& text) {
  std::string told = to_string(read_target(text, "t/x.yaml").mistakes);
  if (told.ends_with('\n')) told.pop_back();
  return told;
}
const std::string head = "format: 1\ntarget: ours\n";

TEST(TargetFile, LaunchIsRead) {
  const ReadTarget read = read_target(head +
                                          "seat: pipeline\n"
                                          "ready: /healthz\n"
                                          "ready_within: 90s\n"
                                          "launch:\n"
                                          "  command: [java, -jar, x.jar, 8080]\n"
                                          "  environment: {LEVEL: info, PORT: \"${DRYDOCK_PORT}\"}\n"
                                          "  folder: ../build\n"
                                          "  stop_within: 10s\n",
                                      "targets/x.yaml");
  ASSERT_TRUE(read.target) << to_string(read.mistakes);
  const SeatTarget& target = *read.target;
  EXPECT_EQ(target.name, "ours");
  EXPECT_EQ(target.seat, "pipeline");
  EXPECT_TRUE(target.launched);
  EXPECT_TRUE(target.can_crash());
  EXPECT_EQ(target.ready, "/healthz");
  EXPECT_EQ(target.ready_within, seconds(90));
  EXPECT_EQ(target.launch.command, (CommandWords{"java", "-jar", "x.jar", "8080"}));
  ASSERT_EQ(target.launch.environment.size(), 2U);
  EXPECT_EQ(target.launch.environment[1].second, "${DRYDOCK_PORT}");
  EXPECT_EQ(target.launch.folder, "build");
  EXPECT_EQ(target.launch.stop_within, seconds(10));
}

TEST(TargetFile, AttachIsRead) {
  const ReadTarget read = read_target(head + "attach: {url: \"http://127.0.0.1:8080\", links: l.json}\n", "t/x.yaml");
  ASSERT_TRUE(read.target) << to_string(read.mistakes);
  EXPECT_FALSE(read.target->launched);
  EXPECT_FALSE(read.target->can_crash()) << "nothing says how";
  EXPECT_EQ(read.target->attach.url, "http://127.0.0.1:8080");
  EXPECT_EQ(read.target->attach.links, "t/l.json");
  EXPECT_EQ(read.target->seat, "pipeline");
  EXPECT_EQ(read.target->ready, "/ready");
}

TEST(TargetFile, AttachedCanCrashWhereBothCommandsAreThere) {
  const auto read =
      read_target(head + "attach: {url: \"http://h\", crash: [kill-it], start: [start-it, now]}\n", "t.yaml");
  ASSERT_TRUE(read.target) << to_string(read.mistakes);
  EXPECT_TRUE(read.target->can_crash());
  EXPECT_EQ(read.target->attach.start, (CommandWords{"start-it", "now"}));
}

TEST(TargetFile, MistakesHaveTheirPlaces) {
  EXPECT_EQ(mistakes(head + "lunch: {command: [x]}\nlaunch: {command: [x]}\n"),
            "t/x.yaml:3:1: unknown key `lunch` in the target; did you mean `launch`? allowed here: attach, format, "
            "launch, ready, ready_within, seat, target");
  EXPECT_EQ(mistakes(head),
            "t/x.yaml:1:1: a target is started by the run or already there; expected one of `launch` "
            "and `attach`");
  EXPECT_EQ(mistakes(head + "attach: {url: \"http://h\"}\nlaunch: {command: [x]}\n"),
            "t/x.yaml:3:9: a target is started by the run or already there; expected one of `launch` and `attach`");
  EXPECT_EQ(mistakes(head + "launch: {command: ./run.sh --fast}\n"),
            "t/x.yaml:3:19: `command` is `./run.sh --fast`; expected a list");
  EXPECT_EQ(mistakes(head + "launch: {command: []}\n"), "t/x.yaml:3:19: `command` names no program");
  EXPECT_EQ(mistakes(head + "launch: {command: [x], environment: {1A: b}}\n"),
            "t/x.yaml:3:38: `1A` is no name of a variable; expected a name such as LOG_LEVEL");
  EXPECT_EQ(mistakes(head + "attach: {url: \"ftp://h\"}\n"),
            "t/x.yaml:3:15: `url` is `ftp://h`; expected a base URL such as http://127.0.0.1:8080");
  EXPECT_EQ(mistakes(head + "attach: {url: \"http://h\", crash: [x]}\n"),
            "t/x.yaml:3:34: `crash` and `start` belong together: what goes must come back");
  EXPECT_EQ(mistakes(head + "launch: {command: [x]}\nready: healthz\n"),
            "t/x.yaml:4:8: `ready` is `healthz`; expected a path such as /ready");
  EXPECT_EQ(mistakes(head + "launch: {command: [x]}\nseat: erp\n"),
            "t/x.yaml:4:7: only the pipeline's seat can be taken by the real thing yet; expected pipeline");
  EXPECT_EQ(mistakes(head + "launch: {command: [x]}\nflows: [order]\n"), "t/x.yaml:4:1: `flows` is not there yet");
}

TEST(TargetFile, NotEvenADocument) {
  EXPECT_FALSE(mistakes("").empty());
  EXPECT_FALSE(mistakes("[]").empty());
  EXPECT_FALSE(mistakes("launch: {").empty());
}

Names names(const nlohmann::json& object) {
  Names found;
  for (const auto& [key, value] : object.at("properties").items()) found.insert(key);
  return found;
}

TEST(TargetSchema, KnowsTheKeysOfTheReader) {
  for (const SectionRow& section : target_sections()) {
    const nlohmann::json& object =
        section.name == "target" ? schema() : schema().at("definitions").at(std::string(section.name));
    Names keys, required;
    for (const KeyRow& row : section.keys) {
      keys.emplace(row.name);
      if (row.required) required.emplace(row.name);
    }
    EXPECT_EQ(names(object), keys) << section.name;
    EXPECT_EQ(object.at("required").get<Names>(), required) << section.name;
    EXPECT_EQ(object.at("additionalProperties"), false) << section.name;
  }
}

TEST(TargetSchema, EveryKeyIsExplained) {
  const std::string readme = text_of(DRYDOCK_SOURCE_DIR "/scenarios/targets/README.md");
  for (const SectionRow& section : target_sections()) {
    for (const KeyRow& row : section.keys)
      EXPECT_NE(readme.find("| `" + std::string(row.name) + "`"), std::string::npos) << row.name;
    for (const auto later : section.later)
      EXPECT_NE(readme.find("`" + std::string(later) + "`"), std::string::npos) << later;
  }
}

TEST(TargetSchema, EveryTargetFitsAndIsRead) {
  const CompiledSchema compiled = Schema::compile(schema());
  ASSERT_TRUE(compiled.schema.has_value());
  int seen = 0;
  for (const auto& entry : std::filesystem::directory_iterator(DRYDOCK_SOURCE_DIR "/scenarios/targets")) {
    if (entry.path().extension() != ".yaml") continue;
    ++seen;
    const std::string text = text_of(entry.path());
    EXPECT_TRUE(text.starts_with("# yaml-language-server: $schema=../target.schema.json\n")) << entry.path();
    const ReadTarget read = read_target(text, entry.path().string());
    EXPECT_TRUE(read.target) << to_string(read.mistakes);
    for (const Failure& failure : compiled.schema->failures(to_document(parse_yaml(text, "").root)))
      ADD_FAILURE() << entry.path() << " " << failure.instance << ": " << failure.message;
  }
  EXPECT_GT(seen, 0);
}

}  // namespace
}  // namespace drydock
