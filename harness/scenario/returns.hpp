// The returns of a scenario: read and checked, and as the wishes of a plan.
#pragma once
#include <cstdint>
#include <vector>

#include "contracts/canonical/returns.hpp"
#include "harness/scenario/reading.hpp"
#include "harness/scenario/scenario.hpp"

namespace drydock {

/// `returns:` of a stream: a share of its orders, or a map of its own.
void read_returns(Reading&, const Node&, ScenarioDemand&);
/// The last parcel can be asked for, travel and be looked at before the end of settle.
void check_returns(Reading&, const Scenario&);

/// From the first delivery until a return of the stream is inspected, at most; zero if nobody sends anything back.
Duration returns_within(const Scenario&, const ScenarioDemand&);

/// What the customer of an order will send back: nothing, one return, or the same lines twice ("O-000123-R1" and
/// "-R2"). Drawn by the order's id.
std::vector<ReturnWish> draw_returns(const Scenario&, const ScenarioDemand&, const ShopperArrives&, std::uint64_t seed);

}  // namespace drydock
