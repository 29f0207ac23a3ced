// What was promised with a hold, and what could be: the shop's requests, the pipeline's answers, and the calendar of a
// node.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "contracts/canonical/master.hpp"
#include "contracts/canonical/reservation.hpp"
#include "harness/invariant.hpp"
#include "harness/invariants/fading_map.hpp"
#include "harness/invariants/names.hpp"

namespace drydock {

/// When the first day begins on which goods that are released at `now` can leave a node, if `work` is done before them:
/// today, if that is over before the cut-off (local time), else as many days later as cut-offs pass.
Instant first_ship_day(const Location&, Instant now, Duration work = {});

/// How it is said to people at the node: "2026-11-30", "2026-11-30 16:00:06".
std::string local_day(const Location&, Instant);
std::string local_time(const Location&, Instant);
/// The day that is over at that moment: of a ship-by, which is the end of a ship day.
std::string local_day_until(const Location&, Instant end);

/// The most days that the node's best service of that name takes to a region; nothing if it has none.
std::optional<std::int64_t> days_to(const Location&, std::string_view region, std::string_view service);

/// Requests to hold stock and how they were answered. A request that comes again under its cart and attempt is the same
/// request still: it was decided when it came first.
class AskedHolds {
 public:
  struct Asked {
    Instant at;  ///< when the pipeline first received it
    std::string region;
    std::string service;
    std::vector<std::int64_t> noted;  ///< what the judge wrote down then
    bool answered = false;
  };

  explicit AskedHolds(const Courtroom&);
  static constexpr std::uint32_t kinds() { return bit(RecordKind::request) | bit(RecordKind::reply); }

  /// Takes a request in. What it made, if it is the first of its cart and attempt; else null.
  Asked* asked(const Record&);
  /// The request that this reply is the first answer to, with stock held; null if it is none.
  const Asked* held(const Record&);

 private:
  SeatIndex pipeline_;
  FadingMap<Asked> asked_;             // by business key
  FlatMap<std::uint64_t> by_request_;  // business key of what is not answered yet
};

}  // namespace drydock
