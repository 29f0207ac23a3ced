#include "reports/reasons.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "tests/reports/sample.hpp"

namespace drydock {
namespace {

TEST(Reasons, ArePlainLines) {
  EXPECT_TRUE(reasons(testing::passing_verdict()).empty());
  const std::vector<std::string> expected{
      "exactly-once-effect violated, 23 findings", "contract-conformance violated, 1 finding",
      "expected visibility.p95 <= 60s, was 71s",   "fault erp-down (20m from 2h) never fired",
      "erp.caught_up was never reached",           "nothing to judge order.release.p95 <= 5m on"};
  EXPECT_EQ(reasons(testing::failing_verdict()), expected);
}

TEST(Reasons, OfARunThatWasCutShortNoLimitIsMissed) {
  Verdict verdict = testing::failing_verdict();
  EXPECT_EQ(not_judged(verdict), "no data");
  verdict.cut_short = "a signal";
  EXPECT_EQ(not_judged(verdict), "not judged");
  const auto lines = reasons(verdict);
  EXPECT_EQ(std::count(lines.begin(), lines.end(), "nothing to judge order.release.p95 <= 5m on"), 0);
}

TEST(Reasons, CountWhatIsNotTold) {
  Verdict verdict = testing::failing_verdict();
  const auto told = told_findings(verdict);
  ASSERT_EQ(told.size(), 2U);
  EXPECT_EQ(told[0].name, "exactly-once-effect");
  EXPECT_EQ(told[0].findings.size(), told_of_one_invariant);
  EXPECT_EQ(told[0].more, "... and 20 more (2 of them in the json report)");
  EXPECT_EQ(told[1].findings.size(), 1U);
  EXPECT_EQ(told[1].more, "");
  verdict.invariants[1].findings = 5;
  EXPECT_EQ(told_findings(verdict)[0].more, "... and 2 more (in the json report)");
}

TEST(Reasons, SayWhatARequiredInvariantNeverSaw) {
  Verdict verdict = testing::passing_verdict();
  verdict.outcome = Outcome::vacuous;
  verdict.invariants[2].required = true;
  verdict.invariants[2].reason = "it never saw a window in which a carrier was slow or away";
  EXPECT_EQ(reasons(verdict), std::vector<std::string>{"carrier-isolation is required and was not judged: it never saw "
                                                       "a window in which a carrier was slow or away"});
}

TEST(Reasons, NameTheViolatedInTheOrderOfTheFindings) {
  Verdict verdict = testing::failing_verdict();
  std::swap(verdict.findings.front(), verdict.findings.back());
  ASSERT_EQ(violated(verdict).size(), 2U);
  EXPECT_EQ(violated(verdict).front()->name, "contract-conformance");
}

TEST(Reasons, SayThatOnlyAPartWasJudged) {
  Verdict verdict = testing::passing_verdict();
  verdict.outcome = Outcome::vacuous;
  verdict.partial = "the history keeps 3 of 10 records";
  EXPECT_EQ(reasons(verdict), std::vector<std::string>{verdict.partial});
}

}  // namespace
}  // namespace drydock
