#include "sim/draw.hpp"

#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <set>
#include <vector>

namespace drydock {
namespace {

// These values may never change: every run that was kept depends on them.
TEST(Draw, KnownVectors) {
  EXPECT_EQ(keyed_bits(0, Purpose::link_latency, ""), 2584579364904116212U);
  EXPECT_EQ(keyed_bits(20261127, Purpose::fault_dose, "O-000123", "sales_order.create", 2), 3932139388343961623U);
  Draw draw(7, Purpose::arrival, "O-1");
  EXPECT_EQ(draw.bits(), 4161141307551053767U);
  EXPECT_EQ(draw.below(1000), 608);
  EXPECT_EQ(draw.log_normal(milliseconds(15), milliseconds(80)).us, 2351);
  EXPECT_EQ(draw.exponential(seconds(3)).us, 5091415);
}

TEST(Draw, EveryPartOfTheKeyMatters) {
  std::set<std::uint64_t> seen;
  for (const std::uint64_t seed : {1U, 2U})
    for (const Purpose purpose : {Purpose::pick, Purpose::scan})
      for (const char* key : {"", "a", "b", "ab", "abcdefgh", "abcdefghi"})
        for (const char* operation : {"", "a", "b", "ab"})
          for (const std::uint64_t attempt : {0U, 1U, 2U})
            EXPECT_TRUE(seen.insert(keyed_bits(seed, purpose, key, operation, attempt)).second);
}

TEST(Draw, TwoCopiesGiveTheSameNumbers) {
  Draw a(99);
  Draw b = a;
  for (int i = 0; i < 10; ++i) EXPECT_EQ(a.bits(), b.bits());
}

TEST(Draw, BelowIsUniform) {
  Draw draw(1);
  std::vector<int> counts(10);
  for (int i = 0; i < 100'000; ++i) ++counts[static_cast<std::size_t>(draw.below(10))];
  for (const int count : counts) EXPECT_NEAR(count, 10'000, 500);
}

RC_GTEST_PROP(Draw, BelowStaysBelow, (std::uint64_t seed)) {
  const auto bound = *rc::gen::inRange<std::int64_t>(1, std::int64_t{1} << 62);
  Draw draw(seed);
  for (int i = 0; i < 50; ++i) {
    const std::int64_t value = draw.below(bound);
    RC_ASSERT(value >= 0 && value < bound);
  }
}

TEST(Draw, ChanceIsExactAtItsEnds) {
  Draw draw(5);
  for (int i = 0; i < 100; ++i) {
    EXPECT_FALSE(draw.chance({0, 100}));
    EXPECT_TRUE(draw.chance({100, 100}));
  }
}

std::vector<std::int64_t> sorted(std::size_t count, Duration (*draw_one)(Draw&)) {
  Draw draw(42);
  std::vector<std::int64_t> values;
  for (std::size_t i = 0; i < count; ++i) values.push_back(draw_one(draw).us);
  std::sort(values.begin(), values.end());
  return values;
}

TEST(Draw, LogNormalHasItsMedianAndItsTail) {
  const auto values = sorted(100'000, [](Draw& d) { return d.log_normal(milliseconds(15), milliseconds(80)); });
  EXPECT_NEAR(static_cast<double>(values[50'000]), 15'000, 300);
  EXPECT_NEAR(static_cast<double>(values[99'000]), 80'000, 4'000);
  EXPECT_NEAR(static_cast<double>(values[1'000]), 15'000.0 * 15 / 80, 150);  // symmetric in the logarithm
  EXPECT_LE(values.back(), 15'000 + 4 * 65'000);
  EXPECT_GT(values.front(), 0);
}

TEST(Draw, ALogNormalWithoutSpreadIsItsMedian) {
  Draw draw(3);
  for (int i = 0; i < 100; ++i) EXPECT_NEAR(static_cast<double>(draw.log_normal(seconds(2), seconds(2)).us), 2e6, 1);
}

TEST(Draw, LogNormalStandsLargeSpans) {
  Draw draw(3);
  for (int i = 0; i < 1000; ++i) {
    const Duration drawn = draw.log_normal(microseconds(1), days(100));
    EXPECT_GE(drawn.us, 0);
    EXPECT_LE(drawn, days(400));
  }
}

TEST(Draw, ExponentialHasItsMeanAndMedian) {
  const auto values = sorted(100'000, [](Draw& d) { return d.exponential(seconds(10)); });
  double sum = 0;
  for (const std::int64_t value : values) sum += static_cast<double>(value);
  EXPECT_NEAR(sum / 100'000, 10e6, 0.15e6);
  EXPECT_NEAR(static_cast<double>(values[50'000]), 6.93e6, 0.15e6);
  EXPECT_LE(values.back(), 120'000'000);
}

}  // namespace
}  // namespace drydock
