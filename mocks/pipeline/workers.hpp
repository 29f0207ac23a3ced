// Workers that take events in. A healthy pipeline needs each for a moment only, so that none ever waits; defects hold
// them.
#pragma once
#include <deque>
#include <map>
#include <optional>
#include <set>
#include <string>

#include "sim/actor.hpp"

namespace drydock::pipeline {

struct Workers {
  struct Waiting {
    Received received;
    Instant accepted;
  };
  std::deque<Waiting> queue;                 ///< for a free worker
  std::map<std::string, RequestId> held;     ///< by fulfilment: the event whose worker waits for the carrier
  std::map<std::uint64_t, Waiting> lagging;  ///< by number: on a worker that is behind
  std::map<std::uint64_t, Received> asked;   ///< requests that wait behind the postings, by number
  std::uint64_t last = 0;
  std::map<SeatIndex, Instant> stuck;  ///< by publisher: until when a body of it that cannot be read holds up the rest

  /// When the oldest stock input that is not yet applied was accepted.
  std::optional<Instant> oldest() const {
    std::optional<Instant> at;
    if (!queue.empty()) at = queue.front().accepted;
    for (const auto& [number, waiting] : lagging)
      if (!at || waiting.accepted < *at) at = waiting.accepted;
    return at;
  }
};

}  // namespace drydock::pipeline
