#include "harness/scenario/merge.hpp"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

namespace drydock {
namespace {

Node read(std::string_view text) { return parse_yaml(text, "t.yaml").root; }

std::string merged(std::string_view onto, std::string_view over) {
  Reading reading("t.yaml");
  Node node = read(onto);
  merge_over(node, read(over), reading);
  EXPECT_EQ(reading.count(), 0U) << to_string(reading.take());
  return to_document(node).dump();
}

TEST(Merge, MapsMerge) { EXPECT_EQ(merged("{a: {b: 1, c: 2}}", "{a: {c: 3}, d: 4}"), R"({"a":{"b":1,"c":3},"d":4})"); }

TEST(Merge, ListsAndScalarsReplace) {
  EXPECT_EQ(merged("{a: [1, 2], b: {c: 1}}", "{a: [3], b: 5}"), R"({"a":[3],"b":5})");
}

TEST(Merge, NullTakesOut) { EXPECT_EQ(merged("{a: 1, b: {c: 1, d: 2}}", "{a: null, b: {c: ~}}"), R"({"b":{"d":2}})"); }

TEST(Merge, TakingOutWhatIsNotThereIsAMistake) {
  Reading reading("t.yaml");
  Node node = read("{fault: 1, bounds: 2}");
  merge_over(node, read("{faults: null}"), reading);
  EXPECT_EQ(to_string(reading.take()),
            "t.yaml:1:2: `faults` is to be taken out, but is not there; did you mean `fault`? allowed here: fault, "
            "bounds\n");
}

TEST(Merge, EveryValueKeepsItsPlace) {
  Reading reading("t.yaml");
  Node base = read("{a: {b: 1, c: 2}}");
  Node over = read("\n\n{a: {c: 3}}");
  set_source(over, 1);
  merge_over(base, over, reading);
  const Node* a = base.find("a");
  EXPECT_EQ(a->find("b")->at, (Mark{1, 9, 0}));
  EXPECT_EQ(a->find("c")->at, (Mark{3, 9, 1}));
}

}  // namespace
}  // namespace drydock
