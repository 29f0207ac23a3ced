// Instants of a run as people read them.
#pragma once
#include <string>

#include "reports/verdict.hpp"

namespace drydock {

/// Since the start of the run: "+02:15:07.250"; before it "-00:00:30.000". Hours grow past 99 where they must.
std::string virtual_time(const Verdict&, Instant);
/// On the scenario's own clock: "2026-11-27 12:15:07.250 -05:00".
std::string calendar_time(const Verdict&, Instant);
/// A measure's value with its unit: us as "143ms", ratio (millionths) as "99.21 %", anything else as a number.
std::string measure_value(const MeasureResult&);
/// 1234567 as "1,234,567".
std::string grouped(std::uint64_t);
/// 1288490188 as "1.2 GiB".
std::string bytes_in_words(std::uint64_t);

}  // namespace drydock
