// Which messages travel between which seats, and what a target's globs come to.
#pragma once
#include <string>
#include <utility>
#include <vector>

#include "harness/plan.hpp"
#include "harness/scenario/glob.hpp"
#include "harness/scenario/scenario.hpp"

namespace drydock {

/// The legs of messages that go along the link: the division of labour of the workflows (commerce asks the pipeline,
/// but the marketplace nobody, the pipeline asks everybody, TMS and carriers each other of freight, publishers tell
/// the pipeline). Empty for a link that carries nothing, and for the auditor's.
std::vector<LegKind> legs_between(const Seat& from, const Seat& to);

/// The messages that go along the link on these legs, by name: what the callee serves to this caller, and what the
/// sender publishes. Lists that only the auditor asks for go along no other link.
std::vector<std::string> messages_between(const Seat& from, const Seat& to, const std::vector<LegKind>& legs);

/// The last channel of the scenario that names the link; null if none does (its events go by webhook).
const ScenarioChannel* channel_of(const Scenario&, const Seat& from, const Seat& to);
/// Whether the events of the link lie in a polled feed.
bool is_feed(const Scenario&, const Seat& from, const Seat& to);

/// The seats that a target without an arrow names, in world order; never the auditor.
std::vector<Seat> target_seats(const Target&, const std::vector<Seat>&);
/// The links that a target with an arrow names and that carry at least one of `legs`, in world order.
std::vector<std::pair<Seat, Seat>> target_links(const Target&, const std::vector<Seat>&,
                                                const std::vector<LegKind>& legs);

}  // namespace drydock
