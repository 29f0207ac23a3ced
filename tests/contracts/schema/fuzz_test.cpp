// Hostile schemas and documents: whatever comes, compiling and checking end, and the two ways to check agree.
#include <gtest/gtest.h>

#include "contracts/codec.hpp"
#include "contracts/schema/pattern.hpp"
#include "tests/contracts/sample.hpp"
#include "tests/contracts/schema/shipment.hpp"
#include "tests/contracts/schema/suite.hpp"

namespace drydock {
namespace {

using Json = nlohmann::json;

// The same numbers in every run.
class Dice {
 public:
  std::size_t below(std::size_t n) {
    state_ = state_ * 6364136223846793005u + 1442695040888963407u;
    return static_cast<std::size_t>(state_ >> 33) % n;
  }

 private:
  std::uint64_t state_ = 20261127;
};

std::vector<Json> seeds() {
  std::vector<Json> out{sample::shipment_schema(), to_document(Payload::of(sample::shipment_event()))};
  if (suite::is_installed())
    suite::each_case("", [&](const std::string&, const Json& group, const Json& test) {
      out.push_back(group["schema"]);
      out.push_back(test["data"]);
    });
  return out;
}

void collect(Json& json, std::vector<Json*>& out) {
  out.push_back(&json);
  for (Json& child : json)
    if (json.is_structured()) collect(child, out);
}

Json odd_value(Dice& dice) {
  static const std::vector<Json> odd{nullptr,
                                     true,
                                     false,
                                     -1,
                                     0,
                                     1.5,
                                     1e308,
                                     -1e308,
                                     18446744073709551615u,
                                     INT64_MIN,
                                     "",
                                     "#",
                                     "#/",
                                     "#/definitions",
                                     "http://localhost:1234/tree",
                                     "^(a*)*$",
                                     "(((",
                                     "\\",
                                     "[",
                                     "date-time",
                                     "string",
                                     Json::array(),
                                     Json::object(),
                                     Json::parse("[[[[[[[[]]]]]]]]"),
                                     Json::parse(R"({"$ref": "#"})"),
                                     Json::parse(R"({"not": {}})"),
                                     Json::parse(R"({"allOf": [{"$ref": "#"}, {"$ref": "#"}]})"),
                                     std::string(10'000, 'a')};
  return odd[dice.below(odd.size())];
}

Json mutated(Json json, const std::vector<Json>& pool, Dice& dice) {
  for (std::size_t i = dice.below(4) + 1; i > 0; --i) {
    std::vector<Json*> all;
    collect(json, all);
    Json& place = *all[dice.below(all.size())];
    static const char* keywords[] = {"$ref",          "$id",       "items",      "properties", "type",   "enum",
                                     "pattern",       "if",        "then",       "not",        "anyOf",  "dependencies",
                                     "propertyNames", "minLength", "multipleOf", "required",   "format", "contains",
                                     "uniqueItems"};
    switch (dice.below(4)) {
      case 0: place = odd_value(dice); break;
      case 1: place = Json(pool[dice.below(pool.size())]); break;
      case 2:
        if (place.is_object()) place[keywords[dice.below(std::size(keywords))]] = odd_value(dice);
        break;
      default:
        if (place.is_object()) place[keywords[dice.below(std::size(keywords))]] = Json(pool[dice.below(pool.size())]);
        break;
    }
  }
  return json;
}

TEST(SchemaFuzz, MutatedSchemasAndDocuments) {
  Dice dice;
  const std::vector<Json> pool = seeds();
  const sample::ShipmentEvent event = sample::shipment_event();
  const Json event_document = to_document(Payload::of(event));
  int compiled_ones = 0;
  for (int round = 0; round < 3000; ++round) {
    const Json schema = mutated(pool[dice.below(pool.size())], pool, dice);
    const CompiledSchema compiled = Schema::compile(schema, "", suite::remote);
    ASSERT_NE(static_cast<bool>(compiled), !compiled.errors.empty());
    if (!compiled) continue;
    ++compiled_ones;
    const Json document = mutated(pool[dice.below(pool.size())], pool, dice);
    ASSERT_EQ(compiled.schema->check(document), compiled.schema->failures(document).empty()) << schema << document;
    const BoundSchema bound = compiled.schema->bind(*type_of<sample::ShipmentEvent>());
    ASSERT_EQ(bound.check(&event), compiled.schema->check(event_document)) << schema;
  }
  EXPECT_GT(compiled_ones, 300);
}

TEST(SchemaFuzz, MutatedBytes) {
  Dice dice;
  const std::string text = sample::shipment_schema().dump();
  for (int round = 0; round < 3000; ++round) {
    std::string bytes = text;
    for (std::size_t i = dice.below(4) + 1; i > 0; --i)
      bytes[dice.below(bytes.size())] = "{}[]\",:\\0x$#"[dice.below(12)];
    if (const auto document = parse_document(bytes)) Schema::compile(*document);
  }
}

TEST(SchemaFuzz, MutatedPatterns) {
  Dice dice;
  const std::string alphabet = "ab^$.*+?()[]{}|\\,-0123456789:=!<>dDwWsSbBpPuxk";
  for (int round = 0; round < 3000; ++round) {
    std::string text;
    for (std::size_t i = dice.below(24); i > 0; --i) text += alphabet[dice.below(alphabet.size())];
    PatternError error;
    const auto pattern = Pattern::compile(text, error);
    ASSERT_EQ(pattern.has_value(), error.message.empty()) << text;
    ASSERT_EQ(pattern.has_value(), is_pattern(text)) << text;
    if (pattern)
      for (const char* subject : {"", "a", "abab-0123", "é\xFF"}) pattern->matches(subject);
  }
}

TEST(SchemaFuzz, RefusesWhatWouldNotEnd) {
  const auto error = [](const Json& schema) {
    const CompiledSchema compiled = Schema::compile(schema);
    return compiled ? std::string("compiled") : compiled.errors[0].message;
  };
  EXPECT_EQ(error(Json::parse(R"({"$ref": "#"})")),
            "expected references that go deeper into the document, found one that leads back to itself through #");
  EXPECT_EQ(
      error(Json::parse(R"({"definitions": {"a": {"anyOf": [{"not": {"$ref": "#/definitions/a"}}]}}})")).substr(0, 58),
      "expected references that go deeper into the document, foun");
  Json deep;
  for (int i = 0; i < 300; ++i) deep = Json{{"not", deep.is_null() ? Json::object() : deep}};
  EXPECT_EQ(error(deep), "expected at most 256 levels, found more");
  Json chain{{"definitions", {{"0", true}}}, {"$ref", "#/definitions/400"}};
  for (int i = 1; i <= 400; ++i)
    chain["definitions"][std::to_string(i)] = {{"$ref", "#/definitions/" + std::to_string(i - 1)}};
  EXPECT_EQ(error(chain), "expected references that go deeper into the document, found a chain of more than 300");
  Json wide;
  for (int i = 0; i < 21'000; ++i) wide["properties"]["p" + std::to_string(i)] = true;
  EXPECT_EQ(error(wide), "expected at most 20000 subschemas, found more");
}

TEST(SchemaFuzz, GivesUpOnAnExponentialCheck) {
  Json schema{{"definitions", {{"0", {{"type", "integer"}}}}}, {"$ref", "#/definitions/60"}};
  for (int i = 1; i <= 60; ++i) {
    const Json below{{"$ref", "#/definitions/" + std::to_string(i - 1)}};
    schema["definitions"][std::to_string(i)] = {{"allOf", {below, below}}};
  }
  const CompiledSchema compiled = Schema::compile(schema);
  ASSERT_TRUE(compiled);
  EXPECT_FALSE(compiled.schema->check(1));
  const auto failures = compiled.schema->failures(Json(1));
  ASSERT_EQ(failures.size(), 1u);
  EXPECT_EQ(failures[0].keyword, "limit");
}

TEST(SchemaFuzz, GivesUpOnADocumentTooDeep) {
  const CompiledSchema compiled = Schema::compile(Json::parse(R"({"items": {"$ref": "#"}, "uniqueItems": true})"));
  ASSERT_TRUE(compiled);
  const Json deep = Json::parse(std::string(100'000, '[') + std::string(100'000, ']'));
  EXPECT_FALSE(compiled.schema->check(deep));
  EXPECT_EQ(compiled.schema->failures(deep).back().keyword, "limit");
}

}  // namespace
}  // namespace drydock
