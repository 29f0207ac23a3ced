#include "harness/scenario/zone.hpp"

#include <date/tz.h>

#include <algorithm>
#include <fstream>

namespace drydock {
namespace {

// Null if there is no such zone, or no data at all.
const date::time_zone* find_zone(std::string_view tz) {
  try {
    return date::locate_zone(std::string(tz));
  } catch (const std::exception&) {
    return nullptr;
  }
}

date::sys_seconds whole_seconds(Instant at) {
  const std::int64_t us = at.us;
  return date::sys_seconds(std::chrono::seconds(us >= 0 ? us / 1'000'000 : -((-us + 999'999) / 1'000'000)));
}

Instant instant_of(date::sys_seconds at) { return {std::int64_t{at.time_since_epoch().count()} * 1'000'000}; }

}  // namespace

std::vector<std::string> zone_names() {
  std::vector<std::string> names;
  try {
    for (const date::time_zone& zone : date::get_tzdb().zones) names.push_back(zone.name());
  } catch (const std::exception&) {
    names.clear();
  }
  return names;
}

bool zone_exists(std::string_view tz) { return find_zone(tz) != nullptr; }

std::optional<Instant> resolve_local(std::string_view tz, std::int64_t local_us) {
  const date::time_zone* zone = find_zone(tz);
  if (zone == nullptr) return std::nullopt;
  const std::int64_t below = ((local_us % 1'000'000) + 1'000'000) % 1'000'000;
  const date::local_seconds local(std::chrono::seconds((local_us - below) / 1'000'000));
  const date::local_info info = zone->get_info(local);
  if (info.result == date::local_info::nonexistent) return std::nullopt;
  return Instant{local_us - std::int64_t{info.first.offset.count()} * 1'000'000};
}

std::vector<ZoneOffset> zone_offsets(std::string_view tz, Instant from, Instant until) {
  std::vector<ZoneOffset> rows;
  const date::time_zone* zone = find_zone(tz);
  date::sys_seconds at = whole_seconds(from);
  const date::sys_seconds last = whole_seconds(until);
  while (zone != nullptr && at <= last) {
    const date::sys_info info = zone->get_info(at);
    const bool since_ever = info.begin < date::sys_days(date::year(1970) / 1 / 1);
    rows.push_back({since_ever ? Instant{} : instant_of(info.begin), info.offset.count() / 60});
    if (info.end >= date::sys_days(date::year(9999) / 1 / 1)) break;
    at = info.end;
  }
  if (rows.empty()) rows.push_back({});
  return rows;
}

std::int64_t offset_minutes_at(const std::vector<ZoneOffset>& rows, Instant at) {
  std::int64_t minutes = rows.empty() ? 0 : rows.front().minutes;
  for (const ZoneOffset& row : rows)
    if (row.from <= at) minutes = row.minutes;
  return minutes;
}

std::string tzdata_version() {
  // Debian ships no version file; the compiled rules' source says it in its first line.
  std::ifstream rules("/usr/share/zoneinfo/tzdata.zi");
  constexpr std::string_view lead = "# version ";
  std::string line;
  if (std::getline(rules, line) && line.starts_with(lead)) return line.substr(lead.size());
  return "unknown";
}

}  // namespace drydock
