#include "sim/world/attempts.hpp"

#include <gtest/gtest.h>

namespace drydock {
namespace {

constexpr Instant start{1'000'000};

TEST(AttemptCounts, CountByKey) {
  AttemptCounts counts(start);
  EXPECT_EQ(counts.next(1, start), 1u);
  EXPECT_EQ(counts.next(1, start), 2u);
  EXPECT_EQ(counts.next(2, start), 1u);
}

TEST(AttemptCounts, WhatHasNotSucceededIsNeverForgotten) {
  AttemptCounts counts(start);
  counts.next(1, start);
  EXPECT_EQ(counts.next(1, start + days(30)), 2u);
}

TEST(AttemptCounts, WhatSucceededIsRememberedForAnHourAndForgottenAfterTwo) {
  AttemptCounts counts(start);
  counts.next(1, start);
  counts.succeeded(1, start + minutes(59));
  EXPECT_EQ(counts.next(1, start + minutes(118)), 2u);
  counts.succeeded(1, start + minutes(118));
  EXPECT_EQ(counts.next(1, start + minutes(241)), 1u);
}

TEST(AttemptCounts, ALongSilenceForgetsAtOnce) {
  AttemptCounts counts(start);
  counts.next(1, start);
  counts.succeeded(1, start);
  EXPECT_EQ(counts.next(1, start + days(3)), 1u);
}

}  // namespace
}  // namespace drydock
