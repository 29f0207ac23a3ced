#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "harness/scenario/node.hpp"

namespace drydock {
namespace {

std::string told(const Parsed& parsed) { return to_string(parsed.mistakes); }

TEST(Yaml, ValuesAndPlaces) {
  const Parsed parsed = parse_yaml("a: 1\nb:\n  - {c: \"2\", d: [x, ~]}\n", "f");
  ASSERT_TRUE(parsed) << told(parsed);
  EXPECT_EQ(to_document(parsed.root), nlohmann::json::parse(R"({"a":1,"b":[{"c":"2","d":["x",null]}]})"));
  EXPECT_EQ(find_place(parsed.root, "/b/0/c").key, (Mark{3, 6}));
  EXPECT_EQ(find_place(parsed.root, "/b/0/c").value, (Mark{3, 9}));
  EXPECT_EQ(find_place(parsed.root, "/b/0/nothing").value, (Mark{3, 5})) << "the nearest parent";
}

TEST(Yaml, PlainScalarsAreTyped) {
  const Parsed parsed = parse_yaml("[true, false, -7, 1.5, 1%, 8h, \"true\", 0123456789012345678901234567890]", "f");
  EXPECT_EQ(to_document(parsed.root).dump(),
            R"([true,false,-7,1.5,"1%","8h","true","0123456789012345678901234567890"])");
}

TEST(Yaml, DuplicateKeysAreTold) {
  const Parsed parsed = parse_yaml("seed: 1\nrun: 2\nseed: 3\nrun: 4\n", "f");
  EXPECT_EQ(
      told(parsed),
      "f:3:1: the key `seed` stands twice; first in line 1\nf:4:1: the key `run` stands twice; first in line 2\n");
}

TEST(Yaml, WhatIsNoYaml) {
  EXPECT_EQ(told(parse_yaml("", "f")), "f:1:1: an empty document\n");
  EXPECT_EQ(told(parse_yaml("a: 1\n---\nb: 2\n", "f")), "f: more than one document in the file\n");
  EXPECT_EQ(told(parse_yaml("a: \xff\n", "f")), "f: not UTF-8 text\n");
  EXPECT_EQ(told(parse_yaml("[a, b]: 1\n", "f")), "f:1:1: a key must be a word, not a list or a map\n");
  const std::string broken = told(parse_yaml("a: [1, 2\nb: 3\n", "f"));
  EXPECT_TRUE(broken.starts_with("f:2:") || broken.starts_with("f:1:")) << broken;
  EXPECT_NE(broken.find("not YAML"), std::string::npos) << broken;
}

TEST(Yaml, LimitsHold) {
  EXPECT_NE(told(parse_yaml(std::string(2000, '['), "f")), "");
  std::string deep(40, '[');
  deep += std::string(40, ']');
  EXPECT_EQ(told(parse_yaml(deep, "f")), "f:1:33: nested deeper than 32 levels\n");
  EXPECT_EQ(told(parse_yaml(std::string((1 << 20) + 1, ' '), "f")), "f: longer than 1048576 bytes\n");
  std::string laughs = "a: &a [x, x, x, x, x, x, x, x, x, x]\n";
  for (char c = 'b'; c < 'i'; ++c) {
    laughs += std::string(1, c) + ": &" + c + " [";
    for (int i = 0; i < 10; ++i) laughs += (i == 0 ? "*" : ", *") + std::string(1, static_cast<char>(c - 1));
    laughs += "]\n";
  }
  EXPECT_NE(told(parse_yaml(laughs, "f")).find("more than 200000 values"), std::string::npos);
}

TEST(Yaml, AliasesAreExpanded) {
  const Parsed parsed = parse_yaml("a: &x {k: 1}\nb: *x\n", "f");
  ASSERT_TRUE(parsed) << told(parsed);
  EXPECT_EQ(to_document(parsed.root)["b"]["k"], 1);
}

}  // namespace
}  // namespace drydock
