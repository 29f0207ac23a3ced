#include "contracts/codec.hpp"

#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include <nlohmann/json.hpp>

#include "tests/contracts/sample.hpp"

namespace drydock {
namespace {

using namespace sample;
using Json = nlohmann::json;

Shipment two_lines() {
  Shipment s;
  s.id = "SHP-1";
  s.to = {"Ada \"the\" Shopper", "US", std::nullopt};
  s.lines = {{"1", "SKU-1", 2, Bucket::damaged, std::nullopt}, {"2", "SKU-2", -3, Bucket::unrestricted, "L\n1"}};
  return s;
}

Json with(const char* patch) {
  Json document = to_document(Payload::of(two_lines()));
  document.merge_patch(Json::parse(patch));
  return document;
}

void expect_refused(const Json& document, const std::string& pointer, const std::string& error) {
  for (const Decoded& decoded :
       {decode(*type_of<Shipment>(), document), decode(*type_of<Shipment>(), document.dump())}) {
    EXPECT_EQ(decoded.error, error);
    EXPECT_EQ(decoded.pointer, pointer);
    EXPECT_TRUE(decoded.payload.empty());
  }
}

TEST(Codec, WritesMembersInDeclaredOrderWithoutAbsentOptionals) {
  EXPECT_EQ(to_json(Payload::of(two_lines())),
            R"({"id":"SHP-1","shipped":"1970-01-01T00:00:00.000000Z","hazardous":false,)"
            R"("to":{"name":"Ada \"the\" Shopper","country":"US"},)"
            R"("lines":[{"line":"1","item":"SKU-1","quantity":2,"bucket":"damaged"},)"
            R"({"line":"2","item":"SKU-2","quantity":-3,"bucket":"unrestricted","lot":"L\n1"}],"buckets":[]})");
  EXPECT_EQ(to_json(Payload::of(Nothing{})), "{}");
  EXPECT_EQ(to_json(Payload()), "null");
  EXPECT_EQ(to_json(Payload::raw("<order/>")), "<order/>");
}

TEST(Codec, RepairsTextThatIsNotUtf8) {
  Address address{"a\xFF\xC3", "\xED\xA0\x80", std::nullopt};
  EXPECT_EQ(to_json(Payload::of(address)),
            "{\"name\":\"a\xEF\xBF\xBD\xEF\xBF\xBD\",\"country\":"
            "\"\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\"}");
  EXPECT_EQ(to_document(Payload::of(address)).dump(), Json::parse(to_json(Payload::of(address))).dump());
}

TEST(Codec, MakesADocumentOfRawBytes) {
  EXPECT_EQ(to_document(Payload::raw("[1,2]")), Json::parse("[1,2]"));
  EXPECT_EQ(to_document(Payload::raw("<a/>\xFF")), Json("<a/>\xEF\xBF\xBD"));
  EXPECT_EQ(to_document(Payload()), Json());
  const std::string deep = std::string(65, '[') + std::string(65, ']');
  EXPECT_EQ(to_document(Payload::raw(deep)), Json(deep));
}

RC_GTEST_PROP(Codec, ReadsBackWhatItWrote, (const Shipment& shipment)) {
  const Payload payload = Payload::of(shipment);
  const std::string json = to_json(payload);
  const Decoded from_text = decode(*type_of<Shipment>(), json);
  RC_ASSERT(from_text.error == "");
  RC_ASSERT(*from_text.payload.as<Shipment>() == shipment);
  const Decoded from_document = decode(*type_of<Shipment>(), to_document(payload));
  RC_ASSERT(from_document.error == "");
  RC_ASSERT(*from_document.payload.as<Shipment>() == shipment);
}

RC_GTEST_PROP(Codec, TextAndDocumentAreTheSame, (const Shipment& shipment)) {
  const Payload payload = Payload::of(shipment);
  RC_ASSERT(Json::parse(to_json(payload)) == to_document(payload));
}

RC_GTEST_PROP(Codec, NeverThrowsOnDamagedBytes, (const Shipment& shipment)) {
  std::string json = to_json(Payload::of(shipment));
  const int damages = *rc::gen::inRange(1, 5);
  for (int i = 0; i < damages; ++i) {
    const auto at = *rc::gen::inRange<std::size_t>(0, json.size());
    switch (*rc::gen::inRange(0, 3)) {
      case 0: json[at] = *rc::gen::arbitrary<char>(); break;
      case 1: json.erase(at, 1); break;
      default: json.insert(at, 1, *rc::gen::element('{', '[', '"', '0', ',', '\\')); break;
    }
    if (json.empty()) break;
  }
  const Decoded decoded = decode(*type_of<Shipment>(), json);
  RC_ASSERT(static_cast<bool>(decoded) == !decoded.payload.empty());
  to_document(Payload::raw(json));
}

TEST(Codec, IgnoresUnknownPropertiesOfAnyShape) {
  const Decoded decoded =
      decode(*type_of<Shipment>(), with(R"({"extra":{"a":[1,{"b":null}],"id":7},"to":{"floor":1.5},"x":[[]]})"));
  ASSERT_EQ(decoded.error, "");
  EXPECT_EQ(*decoded.payload.as<Shipment>(), two_lines());
}

TEST(Codec, AcceptsIntegersInFloatingForm) {
  std::string json = to_json(Payload::of(two_lines()));
  json.replace(json.find("-3"), 2, "-0.3e1");
  const Decoded decoded = decode(*type_of<Shipment>(), json);
  ASSERT_EQ(decoded.error, "");
  EXPECT_EQ(*decoded.payload.as<Shipment>(), two_lines());
}

TEST(Codec, SaysWhatIsWrongAndWhere) {
  Json document = with("{}");
  document["lines"][1]["quantity"] = "3";
  expect_refused(document, "/lines/1/quantity", "expected a 64-bit integer, found a string");
  document["lines"][1]["quantity"] = 1.5;
  expect_refused(document, "/lines/1/quantity", "expected a 64-bit integer, found a number that is not an integer");
  document["lines"][1]["quantity"] = 9223372036854775808u;
  expect_refused(document, "/lines/1/quantity", "expected a 64-bit integer, found a larger number");
  document["lines"][1].erase("quantity");
  expect_refused(document, "/lines/1/quantity", "expected a 64-bit integer, found no such property");
  expect_refused(with(R"({"shipped":"yesterday"})"), "/shipped", "expected an RFC 3339 date-time, found \"yesterday\"");
  expect_refused(with(R"({"hold":"lost"})"), "/hold",
                 "expected one of \"unrestricted\", \"quality_hold\", \"damaged\", found \"lost\"");
  expect_refused(with(R"({"hazardous":0})"), "/hazardous", "expected a boolean, found a number");
  expect_refused(with(R"({"to":[]})"), "/to", "expected an object, found an array");
  expect_refused(with(R"({"lines":{}})"), "/lines", "expected an array, found an object");
  expect_refused(with(R"({"tags":["a",true]})"), "/tags/1", "expected a string, found a boolean");
  document = with("{}");
  document["hold"] = nullptr;
  expect_refused(document, "/hold", "expected a string, found null");
  expect_refused(Json::array(), "", "expected an object, found an array");
}

TEST(Codec, RefusesAKnownPropertyGivenTwice) {
  const Decoded decoded = decode(*type_of<Address>(), R"({"name":"a","country":"US","name":"b"})");
  EXPECT_EQ(decoded.pointer, "/name");
  EXPECT_EQ(decoded.error, "expected every property once, found it twice");
}

TEST(Codec, IsBounded) {
  const std::string deep = R"({"x":)" + std::string(70'000, '[');
  EXPECT_EQ(decode(*type_of<Nothing>(), deep).error, "expected at most 64 levels of nesting, found more");
  EXPECT_EQ(decode(*type_of<Nothing>(), R"({"x":)" + std::string(63, '[') + std::string(63, ']') + "}").error, "");
  EXPECT_EQ(decode(*type_of<Nothing>(), std::string((8U << 20) + 1, ' ')).error,
            "expected at most 8388608 bytes, found 8388609");
  EXPECT_EQ(decode(*type_of<Nothing>(), "{}x").error, "expected JSON, found a syntax error at byte 3");
}

TEST(ContentHash, IsTheSameInEveryBuild) {
  EXPECT_EQ(content_hash(Payload()), 8930155817717761565u);
  EXPECT_EQ(content_hash(Payload::raw("abc")), 2754848353242883228u);
  EXPECT_EQ(content_hash(Payload::of(two_lines())), 2483228597573053030u);
}

RC_GTEST_PROP(ContentHash, FollowsTheValue, (const Shipment& a, const Shipment& b)) {
  RC_ASSERT((content_hash(Payload::of(a)) == content_hash(Payload::of(b))) == (a == b));
  RC_ASSERT(content_hash(Payload::of(a)) ==
            content_hash(decode(*type_of<Shipment>(), to_json(Payload::of(a))).payload));
}

RC_GTEST_PROP(ContentHash, SeesOneChangedByte, ()) {
  const auto bytes = *rc::gen::nonEmpty(rc::gen::container<std::string>(rc::gen::arbitrary<char>()));
  std::string changed = bytes;
  changed[*rc::gen::inRange<std::size_t>(0, bytes.size())] ^= static_cast<char>(1 << *rc::gen::inRange(0, 8));
  RC_ASSERT(content_hash(Payload::raw(bytes)) != content_hash(Payload::raw(changed)));
  RC_ASSERT(content_hash(Payload::raw(bytes)) != content_hash(Payload::raw(bytes + '\0')));
}

}  // namespace
}  // namespace drydock
