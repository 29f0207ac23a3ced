// What other systems call items and locations.
#include <algorithm>
#include <set>

#include "harness/scenario/data_files.hpp"

namespace drydock {
namespace {

using Seen = std::map<std::pair<std::string, std::string>, Mark>;  // system and id

std::string place_of(const Reading& reading, Mark at) {
  const auto source = static_cast<std::size_t>(at.source);
  return (source < reading.sources().size() ? reading.sources()[source] : std::string()) + ":" +
         std::to_string(at.line);
}

void check(Reading& reading, const ForeignIds& ids, std::string_view what, const std::vector<std::string>& systems,
           Seen& seen, std::set<std::string>& told) {
  for (const auto& [system, id] : ids) {
    const bool known = std::find(systems.begin(), systems.end(), system) != systems.end();
    if (!known && told.insert(system).second)
      reading.wrong_name(id.at, system, "no system is called `" + system + "`", systems);
    const auto [first, added] = seen.try_emplace({system, id.value}, id.at);
    if (added) continue;
    Mistake& mistake = reading.wrong(id.at, "two " + std::string(what) + " are called `" + id.value + "` in " + system +
                                                ": the first at " + place_of(reading, first->second));
    mistake.found = id.value;
    mistake.expected = "an id of its own for each";
  }
}

}  // namespace

std::vector<std::string> systems_of(const Scenario& scenario) {
  std::set<std::string> names{"sku"};
  for (const Seat& seat : seats_of(scenario)) {
    if (seat.role == "auditor" || seat.role == "pipeline") continue;
    names.insert(seat.name);
    names.insert(seat.role);
  }
  return {names.begin(), names.end()};
}

void check_foreign_ids(Reading& reading, const Scenario& scenario) {
  const std::vector<std::string> systems = systems_of(scenario);
  Seen items, locations;
  std::set<std::string> told;
  for (const CatalogItem& item : scenario.catalog.listed) check(reading, item.ids, "items", systems, items, told);
  for (const ScenarioWarehouse& warehouse : scenario.warehouses)
    check(reading, warehouse.ids, "locations", systems, locations, told);
}

}  // namespace drydock
