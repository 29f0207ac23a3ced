#include "contracts/workflows/path.hpp"

#include <gtest/gtest.h>

#include "tests/contracts/sample.hpp"

namespace drydock {
namespace {

using namespace sample;

FieldPath path_of(const char* pointer) {
  std::string error;
  auto path = FieldPath::resolve(*type_of<Shipment>(), pointer, error);
  EXPECT_EQ(error, "");
  return path.value_or(FieldPath());
}

std::string refused(const char* pointer) {
  std::string error;
  EXPECT_FALSE(FieldPath::resolve(*type_of<Shipment>(), pointer, error));
  return error;
}

std::vector<std::string> texts(const char* pointer, const Shipment& shipment) {
  std::vector<std::string> all;
  path_of(pointer).each_text(&shipment, [&](const std::string& text) { all.push_back(text); });
  return all;
}

Shipment two_lines() {
  Shipment s;
  s.id = "SHP-1";
  s.shipped = Instant{42};
  s.lines = {{"1", "SKU-1", 2, Bucket::damaged, std::nullopt}, {"2", "SKU-2", -3, Bucket::unrestricted, "L-1"}};
  return s;
}

TEST(FieldPath, LeadsToMembersAndEveryElement) {
  const Shipment s = two_lines();
  EXPECT_EQ(texts("/id", s), (std::vector<std::string>{"SHP-1"}));
  EXPECT_EQ(texts("/lines/*/item", s), (std::vector<std::string>{"SKU-1", "SKU-2"}));
}

TEST(FieldPath, LeadsNowhereThroughAnAbsentOptional) {
  Shipment s = two_lines();
  EXPECT_EQ(texts("/lines/*/lot", s), (std::vector<std::string>{"L-1"}));
  EXPECT_TRUE(texts("/from/name", s).empty());
  s.from = Address{"Ada", "US", std::nullopt};
  EXPECT_EQ(texts("/from/name", s), (std::vector<std::string>{"Ada"}));
  s.tags = {"a", "b"};
  EXPECT_EQ(texts("/tags/*", s), (std::vector<std::string>{"a", "b"}));
}

TEST(FieldPath, ReadsNumbersThatOrderLikeTheValue) {
  const Shipment s = two_lines();
  EXPECT_EQ(path_of("/lines/*/quantity").number(&s), 2);
  EXPECT_EQ(path_of("/lines/*/bucket").number(&s), 2);
  EXPECT_EQ(path_of("/shipped").number(&s), 42);
  EXPECT_EQ(path_of("/hazardous").number(&s), 0);
  EXPECT_EQ(path_of("/promised").number(&s), std::nullopt);
  EXPECT_EQ(path_of("/id").number(&s), std::nullopt);
}

TEST(FieldPath, SaysWhatAWrongPointerShouldHaveNamed) {
  EXPECT_EQ(refused("/to/nme"), "\"/to/nme\": \"nme\" names nothing here; expected one of name, country, email");
  EXPECT_EQ(refused("/lines/0/item"), "\"/lines/0/item\": \"0\" names nothing here; expected * (every element)");
  EXPECT_EQ(refused("/id/x"), "\"/id/x\": \"x\" names nothing here; the pointer must end before it");
  EXPECT_EQ(refused("/lines"), "\"/lines\" ends at an array; expected a single value");
  EXPECT_EQ(refused("/to"), "\"/to\" ends at an object; expected a single value");
  EXPECT_EQ(refused("id"), "expected a JSON Pointer such as /packages/*/package_id, found \"id\"");
}

}  // namespace
}  // namespace drydock
