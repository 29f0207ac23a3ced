#include "reports/verdict_reader.hpp"

#include <gtest/gtest.h>

#include "reports/formats.hpp"
#include "tests/reports/sample.hpp"

namespace drydock {
namespace {

TEST(VerdictReader, ReadsWhatWasWritten) {
  for (const auto& verdict : {testing::passing_verdict(), testing::failing_verdict()}) {
    const std::string written = render_json(verdict, {});
    std::string mistake;
    const auto read = read_verdict(written, mistake);
    ASSERT_TRUE(read) << mistake;
    EXPECT_EQ(render_json(*read, {}), written);
    EXPECT_EQ(render_text(*read, {}), render_text(verdict, {}));
  }
}

TEST(VerdictReader, SaysWhereItFoundWhat) {
  std::string text = render_json(testing::passing_verdict(), {});
  const auto mistake_of = [](const std::string& json) {
    std::string mistake;
    EXPECT_FALSE(read_verdict(json, mistake));
    return mistake;
  };
  const auto with = [&text](std::string_view from, std::string_view to) {
    std::string changed = text;
    changed.replace(changed.find(from), from.size(), to);
    return changed;
  };
  EXPECT_EQ(mistake_of(with("\"orders\": 400", "\"orders\": \"many\"")),
            "/counts/orders: expected a whole number from 0, found string");
  EXPECT_EQ(mistake_of(with("\"orders\": 400", "\"order\": 400")), "/counts: \"orders\" is missing");
  EXPECT_EQ(mistake_of(with("\"format\": 1", "\"format\": 2")), "/format: this drydock reads format 1, found 2");
  EXPECT_EQ(
      mistake_of(with("\"status\": \"held\"", "\"status\": \"helt\"")),
      "/invariants/0/status: expected held, violated, not_exercised, not_evaluated or out_of_scope, found string");
  EXPECT_EQ(mistake_of("[]"), "the document: expected an object, found array");
  EXPECT_EQ(mistake_of("{").substr(0, 8), "not JSON");
  EXPECT_EQ(mistake_of(std::string(100'000, '[')), "nested too deeply");
}

TEST(VerdictReader, SurvivesEveryTruncation) {
  const std::string text = render_json(testing::failing_verdict(), {});
  for (std::size_t size = 0; size + 2 < text.size(); size += 7) {
    std::string mistake;
    EXPECT_FALSE(read_verdict(text.substr(0, size), mistake));
    EXPECT_FALSE(mistake.empty());
  }
}

}  // namespace
}  // namespace drydock
