#include "contracts/canonical/instant.hpp"

#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include "tests/contracts/sample.hpp"

namespace drydock {
namespace {

TEST(Instant, IsWrittenInUtcWithSixDecimals) {
  EXPECT_EQ(to_string(Instant{0}), "1970-01-01T00:00:00.000000Z");
  EXPECT_EQ(to_string(Instant{-1}), "1969-12-31T23:59:59.999999Z");
  EXPECT_EQ(to_string(Instant{1'795'791'600'000'000}), "2026-11-27T15:00:00.000000Z");
  EXPECT_EQ(to_string(Instant{951'782'400'123'456}), "2000-02-29T00:00:00.123456Z");
}

TEST(Instant, IsClampedToFourDigitYears) {
  EXPECT_EQ(to_string(Instant{INT64_MIN}), "0000-01-01T00:00:00.000000Z");
  EXPECT_EQ(to_string(Instant{INT64_MAX}), "9999-12-31T23:59:59.999999Z");
}

TEST(Instant, IsReadWithOffsetAndAnyFraction) {
  const Instant noon{1'795'791'600'000'000};
  EXPECT_EQ(parse_instant("2026-11-27T15:00:00Z"), noon);
  EXPECT_EQ(parse_instant("2026-11-27t15:00:00z"), noon);
  EXPECT_EQ(parse_instant("2026-11-27T10:00:00-05:00"), noon);
  EXPECT_EQ(parse_instant("2026-11-28T05:30:00.0+14:30"), noon);
  EXPECT_EQ(parse_instant("2026-11-27T15:00:00.1234567899Z"), (Instant{noon.us + 123'456}));
  EXPECT_EQ(parse_instant("2026-11-27T15:00:00.05Z"), (Instant{noon.us + 50'000}));
}

TEST(Instant, OfALeapSecondIsTheNextSecond) {
  EXPECT_EQ(parse_instant("1998-12-31T23:59:60Z"), parse_instant("1999-01-01T00:00:00Z"));
  EXPECT_EQ(parse_instant("1998-12-31T15:59:60.5-08:00"), parse_instant("1999-01-01T00:00:00.5Z"));
  EXPECT_FALSE(parse_instant("1998-12-31T22:59:60Z"));
  EXPECT_FALSE(parse_instant("1998-12-31T23:59:60-08:00"));
}

TEST(Instant, IsNotReadFromAnythingElse) {
  for (const char* text :
       {"", "2026-11-27", "2026-11-27T15:00:00", "2026-11-27 15:00:00Z", "2026-13-01T00:00:00Z", "2026-00-01T00:00:00Z",
        "2026-02-29T00:00:00Z", "2026-11-31T00:00:00Z", "2026-11-27T24:00:00Z", "2026-11-27T15:60:00Z",
        "2026-11-27T15:00:61Z", "2026-11-27T15:00:00.Z", "2026-11-27T15:00:00Z ", "2026-11-27T15:00:00+24:00",
        "2026-11-27T15:00:00+0500", "2026-11-27T15:00:00+05:60", "26-11-27T15:00:00Z", "2026-1-27T15:00:00Z",
        "2026-11-27T15:00:0٠Z"})
    EXPECT_FALSE(parse_instant(text)) << text;
}

RC_GTEST_PROP(Instant, SurvivesItsText, ()) {
  const Instant instant = *rc::instant();
  RC_ASSERT(parse_instant(to_string(instant)) == instant);
}

RC_GTEST_PROP(Instant, OrderIsTheOrderOfItsText, ()) {
  const Instant a = *rc::instant(), b = *rc::instant();
  RC_ASSERT((a < b) == (to_string(a) < to_string(b)));
}

TEST(Duration, IsWrittenInTheShortestExactForm) {
  EXPECT_EQ(to_string(Duration{}), "0s");
  EXPECT_EQ(to_string(minutes(135)), "2h 15m");
  EXPECT_EQ(to_string(milliseconds(350)), "350ms");
  EXPECT_EQ(to_string(days(1) + microseconds(1)), "1d 1us");
  EXPECT_EQ(to_string(seconds(-61)), "-1m 1s");
  EXPECT_EQ(to_string(Duration{INT64_MIN}), "-106751991d 4h 54s 775ms 808us");
}

}  // namespace
}  // namespace drydock
