#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "harness/scenario/node.hpp"

namespace drydock {
namespace {

std::string told(const Parsed& parsed) { return to_string(parsed.mistakes); }

TEST(Json, ValuesPlacesAndBytes) {
  const std::string text = R"({"a": [1, -2.5e3, "x\n\u00e9\ud83d\ude00"], "b": {"c": null, "d": true}})";
  const Parsed parsed = parse_json(text, "f", {7, 3});
  ASSERT_TRUE(parsed) << told(parsed);
  const Node* list = parsed.root.find("a");
  ASSERT_NE(list, nullptr);
  EXPECT_EQ(list->at, (Mark{7, 9}));
  EXPECT_EQ(text.substr(list->begin, list->end - list->begin), R"([1, -2.5e3, "x\n\u00e9\ud83d\ude00"])");
  EXPECT_EQ(list->items[2].text, "x\n\xc3\xa9\xf0\x9f\x98\x80");
}

TEST(Json, LinesAreCounted) {
  EXPECT_EQ(told(parse_json("{\n \"a\": 1,\n \"b\": oops\n}", "f")),
            "f:3:7: not JSON: `oops` is no value; text stands in double quotes\n");
}

TEST(Json, Mistakes) {
  EXPECT_EQ(told(parse_json("{\"a\":1,\"a\":2}", "f")), "f:1:11: not JSON: the key `a` stands twice\n");
  EXPECT_EQ(told(parse_json("[1,]", "f")), "f:1:4: not JSON: a value is missing\n");
  EXPECT_EQ(told(parse_json("{\"a\"}", "f")), "f:1:5: not JSON: expected `:`\n");
  EXPECT_EQ(told(parse_json("\"abc", "f")), "f:1:5: not JSON: text without its closing quote\n");
  EXPECT_EQ(told(parse_json("1 2", "f")), "f:1:3: not JSON: something follows the value\n");
  EXPECT_EQ(told(parse_json("", "f")), "f:1:1: not JSON: a value is missing at the end\n");
  EXPECT_NE(told(parse_json("\"\\ud800\"", "f")), "");
  EXPECT_NE(told(parse_json("01", "f")), "");
  EXPECT_NE(told(parse_json(std::string(5000, '['), "f")), "");
}

}  // namespace
}  // namespace drydock
