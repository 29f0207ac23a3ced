// A canonical value and its JSON are the same thing to a schema.
#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include <algorithm>

#include "contracts/codec.hpp"
#include "tests/contracts/sample.hpp"
#include "tests/contracts/schema/shipment.hpp"

namespace drydock {
namespace {

using Json = nlohmann::json;
using sample::ShipmentEvent;

// Text that a contract might meet: right, nearly right, and wrong in the ways that matter to lengths and patterns.
std::string some_text(const std::string& now) {
  switch (*rc::gen::inRange(0, 6)) {
    case 0: return *rc::utf8_text();
    case 1: return now.empty() ? now : now.substr(0, now.size() - 1);
    case 2: return now + *rc::gen::element<std::string>("0", "x", " ", "é", "-");
    case 3:
      return *rc::gen::element<std::string>("", "SHP-123456", "SKU-99999", "LOT-2026-11", "US", "a@b.example",
                                            "https://x.example/y", "2026-11-27", "EA", "ground", "1.0");
    default: return now;
  }
}

// Changes a value anywhere inside in a way its type can express.
void mutate(const Type& type, void* value) {
  switch (type.kind) {
    case Kind::boolean: *static_cast<bool*>(value) = *rc::gen::arbitrary<bool>(); return;
    case Kind::integer:
      *static_cast<std::int64_t*>(value) =
          *rc::gen::oneOf(rc::gen::inRange<std::int64_t>(-2, 100), rc::gen::arbitrary<std::int64_t>(),
                          rc::gen::element<std::int64_t>(0, 1, 70000, 70001));
      return;
    case Kind::text: {
      auto& text = *static_cast<std::string*>(value);
      text = some_text(text);
      return;
    }
    case Kind::instant: *static_cast<Instant*>(value) = *rc::instant(); return;
    case Kind::enumeration:
      *static_cast<std::uint8_t*>(value) =
          *rc::gen::inRange<std::uint8_t>(0, static_cast<std::uint8_t>(type.names.size()));
      return;
    case Kind::optional:
      if (type.size(value) == 1 && *rc::gen::inRange(0, 2) == 0) return type.clear(value);
      if (type.size(value) == 0) {
        void* const element = type.grow(value);
        return mutate(*type.element, element);
      }
      return mutate(*type.element, const_cast<void*>(type.at(value, 0)));
    case Kind::list: {
      const std::size_t size = type.size(value);
      const int choice = *rc::gen::inRange(0, 4);
      if (choice == 0 && size > 0) return type.clear(value);
      if (choice == 1 || size == 0) {
        void* const element = type.grow(value);
        return mutate(*type.element, element);
      }
      return mutate(*type.element, const_cast<void*>(type.at(value, *rc::gen::inRange<std::size_t>(0, size))));
    }
    case Kind::record: {
      if (type.fields.empty()) return;
      const Field& field = type.fields[*rc::gen::inRange<std::size_t>(0, type.fields.size())];
      return mutate(*field.type, const_cast<void*>(field.get(value)));
    }
  }
}

void expect_the_same(const Schema& schema, const BoundSchema& bound, const Type& type, const void* value) {
  const Json document = to_document(type, value);
  const auto by_document = schema.failures(document);
  const auto by_value = schema.failures(type, value);
  for (std::size_t i = 0; i < std::max(by_document.size(), by_value.size()); ++i) {
    RC_ASSERT(i < by_document.size());
    RC_ASSERT(i < by_value.size());
    RC_ASSERT(by_document[i].keyword == by_value[i].keyword);
    RC_ASSERT(by_document[i].instance == by_value[i].instance);
    RC_ASSERT(by_document[i].schema == by_value[i].schema);
    RC_ASSERT(by_document[i].message == by_value[i].message);
    RC_ASSERT(by_document[i].nearest == by_value[i].nearest);
  }
  RC_ASSERT(schema.check(document) == by_document.empty());
  RC_ASSERT(bound.check(value) == by_document.empty());
}

RC_GTEST_PROP(SchemaViews, AgreeOnMutatedEvents, ()) {
  static const Schema schema = *Schema::compile(sample::shipment_schema()).schema;
  static const BoundSchema bound = schema.bind(*type_of<ShipmentEvent>());
  ShipmentEvent event = sample::shipment_event();
  const int changes = *rc::gen::inRange(0, 8);
  for (int i = 0; i < changes; ++i) mutate(*type_of<ShipmentEvent>(), &event);
  expect_the_same(schema, bound, *type_of<ShipmentEvent>(), &event);
}

// A schema of any keywords, mostly about properties that the sample has, so that both verdicts come up.
Json some_schema(int depth);

Json some_leaf() {
  switch (*rc::gen::inRange(0, 16)) {
    case 0:
      return {{"type",
               *rc::gen::element<std::string>("string", "integer", "object", "array", "boolean", "null", "number")}};
    case 1: return {{"minLength", *rc::gen::inRange(0, 30)}};
    case 2: return {{"maxLength", *rc::gen::inRange(0, 30)}};
    case 3:
      return {
          {"pattern", *rc::gen::element<std::string>("^[a-z_]+$", "[0-9]", "^.{3}", "é", "(a|b)*c", "(?=.*d)", "Z$")}};
    case 4:
      return {
          {"format", *rc::gen::element<std::string>("date-time", "date", "email", "uri", "hostname", "ipv4", "regex")}};
    case 5: return {{"minimum", *rc::gen::inRange(-5, 5)}};
    case 6: return {{"multipleOf", *rc::gen::element(0.5, 2.0, 3.0)}};
    case 7: return {{"enum", {"damaged", "quality_hold", 1, nullptr, Json::array(), true}}};
    case 8: return {{"const", *rc::gen::element<std::string>("damaged", "unrestricted", "")}};
    case 9: return {{"minItems", *rc::gen::inRange(0, 3)}};
    case 10: return {{"uniqueItems", true}};
    case 11: return {{"minProperties", *rc::gen::inRange(0, 8)}, {"maxProperties", *rc::gen::inRange(3, 12)}};
    case 12: return {{"propertyNames", {{"maxLength", *rc::gen::inRange(2, 12)}}}};
    case 13: return {{"required", {*rc::gen::element<std::string>("id", "hold", "lot", "email", "from", "unknown")}}};
    case 14: return *rc::gen::inRange(0, 3) > 0;
    default: return Json::object();
  }
}

Json some_property_schemas(int depth) {
  Json out = Json::object();
  for (const char* name : {"id", "shipped", "promised", "hazardous", "to", "from", "lines", "tags", "buckets", "hold",
                           "line", "quantity", "bucket", "lot", "email", "country"})
    if (*rc::gen::inRange(0, 3) == 0) out[name] = some_schema(depth - 1);
  return out;
}

Json some_schema(int depth) {
  if (depth <= 0) return some_leaf();
  switch (*rc::gen::inRange(0, 14)) {
    case 0: return {{"properties", some_property_schemas(depth)}};
    case 1: return {{"properties", some_property_schemas(depth)}, {"additionalProperties", some_schema(depth - 1)}};
    case 2:
      return {{"patternProperties", {{*rc::gen::element<std::string>("^[a-l]", "s$", "i"), some_schema(depth - 1)}}},
              {"additionalProperties", some_schema(depth - 1)}};
    case 3: return {{"items", some_schema(depth - 1)}};
    case 4:
      return {{"items", {some_schema(depth - 1), some_schema(depth - 1)}}, {"additionalItems", some_schema(depth - 1)}};
    case 5: return {{"contains", some_schema(depth - 1)}};
    case 6: return {{"allOf", {some_schema(depth - 1), some_schema(depth - 1)}}};
    case 7: return {{"anyOf", {some_schema(depth - 1), some_schema(depth - 1)}}};
    case 8: return {{"oneOf", {some_schema(depth - 1), some_schema(depth - 1)}}};
    case 9: return {{"not", some_schema(depth - 1)}};
    case 10:
      return {{"if", some_schema(depth - 1)}, {"then", some_schema(depth - 1)}, {"else", some_schema(depth - 1)}};
    case 11: return {{"dependencies", {{"hold", {"tags"}}, {"from", some_schema(depth - 1)}}}};
    case 12: return {{"$ref", "#/definitions/shared"}};
    default: return some_leaf();
  }
}

RC_GTEST_PROP(SchemaViews, AgreeUnderAnySchema, (const sample::Shipment& shipment)) {
  // The shared definition refers to nothing, or a chain could lead back to itself.
  Json document = {{"definitions", {{"shared", some_leaf()}}},
                   {"allOf", {some_schema(3), {{"properties", some_property_schemas(2)}}}}};
  const CompiledSchema compiled = Schema::compile(document);
  RC_ASSERT(static_cast<bool>(compiled));
  RC_TAG(compiled.schema->check(to_document(*type_of<sample::Shipment>(), &shipment)) ? "fits" : "fails");
  expect_the_same(*compiled.schema, compiled.schema->bind(*type_of<sample::Shipment>()), *type_of<sample::Shipment>(),
                  &shipment);
}

// Lists with empty places.
struct Slots {
  std::vector<std::optional<std::int64_t>> values;
  std::vector<std::optional<sample::Bucket>> buckets;
};
DRYDOCK_DESCRIBE(Slots, values, buckets)

TEST(SchemaViews, AgreeOnListsWithEmptyPlaces) {
  const Schema schema = *Schema::compile(Json::parse(R"({"properties": {
    "values": {"items": {"type": ["integer", "null"], "minimum": 2}, "contains": {"type": "null"}, "uniqueItems": true},
    "buckets": {"items": {"enum": [null, "damaged"]}}}})"))
                             .schema;
  const BoundSchema bound = schema.bind(*type_of<Slots>());
  for (const Slots& slots : {Slots{{2, std::nullopt, 3}, {}}, Slots{{2, std::nullopt, std::nullopt}, {}},
                             Slots{{1, std::nullopt}, {}}, Slots{{2}, {std::nullopt, sample::Bucket::damaged}},
                             Slots{{std::nullopt}, {std::nullopt, sample::Bucket::damaged}},
                             Slots{{std::nullopt}, {sample::Bucket::unrestricted}}}) {
    const Json document = to_document(*type_of<Slots>(), &slots);
    EXPECT_EQ(schema.failures(*type_of<Slots>(), &slots), schema.failures(document)) << document;
    EXPECT_EQ(bound.check(&slots), schema.check(document)) << document;
  }
}

TEST(SchemaViews, BoundSchemaTakesRawPayloadsAsDocuments) {
  const Schema schema = *Schema::compile(sample::shipment_schema()).schema;
  const BoundSchema bound = schema.bind(*type_of<ShipmentEvent>());
  const Payload typed = Payload::of(sample::shipment_event());
  EXPECT_TRUE(bound.check(typed));
  EXPECT_TRUE(bound.check(Payload::raw(to_json(typed))));
  EXPECT_FALSE(bound.check(Payload::raw("{}")));
  EXPECT_FALSE(bound.check(Payload::raw("no JSON")));
  EXPECT_FALSE(bound.check(Payload()));
  ASSERT_EQ(bound.failures(Payload::raw("no JSON")).size(), 1u);
  EXPECT_EQ(bound.failures(Payload::raw("no JSON"))[0].message, "expected an object, found the string \"no JSON\"");
  EXPECT_EQ(bound.failures(Payload::raw("{}")).size(), 7u);
}

TEST(SchemaViews, TextThatIsNotUtf8IsSeenAsItIsWritten) {
  const Schema schema =
      *Schema::compile(Json::parse(R"({"properties": {"name": {"maxLength": 2}, "country": {"pattern": "^\uFFFD$"}}})"))
           .schema;
  const BoundSchema bound = schema.bind(*type_of<sample::Address>());
  for (const sample::Address& address :
       {sample::Address{"\xFF\xFF", "\xC3", {}}, sample::Address{"\xFF\xFF\xFF", "x", {}}}) {
    const Json document = to_document(*type_of<sample::Address>(), &address);
    EXPECT_EQ(schema.failures(*type_of<sample::Address>(), &address), schema.failures(document));
    EXPECT_EQ(bound.check(&address), schema.check(document));
  }
}

}  // namespace
}  // namespace drydock
