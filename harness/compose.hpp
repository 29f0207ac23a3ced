// From a plan to the world that runs it: who sits where, with which settings, under which faults.
#pragma once
#include "harness/auditor.hpp"
#include "harness/plan.hpp"
#include "sim/world.hpp"

namespace drydock {

/// When the world begins: the plan's start less its prepare phase.
Instant world_start(const Plan&);

/// The auditor's timetable. It follows the plan's times: of a plan that was shifted, it must be asked anew.
AuditTimes audit_times(const Plan&);
/// Whether breaks are to be looked for: the plan has its pipeline reconcile, or lets views drift apart.
bool reconciles(const Plan&);

/// The world of a plan: all mocks, and `pipeline` in the pipeline's seat. Stimuli are fed apart (`stimuli_of`), lazily.
WorldSpec compose(const Plan&, ActorFactory pipeline);

/// The plan's stimuli with seats by number, in time order.
StimulusSpec stimulus_of(const PlannedStimulus&, const Directory&);
/// One that waited for its trigger, which has come.
StimulusSpec stimulus_of(const TriggeredStimulus&, Instant at, const Directory&);

/// Trucks leave by timetable: the pickups of all warehouses as stimuli, in time order.
std::vector<StimulusSpec> pickups_of(const Plan&, const Directory&);

}  // namespace drydock
