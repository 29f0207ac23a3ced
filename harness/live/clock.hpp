// The clock of a live world: the system's time when it began, carried on by the steady clock.
#pragma once
#include <chrono>

#include "contracts/canonical/instant.hpp"

namespace drydock::live {

/// The system clock as an instant. It may be set back at any time: for a beginning, not for spans.
inline Instant system_now() {
  const auto wall = std::chrono::system_clock::now().time_since_epoch();
  return {std::chrono::duration_cast<std::chrono::microseconds>(wall).count()};
}

/// Never goes back, whatever is done to the system clock: records are in order of time, and spans are true.
class WorldClock {
 public:
  using Steady = std::chrono::steady_clock;
  /// World time is `began` plus `offset` at the steady moment `moment`.
  WorldClock(Duration offset, Instant began, Steady::time_point moment) : began_(began + offset), moment_(moment) {}
  explicit WorldClock(Duration offset) : WorldClock(offset, system_now(), Steady::now()) {}

  Instant at(Steady::time_point moment) const {
    return began_ + Duration{std::chrono::duration_cast<std::chrono::microseconds>(moment - moment_).count()};
  }
  Instant now() const { return at(Steady::now()); }

 private:
  Instant began_;
  Steady::time_point moment_;
};

}  // namespace drydock::live
