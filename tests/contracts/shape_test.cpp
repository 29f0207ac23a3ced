// Schemas and structs cannot drift apart: every schema has exactly the properties of its struct, requires exactly those
// that are always there, and gives them the shape that the struct has.
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "contracts/canonical/common.hpp"
#include "contracts/contract_set.hpp"
#include "contracts/envelope.hpp"
#include "contracts/pointer.hpp"

namespace drydock {
namespace {

using Json = nlohmann::json;

// A schema and the file it stands in, so that references can be followed.
struct Place {
  const Json* schema;
  std::string path;
};

std::string folded(const std::string& path) {
  std::vector<std::string> parts;
  std::istringstream in(path);
  for (std::string part; std::getline(in, part, '/');) {
    if (part == "..")
      parts.pop_back();
    else
      parts.push_back(part);
  }
  std::string out;
  for (const std::string& part : parts) out += (out.empty() ? "" : "/") + part;
  return out;
}

Place follow(const Place& from) {
  const std::string ref = from.schema->at("$ref");
  const std::size_t hash = ref.find('#');
  const std::string file = ref.substr(0, hash);
  const std::string path = file.empty() ? from.path : folded(from.path.substr(0, from.path.rfind('/') + 1) + file);
  const Json* document = contract_set().document(path);
  if (document == nullptr) throw std::runtime_error(from.path + ": nothing at " + ref);
  return {&document->at(Json::json_pointer(hash == std::string::npos ? "" : ref.substr(hash + 1))), path};
}

// What a schema says of the outermost value: its own keywords, and those that it refers to or is composed of.
void gather(const Place& place, std::vector<Place>& parts) {
  if (place.schema->contains("$ref")) return gather(follow(place), parts);
  parts.push_back(place);
  if (place.schema->contains("allOf"))
    for (const Json& part : place.schema->at("allOf")) gather({&part, place.path}, parts);
}

class Shape {
 public:
  explicit Shape(const Place& place) { gather(place, parts_); }
  std::string type() const { return first("type").value_or(Json()).dump(); }
  std::optional<Json> first(const char* keyword) const {
    for (const Place& part : parts_)
      if (part.schema->contains(keyword)) return part.schema->at(keyword);
    return std::nullopt;
  }
  std::set<std::string> required() const {
    std::set<std::string> names;
    for (const Place& part : parts_)
      for (const Json& name : part.schema->value("required", Json::array())) names.insert(name.get<std::string>());
    return names;
  }
  std::map<std::string, Place> properties() const {
    std::map<std::string, Place> all;
    for (const Place& part : parts_)
      if (part.schema->contains("properties"))
        for (const auto& [name, schema] : part.schema->at("properties").items())
          all.emplace(name, Place{&schema, part.path});
    return all;
  }
  Place items() const {
    for (const Place& part : parts_)
      if (part.schema->contains("items")) return {&part.schema->at("items"), part.path};
    throw std::runtime_error("an array without items");
  }

 private:
  std::vector<Place> parts_;
};

void expect_shape(const Place& place, const Type& type, const std::string& where);

void expect_record(const Shape& shape, const Type& type, const std::string& where) {
  std::set<std::string> required, fields, properties;
  const auto described = shape.properties();
  for (const auto& [name, schema] : described) properties.insert(name);
  for (const Field& field : type.fields) {
    fields.insert(std::string(field.name));
    const bool optional = field.type->kind == Kind::optional;
    if (!optional) required.insert(std::string(field.name));
    const auto found = described.find(std::string(field.name));
    if (found != described.end())
      expect_shape(found->second, optional ? *field.type->element : *field.type, where + "/" + std::string(field.name));
  }
  EXPECT_EQ(properties, fields) << where;
  EXPECT_EQ(shape.required(), required) << where;
}

void expect_shape(const Place& place, const Type& type, const std::string& where) {
  const Shape shape(place);
  switch (type.kind) {
    case Kind::boolean: EXPECT_EQ(shape.type(), "\"boolean\"") << where; break;
    case Kind::integer: EXPECT_EQ(shape.type(), "\"integer\"") << where; break;
    case Kind::text: EXPECT_EQ(shape.type(), "\"string\"") << where; break;
    case Kind::instant:
      EXPECT_EQ(shape.type(), "\"string\"") << where;
      EXPECT_EQ(shape.first("format"), Json("date-time")) << where;
      break;
    case Kind::enumeration: {
      Json names = Json::array();
      for (const std::string_view name : type.names) names.push_back(std::string(name));
      EXPECT_EQ(shape.first("enum"), names) << where;
      break;
    }
    case Kind::list:
      EXPECT_EQ(shape.type(), "\"array\"") << where;
      expect_shape(shape.items(), *type.element, where + "/*");
      break;
    case Kind::optional: ADD_FAILURE() << where << ": an optional inside a list has no schema"; break;
    case Kind::record:
      EXPECT_EQ(shape.type(), "\"object\"") << where;
      expect_record(shape, type, where);
      break;
  }
}

void expect_file(const std::string& path, const Type& type) {
  const Json* schema = contract_set().document(path);
  ASSERT_NE(schema, nullptr) << path;
  expect_shape({schema, path}, type, path + "#");
}

TEST(Shape, OfEveryEventIsThatOfItsStruct) {
  for (const MessageType& message : message_types())
    if (message.kind == MessageKind::event) expect_file(schema_path(message, MessagePart::event), *message.body);
}

TEST(Shape, OfEveryRequestAndReplyIsThatOfItsStruct) {
  for (const MessageType& message : message_types()) {
    if (message.kind != MessageKind::operation) continue;
    expect_file(schema_path(message, MessagePart::request), *message.body);
    expect_file(schema_path(message, MessagePart::reply), *message.reply);
  }
}

TEST(Shape, OfAProblemIsThatOfItsStruct) { expect_file("problem/v1/schema.json", *type_of<Problem>()); }

// The envelope knows more extensions than the struct, and carries the data.
TEST(Shape, OfTheEnvelopeHoldsItsStruct) {
  const Shape shape({contract_set().document("envelope/v1/schema.json"), "envelope/v1/schema.json"});
  const auto properties = shape.properties();
  std::set<std::string> required{"data"};
  for (const Field& field : type_of<Envelope>()->fields) {
    const bool optional = field.type->kind == Kind::optional;
    if (!optional) required.insert(std::string(field.name));
    const auto found = properties.find(std::string(field.name));
    ASSERT_NE(found, properties.end()) << field.name;
    expect_shape(found->second, optional ? *field.type->element : *field.type, std::string(field.name));
  }
  EXPECT_EQ(shape.required(), required);
}

}  // namespace
}  // namespace drydock
