#include "harness/scenario/units.hpp"

#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

namespace drydock {
namespace {

TEST(Units, Durations) {
  EXPECT_EQ(parse_duration("8h"), hours(8));
  EXPECT_EQ(parse_duration("350ms"), milliseconds(350));
  EXPECT_EQ(parse_duration("2d"), days(2));
  EXPECT_EQ(parse_duration("1h 30m"), minutes(90));
  EXPECT_EQ(parse_duration("1.5s"), milliseconds(1500));
  EXPECT_EQ(parse_duration("10 min"), minutes(10));
  EXPECT_EQ(parse_duration("-5s"), seconds(-5));
  for (const char* wrong : {"", "8", "h", "8 hours", "1.5us", "1h30", "1e3s", "99999999d", "8h,", "--5s", "0x8h"})
    EXPECT_FALSE(parse_duration(wrong)) << wrong;
}

RC_GTEST_PROP(Units, DurationsAreReadBackAsWritten, ()) {
  const Duration duration{*rc::gen::inRange<std::int64_t>(-1'000'000'000'000, 1'000'000'000'000)};
  RC_ASSERT(parse_duration(to_string(duration)) == std::optional(duration));
}

TEST(Units, Shares) {
  EXPECT_EQ(parse_share("1%"), (Ratio{1, 100}));
  EXPECT_EQ(parse_share("0.5 %"), (Ratio{1, 200}));
  EXPECT_EQ(parse_share("100%"), (Ratio{1, 1}));
  EXPECT_EQ(parse_share("1/3"), (Ratio{1, 3}));
  for (const char* wrong : {"1", "101%", "-1%", "%", "3/2", "1/0", "0.1.2%", "one%"})
    EXPECT_FALSE(parse_share(wrong)) << wrong;
}

RC_GTEST_PROP(Units, SharesAreReadBackAsWritten, ()) {
  const auto denominator = *rc::gen::inRange<std::int64_t>(1, 10'000'000);
  const auto numerator = *rc::gen::inRange<std::int64_t>(0, denominator + 1);
  const Ratio ratio = lowest({numerator, denominator});
  RC_ASSERT(parse_share(share_text(ratio)) == std::optional(ratio));
}

TEST(Units, Rates) {
  EXPECT_EQ(parse_rate("20/min")->count, (Ratio{20, 1}));
  EXPECT_EQ(parse_rate("20/min")->per, minutes(1));
  EXPECT_EQ(parse_rate("2600 orders/h")->per, hours(1));
  EXPECT_EQ(parse_rate("0.5/s")->count, (Ratio{1, 2}));
  for (const char* wrong : {"20", "20/", "/min", "20/fortnight", "-3/min", "20 / / min", "20/us"})
    EXPECT_FALSE(parse_rate(wrong)) << wrong;
}

TEST(Units, TimesDaysIntervals) {
  EXPECT_EQ(parse_time_of_day("17:00"), 17 * 60);
  EXPECT_FALSE(parse_time_of_day("24:00"));
  EXPECT_FALSE(parse_time_of_day("7:00"));
  EXPECT_EQ(parse_days("2-4d"), (std::pair<std::int64_t, std::int64_t>{2, 4}));
  EXPECT_EQ(parse_days("1d"), (std::pair<std::int64_t, std::int64_t>{1, 1}));
  for (const char* wrong : {"4-2d", "d", "2", "2-d", "400d", "-2d"}) EXPECT_FALSE(parse_days(wrong)) << wrong;
  EXPECT_EQ(parse_interval("every 30m"), minutes(30));
  EXPECT_FALSE(parse_interval("every 0s"));
  EXPECT_FALSE(parse_interval("30m"));
}

TEST(Units, Limits) {
  const auto time = parse_limit("200ms");
  EXPECT_EQ(time->comparison, "<=");
  EXPECT_EQ(time->value, 200'000);
  const auto share = parse_limit(">= 99%");
  EXPECT_EQ(share->comparison, ">=");
  EXPECT_EQ(share->value, 990'000);
  EXPECT_EQ(share->unit, Expectation::Unit::ratio);
  EXPECT_EQ(parse_limit("< 5")->unit, Expectation::Unit::count);
  for (const char* wrong : {"", "soon", "= 5", ">= -5s", "-3"}) EXPECT_FALSE(parse_limit(wrong)) << wrong;
}

}  // namespace
}  // namespace drydock
