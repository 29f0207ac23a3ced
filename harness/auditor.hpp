// The auditor: an actor that asks every system what it says. It sits in a seat of its own, whose links suffer no fault
// and take no capacity from others.
#pragma once
#include <optional>

#include "sim/actor.hpp"

namespace drydock {

/// Tells the auditor to ask now (a stimulus).
struct AuditNow {
  bool operator==(const AuditNow&) const = default;
};
DRYDOCK_DESCRIBE_EMPTY(AuditNow)

/// Asks the declared views of every seat each `period` until `until`, and whenever it is told AuditNow. Every list is read
/// page by page from where the last reading ended, so that only what changed comes back.
ActorFactory make_auditor(std::optional<Duration> period, Instant until);

}  // namespace drydock
