// How often an operation was called for a business key on a link.
#pragma once
#include <cstdint>

#include "contracts/canonical/instant.hpp"
#include "sim/flat_map.hpp"

namespace drydock {

/// Counts attempts by the hash of (link, operation, key). A key whose last attempt has not succeeded is never
/// forgotten, so that a retry never repeats the draws of an earlier attempt, however long it waits. A key that
/// succeeded is forgotten when it has rested for one to two hours: memory follows the traffic of the last hours, not
/// the length of the run. What is forgotten depends on the key's own history and on the clock alone, never on other
/// keys.
class AttemptCounts {
 public:
  explicit AttemptCounts(Instant start) : turn_(start + rest) {}
  /// The number of this attempt, from 1.
  std::uint32_t next(std::uint64_t key, Instant now);
  void succeeded(std::uint64_t key, Instant now);

 private:
  static constexpr Duration rest = hours(1);
  void turn(Instant now);

  FlatMap<std::uint32_t> open_;
  FlatMap<std::uint32_t> resting_;
  FlatMap<std::uint32_t> rested_;
  Instant turn_;
};

}  // namespace drydock
