// scenarios/scenario.schema.json is what editors check with; the loader is what counts. They must know the same keys.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <set>

#include "contracts/schema/schema.hpp"
#include "harness/scenario/keys.hpp"
#include "harness/scenario/node.hpp"
#include "harness/scenario/templates.hpp"
#include "sim/fault.hpp"
#include "tests/support/scenario_files.hpp"

namespace drydock {
namespace {

using Keys = std::set<std::string>;

std::string text_of(const std::filesystem::path& path) {
  std::ifstream stream(path);
  return {std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
}

const nlohmann::json& schema() {
  static const nlohmann::json document =
      nlohmann::json::parse(text_of(DRYDOCK_SOURCE_DIR "/scenarios/scenario.schema.json"));
  return document;
}

Keys properties(const nlohmann::json& object) {
  Keys keys;
  for (const auto& [key, value] : object.at("properties").items()) keys.insert(key);
  return keys;
}
Keys required(const nlohmann::json& object) {
  return object.contains("required") ? object.at("required").get<Keys>() : Keys{};
}
Keys keys_of(const SectionRow& section, bool only_required) {
  Keys keys;
  for (const KeyRow& row : section.keys)
    if (row.required || !only_required) keys.emplace(row.name);
  return keys;
}

// Of these a part is enough in a file that extends another one, and in a profile: only the loader sees the whole.
bool may_be_a_part(const SectionRow& section) {
  static const Keys sections{"clock", "enterprise", "warehouse", "catalog", "popularity", "demand", "shop", "lines"};
  return sections.contains(std::string(section.name));
}

TEST(ScenarioSchema, KnowsTheKeysOfTheLoader) {
  for (const SectionRow& section : scenario_sections()) {
    if (section.name == "fault" || section.name == "crash") continue;
    const nlohmann::json& object =
        section.name == "scenario" ? schema() : schema().at("definitions").at(std::string(section.name));
    EXPECT_EQ(properties(object), keys_of(section, false)) << section.name;
    const nlohmann::json& whole = section.name == "scenario" ? object.at("anyOf").at(0) : object;
    EXPECT_EQ(required(whole), may_be_a_part(section) ? Keys{} : keys_of(section, true)) << section.name;
    // Streams of demand have names of their own; whatever stands there is a stream.
    if (section.name == "demand")
      EXPECT_EQ(object.at("additionalProperties").at("allOf"), object.at("properties").at("shop").at("allOf"));
    else
      EXPECT_EQ(object.at("additionalProperties"), false) << section.name;
  }
}

TEST(ScenarioSchema, KnowsTheFaults) {
  const nlohmann::json& fault = schema().at("definitions").at("fault");
  Keys names, keys = keys_of(scenario_section("fault"), false);
  keys.merge(keys_of(scenario_section("crash"), false));
  for (const FaultRow& row : fault_rows()) {
    names.emplace(row.name);
    for (const FaultParameterRow& parameter : row.parameters) keys.emplace(parameter.name);
  }
  EXPECT_EQ(fault.at("properties").at("fault").at("enum").get<Keys>(), names);
  EXPECT_EQ(properties(fault), keys);
}

TEST(ScenarioSchema, EveryKeyIsExplained) {
  const std::string readme = text_of(DRYDOCK_SOURCE_DIR "/scenarios/README.md");
  for (const SectionRow& section : scenario_sections())
    for (const KeyRow& row : section.keys)
      EXPECT_NE(readme.find("`" + std::string(row.name) + "`"), std::string::npos) << row.name;
}

TEST(ScenarioSchema, EveryScenarioFits) {
  const CompiledSchema compiled = Schema::compile(schema());
  ASSERT_TRUE(compiled.schema.has_value());
  for (const auto& path : testing::scenario_files()) {
    const std::string text = text_of(path);
    EXPECT_TRUE(text.starts_with("# yaml-language-server: $schema=../scenario.schema.json\n")) << path;
    const Parsed parsed = parse_yaml(text, path.string());
    ASSERT_TRUE(parsed) << to_string(parsed.mistakes);
    for (const Failure& failure : compiled.schema->failures(to_document(parsed.root)))
      ADD_FAILURE() << path << " " << failure.instance << ": " << failure.message;
  }
}

TEST(ScenarioSchema, EveryScenarioIsInTheCatalogue) {
  const std::string readme = text_of(DRYDOCK_SOURCE_DIR "/scenarios/README.md");
  for (const auto& path : testing::scenario_files()) {
    EXPECT_NE(readme.find("`" + path.stem().string() + "`"), std::string::npos) << path;
  }
}

TEST(ScenarioSchema, IsEmbedded) { EXPECT_EQ(nlohmann::json::parse(scenario_schema()), schema()); }

}  // namespace
}  // namespace drydock
