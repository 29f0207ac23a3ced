// Instants and durations of the canonical model.
#pragma once
#include <compare>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace drydock {

/// A span of time in microseconds; negative where one point lies before another.
struct Duration {
  std::int64_t us = 0;
  friend constexpr auto operator<=>(Duration, Duration) = default;
  friend constexpr Duration operator+(Duration a, Duration b) { return {a.us + b.us}; }
  friend constexpr Duration operator-(Duration a, Duration b) { return {a.us - b.us}; }
  friend constexpr Duration operator*(Duration a, std::int64_t n) { return {a.us * n}; }
  friend constexpr Duration operator/(Duration a, std::int64_t n) { return {a.us / n}; }
};

constexpr Duration microseconds(std::int64_t n) { return {n}; }
constexpr Duration milliseconds(std::int64_t n) { return {n * 1000}; }
constexpr Duration seconds(std::int64_t n) { return {n * 1'000'000}; }
constexpr Duration minutes(std::int64_t n) { return seconds(n * 60); }
constexpr Duration hours(std::int64_t n) { return minutes(n * 60); }
constexpr Duration days(std::int64_t n) { return hours(n * 24); }

/// A point in time: microseconds since 1970-01-01T00:00:00Z. On the wire an RFC 3339 date-time in UTC with exactly six
/// decimals ("2026-11-27T15:00:00.000000Z"), so that equal instants are equal bytes.
struct Instant {
  std::int64_t us = 0;
  friend constexpr auto operator<=>(Instant, Instant) = default;
  friend constexpr Instant operator+(Instant t, Duration d) { return {t.us + d.us}; }
  friend constexpr Instant operator-(Instant t, Duration d) { return {t.us - d.us}; }
  friend constexpr Duration operator-(Instant a, Instant b) { return {a.us - b.us}; }
};

/// The RFC 3339 form described at Instant. Years 0000 to 9999; others are clamped.
std::string to_string(Instant);
/// The same, appended; or written where there is room for it.
void append_instant(std::string& out, Instant);
inline constexpr std::size_t instant_size = 27;
void write_instant(char* to, Instant);
/// Reads any RFC 3339 date-time (offset, fraction of any length; digits past the microsecond are dropped). Nothing if
/// it is not one, a leap second excepted, which is read as the next second.
std::optional<Instant> parse_instant(std::string_view);
/// "2h 15m", "350ms", "0s": the shortest exact form, largest unit first (d, h, m, s, ms, us).
std::string to_string(Duration);

}  // namespace drydock
