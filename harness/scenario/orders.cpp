#include "harness/scenario/orders.hpp"

#include <algorithm>

#include "harness/scenario/replay.hpp"

namespace drydock {
namespace {

__extension__ using Wide = __int128;

constexpr std::int64_t million = 1'000'000;
constexpr std::size_t most_orders = 2'000'000;
constexpr std::int64_t most_lines = 8;
constexpr std::int64_t customers = 100'000;
constexpr std::string_view order_lead = "O-";
constexpr std::string_view market_lead = "M-";  // of the marketplace's orders, in place of it

std::string padded(std::int64_t number) {
  std::string digits = std::to_string(number);
  return digits.size() < 6 ? std::string(6 - digits.size(), '0') + digits : digits;
}

// "O-000123" of the stream `shop`, "O-flash-000123" of another one.
std::string numbered(std::string_view lead, const ScenarioDemand& demand, std::int64_t number) {
  return std::string(lead) + (demand.name == "shop" ? "" : demand.name + "-") + padded(number);
}

std::int64_t peak_of(const std::vector<CurvePoint>& curve) {
  std::int64_t peak = 1;
  for (const CurvePoint& point : curve) peak = std::max(peak, millionths(point.times));
  return peak;
}

// Candidates come at the highest rate; each is kept with the chance that the curve leaves it.
std::vector<Duration> poisson(const Scenario& scenario, const ScenarioDemand& demand, std::uint64_t seed) {
  const OrderRate& rate = *demand.rate;
  const std::int64_t peak = peak_of(demand.curve);
  const Wide mean = Wide{rate.per.us} * rate.count.denominator * million / rate.count.numerator / peak;
  const Duration gap{
      std::clamp<std::int64_t>(static_cast<std::int64_t>(std::min<Wide>(mean, days(10'000).us)), 1, days(10'000).us)};
  std::vector<Duration> arrivals;
  Draw draw(seed, Purpose::arrival, demand.name);
  Duration at{};
  while (arrivals.size() < most_orders) {
    at = at + draw.exponential(gap);
    if (at >= scenario.clock.run.value) break;
    if (draw.below(peak) < curve_at(demand.curve, at)) arrivals.push_back(at);
  }
  return arrivals;
}

std::vector<Duration> counted(const Scenario& scenario, const ScenarioDemand& demand, std::uint64_t seed) {
  const std::int64_t peak = peak_of(demand.curve);
  std::vector<Duration> arrivals;
  for (std::int64_t number = 1; number <= *demand.count; ++number) {
    Draw draw(seed, Purpose::arrival, demand.name, {}, static_cast<std::uint64_t>(number));
    Duration at{};
    constexpr int patience = 10'000;  // a curve that is nothing nearly everywhere
    for (int attempt = 0; attempt < patience; ++attempt) {
      at = {draw.below(scenario.clock.run.value.us)};
      if (draw.below(peak) < curve_at(demand.curve, at)) break;
    }
    arrivals.push_back(at);
  }
  std::sort(arrivals.begin(), arrivals.end());
  return arrivals;
}

const std::string& draw_share(const Shares& shares, Draw& draw) {
  std::int64_t total = 0;
  for (const auto& [name, share] : shares) total += millionths(share);
  std::int64_t at = draw.below(total);
  for (const auto& [name, share] : shares) {
    at -= millionths(share);
    if (at < 0) return name.value;
  }
  return shares.back().first.value;
}

// One and a geometric number more, so that the mean is as asked.
std::int64_t draw_line_count(Ratio mean, Draw& draw) {
  const Ratio another{mean.numerator - mean.denominator, mean.numerator};
  std::int64_t lines = 1;
  while (lines < most_lines && draw.chance(another)) ++lines;
  return lines;
}

// Different items: a cart holds one line of each.
std::vector<std::int64_t> draw_numbers(const Popularity& popularity, std::int64_t wanted, Draw& draw) {
  std::vector<std::int64_t> numbers;
  wanted = std::min(wanted, popularity.items());
  constexpr int patience = 1000;
  for (int attempt = 0; attempt < patience && static_cast<std::int64_t>(numbers.size()) < wanted; ++attempt) {
    const std::int64_t number = popularity.draw(draw);
    if (std::find(numbers.begin(), numbers.end(), number) == numbers.end()) numbers.push_back(number);
  }
  return numbers;
}

ShipTo draw_ship_to(const ScenarioDemand& demand, Draw& draw) {
  ShipTo ship_to;
  ship_to.region = draw_share(demand.regions, draw);
  ship_to.postal_code = std::to_string(draw.between(10'000, 99'999));
  return ship_to;
}

ShopperArrives draw_shopper(const ScenarioDemand& demand, const Popularity& popularity, const std::vector<Item>& items,
                            std::int64_t number, std::uint64_t seed) {
  ShopperArrives shopper;
  shopper.order_id = numbered(order_lead, demand, number);
  shopper.cart_id = numbered("C-", demand, number);
  Draw draw(seed, Purpose::order_content, shopper.order_id);
  shopper.customer = "P-" + padded(draw.between(1, customers));
  shopper.ship_to = draw_ship_to(demand, draw);
  shopper.service = draw_share(demand.services, draw);
  const std::int64_t lines = draw_line_count(demand.lines_mean, draw);
  for (const std::int64_t item : draw_numbers(popularity, lines, draw)) {
    OrderLine line;
    line.line = std::to_string(shopper.lines.size() + 1);
    line.item = items[static_cast<std::size_t>(item - 1)].item;
    line.quantity = draw_quantity(draw);
    line.unit_price = items[static_cast<std::size_t>(item - 1)].unit_price;
    shopper.lines.push_back(std::move(line));
  }
  return shopper;
}

// Some units of one line; of a single unit there is no part.
std::vector<LineQuantity> draw_part(const std::vector<OrderLine>& lines, Draw& draw) {
  const OrderLine& line = lines[static_cast<std::size_t>(draw.below(static_cast<std::int64_t>(lines.size())))];
  return {{line.line, line.item, draw.between(1, std::max<std::int64_t>(1, line.quantity - 1))}};
}

std::vector<LineQuantity> whole(const std::vector<OrderLine>& lines) {
  std::vector<LineQuantity> all;
  for (const OrderLine& line : lines) all.push_back({line.line, line.item, line.quantity});
  return all;
}

// Shoppers who only look do so around the time of an order, so that looks follow the same curve.
void add_looks(const Scenario& scenario, const ScenarioDemand& demand, const Popularity& popularity,
               std::int64_t number, Duration arrival, std::uint64_t seed, std::vector<PlannedStimulus>& stimuli) {
  const Ratio looks = demand.looks;
  if (looks.numerator == 0) return;
  const std::string stem = numbered("L-", demand, number);
  Draw draw(seed, Purpose::order_content, stem);
  std::int64_t times = looks.numerator / looks.denominator;
  if (draw.chance({looks.numerator % looks.denominator, looks.denominator})) ++times;
  for (std::int64_t i = 1; i <= times; ++i) {
    ShopperLooks look;
    look.query_id = stem + "-" + std::to_string(i);
    look.ship_to = draw_ship_to(demand, draw);
    look.service = draw_share(demand.services, draw);
    for (const std::int64_t item : draw_numbers(popularity, draw.between(1, 2), draw))
      look.items.push_back(item_id(scenario.catalog, item));
    const Duration before{draw.below(scenario.clock.run.value.us / 20 + 1)};
    const Duration at = arrival > before ? arrival - before : Duration{};
    stimuli.push_back({scenario.clock.start.value + at, "commerce", Payload::of(std::move(look))});
  }
}

}  // namespace

// An exponential wait of the median given, cut off after eight times.
void add_cancellation(const Scenario& scenario, const ScenarioDemand& demand, const ShopperArrives& shopper,
                      std::string_view shop, Duration arrival, std::uint64_t seed,
                      std::vector<PlannedStimulus>& stimuli) {
  Draw draw(seed, Purpose::order_content, shopper.order_id, "cancel");
  if (!draw.chance(demand.cancel)) return;
  const Duration mean = demand.cancel_half_within * 1443 / 1000;
  const Duration wait = std::min(draw.exponential(mean), demand.cancel_half_within * cancels_within);
  ShopperCancels cancels;
  cancels.cancellation_id = shopper.order_id + "-X1";
  cancels.order_id = shopper.order_id;
  cancels.lines = draw.chance(demand.cancel_whole) ? whole(shopper.lines) : draw_part(shopper.lines, draw);
  cancels.reason = "changed_mind";
  stimuli.push_back({scenario.clock.start.value + arrival + wait, std::string(shop), Payload::of(std::move(cancels))});
}

std::int64_t curve_at(const std::vector<CurvePoint>& curve, Duration at) {
  if (at <= curve.front().at) return millionths(curve.front().times);
  for (std::size_t i = 1; i < curve.size(); ++i) {
    if (at > curve[i].at) continue;
    const std::int64_t low = millionths(curve[i - 1].times);
    const std::int64_t high = millionths(curve[i].times);
    const Wide part = Wide{high - low} * (at - curve[i - 1].at).us / (curve[i].at - curve[i - 1].at).us;
    return low + static_cast<std::int64_t>(part);
  }
  return millionths(curve.back().times);
}

std::vector<Duration> draw_arrivals(const Scenario& scenario, const ScenarioDemand& demand, std::uint64_t seed) {
  return demand.rate ? poisson(scenario, demand, seed) : counted(scenario, demand, seed);
}

std::vector<PlannedStimulus> draw_shoppers(const Scenario& scenario, const ScenarioDemand& demand,
                                           const std::vector<Item>& items, std::uint64_t seed) {
  if (demand.from) return replay_orders(scenario, demand, items, seed);
  const Popularity popularity(scenario.catalog, demand.items);
  std::vector<PlannedStimulus> stimuli;
  std::int64_t number = 0;
  for (const Duration arrival : draw_arrivals(scenario, demand, seed)) {
    ++number;
    add_looks(scenario, demand, popularity, number, arrival, seed, stimuli);
    ShopperArrives shopper = draw_shopper(demand, popularity, items, number, seed);
    const std::string shop(shop_of(scenario, shopper, seed));
    if (shop == marketplace_seat) shopper.order_id.replace(0, order_lead.size(), market_lead);
    add_cancellation(scenario, demand, shopper, shop, arrival, seed, stimuli);
    stimuli.push_back({scenario.clock.start.value + arrival, shop, Payload::of(std::move(shopper))});
  }
  return stimuli;
}

std::string_view shop_of(const Scenario& scenario, const ShopperArrives& shopper, std::uint64_t seed) {
  Draw draw(seed, Purpose::order_content, shopper.order_id, "marketplace");
  return scenario.marketplace && draw.chance(scenario.marketplace->share) ? marketplace_seat : "commerce";
}

std::string stream_of(std::string_view order_id) {
  if (!order_id.starts_with(order_lead) && !order_id.starts_with(market_lead)) return {};
  order_id.remove_prefix(order_lead.size());
  const std::size_t last = order_id.find_last_not_of("0123456789");
  if (last == std::string_view::npos) return "shop";
  return order_id[last] == '-' ? std::string(order_id.substr(0, last)) : std::string();
}

Ratio abandon_of(const Plan& plan, std::string_view order_id) {
  if (order_id.starts_with(market_lead)) return {0, 1};  // whoever buys there has bought
  const std::string stream = stream_of(order_id);
  if (stream == "shop") return plan.abandon;
  const auto found = plan.abandons.find(stream);
  return found == plan.abandons.end() ? Ratio{0, 1} : found->second;
}

ShopperArrives named_shopper(const ScenarioOrder& order, const std::vector<Item>& items, std::uint64_t seed) {
  ShopperArrives shopper;
  shopper.order_id = order.id.value;
  shopper.cart_id = "C-" + order.id.value;
  Draw draw(seed, Purpose::order_content, shopper.order_id);
  shopper.customer = "P-" + padded(draw.between(1, customers));
  shopper.ship_to.region = order.region.value;
  shopper.ship_to.postal_code = std::to_string(draw.between(10'000, 99'999));
  shopper.service = order.service.value;
  shopper.looks = false;
  for (const ScenarioOrder::Line& written : order.lines) {
    OrderLine line;
    line.line = std::to_string(shopper.lines.size() + 1);
    line.item = written.item.value;
    line.quantity = written.quantity;
    for (const Item& item : items)
      if (item.item == line.item) line.unit_price = item.unit_price;
    shopper.lines.push_back(std::move(line));
  }
  return shopper;
}

ShopperCancels named_cancellation(const ScenarioOrder& order, const ShopperArrives& shopper) {
  ShopperCancels cancels;
  cancels.cancellation_id = order.id.value + "-X1";
  cancels.order_id = order.id.value;
  cancels.reason = "changed_mind";
  for (const auto& [line, units] : order.cancel->lines) {
    const OrderLine& of = shopper.lines[static_cast<std::size_t>(line.value - 1)];
    cancels.lines.push_back({of.line, of.item, units});
  }
  if (cancels.lines.empty()) cancels.lines = whole(shopper.lines);
  return cancels;
}

}  // namespace drydock
