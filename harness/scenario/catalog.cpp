#include "harness/scenario/catalog.hpp"

#include <algorithm>

#include "harness/nearest.hpp"
#include "harness/scenario/units.hpp"

namespace drydock {
namespace {

__extension__ using Wide = __int128;

constexpr std::int64_t million = 1'000'000;

// Weights that fall off with the rank, as integers: the hyperbola is level enough at its head that no single item takes
// more than some per cent.
void add_class(std::vector<std::int64_t>& weights, std::int64_t size, std::int64_t head, std::int64_t share) {
  if (size <= 0) return;
  std::vector<std::int64_t> raw;
  std::int64_t sum = 0;
  for (std::int64_t rank = 1; rank <= size; ++rank) {
    raw.push_back(million * 1000 / (rank + head));
    sum += raw.back();
  }
  for (const std::int64_t weight : raw)
    weights.push_back(std::max<std::int64_t>(1, static_cast<std::int64_t>(Wide{weight} * share * million / sum)));
}

bool chosen(const ScenarioCatalog& catalog, const std::vector<ItemChoice>& only, std::int64_t number) {
  return only.empty() || std::any_of(only.begin(), only.end(), [&](const ItemChoice& choice) {
           return choice.item.value.empty() ? number <= choice.fastest : choice.item.value == item_id(catalog, number);
         });
}

// Weights by rank: the `top` share of the items takes its share of the lines.
std::vector<std::int64_t> ranked_weights(const ScenarioCatalog& catalog) {
  const std::int64_t items = catalog.items.value;
  const Wide top_items = (Wide{items} * catalog.top.numerator + catalog.top.denominator - 1) / catalog.top.denominator;
  const auto top = std::clamp<std::int64_t>(static_cast<std::int64_t>(top_items), 1, items);
  const std::int64_t share = top == items ? million : millionths(catalog.top_share);
  std::vector<std::int64_t> weights;
  add_class(weights, top, top / 4 + 1, share);
  add_class(weights, items - top, (items - top) / 2 + 1, million - share);
  return weights;
}

// As a file lists them, where it says how well each sells.
std::vector<std::int64_t> listed_weights(const ScenarioCatalog& catalog) {
  std::vector<std::int64_t> weights;
  for (const CatalogItem& item : catalog.listed) weights.push_back(item.popularity.value_or(0));
  return weights;
}

std::int64_t opening_units(const ScenarioCatalog& catalog, std::int64_t number, const Position& position,
                           std::int64_t covered) {
  if (catalog.stock_from) {
    const auto shelf = catalog.shelves.find({number, position.location});
    return shelf == catalog.shelves.end() ? 0 : shelf->second.quantity;
  }
  std::int64_t units = covered + safety_stock_of(catalog, number, position.location);
  if (catalog.opening_stock) units = *catalog.opening_stock;
  if (!catalog.listed.empty())
    units = catalog.listed[static_cast<std::size_t>(number - 1)].opening_stock.value_or(units);
  for (const auto& [item, exactly] : catalog.stock_of)
    if (item.value == position.item) units = exactly;
  return units;
}

// Share of the orders, in millionths, that falls to each warehouse: those nearest to the region share it; all share a
// region that is nobody's nearest.
std::vector<std::int64_t> node_shares(const Scenario& scenario) {
  std::vector<std::int64_t> shares(scenario.warehouses.size(), 0);
  for (const auto& [region, share] : scenario.demand.regions) {
    std::vector<std::size_t> near, all;
    for (std::size_t i = 0; i < scenario.warehouses.size(); ++i) {
      all.push_back(i);
      if (scenario.warehouses[i].regions.front().value == region.value) near.push_back(i);
    }
    const auto& nodes = near.empty() ? all : near;
    for (const std::size_t i : nodes) shares[i] += millionths(share) / static_cast<std::int64_t>(nodes.size());
  }
  return shares;
}

// Units that the base rate asks for within the cover, in millionths of a unit; capped far above any real stock.
Wide covered_units(const Scenario& scenario) {
  const ScenarioDemand& demand = scenario.demand;
  if (demand.from) return 0;  // what is replayed has no base rate
  const Ratio count = demand.rate ? demand.rate->count : Ratio{*demand.count, 1};
  const Duration per = demand.rate ? demand.rate->per : scenario.clock.run.value;
  const Wide cap = Wide{1'000'000'000} * million;
  Wide orders = Wide{scenario.catalog.opening_cover.us} * count.numerator * million / per.us / count.denominator;
  orders = std::min(orders, cap);
  constexpr std::int64_t hundredths_per_line = 112;  // the mean of draw_quantity
  return std::min(orders * demand.lines_mean.numerator * hundredths_per_line / demand.lines_mean.denominator / 100,
                  cap);
}

void as_listed(const CatalogItem& listed, Item& item) {
  item.name = listed.name.empty() ? listed.item.value : listed.name;
  if (listed.weight_grams) item.weight_grams = *listed.weight_grams;
  if (listed.price_minor) item.unit_price.minor = *listed.price_minor;
}

std::string padded(std::int64_t number, std::size_t width) {
  std::string digits = std::to_string(number);
  return digits.size() < width ? std::string(width - digits.size(), '0') + digits : digits;
}

}  // namespace

std::string item_id(std::int64_t number) { return "ITEM-" + padded(number, 4); }

std::int64_t item_number(std::string_view id) {
  constexpr std::string_view lead = "ITEM-";
  if (!id.starts_with(lead)) return 0;
  const auto number = parse_count(id.substr(lead.size()));
  return number && *number > 0 && item_id(*number) == id ? *number : 0;
}

std::string item_id(const ScenarioCatalog& catalog, std::int64_t number) {
  return catalog.listed.empty() ? item_id(number) : catalog.listed[static_cast<std::size_t>(number - 1)].item.value;
}

std::int64_t item_number(const ScenarioCatalog& catalog, std::string_view id) {
  if (catalog.listed.empty()) {
    const std::int64_t number = item_number(id);
    return number <= catalog.items.value ? number : 0;
  }
  const auto found = catalog.numbers.find(id);
  return found == catalog.numbers.end() ? 0 : found->second;
}

std::string nearest_item(const ScenarioCatalog& catalog, std::string_view id) {
  std::vector<std::string_view> names;
  for (const CatalogItem& item : catalog.listed) names.push_back(item.item.value);
  return nearest_name(id, names);
}

std::int64_t safety_stock_of(const ScenarioCatalog& catalog, std::int64_t number, const std::string& warehouse) {
  const auto shelf = catalog.shelves.find({number, warehouse});
  if (shelf != catalog.shelves.end() && shelf->second.safety_stock) return *shelf->second.safety_stock;
  if (catalog.listed.empty()) return catalog.safety_stock;
  return catalog.listed[static_cast<std::size_t>(number - 1)].safety_stock.value_or(catalog.safety_stock);
}

Popularity::Popularity(const ScenarioCatalog& catalog, const std::vector<ItemChoice>& only) {
  const bool told = !catalog.listed.empty() && catalog.listed.front().popularity.has_value();
  const std::vector<std::int64_t> weights = told ? listed_weights(catalog) : ranked_weights(catalog);
  cumulative_.push_back(0);
  for (std::int64_t number = 1; number <= catalog.items.value; ++number) {
    const std::int64_t weight = chosen(catalog, only, number) ? weights[static_cast<std::size_t>(number - 1)] : 0;
    cumulative_.push_back(cumulative_.back() + weight);
    if (weight > 0) ++items_;
  }
}

std::int64_t Popularity::draw(Draw& draw) const {
  const std::int64_t at = draw.below(total());
  return std::upper_bound(cumulative_.begin(), cumulative_.end(), at) - cumulative_.begin();
}

std::int64_t Popularity::weight(std::int64_t number) const {
  const auto i = static_cast<std::size_t>(number);
  return cumulative_[i] - cumulative_[i - 1];
}

std::vector<Item> draw_items(const ScenarioCatalog& catalog, std::uint64_t seed) {
  std::vector<Item> items;
  for (std::int64_t number = 1; number <= catalog.items.value; ++number) {
    Item item;
    item.item = item_id(catalog, number);
    item.name = "Item " + std::to_string(number);
    Draw draw(seed, Purpose::catalog, item.item);
    item.weight_grams = 10 * draw.between(5, 500);
    item.unit_price = {100 * draw.between(5, 200) - 1, "USD"};
    if (!catalog.listed.empty()) as_listed(catalog.listed[static_cast<std::size_t>(number - 1)], item);
    items.push_back(std::move(item));
  }
  return items;
}

std::vector<Position> opening_stock(const Scenario& scenario, const Popularity& popularity) {
  constexpr std::int64_t a_few = 3;  // an item that hardly sells is still on the shelf
  const ScenarioCatalog& catalog = scenario.catalog;
  const std::vector<std::int64_t> shares = node_shares(scenario);
  const Wide units = covered_units(scenario);
  std::vector<Position> stock;
  for (std::size_t node = 0; node < scenario.warehouses.size(); ++node)
    for (std::int64_t number = 1; number <= catalog.items.value; ++number) {
      Position position;
      position.item = item_id(catalog, number);
      position.location = scenario.warehouses[node].name.value;
      const Wide scale = Wide{popularity.total()} * million * million;
      const Wide here = (units * popularity.weight(number) * shares[node] + scale - 1) / scale;
      position.unrestricted =
          opening_units(catalog, number, position, std::max(static_cast<std::int64_t>(here), a_few));
      stock.push_back(std::move(position));
    }
  return stock;
}

std::int64_t draw_quantity(Draw& draw) {
  const std::int64_t percent = draw.below(100);
  return percent < 90 ? 1 : percent < 98 ? 2 : 3;
}

}  // namespace drydock
