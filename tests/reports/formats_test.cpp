#include "reports/formats.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "contracts/utf8.hpp"
#include "tests/reports/sample.hpp"
#include "tests/support/golden.hpp"

namespace drydock {
namespace {

using testing::expect_golden;

TEST(Formats, AreSortedAndUnique) {
  const auto rows = report_formats();
  std::set<std::string_view> files;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (i > 0) EXPECT_LT(rows[i - 1].name, rows[i].name);
    EXPECT_TRUE(files.insert(rows[i].file_name).second) << rows[i].file_name;
    EXPECT_FALSE(rows[i].summary.empty());
    EXPECT_EQ(find_format(rows[i].name), &rows[i]);
  }
  EXPECT_EQ(find_format("yaml"), nullptr);
}

TEST(Formats, RenderAGreenRun) {
  for (const auto& row : report_formats())
    if (row.render != nullptr)
      expect_golden("reports/pass." + std::string(row.file_name), row.render(testing::passing_verdict(), {}));
}

TEST(Formats, RenderEverythingAFindingHas) {
  for (const auto& row : report_formats())
    if (row.render != nullptr)
      expect_golden("reports/fail." + std::string(row.file_name), row.render(testing::failing_verdict(), {}));
}

TEST(Formats, LetNoForeignByteThrough) {
  for (const auto& row : report_formats()) {
    if (row.render == nullptr) continue;
    const std::string out = row.render(testing::hostile_verdict(), {});
    EXPECT_TRUE(is_utf8(out)) << row.name;
    EXPECT_EQ(out.find("\xc2\x9b"), std::string::npos) << row.name << ": a C1 control";
    if (row.name != "json") EXPECT_EQ(out.find("\xe2\x80\xae"), std::string::npos) << row.name << ": a direction mark";
    for (const char c : out)
      EXPECT_TRUE(c == '\n' || (static_cast<unsigned char>(c) >= 0x20 && c != 0x7F)) << row.name << ": byte " << int(c);
    expect_golden("reports/hostile." + std::string(row.file_name), out);
  }
}

TEST(Formats, SayWhenARunWasCutShort) {
  Verdict verdict = testing::passing_verdict();
  verdict.cut_short = "deadline of 30s";
  for (const auto& row : report_formats())
    if (row.render != nullptr && row.name != "junit")
      EXPECT_NE(row.render(verdict, {}).find("deadline of 30s"), std::string::npos) << row.name;
}

TEST(Formats, JunitFailsWhatIsRequiredAndWasNotJudged) {
  Verdict verdict = testing::passing_verdict();
  verdict.invariants[2].reason = "it never saw a slow carrier";
  EXPECT_NE(render_junit(verdict, {}).find("<skipped message=\"not_exercised: it never saw a slow carrier\"/>"),
            std::string::npos);
  verdict.invariants[2].required = true;
  EXPECT_NE(render_junit(verdict, {}).find("<failure type=\"vacuous\" message=\"not_exercised: it never saw a slow "),
            std::string::npos);
}

TEST(Formats, TellTheReproducingLineOnce) {
  for (const auto& row : report_formats()) {
    if (row.render == nullptr || row.name == "json") continue;
    const std::string told = row.render(testing::failing_verdict(), {});
    const auto first = told.find("./drydock run");
    EXPECT_NE(first, std::string::npos) << row.name;
    EXPECT_EQ(told.find("./drydock run", first + 1), std::string::npos) << row.name;
  }
}

TEST(Formats, TellWholeStoriesOfTheFirstFindingOnly) {
  const std::string text = render_text(testing::failing_verdict(), {});
  const auto first = text.find("story ");
  EXPECT_NE(first, std::string::npos);
  EXPECT_EQ(text.find("story ", first + 1), std::string::npos);
}

TEST(Formats, ColourOnlyWhenAsked) {
  const auto verdict = testing::failing_verdict();
  EXPECT_EQ(render_text(verdict, {}).find('\x1b'), std::string::npos);
  EXPECT_NE(render_text(verdict, {.colour = true}).find("\x1b[1;31m"), std::string::npos);
}

TEST(Formats, TextFitsTheWidthExceptWhatIsCopied) {
  const std::string text = render_text(testing::failing_verdict(), {.width = 72});
  std::size_t at = 0;
  while (at < text.size()) {
    const std::size_t end = text.find('\n', at);
    const std::string line = text.substr(at, end - at);
    if (line.find("./drydock") == std::string::npos && line.find("->") == std::string::npos &&
        line.find("~>") == std::string::npos)
      EXPECT_LE(count_code_points(line), 72U) << line;
    at = end + 1;
  }
}

}  // namespace
}  // namespace drydock
