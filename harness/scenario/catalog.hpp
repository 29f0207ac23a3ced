// The items of a plan: ids, masters, how well each sells, what there is of each at the start.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "harness/scenario/scenario.hpp"

namespace drydock {

/// "ITEM-0001": numbers count from 1; 1 sells fastest.
std::string item_id(std::int64_t number);
/// The number in an item id; 0 if it is none.
std::int64_t item_number(std::string_view id);

/// The id of an item of the catalog, by its number; and the number of an id, 0 if the catalog has none such.
std::string item_id(const ScenarioCatalog&, std::int64_t number);
std::int64_t item_number(const ScenarioCatalog&, std::string_view id);
/// Of a catalog that a file lists, the id that was probably meant; empty if none is near.
std::string nearest_item(const ScenarioCatalog&, std::string_view id);
/// Units of an item that are never promised in a warehouse.
std::int64_t safety_stock_of(const ScenarioCatalog&, std::int64_t number, const std::string& warehouse);

/// How well items sell: the share of the lines that each takes, as integer weights.
class Popularity {
 public:
  /// `only`: the items that are ever drawn; empty: all.
  explicit Popularity(const ScenarioCatalog&, const std::vector<ItemChoice>& only = {});
  /// The number of an item, drawn by its weight.
  std::int64_t draw(Draw&) const;
  std::int64_t weight(std::int64_t number) const;
  std::int64_t total() const { return cumulative_.back(); }
  /// How many different items may be drawn.
  std::int64_t items() const { return items_; }

 private:
  std::vector<std::int64_t> cumulative_;  ///< by number; [0] is 0
  std::int64_t items_ = 0;
};

/// The masters: price and weight are drawn by the item's id.
std::vector<Item> draw_items(const ScenarioCatalog&, std::uint64_t seed);

/// Opening positions at the warehouses (domain section 5.2, stock placed by forecast): the demand of `opening_cover` at
/// the base rate, by region and popularity, rounded up, on top of the safety stock.
std::vector<Position> opening_stock(const Scenario&, const Popularity&);

/// Units of an order line, in shares: mostly one.
std::int64_t draw_quantity(Draw&);

}  // namespace drydock
