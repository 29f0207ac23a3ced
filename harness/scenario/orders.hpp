// Who orders what and when: the demand of a plan.
#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "harness/scenario/catalog.hpp"
#include "harness/scenario/scenario.hpp"

namespace drydock {

/// How many times the base rate holds at a time of the run, in millionths: linear between the points of the curve.
std::int64_t curve_at(const std::vector<CurvePoint>&, Duration);

/// When orders arrive, from the start of the run, in time order. By a rate: a Poisson process that follows the curve
/// (thinning). By a count: exactly so many, each at a time of its own draw.
std::vector<Duration> draw_arrivals(const Scenario&, std::uint64_t seed);

/// The last cancellation comes within so many times the time in which half of them come.
constexpr std::int64_t cancels_within = 8;

/// The orders of the demand, those who only look, and those who cancel. What an order contains depends on its id alone:
/// without one order, the others stay as they are.
std::vector<PlannedStimulus> draw_shoppers(const Scenario&, const Popularity&, const std::vector<Item>&,
                                           std::uint64_t seed);

/// "O-000123".
std::string order_id(std::int64_t number);

}  // namespace drydock
