#include "harness/scenario/zone.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "harness/scenario/units.hpp"

namespace drydock {
namespace {

TEST(Zone, LocalTimesAreResolved) {
  const auto winter = resolve_local("America/New_York", *parse_local_time("2026-11-27T10:00:00"));
  ASSERT_TRUE(winter);
  EXPECT_EQ(to_string(*winter), "2026-11-27T15:00:00.000000Z");
  EXPECT_EQ(to_string(*resolve_local("America/New_York", *parse_local_time("2026-07-01 10:00"))),
            "2026-07-01T14:00:00.000000Z");
  EXPECT_FALSE(resolve_local("America/New_York", *parse_local_time("2026-03-08T02:30:00"))) << "the clocks skip it";
  EXPECT_EQ(to_string(*resolve_local("America/New_York", *parse_local_time("2026-11-01T01:30:00"))),
            "2026-11-01T05:30:00.000000Z")
      << "it comes twice: the first";
  EXPECT_FALSE(resolve_local("Nowhere/Land", 0));
}

TEST(Zone, OffsetsCoverTheSpan) {
  const auto from = *parse_instant("2026-10-25T00:00:00Z");
  const auto rows = zone_offsets("America/New_York", from, from + days(30));
  ASSERT_EQ(rows.size(), 2U);
  EXPECT_LE(rows[0].from, from);
  EXPECT_EQ(rows[0].minutes, -240);
  EXPECT_EQ(to_string(rows[1].from), "2026-11-01T06:00:00.000000Z");
  EXPECT_EQ(rows[1].minutes, -300);
  EXPECT_EQ(offset_minutes_at(rows, from), -240);
  EXPECT_EQ(offset_minutes_at(rows, from + days(20)), -300);
}

TEST(Zone, UtcHasOneRow) {
  const auto rows =
      zone_offsets("Etc/UTC", *parse_instant("2026-01-01T00:00:00Z"), *parse_instant("2027-01-01T00:00:00Z"));
  ASSERT_EQ(rows.size(), 1U);
  EXPECT_EQ(rows[0].minutes, 0);
}

TEST(Zone, NamesAndVersion) {
  const auto names = zone_names();
  EXPECT_NE(std::find(names.begin(), names.end(), "Europe/Berlin"), names.end());
  EXPECT_FALSE(zone_exists("America/NewYork"));
  EXPECT_FALSE(tzdata_version().empty());
}

}  // namespace
}  // namespace drydock
