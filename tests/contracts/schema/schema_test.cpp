#include "contracts/schema/schema.hpp"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "contracts/nearest.hpp"
#include "contracts/schema/number.hpp"
#include "contracts/schema/uri.hpp"
#include "tests/contracts/sample.hpp"

namespace drydock {
namespace {

using Json = nlohmann::json;

std::vector<Failure> failures(const char* schema, const char* document) {
  const CompiledSchema compiled = Schema::compile(Json::parse(schema));
  for (const SchemaError& error : compiled.errors) ADD_FAILURE() << error.where << ": " << error.message;
  return compiled ? compiled.schema->failures(Json::parse(document)) : std::vector<Failure>();
}

Failure only(const char* schema, const char* document) {
  const auto all = failures(schema, document);
  EXPECT_EQ(all.size(), 1u) << schema << " " << document;
  return all.empty() ? Failure() : all[0];
}

std::string message(const char* schema, const char* document) { return only(schema, document).message; }

TEST(Schema, SaysWhatWasExpectedAndWhatWasFound) {
  EXPECT_EQ(message(R"({"type": "integer"})", R"("3")"), "expected an integer, found the string \"3\"");
  EXPECT_EQ(message(R"({"type": ["number", "null"]})", "[1]"),
            "expected null or a number, found an array of 1 element");
  EXPECT_EQ(message(R"({"minimum": 1})", "0.5"), "expected a number of at least 1, found the number 0.5");
  EXPECT_EQ(message(R"({"exclusiveMaximum": 1})", "1"), "expected a number below 1, found the number 1");
  EXPECT_EQ(message(R"({"multipleOf": 0.01})", "0.015"), "expected a multiple of 0.01, found the number 0.015");
  EXPECT_EQ(message(R"({"minLength": 2})", R"("é")"), "expected at least 2 characters, found the string \"é\"");
  EXPECT_EQ(message(R"({"pattern": "^SKU-"})", R"("X")"),
            "expected a string matching \"^SKU-\", found the string \"X\"");
  EXPECT_EQ(message(R"({"format": "date"})", R"("27.11.2026")"),
            "expected a date such as \"2026-11-27\", found the string \"27.11.2026\"");
  EXPECT_EQ(message(R"({"maxItems": 1})", "[1, 2]"), "expected at most 1 elements, found an array of 2 elements");
  EXPECT_EQ(message(R"({"uniqueItems": true})", "[1, 2, 1.0]"),
            "expected different elements, found element 2 a second time: the number 1");
  EXPECT_EQ(message(R"({"required": ["qty"]})", "{}"), "expected the property \"qty\", found none");
  EXPECT_EQ(message(R"({"dependencies": {"a": ["b"]}})", R"({"a": 1})"),
            "expected the property \"b\" beside \"a\", found none");
  EXPECT_EQ(message(R"({"const": {"a": 1}})", "2"), "expected an object with 1 property, found the number 2");
  EXPECT_EQ(message(R"({"not": {}})", "2"), "expected a value that does not fit #/not, found the number 2");
  EXPECT_EQ(message("false", "2"), "expected nothing here, found the number 2");
  EXPECT_EQ(message(R"({"contains": {"const": 1}})", "[]"),
            "expected at least one element that fits #/contains, found an array of 0 elements");
}

TEST(Schema, SaysWhere) {
  const Failure failure =
      only(R"({"$id": "https://example.com/order", "properties": {"lines": {"items": {"$ref": "#/definitions/a~0b"}}},
    "definitions": {"a~b": {"properties": {"x/y": {"type": "integer"}}}}})",
           R"({"lines": [{}, {"x/y": true}]})");
  EXPECT_EQ(failure.keyword, "type");
  EXPECT_EQ(failure.instance, "/lines/1/x~1y");
  EXPECT_EQ(failure.schema, "https://example.com/order#/definitions/a~0b/properties/x~1y/type");
}

TEST(Schema, NamesTheNearest) {
  const Failure value = only(R"({"enum": ["ground", "2-day", "next-day"]})", R"("nextday")");
  EXPECT_EQ(value.nearest, "next-day");
  EXPECT_EQ(value.message, "expected one of \"ground\", \"2-day\", \"next-day\", found the string \"nextday\"");
  const Failure property =
      only(R"({"properties": {"quantity": {}}, "additionalProperties": false})", R"({"qauntity": 1})");
  EXPECT_EQ(property.keyword, "additionalProperties");
  EXPECT_EQ(property.instance, "/qauntity");
  EXPECT_EQ(property.schema, "#/additionalProperties");
  EXPECT_EQ(property.nearest, "quantity");
  EXPECT_EQ(only(R"({"enum": ["ground"]})", R"("air")").nearest, "");
}

TEST(Schema, TellsEveryBrokenRule) {
  const auto all = failures(
      R"({"required": ["a", "b"], "properties": {"c": {"type": "string", "minLength": 3}}, "minProperties": 2})",
      R"({"c": "x"})");
  ASSERT_EQ(all.size(), 4u);
  EXPECT_EQ(all[0].keyword, "minProperties");
  EXPECT_EQ(all[1].keyword, "required");
  EXPECT_EQ(all[2].keyword, "required");
  EXPECT_EQ(all[3].instance, "/c");
}

TEST(Schema, OfAlternativesTellsTheClosest) {
  const char* schema =
      R"({"oneOf": [{"properties": {"kind": {"const": "a"}, "x": {"type": "integer"}}, "required": ["kind"]},
                                     {"properties": {"kind": {"const": "b"}, "x": {"type": "integer"}},
                                      "required": ["kind", "y"]}]})";
  EXPECT_EQ(message(schema, R"({"kind": "a", "x": "1"})"),
            "expected one of 2 alternatives to fit, found none; closest is #/oneOf/0: at /x expected an integer, found "
            "the string \"1\"");
  EXPECT_EQ(message(R"({"oneOf": [{"minimum": 1}, {"minimum": 2}]})", "3"),
            "expected exactly one alternative to fit, found 2: #/oneOf/0 and #/oneOf/1");
}

TEST(Schema, FollowsConditionsAndNames) {
  EXPECT_EQ(
      only(R"({"if": {"required": ["a"]}, "then": {"required": ["b"]}, "else": {"required": ["c"]}})", R"({"a": 1})")
          .schema,
      "#/then/required");
  const Failure name = only(R"({"propertyNames": {"pattern": "^[a-z]+$"}})", R"({"A": 1})");
  EXPECT_EQ(name.instance, "/A");
  EXPECT_EQ(name.schema, "#/propertyNames/pattern");
  EXPECT_EQ(name.message, "the property's name: expected a string matching \"^[a-z]+$\", found the string \"A\"");
  EXPECT_EQ(only(R"({"items": [{}], "additionalItems": false})", "[1, 2]").keyword, "additionalItems");
}

TEST(Schema, FetchesDocumentsOnce) {
  int fetched = 0;
  const Json common =
      Json::parse(R"({"definitions": {"id": {"type": "string"}, "self": {"$ref": "#/definitions/id"}}})");
  const auto source = [&](const std::string& uri) -> const Json* {
    ++fetched;
    return uri == "https://example.com/common.json" ? &common : nullptr;
  };
  const Json schema = Json::parse(
      R"({"properties": {"a": {"$ref": "common.json#/definitions/id"},
                         "b": {"$ref": "common.json#/definitions/self"}}})");
  const CompiledSchema compiled = Schema::compile(schema, "https://example.com/order.json", source);
  ASSERT_TRUE(compiled);
  EXPECT_EQ(fetched, 1);
  EXPECT_EQ(compiled.schema->failures(Json{{"a", 1}, {"b", 2}})[1].schema,
            "https://example.com/common.json#/definitions/id/type");
}

void expect_error(const char* schema, const std::string& where, const std::string& text) {
  const CompiledSchema compiled = Schema::compile(Json::parse(schema), "s.json");
  ASSERT_FALSE(compiled) << schema;
  EXPECT_EQ(compiled.errors[0].where, where);
  EXPECT_EQ(compiled.errors[0].message, text);
}

TEST(Schema, RefusesWhatIsNoSchema) {
  expect_error("3", "s.json#", "expected a schema (an object or a boolean), found the number 3");
  expect_error(R"({"type": "strnig"})", "s.json#/type",
               "expected null, boolean, integer, number, string, array or object, found the string \"strnig\"; nearest "
               "is \"string\"");
  expect_error(R"({"properties": {"a": {"pattern": "(x"}}})", "s.json#/properties/a/pattern",
               "expected a regular expression, found \"(x\": at byte 2, expected ')' for a '(' before the end");
  expect_error(R"({"minLength": -1})", "s.json#/minLength", "expected a whole number from 0, found the number -1");
  expect_error(R"({"multipleOf": 0})", "s.json#/multipleOf", "expected a number above 0, found the number 0");
  expect_error(R"({"required": "a"})", "s.json#/required",
               "expected an array of property names, found the string \"a\"");
  expect_error(R"({"items": 1})", "s.json#/items", "expected a schema (an object or a boolean), found the number 1");
  expect_error(R"({"anyOf": []})", "s.json#/anyOf",
               "expected an array of one or more schemas, found an array of 0 elements");
  expect_error(R"({"definitions": {"unused": {"enum": 1}}})", "s.json#/definitions/unused/enum",
               "expected an array, found the number 1");
  expect_error(R"({"definitions": {"line": {}}, "$ref": "#/definitions/lien"})", "s.json#/$ref",
               "found nothing at s.json#/definitions/lien; nearest is \"line\"");
  expect_error(R"({"$ref": "other.json"})", "s.json#/$ref",
               "expected a document at \"other.json\", found none: store it or mend the reference");
  expect_error(R"({"$ref": "#name"})", "s.json#/$ref",
               "expected a schema with \"$id\": \"#name\" in \"s.json\", found none");
}

TEST(Number, ComparesExactly) {
  const auto whole = [](std::int64_t n) { return Number::of(n); };
  EXPECT_EQ(whole(1), Number::of(1.0));
  EXPECT_LT(whole(-1), whole(0));
  EXPECT_LT(whole(INT64_MIN), whole(-1));
  EXPECT_LT(whole(INT64_MAX), Number::of(std::uint64_t{1} << 63));
  EXPECT_GT(whole(9007199254740993), Number::of(9007199254740992.0));
  EXPECT_LT(Number::of(UINT64_MAX), Number::of(18446744073709551616.0));
  EXPECT_GT(whole(-2), Number::of(-2.5));
  EXPECT_LT(whole(2), Number::of(2.5));
  EXPECT_EQ(Number::of(0.0), Number::of(-0.0));
  EXPECT_EQ(Number::of(1.0).hash(), whole(1).hash());
  EXPECT_EQ(Number::of(-3.0).hash(), whole(-3).hash());
}

TEST(Number, KnowsMultiplesAsTheyAreWritten) {
  EXPECT_TRUE(Number::of(0.0075).is_multiple_of(Number::of(0.0001)));
  EXPECT_FALSE(Number::of(0.00751).is_multiple_of(Number::of(0.0001)));
  EXPECT_TRUE(Number::of(19.99).is_multiple_of(Number::of(0.01)));
  EXPECT_TRUE(Number::of(1e308).is_multiple_of(Number::of(0.5)));
  EXPECT_TRUE(Number::of(std::int64_t{-9}).is_multiple_of(Number::of(std::int64_t{3})));
  EXPECT_FALSE(Number::of(4.5).is_multiple_of(Number::of(std::int64_t{3})));
  EXPECT_TRUE(Number::of(0.0).is_multiple_of(Number::of(std::int64_t{3})));
}

TEST(Uri, ResolvesAsTheStandardSays) {
  const std::string base = "http://a/b/c/d;p?q";
  const std::pair<const char*, const char*> cases[] = {{"g", "http://a/b/c/g"},
                                                       {"./g", "http://a/b/c/g"},
                                                       {"/g", "http://a/g"},
                                                       {"//g", "http://g"},
                                                       {"?y", "http://a/b/c/d;p?y"},
                                                       {"#s", "http://a/b/c/d;p?q#s"},
                                                       {"", "http://a/b/c/d;p?q"},
                                                       {"..", "http://a/b/"},
                                                       {"../../g", "http://a/g"},
                                                       {"../../../g", "http://a/g"},
                                                       {"g:h", "g:h"},
                                                       {"g/../h", "http://a/b/c/h"},
                                                       {"g;x=1/./y", "http://a/b/c/g;x=1/y"}};
  for (const auto& [reference, resolved] : cases) EXPECT_EQ(resolve_uri(base, reference), resolved) << reference;
  EXPECT_EQ(resolve_uri("urn:example:a", "#x"), "urn:example:a#x");
  EXPECT_EQ(percent_decoded("a%25b%zz%4"), "a%b%zz%4");
}

TEST(Nearest, IsWhatWasMeant) {
  EXPECT_EQ(edit_distance("ab", "ba"), 1u);
  EXPECT_EQ(edit_distance("Quantity", "quantity"), 0u);
  EXPECT_EQ(edit_distance("", "abc"), 3u);
  EXPECT_EQ(nearest_of("warehose", {"carriers", "warehouses", "erp"}), "warehouses");
  EXPECT_EQ(nearest_of("x", {"carriers"}), "");
}

}  // namespace
}  // namespace drydock
