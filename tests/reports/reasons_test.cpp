#include "reports/reasons.hpp"

#include <gtest/gtest.h>

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

TEST(Reasons, CountWhatIsNotTold) {
  EXPECT_EQ(untold(testing::failing_verdict(), "I42"), 18U);
  EXPECT_EQ(untold(testing::failing_verdict(), "I56"), 0U);
  EXPECT_EQ(untold(testing::failing_verdict(), "I99"), 0U);
}

}  // namespace
}  // namespace drydock
