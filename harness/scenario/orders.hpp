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

/// When a stream's orders arrive, from the start of the run, in time order. By a rate: a Poisson process that follows
/// the curve (thinning). By a count: exactly so many, each at a time of its own draw.
std::vector<Duration> draw_arrivals(const Scenario&, const ScenarioDemand&, std::uint64_t seed);

/// The last cancellation comes within so many times the time in which half of them come.
constexpr std::int64_t cancels_within = 8;

/// The orders of a stream, those who only look, and those who cancel. What an order contains depends on its id alone,
/// and the id on the stream's name and a number ("O-000123", "O-flash-000123"; at the marketplace "M-000123"): without
/// one order, or one stream, the others stay as they are.
std::vector<PlannedStimulus> draw_shoppers(const Scenario&, const ScenarioDemand&, const std::vector<Item>&,
                                           std::uint64_t seed);

/// Perhaps the cancelling of an order that comes at `arrival`, as its stream says: half of the cancellations come
/// within its `cancel_half_within`. Drawn by the order's id.
void add_cancellation(const Scenario&, const ScenarioDemand&, const ShopperArrives&, std::string_view shop,
                      Duration arrival, std::uint64_t seed, std::vector<PlannedStimulus>&);

/// The seat where a shopper of a stream buys: the marketplace for its share of them, drawn by the order's id.
std::string_view shop_of(const Scenario&, const ShopperArrives&, std::uint64_t seed);

/// The stream an order id belongs to: "shop", "flash"; empty for an order with a name of its own.
std::string stream_of(std::string_view order_id);
/// The share of that order's stream that leaves without a word.
Ratio abandon_of(const Plan&, std::string_view order_id);

/// A named order, as its customer checks out: without a look before it.
ShopperArrives named_shopper(const ScenarioOrder&, const std::vector<Item>&, std::uint64_t seed);
/// Its cancelling, which it must have.
ShopperCancels named_cancellation(const ScenarioOrder&, const ShopperArrives&);

}  // namespace drydock
