#include "harness/scenario/foreign_names.hpp"

#include "harness/nearest.hpp"
#include "harness/scenario/catalog.hpp"

namespace drydock {
namespace {

constexpr int enough_looked_up = 20;  // finding what was meant takes a look at every name

template <class Value>
std::string nearest_key(std::string_view word, const std::map<std::string, Value, std::less<>>& map) {
  std::vector<std::string_view> names;
  for (const auto& [name, value] : map) names.push_back(name);
  return nearest_name(word, names);
}

// The system in which an item has that id; empty if there is none.
std::string system_with(const ScenarioCatalog& catalog, std::string_view id) {
  for (const CatalogItem& item : catalog.listed)
    for (const auto& [system, foreign] : item.ids)
      if (foreign.value == id) return system;
  return {};
}

}  // namespace

ForeignNames::ForeignNames(Reading& reading, const Scenario& scenario, const DataFile& data)
    : reading_(reading), scenario_(scenario), system_(data.ids.value) {
  bool warehouses = false;
  for (const ScenarioWarehouse& warehouse : scenario.warehouses) {
    const auto id = warehouse.ids.find(system_);
    if (id == warehouse.ids.end()) continue;
    locations_[id->second.value] = warehouse.name.value;
    warehouses = true;
  }
  if (!warehouses)
    for (const ScenarioWarehouse& warehouse : scenario.warehouses)
      locations_[warehouse.name.value] = warehouse.name.value;
  if (system_.empty()) return;
  std::int64_t number = 0;
  for (const CatalogItem& item : scenario.catalog.listed) {
    ++number;
    if (const auto id = item.ids.find(system_); id != item.ids.end()) items_[id->second.value] = number;
  }
  if (!items_.empty()) return;
  Mistake& mistake = reading.wrong(data.ids.at, "no item has an id of `" + system_ + "`");
  mistake.found = system_;
  mistake.expected = "a system that the file of items has a column for: `" + system_ + "_id`";
}

std::int64_t ForeignNames::item(const Node& cell) {
  const auto foreign = items_.find(cell.text);
  const std::int64_t number = system_.empty()           ? item_number(scenario_.catalog, cell.text)
                              : foreign == items_.end() ? 0
                                                        : foreign->second;
  if (number > 0 || (!system_.empty() && items_.empty())) return number;
  Mistake& mistake = reading_.wrong(cell.at, system_.empty() ? "no item is called `" + cell.text + "`"
                                                             : "no item is called `" + cell.text + "` in " + system_);
  mistake.found = cell.text;
  if (++looked_up_ <= enough_looked_up)
    mistake.nearest = system_.empty() ? nearest_item(scenario_.catalog, cell.text) : nearest_key(cell.text, items_);
  if (looked_up_ > enough_looked_up) return 0;
  if (const std::string system = system_with(scenario_.catalog, cell.text); !system.empty())
    mistake.expected = "our own ids; this is one of " + system + ", which `ids: " + system + "` would say";
  if (scenario_.catalog.listed.empty()) mistake.expected = item_id(1) + " to " + item_id(scenario_.catalog.items.value);
  return 0;
}

const std::string* ForeignNames::location(const Node& cell) {
  const auto found = locations_.find(cell.text);
  if (found != locations_.end()) return &found->second;
  std::vector<std::string> names;
  for (const auto& [name, warehouse] : locations_) names.push_back(name);
  reading_.wrong_name(cell.at, cell.text, "no warehouse is called `" + cell.text + "`", names);
  return nullptr;
}

}  // namespace drydock
