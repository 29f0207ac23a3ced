#include "reports/when.hpp"

#include <gtest/gtest.h>

#include "tests/reports/sample.hpp"

namespace drydock {
namespace {

TEST(When, IsVirtualAndCalendarTime) {
  const Verdict v = testing::passing_verdict();
  EXPECT_EQ(virtual_time(v, v.start), "+00:00:00.000");
  EXPECT_EQ(virtual_time(v, v.start + hours(125) + milliseconds(61'007)), "+125:01:01.007");
  EXPECT_EQ(virtual_time(v, v.start - seconds(30)), "-00:00:30.000");
  EXPECT_EQ(calendar_time(v, v.start), "2026-11-27 10:00:00.000 -05:00");
  EXPECT_EQ(calendar_time(v, v.start + hours(15)), "2026-11-28 01:00:00.000 -05:00");
}

TEST(When, MeasuresCarryTheirUnit) {
  EXPECT_EQ(measure_value({.name = "", .unit = "us", .value = 143'217}), "143ms");
  EXPECT_EQ(measure_value({.name = "", .unit = "us", .value = 217}), "217us");
  EXPECT_EQ(measure_value({.name = "", .unit = "us", .value = 0}), "0s");
  EXPECT_EQ(measure_value({.name = "", .unit = "ratio", .value = 992'150}), "99.21 %");
  EXPECT_EQ(measure_value({.name = "", .unit = "ratio", .value = -500}), "-0.05 %");
  EXPECT_EQ(measure_value({.name = "", .unit = "count", .value = 25'113}), "25,113");
}

TEST(When, NumbersAreReadable) {
  EXPECT_EQ(grouped(0), "0");
  EXPECT_EQ(grouped(999), "999");
  EXPECT_EQ(grouped(1'000'000), "1,000,000");
  EXPECT_EQ(bytes_in_words(512), "512 B");
  EXPECT_EQ(bytes_in_words(33'554'432), "32.0 MiB");
}

}  // namespace
}  // namespace drydock
