// Quantities as people write them: durations, shares, rates, times of day. Everything is exact; nothing passes through
// floating point. Each reader gives nothing if the text is not of its form; the `*_shape` texts say the form.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "contracts/canonical/instant.hpp"
#include "harness/plan.hpp"
#include "sim/draw.hpp"

namespace drydock {

inline constexpr std::string_view duration_shape =
    "a duration such as 8h, 350ms, 2d or 1h 30m (units d, h, m, s, ms, us)";
inline constexpr std::string_view share_shape = "a percentage such as 1% or 0.5 % (or a ratio such as 1/200)";
inline constexpr std::string_view decimal_shape = "a number such as 3 or 1.5";
inline constexpr std::string_view count_shape = "a whole number such as 40";
inline constexpr std::string_view rate_shape = "a rate such as 20/min, 5/s or 2600 orders/h";
inline constexpr std::string_view time_of_day_shape = "a local time such as \"17:00\"";
inline constexpr std::string_view days_shape = "whole days such as 1d, or a range such as 2-4d";
inline constexpr std::string_view interval_shape = "an interval such as every 30m";

/// "8h", "1h 30m", "1.5s", "-5s", "0s". Up to 10,000 days.
std::optional<Duration> parse_duration(std::string_view);
/// "1%", "0.5 %", "1/200"; between 0 and 1. In lowest terms.
std::optional<Ratio> parse_share(std::string_view);
/// "3", "1.5", "0.125": at least 0, at most six digits after the point. In lowest terms.
std::optional<Ratio> parse_decimal(std::string_view);
/// "40", "-3".
std::optional<std::int64_t> parse_count(std::string_view);

/// So many in so long: {20, minutes(1)}.
struct OrderRate {
  Ratio count;
  Duration per;
};
/// "20/min", "2600 orders/h", "0.5/s": a word may stand between number and stroke.
std::optional<OrderRate> parse_rate(std::string_view);
/// "17:00" as minutes after midnight.
std::optional<std::int64_t> parse_time_of_day(std::string_view);
/// "1d", "2-4d": days from and to.
std::optional<std::pair<std::int64_t, std::int64_t>> parse_days(std::string_view);
/// "every 30m"; positive.
std::optional<Duration> parse_interval(std::string_view);
/// "200ms" (at most), ">= 99%", "< 5". The measure is left empty.
std::optional<Expectation> parse_limit(std::string_view);
/// "2026-11-27T10:00:00", seconds optional: a calendar time without a zone, as microseconds since 1970 were it UTC.
std::optional<std::int64_t> parse_local_time(std::string_view);

/// "1%", "0.5%", "1/3": what parse_share reads back.
std::string share_text(Ratio);
/// The ratio in lowest terms.
Ratio lowest(Ratio);
/// The ratio in millionths, rounded to the nearest.
std::int64_t millionths(Ratio);

}  // namespace drydock
