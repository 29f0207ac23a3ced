// Orders that were placed once, placed again.
#pragma once
#include <cstdint>
#include <vector>

#include "harness/scenario/scenario.hpp"

namespace drydock {

class Reading;

/// How much later than the file says the orders of a stream come.
Duration shift_of(const ScenarioDemand&);
/// How many of a stream's replayed orders lie within the run, before they are scaled.
std::int64_t replayed_within(const Scenario&, const ScenarioDemand&);
/// The name of an order's n-th copy: "SO-17", "SO-17.x2", "SO-17.x3".
std::string copy_name(const std::string& order, std::int64_t copy);

/// The orders of a stream that is replayed, and their cancellations. Those outside the run are left out. By `scale`
/// each comes so many times: the first under its own name and at its own time, copies up to a minute later; of a
/// fraction chance decides, by the order's id.
std::vector<PlannedStimulus> replay_orders(const Scenario&, const ScenarioDemand&, const std::vector<Item>&,
                                           std::uint64_t seed);

/// Replayed orders must be within the run, if only one, and have names that no other order has.
void check_replays(Reading&, const Scenario&);

}  // namespace drydock
