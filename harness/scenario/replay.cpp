#include "harness/scenario/replay.hpp"

#include <algorithm>

#include "harness/scenario/orders.hpp"
#include "harness/scenario/reading.hpp"

namespace drydock {
namespace {

constexpr Duration copies_within = minutes(1);
constexpr std::int64_t customers = 100'000;

std::string digits(std::int64_t number, std::size_t width) {
  std::string text = std::to_string(number);
  return text.size() < width ? std::string(width - text.size(), '0') + text : text;
}

bool within(const Scenario& scenario, Duration at) { return at.us >= 0 && at < scenario.clock.run.value; }

std::int64_t copies_of(const ReplayedOrder& order, Ratio scale, std::uint64_t seed) {
  Draw draw(seed, Purpose::order_content, order.order.value, "scale");
  const std::int64_t whole = scale.numerator / scale.denominator;
  const Ratio rest{scale.numerator % scale.denominator, scale.denominator};
  return whole + (rest.numerator > 0 && draw.chance(rest) ? 1 : 0);
}

ShopperArrives shopper_of(const ReplayedOrder& order, const std::string& name, const std::vector<Item>& items,
                          std::uint64_t seed) {
  ShopperArrives shopper;
  shopper.order_id = name;
  shopper.cart_id = "C-" + name;
  Draw draw(seed, Purpose::order_content, name);
  shopper.customer = "P-" + digits(draw.between(1, customers), 6);
  shopper.ship_to.region = order.region;
  shopper.ship_to.postal_code = std::to_string(draw.between(10'000, 99'999));
  if (!order.customer.empty()) shopper.customer = order.customer;
  if (!order.postal_code.empty()) shopper.ship_to.postal_code = order.postal_code;
  shopper.service = order.service;
  shopper.looks = false;  // who looked, and when, is not in the file
  for (const ReplayedOrder::Line& from : order.lines) {
    const Item& item = items[static_cast<std::size_t>(from.item - 1)];
    OrderLine line{std::to_string(shopper.lines.size() + 1), item.item, from.quantity, item.unit_price};
    if (from.price_minor) line.unit_price.minor = *from.price_minor;
    shopper.lines.push_back(std::move(line));
  }
  return shopper;
}

}  // namespace

Duration shift_of(const ScenarioDemand& demand) {
  if (!demand.shift_to_start || demand.replayed.empty()) return demand.shift;
  const auto first = std::min_element(demand.replayed.begin(), demand.replayed.end(),
                                      [](const auto& a, const auto& b) { return a.at < b.at; });
  return Duration{} - first->at;
}

std::int64_t replayed_within(const Scenario& scenario, const ScenarioDemand& demand) {
  const Duration shift = shift_of(demand);
  return std::count_if(demand.replayed.begin(), demand.replayed.end(),
                       [&](const ReplayedOrder& order) { return within(scenario, order.at + shift); });
}

std::string copy_name(const std::string& order, std::int64_t copy) {
  return copy == 1 ? order : order + ".x" + std::to_string(copy);
}

std::vector<PlannedStimulus> replay_orders(const Scenario& scenario, const ScenarioDemand& demand,
                                           const std::vector<Item>& items, std::uint64_t seed) {
  const Duration shift = shift_of(demand);
  std::vector<PlannedStimulus> stimuli;
  for (const ReplayedOrder& order : demand.replayed) {
    if (!within(scenario, order.at + shift)) continue;
    const std::int64_t copies = copies_of(order, demand.scale, seed);
    for (std::int64_t copy = 1; copy <= copies; ++copy) {
      ShopperArrives shopper = shopper_of(order, copy_name(order.order.value, copy), items, seed);
      Duration at = order.at + shift;
      if (copy > 1) {
        Draw draw(seed, Purpose::arrival, shopper.order_id);
        at = at + Duration{draw.below(std::min(copies_within, scenario.clock.run.value - at).us)};
      }
      const std::string shop(shop_of(scenario, shopper, seed));
      add_cancellation(scenario, demand, shopper, shop, at, seed, stimuli);
      stimuli.push_back({scenario.clock.start.value + at, shop, Payload::of(std::move(shopper))});
    }
  }
  return stimuli;
}

namespace {

void check_window(Reading& reading, const Scenario& scenario, const ScenarioDemand& demand) {
  if (demand.replayed.empty() || replayed_within(scenario, demand) > 0) return;
  const auto [first, last] = std::minmax_element(demand.replayed.begin(), demand.replayed.end(),
                                                 [](const auto& a, const auto& b) { return a.at < b.at; });
  Mistake& mistake = reading.wrong(demand.from.file.at, "no order of `" + demand.from.file.value +
                                                            "` lies within the run: they come from " +
                                                            to_string(first->at + demand.shift) + " to " +
                                                            to_string(last->at + demand.shift) + " after its start");
  mistake.found = demand.from.file.value;
  mistake.expected = "some between 0s and " + to_string(scenario.clock.run.value) + "; `shift: to-start` moves them";
}

}  // namespace

void check_replays(Reading& reading, const Scenario& scenario) {
  std::map<std::string, const ReplayedOrder*> names;
  const auto taken = [&](const Marked<std::string>& id) {
    Mistake& mistake = reading.wrong(id.at, "the id `" + id.value + "` is taken already");
    mistake.found = id.value;
    mistake.expected = "an id that no other order has";
  };
  for (const ScenarioDemand* stream : streams_of(scenario)) {
    check_window(reading, scenario, *stream);
    for (const ReplayedOrder& order : stream->replayed) {
      const bool drawn = scenario.marketplace && !stream_of(order.order.value).empty();
      if (!names.emplace(order.order.value, &order).second || drawn) taken(order.order);
    }
  }
  for (const ScenarioOrder& order : scenario.orders)
    if (names.contains(order.id.value)) taken(order.id);
  // What copies are called must not be the name of another order.
  for (const auto& [name, order] : names) {
    const std::size_t mark = name.rfind(".x");
    if (mark != std::string::npos && names.contains(name.substr(0, mark))) taken(order->order);
  }
}

}  // namespace drydock
