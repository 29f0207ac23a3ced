#include "reports/when.hpp"

#include <fmt/format.h>

#include <cstdlib>

namespace drydock {

std::string virtual_time(const Verdict& verdict, Instant at) {
  const std::int64_t us = (at - verdict.start).us;
  const char sign = us < 0 ? '-' : '+';
  const std::uint64_t ms = static_cast<std::uint64_t>(us < 0 ? -us : us) / 1000;
  return fmt::format("{}{:02}:{:02}:{:02}.{:03}", sign, ms / 3'600'000, ms / 60'000 % 60, ms / 1000 % 60, ms % 1000);
}

std::string calendar_time(const Verdict& verdict, Instant at) {
  const std::int64_t offset = verdict.utc_offset_minutes;
  const std::string utc = to_string(at + minutes(offset));  // "2026-11-27T12:15:07.250000Z" on the local clock
  const std::int64_t size = offset < 0 ? -offset : offset;
  return fmt::format("{} {} {}{:02}:{:02}", utc.substr(0, 10), utc.substr(11, 12), offset < 0 ? '-' : '+', size / 60,
                     size % 60);
}

namespace {

/// Durations of a report need three significant digits, not every microsecond.
std::string readable(std::int64_t us) {
  if (us % 1000 == 0) return to_string(Duration{us});
  if (us >= 10'000 || us <= -10'000) return to_string(Duration{(us + (us < 0 ? -500 : 500)) / 1000 * 1000});
  return to_string(Duration{us});
}

}  // namespace

std::string measure_value(const MeasureResult& measure) {
  if (measure.unit == "us") return readable(measure.value);
  if (measure.unit == "ratio") {
    const std::int64_t hundredths = measure.value / 100;  // of a percent
    return fmt::format("{}{}.{:02} %", measure.value < 0 ? "-" : "", std::llabs(hundredths) / 100,
                       std::llabs(hundredths) % 100);
  }
  if (measure.value < 0) return fmt::format("{}", measure.value);
  return grouped(static_cast<std::uint64_t>(measure.value));
}

std::string grouped(std::uint64_t number) {
  std::string digits = fmt::format("{}", number);
  for (std::size_t at = digits.size(); at > 3;) {
    at -= 3;
    digits.insert(at, ",");
  }
  return digits;
}

std::string bytes_in_words(std::uint64_t bytes) {
  static constexpr const char* units[] = {"B", "KiB", "MiB", "GiB", "TiB"};
  std::uint64_t tenths = bytes * 10;
  std::size_t unit = 0;
  while (tenths >= 10'240 && unit + 1 < std::size(units)) {
    tenths /= 1024;
    ++unit;
  }
  return unit == 0 ? fmt::format("{} B", bytes) : fmt::format("{}.{} {}", tenths / 10, tenths % 10, units[unit]);
}

}  // namespace drydock
