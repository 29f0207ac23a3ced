// lots: items that warehouses keep by lots.
#include "harness/scenario/sections.hpp"

namespace drydock {
namespace {

void read_row(Reading& reading, const Node& node, Scenario& scenario) {
  ScenarioLots lots;
  const Keys keys(reading, node, scenario_section("lots-of-items"));
  if (!keys) return;
  if (const Node* value = keys["items"])
    if (const auto choice = read_item_choice(reading, *value, "items")) lots.items = *choice;
  if (const Node* value = keys["count"])
    if (const auto count = reading.integer(*value, "count", 1, 20)) lots.count = *count;
  if (const Node* value = keys["expires"])
    if (const auto after = reading.positive(*value, "expires")) lots.expires = Marked<Duration>{*after, value->at};
  if (const Node* value = keys["apart"])
    if (const auto apart = reading.positive(*value, "apart")) lots.apart = *apart;
  scenario.lots.push_back(std::move(lots));
}

}  // namespace

void read_lots(Reading& reading, const Node& node, Scenario& scenario) {
  if (!reading.is_list(node, "lots")) return;
  for (const Node& item : node.items) read_row(reading, item, scenario);
}

}  // namespace drydock
