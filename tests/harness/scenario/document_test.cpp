#include "harness/scenario/document.hpp"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

namespace drydock {
namespace {

DocumentChoices one_base(std::string text) {
  DocumentChoices choices;
  choices.find = [text = std::move(text)](const std::string& name, const std::string&, std::string&) {
    return std::optional(FoundScenario{name, text});
  };
  return choices;
}

TEST(Document, BaseThenFileThenProfileThenFlags) {
  DocumentChoices choices = one_base("{a: base, b: base, c: base, d: base, profiles: {p: {story: base}}}");
  choices.profile = "p";
  choices.sets = {"--set d=flag"};
  const Document document =
      read_document("{extends: base.yaml, b: file, profiles: {p: {seed: 5}}}", "child.yaml", choices);
  ASSERT_TRUE(document.mistakes.empty()) << to_string(document.mistakes);
  EXPECT_EQ(to_document(document.root).dump(),
            R"({"a":"base","b":"file","c":"base","d":"flag","seed":5,"story":"base"})");
  EXPECT_EQ(document.profiles, std::vector<std::string>{"p"});
  EXPECT_EQ(document.sources, (std::vector<std::string>{"child.yaml", "base.yaml", "--set d=flag"}));
}

TEST(Document, EveryValueKnowsItsSource) {
  DocumentChoices choices = one_base("{a: base, b: base}");
  choices.sets = {"--set c=flag"};
  const Document document = read_document("{extends: base.yaml, b: file}", "child.yaml", choices);
  EXPECT_EQ(document.root.find("a")->at.source, 1);
  EXPECT_EQ(document.root.find("b")->at.source, 0);
  EXPECT_EQ(document.root.find("c")->at.source, 2);
}

TEST(Document, MistakesLeaveNothingToRead) {
  EXPECT_FALSE(read_document("a: [", "x.yaml", {}).mistakes.empty());
  EXPECT_FALSE(read_document("{a: 1}", "x.yaml", {{}, "p", {}}).mistakes.empty());
}

}  // namespace
}  // namespace drydock
