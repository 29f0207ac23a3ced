// How much a mock takes on at a time.
#pragma once
#include <cstdint>

#include "contracts/canonical/instant.hpp"

namespace drydock {

/// Limits of a mock's own application, apart from the workers and the intake of its seat (SeatSpec): they only show
/// when the seat has more workers than `concurrency`. Unmetered requests (an auditor's) do not count or wait.
struct Limits {
  /// Requests received and not yet answered; one more is refused with 429 `concurrency_limit`. 0: no cap.
  std::int64_t concurrency = 0;
  /// How long a request is worked on before anything happens. It counts as in progress meanwhile.
  Duration service_time{};
  /// What a refusal by the cap says in Retry-After.
  Duration retry_after = seconds(1);
  /// How long a finished write is known by its idempotency key. A day is what payment providers promise at the least
  /// (Stripe, API reference, idempotent requests).
  Duration key_memory = hours(24);
  /// Requests taken in a minute of the seat's clock; one more is refused with 429 `quota_used_up`, and Retry-After says
  /// when the next minute begins. 0: no quota. Kept in memory: a restart forgives what was used.
  std::int64_t quota = 0;
};

}  // namespace drydock
