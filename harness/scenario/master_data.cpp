#include "harness/scenario/master_data.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "contracts/canonical/stimulus.hpp"
#include "harness/scenario/catalog.hpp"
#include "harness/scenario/checks.hpp"
#include "harness/scenario/units.hpp"

namespace drydock {
namespace {

using Becomes = ScenarioItemChange::Kind;

std::string new_item_id(std::int64_t number) {
  const std::string digits = std::to_string(number);
  return "NEW-" + std::string(digits.size() < 4 ? 4 - digits.size() : 0, '0') + digits;
}

void check_time(Reading& reading, const Scenario& scenario, const Marked<Duration>& at, std::string_view key) {
  const Duration run = scenario.clock.run.value;
  if (at.value >= run)
    reading.wrong(at.at, "`" + std::string(key) + "` is " + to_string(at.value) + ", after the end of the run (" +
                             to_string(run) + ")");
}

// The shop has the article from the ERP, and nobody sends goods that have no number.
void check_not_before(Reading& reading, const ScenarioItemChange& change, const std::optional<Marked<Duration>>& when,
                      std::string_view key) {
  if (when && when->value < change.at.value)
    reading.wrong(when->at, "`" + std::string(key) + "` is " + to_string(when->value) +
                                ", before the ERP has the items (" + to_string(change.at.value) + ")");
}

/// The newest record of each item, as it was decided so far.
class Records {
 public:
  explicit Records(const Plan& plan) : plan_(plan) {
    for (const Item& item : plan.items) {
      ItemChanged& record = records_[item.item];
      record = {item.item, 1, plan.start, item.name, item.status, item.weight_grams, item.unit_price, {}};
    }
    for (const PlannedWarehouse& warehouse : plan.warehouses)
      for (const SafetyStock& row : warehouse.location.safety_stock)
        records_[row.item].safety_stock.push_back({warehouse.location.location, row.quantity});
  }

  ItemChanged changed(const ScenarioItemChange& change, const std::string& item, Instant valid_from) {
    ItemChanged& record = records_.at(item);
    ++record.version;
    record.valid_from = valid_from;
    if (change.what == Becomes::discontinue) record.status = "discontinued";
    if (change.safety_stock) keep(record, change);
    return record;
  }
  ItemChanged launched(const ScenarioItemChange& change, Instant valid_from) {
    const std::string id = new_item_id(++launched_);
    Draw draw(plan_.seed, Purpose::catalog, id);
    ItemChanged& record = records_[id];
    record = {id, 1, valid_from, "New item " + std::to_string(launched_), "active", 0, {}, {}};
    record.weight_grams = 10 * draw.between(5, 500);
    record.unit_price = {100 * draw.between(5, 200) - 1, "USD"};
    if (change.safety_stock) keep(record, change);
    return record;
  }

 private:
  void keep(ItemChanged& record, const ScenarioItemChange& change) {
    std::vector<LocationQuantity> kept;
    for (const PlannedWarehouse& warehouse : plan_.warehouses) {
      const std::string& location = warehouse.location.location;
      std::int64_t units = *change.safety_stock;
      if (change.relative)
        for (const LocationQuantity& row : record.safety_stock)
          if (row.location == location) units += row.quantity;
      if (units > 0) kept.push_back({location, units});
    }
    record.safety_stock = std::move(kept);
  }

  const Plan& plan_;
  std::map<std::string, ItemChanged> records_;
  std::int64_t launched_ = 0;
};

void decide(Plan& plan, Instant at, ItemChanged record) {
  plan.stimuli.push_back({at, "erp", Payload::of(ItemDecided{std::move(record)})});
}

void receive(const ScenarioItemChange& change, const ItemChanged& item, Instant at, Plan& plan) {
  if (change.stock == 0) return;
  for (const PlannedWarehouse& warehouse : plan.warehouses) {
    const std::string& location = warehouse.location.location;
    const std::string id = change.id + "-" + item.item + "-" + location;
    plan.stimuli.push_back({at, location, Payload::of(GoodsArrive{id, "receipt-" + id, item.item, change.stock})});
  }
}

// A customer takes one of the new items along: a line more, and the rest of the order stays as it was drawn.
void sell(const ScenarioItemChange& change, const std::vector<ItemChanged>& items, Instant from, Plan& plan) {
  if (change.share.numerator == 0) return;
  for (PlannedStimulus& stimulus : plan.stimuli) {
    const auto* drawn = stimulus.what.as<ShopperArrives>();
    if (drawn == nullptr || stimulus.at < from) continue;
    Draw draw(plan.seed, Purpose::order_content, drawn->order_id, change.id);
    if (!draw.chance(change.share)) continue;
    const ItemChanged& item = items[static_cast<std::size_t>(draw.below(static_cast<std::int64_t>(items.size())))];
    ShopperArrives shopper = *drawn;
    OrderLine line;
    line.line = std::to_string(shopper.lines.size() + 1);
    line.item = item.item;
    line.quantity = draw_quantity(draw);
    line.unit_price = item.unit_price;
    shopper.lines.push_back(std::move(line));
    stimulus.what = Payload::of(std::move(shopper));
  }
}

void launch(const Scenario& scenario, const ScenarioItemChange& change, Records& records, Plan& plan) {
  const Instant start = scenario.clock.start.value;
  std::vector<ItemChanged> items;
  for (std::int64_t i = 0; i < change.count; ++i)
    items.push_back(records.launched(change, start + change.effective.value));
  for (const ItemChanged& item : items) {
    decide(plan, start + change.at.value, item);
    receive(change, item, start + change.received.value_or(change.effective).value, plan);
  }
  sell(change, items, start + change.sold.value_or(change.effective).value, plan);
}

}  // namespace

void check_master_data(Reading& reading, const Scenario& scenario) {
  std::set<std::string> ids;
  for (const ScenarioItemChange& change : scenario.master_data) {
    if (!ids.insert(change.id).second)
      reading.wrong(change.mark, "the id `" + change.id + "` is taken already").found = change.id;
    check_time(reading, scenario, change.at, "at");
    check_time(reading, scenario, change.effective, "effective");
    for (const auto& [when, key] : {std::pair{&change.received, "received"}, std::pair{&change.sold, "sold"}}) {
      if (*when) check_time(reading, scenario, **when, key);
      check_not_before(reading, change, *when, key);
    }
    if (change.what != Becomes::launch) check_item(reading, scenario, change.items);
    if (change.what == Becomes::change && !change.safety_stock)
      reading.wrong(change.mark, "this changes nothing of an item").expected = "`safety_stock`";
    if (change.what == Becomes::discontinue && change.safety_stock)
      reading.wrong(change.mark, "what is discontinued is not promised: `safety_stock` says nothing of it");
  }
}

void add_master_data(const Scenario& scenario, Plan& plan) {
  std::vector<const ScenarioItemChange*> changes;
  for (const ScenarioItemChange& change : scenario.master_data) changes.push_back(&change);
  std::stable_sort(changes.begin(), changes.end(),
                   [](const auto* a, const auto* b) { return a->at.value < b->at.value; });
  Records records(plan);
  for (const ScenarioItemChange* change : changes) {
    if (change->what == Becomes::launch) {
      launch(scenario, *change, records, plan);
      continue;
    }
    const Instant at = scenario.clock.start.value + change->at.value;
    const Instant valid_from = scenario.clock.start.value + change->effective.value;
    const std::string& one = change->items.item.value;
    if (!one.empty()) decide(plan, at, records.changed(*change, one, valid_from));
    for (std::int64_t number = 1; one.empty() && number <= change->items.fastest; ++number)
      decide(plan, at, records.changed(*change, item_id(scenario.catalog, number), valid_from));
  }
}

}  // namespace drydock
