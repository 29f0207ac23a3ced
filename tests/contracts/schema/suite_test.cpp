// Draft-07 whole, by the public suite.
#include <gtest/gtest.h>

#include <iostream>

#include "tests/contracts/schema/suite.hpp"

namespace drydock {
namespace {

using Json = nlohmann::json;

struct Score {
  int passed = 0, total = 0;
};

Score run(const std::string& folder, bool is_required) {
  Score score;
  suite::each_case(folder, [&](const std::string& file, const Json& group, const Json& test) {
    ++score.total;
    const std::string title = suite::title(file, group, test);
    const CompiledSchema compiled = Schema::compile(group["schema"], "", suite::remote);
    const bool valid = test["valid"].get<bool>();
    if (!compiled) {
      if (is_required) ADD_FAILURE() << title << ": " << compiled.errors[0].where << ": " << compiled.errors[0].message;
      return;
    }
    const bool fits = compiled.schema->check(test["data"]);
    const auto failures = compiled.schema->failures(test["data"]);
    EXPECT_EQ(fits, failures.empty()) << title;
    if (is_required) EXPECT_EQ(fits, valid) << title << (failures.empty() ? "" : ": " + failures[0].message);
    if (!is_required && fits != valid) std::cout << "  not as the suite has it: " << title << "\n";
    score.passed += fits == valid ? 1 : 0;
  });
  return score;
}

TEST(Suite, AllOfDraft7) {
  if (!suite::is_installed()) GTEST_SKIP() << "package json-schema-test-suite is not installed";
  const Score score = run("", true);
  std::cout << "draft7 required: " << score.passed << "/" << score.total << "\n";
  EXPECT_EQ(score.passed, score.total);
  EXPECT_GT(score.total, 400);
}

TEST(Suite, Formats) {
  if (!suite::is_installed()) GTEST_SKIP() << "package json-schema-test-suite is not installed";
  const Score score = run("optional/format", false);
  std::cout << "draft7 optional/format: " << score.passed << "/" << score.total << "\n";
  EXPECT_EQ(score.passed, score.total);
}

TEST(Suite, OtherOptionalTests) {
  if (!suite::is_installed()) GTEST_SKIP() << "package json-schema-test-suite is not installed";
  const Score score = run("optional", false);
  std::cout << "draft7 optional: " << score.passed << "/" << score.total << "\n";
  EXPECT_GE(score.passed, score.total - 4);  // contentEncoding and contentMediaType are annotations here
}

TEST(Suite, OwnMetaSchemaAcceptsEverySchemaOfTheSuite) {
  if (!suite::is_installed()) GTEST_SKIP() << "package json-schema-test-suite is not installed";
  const CompiledSchema meta = Schema::compile(Json::parse(R"({"$ref": "http://json-schema.org/draft-07/schema#"})"));
  ASSERT_TRUE(meta);
  suite::each_case("", [&](const std::string& file, const Json& group, const Json& test) {
    for (const Failure& failure : meta.schema->failures(group["schema"]))
      ADD_FAILURE() << suite::title(file, group, test) << ": " << failure.instance << ": " << failure.message;
  });
}

}  // namespace
}  // namespace drydock
