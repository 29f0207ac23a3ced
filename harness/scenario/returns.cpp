#include "harness/scenario/returns.hpp"

#include <algorithm>
#include <array>
#include <string_view>

#include "harness/scenario/sections.hpp"

namespace drydock {
namespace {

constexpr std::array<std::string_view, 4> dispositions{"restocked", "not_restocked", "processing", "missing"};

void read_dispositions(Reading& reading, const Node& node, ScenarioReturns& returns) {
  const std::size_t before = reading.count();
  const Keys keys(reading, node, scenario_section("dispositions"));
  if (!keys) return;
  std::int64_t sum = 0;
  for (std::size_t i = 0; i < dispositions.size(); ++i) {
    returns.dispositions[i] = {0, 1};
    const Node* value = keys[dispositions[i]];
    const auto share = value == nullptr ? std::nullopt : reading.share(*value, dispositions[i]);
    if (share) returns.dispositions[i] = *share;
    sum += millionths(returns.dispositions[i]);
  }
  const bool whole = sum >= 1'000'000 - 10 && sum <= 1'000'000 + 10;
  if (whole || reading.count() != before) return;
  Mistake& mistake =
      reading.wrong(node.at, "the shares of `dispositions` are together " + share_text({sum, 1'000'000}));
  mistake.found = share_text({sum, 1'000'000});
  mistake.expected = "100%";
}

// Each unit by itself: one of a parcel may be broken, and the others not.
ReturnedUnits draw_units(const ScenarioReturns& returns, const LineQuantity& line, Draw& draw) {
  ReturnedUnits units{line.line, line.item, 0, 0, 0, 0};
  const std::array<std::int64_t*, 4> piles{&units.restocked, &units.not_restocked, &units.processing, &units.missing};
  std::int64_t total = 0;
  for (const Ratio share : returns.dispositions) total += millionths(share);
  for (std::int64_t unit = 0; unit < line.quantity; ++unit) {
    std::int64_t at = draw.below(std::max<std::int64_t>(1, total));
    std::size_t pile = 0;
    while (pile + 1 < piles.size() && at >= millionths(returns.dispositions[pile]))
      at -= millionths(returns.dispositions[pile++]);
    ++*piles[pile];
  }
  return units;
}

// All of the order, or some units of one line.
std::vector<LineQuantity> draw_lines(const ScenarioReturns& returns, const std::vector<OrderLine>& ordered,
                                     Draw& draw) {
  std::vector<LineQuantity> lines;
  if (draw.chance(returns.whole)) {
    for (const OrderLine& line : ordered) lines.push_back({line.line, line.item, line.quantity});
    return lines;
  }
  const OrderLine& line = ordered[static_cast<std::size_t>(draw.below(static_cast<std::int64_t>(ordered.size())))];
  return {{line.line, line.item, draw.between(1, line.quantity)}};
}

std::int64_t in_seconds(Duration span) { return std::max<std::int64_t>(1, span.us / seconds(1).us); }

Duration way_of(const Scenario& scenario, const ScenarioReturns& returns) {
  return returns.way.value_or(scenario.clock.day);
}

}  // namespace

void read_returns(Reading& reading, const Node& node, ScenarioDemand& demand) {
  ScenarioReturns& returns = demand.returns;
  returns.at = node.at;
  if (node.kind == Node::Kind::scalar) {
    if (const auto share = reading.share(node, "returns")) returns.share = *share;
    return;
  }
  const Keys keys(reading, node, scenario_section("returns"));
  if (!keys) return;
  const auto share = [&](std::string_view key, Ratio& into) {
    if (const Node* value = keys[key])
      if (const auto read = reading.share(*value, key)) into = *read;
  };
  share("share", returns.share);
  share("whole", returns.whole);
  share("again", returns.again);
  if (const Node* lag = keys["lag"])
    if (const auto value = reading.positive(*lag, "lag")) returns.lag = *value;
  if (const Node* way = keys["way"])
    if (const auto value = reading.positive(*way, "way")) returns.way = *value;
  if (const Node* inspection = keys["inspection"])
    if (const auto value = reading.positive(*inspection, "inspection")) returns.inspection = *value;
  if (const Node* found = keys["dispositions"]) read_dispositions(reading, *found, returns);
}

Duration returns_within(const Scenario& scenario, const ScenarioDemand& demand) {
  const ScenarioReturns& returns = demand.returns;
  if (returns.share.numerator == 0) return {};
  const Duration asked = returns.again.numerator > 0 ? returns.lag * 2 : returns.lag;
  return asked + way_of(scenario, returns) + returns.inspection;
}

void check_returns(Reading& reading, const Scenario& scenario) {
  for (const ScenarioDemand* demand : streams_of(scenario)) {
    const Duration within = returns_within(scenario, *demand);
    if (within < scenario.clock.settle.value || within == Duration{}) continue;
    Mistake& mistake =
        reading.wrong(demand->returns.at, "a return may take " + to_string(within) +
                                              " from the delivery to its inspection, longer than settle");
    mistake.found = to_string(within);
    mistake.expected = "less than " + to_string(scenario.clock.settle.value) + " for `lag`, `way` and `inspection`";
  }
}

std::vector<ReturnWish> draw_returns(const Scenario& scenario, const ScenarioDemand& demand,
                                     const ShopperArrives& shopper, std::uint64_t seed) {
  const ScenarioReturns& returns = demand.returns;
  Draw draw(seed, Purpose::order_content, shopper.order_id, "return");
  if (shopper.lines.empty() || !draw.chance(returns.share)) return {};
  const std::vector<LineQuantity> lines = draw_lines(returns, shopper.lines, draw);
  const bool again = draw.chance(returns.again);
  std::vector<ReturnWish> wishes;
  std::int64_t after = 0;
  for (std::int64_t number = 1; number <= (again ? 2 : 1); ++number) {
    ReturnWish& wish = wishes.emplace_back();
    wish.return_id = shopper.order_id + "-R" + std::to_string(number);
    wish.order_id = shopper.order_id;
    wish.reason = "does_not_fit";
    for (const LineQuantity& line : lines) wish.lines.push_back(draw_units(returns, line, draw));
    after += draw.between(1, in_seconds(returns.lag));
    wish.after_seconds = after;
    wish.way_seconds = in_seconds(way_of(scenario, returns));
    wish.inspection_seconds = in_seconds(returns.inspection);
  }
  return wishes;
}

}  // namespace drydock
