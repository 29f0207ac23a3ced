// Time zones, resolved while a plan is made: a run itself knows offsets only.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "contracts/canonical/master.hpp"

namespace drydock {

/// All zones of the system's time zone data; empty if there is none (package tzdata).
std::vector<std::string> zone_names();
bool zone_exists(std::string_view tz);
/// The instant of a calendar time (microseconds since 1970 were it UTC) in a zone that exists. Of a time that occurs
/// twice the first; nothing for one that a change of clocks leaves out.
std::optional<Instant> resolve_local(std::string_view tz, std::int64_t local_us);
/// The offsets that cover [from, until], in time order, at least one. The zone must exist.
std::vector<ZoneOffset> zone_offsets(std::string_view tz, Instant from, Instant until);
/// Minutes to add to UTC at that instant, by rows as above.
std::int64_t offset_minutes_at(const std::vector<ZoneOffset>&, Instant);
/// The version of the data, "2026f", or "unknown".
std::string tzdata_version();

}  // namespace drydock
