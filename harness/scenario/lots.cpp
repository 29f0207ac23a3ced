#include "harness/scenario/lots.hpp"

#include <algorithm>
#include <map>

#include "harness/scenario/catalog.hpp"
#include "harness/scenario/checks.hpp"
#include "sim/bounded_id.hpp"

namespace drydock {
namespace {

using ByItem = std::map<std::string, const ScenarioLots*>;

std::vector<std::string> items_of(const Scenario& scenario, const ScenarioLots& lots) {
  if (!lots.items.item.value.empty()) return {lots.items.item.value};
  std::vector<std::string> items;
  for (std::int64_t number = 1; number <= lots.items.fastest; ++number)
    items.push_back(item_id(scenario.catalog, number));
  return items;
}

ByItem by_item(const Scenario& scenario) {
  ByItem all;
  for (const ScenarioLots& lots : scenario.lots)
    for (const std::string& item : items_of(scenario, lots)) all.emplace(item, &lots);
  return all;
}

// When lot `number` expires, counted from 1; none where they keep.
std::optional<Instant> end_of(const Scenario& scenario, const ScenarioLots& lots, std::int64_t number) {
  if (!lots.expires) return std::nullopt;
  return scenario.clock.start.value + lots.expires->value + lots.apart * (number - 1);
}

// Each receipt is a lot of its own, called like the movement.
std::vector<std::pair<std::string, std::string>> receipts_of(const Scenario& scenario, const ScenarioOnce& once) {
  if (!once.item.value.empty()) return {{once.item.value, once.id}};
  std::vector<std::pair<std::string, std::string>> all;
  for (std::int64_t number = 1; number <= once.fastest; ++number)
    all.emplace_back(item_id(scenario.catalog, number),
                     once.fastest == 1 ? once.id : once.id + "-" + std::to_string(number));
  return all;
}

std::vector<std::string> lots_of(const Scenario& scenario, const std::string& item, const ScenarioLots& lots) {
  std::vector<std::string> names;
  for (std::int64_t number = 1; number <= lots.count; ++number) names.push_back(lot_name(item, number));
  for (const ScenarioOnce& once : scenario.once)
    if (once.what == ScenarioOnce::Kind::receipt)
      for (const auto& [received, lot] : receipts_of(scenario, once))
        if (received == item) names.push_back(lot);
  return names;
}

void check_lot(Reading& reading, const Scenario& scenario, const ByItem& kept, const ScenarioOnce& once) {
  const auto found = kept.find(once.item.value);
  if (found == kept.end()) {
    Mistake& mistake = reading.wrong(once.lot->at, "`" + once.item.value + "` is not kept by lots");
    mistake.found = once.lot->value;
    mistake.expected = "lots: [{items: " + once.item.value + "}]";
    return;
  }
  const std::vector<std::string> names = lots_of(scenario, found->first, *found->second);
  if (std::find(names.begin(), names.end(), once.lot->value) != names.end()) return;
  reading.wrong_name(once.lot->at, once.lot->value,
                     "no lot of " + found->first + " is called `" + once.lot->value + "`", names);
}

void open_lots(const Scenario& scenario, const Position& position, const ScenarioLots& lots, Plan& plan) {
  const std::int64_t each = position.unrestricted / lots.count;
  const std::int64_t rest = position.unrestricted % lots.count;
  for (std::int64_t number = 1; number <= lots.count; ++number)
    plan.lots.push_back({position.item, position.location, lot_name(position.item, number),
                         end_of(scenario, lots, number), each + (number <= rest ? 1 : 0)});
}

void let_expire(const Scenario& scenario, const std::string& item, const std::string& lot, const std::string& at,
                Instant end, Plan& plan) {
  const Instant over = scenario.clock.start.value + scenario.clock.run.value + scenario.clock.settle.value;
  if (end >= over) return;
  plan.stimuli.push_back({end, at, Payload::of(LotEnds{bounded_id("expiry-" + lot + "-" + at), item, lot, false})});
}

void let_expire(const Scenario& scenario, const std::string& item, const ScenarioLots& lots, Plan& plan) {
  for (std::int64_t number = 1; number <= lots.count; ++number)
    for (const PlannedWarehouse& warehouse : plan.warehouses)
      if (const auto end = end_of(scenario, lots, number))
        let_expire(scenario, item, lot_name(item, number), warehouse.location.location, *end, plan);
}

// What comes in is a lot of its own, and expires like the others: at the earliest when it is there.
void name_receipts(const Scenario& scenario, const ByItem& kept, Plan& plan) {
  for (std::size_t n = 0, planned = plan.stimuli.size(); n < planned; ++n) {
    const auto* goods = plan.stimuli[n].what.as<GoodsArrive>();
    const auto found = goods == nullptr ? kept.end() : kept.find(goods->item);
    if (found == kept.end()) continue;
    GoodsArrive named = *goods;
    named.lot = goods->movement_id;
    named.expires_at = end_of(scenario, *found->second, found->second->count + 1);
    const Instant arrives = plan.stimuli[n].at;
    if (named.expires_at)
      let_expire(scenario, named.item, *named.lot, std::string(plan.stimuli[n].seat),
                 std::max(arrives, *named.expires_at), plan);
    plan.stimuli[n].what = Payload::of(std::move(named));
  }
}

}  // namespace

std::string lot_name(const std::string& item, std::int64_t number) { return item + "-L" + std::to_string(number); }

void check_lots(Reading& reading, const Scenario& scenario) {
  std::map<std::string, const ScenarioLots*> named;
  bool known = true;
  for (const ScenarioLots& lots : scenario.lots) {
    const std::size_t before = reading.count();
    check_item(reading, scenario, lots.items);
    if (reading.count() != before) {
      known = false;
      continue;
    }
    for (const std::string& item : items_of(scenario, lots))
      if (!named.emplace(item, &lots).second)
        reading.wrong(lots.items.item.at, "the lots of `" + item + "` are said already").found = item;
  }
  if (!known) return;
  const ByItem kept = by_item(scenario);
  for (const ScenarioOnce& once : scenario.once)
    if (once.lot && !once.item.value.empty()) check_lot(reading, scenario, kept, once);
}

void add_lots(const Scenario& scenario, Plan& plan) {
  const ByItem kept = by_item(scenario);
  for (const Position& position : plan.stock)
    if (const auto found = kept.find(position.item); found != kept.end())
      open_lots(scenario, position, *found->second, plan);
  for (const auto& [item, lots] : kept) let_expire(scenario, item, *lots, plan);
  name_receipts(scenario, kept, plan);
}

}  // namespace drydock
