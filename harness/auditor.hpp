// The auditor: an actor that asks every system what it says. It sits in a seat of its own, whose links suffer no fault
// and take no capacity from others.
#pragma once
#include <optional>

#include "sim/actor.hpp"

namespace drydock {

/// When the auditor asks by itself: each `period` of the run, then, while things settle, hourly (or each `period`, if
/// that is longer), so that a row is seen in its last state before its system drops it. Without a period only when
/// told.
struct AuditTimes {
  std::optional<Duration> period;
  Instant run_ends;
  Instant settle_ends;
  bool breaks = false;  ///< it also asks the pipeline for the breaks that its reconciliation found
};

/// Asks the declared views of every seat, by its timetable and whenever it is told AuditNow. Every list is read page by
/// page from where the last reading ended, so that only what changed comes back. Told ReplayDecided it asks the views,
/// then the pipeline for the replay, then the views again; a pipeline that is away is asked until it answers.
ActorFactory make_auditor(AuditTimes);

}  // namespace drydock
