// Orders written by hand must be possible: what they order, where it goes and what is expected of them.
#include <algorithm>
#include <set>

#include "harness/scenario/checks.hpp"
#include "harness/scenario/seating.hpp"

namespace drydock {
namespace {

class OrderCheck {
 public:
  OrderCheck(Reading& reading, const Scenario& scenario, const ScenarioOrder& order)
      : reading_(reading), scenario_(scenario), order_(order) {}

  void check() {
    const Duration run = scenario_.clock.run.value;
    if (order_.at.value >= run)
      reading_.wrong(order_.at.at,
                     "`at` is " + to_string(order_.at.value) + ", after the end of the run (" + to_string(run) + ")");
    const auto regions = regions_of(scenario_);
    if (!order_.region.value.empty() && std::find(regions.begin(), regions.end(), order_.region.value) == regions.end())
      reading_.wrong_name(order_.region.at, order_.region.value,
                          "no warehouse knows the region `" + order_.region.value + "`", regions);
    items();
    if (order_.cancel) cancel(*order_.cancel);
    if (order_.expect) expect(*order_.expect);
  }

 private:
  Duration end_of_world() const { return scenario_.clock.run.value + scenario_.clock.settle.value; }

  void items() {
    std::set<std::string> seen;
    for (const ScenarioOrder::Line& line : order_.lines)
      if (!seen.insert(line.item.value).second) {
        Mistake& mistake = reading_.wrong(line.item.at, "`" + line.item.value + "` stands twice in one order");
        mistake.found = line.item.value;
        mistake.expected = "one line of each item";
      }
  }

  void cancel(const ScenarioOrder::Cancel& cancel) {
    if (cancel.when) {
      check_trigger(reading_, scenario_, {*cancel.when, order_.id.at});
    } else if (order_.at.value + cancel.after.value >= end_of_world()) {
      reading_.wrong(cancel.after.at,
                     "the cancelling comes after the end of settle (" + to_string(end_of_world()) + ")");
    }
    for (const auto& [line, units] : cancel.lines) {
      const auto lines = static_cast<std::int64_t>(order_.lines.size());
      if (line.value > lines) {
        reading_.wrong(line.at, "the order has no line " + std::to_string(line.value)).expected =
            "1 to " + std::to_string(lines);
      } else if (const std::int64_t most = order_.lines[static_cast<std::size_t>(line.value - 1)].quantity;
                 units > most) {
        reading_.wrong(line.at, "line " + std::to_string(line.value) + " is cancelled by " + std::to_string(units) +
                                    " units, but has only " + std::to_string(most));
      }
    }
  }

  void expect(const ScenarioOrder::Expect& expect) {
    std::vector<std::string> warehouses;
    for (const ScenarioWarehouse& warehouse : scenario_.warehouses) warehouses.push_back(warehouse.name.value);
    for (const Marked<std::string>& from : expect.from)
      if (std::find(warehouses.begin(), warehouses.end(), from.value) == warehouses.end())
        reading_.wrong_name(from.at, from.value, "no warehouse is called `" + from.value + "`", warehouses);
    if (expect.by && expect.by->value <= order_.at.value)
      reading_.wrong(expect.by->at, "`by` is " + to_string(expect.by->value) + ", before the order comes (" +
                                        to_string(order_.at.value) + "); both count from the start of the run");
    if (expect.by && expect.by->value > end_of_world())
      reading_.wrong(expect.by->at, "`by` is " + to_string(expect.by->value) + ", after the end of settle (" +
                                        to_string(end_of_world()) + ")");
    const std::string& end = expect.end.value;
    if (end == "cancelled" && (!order_.cancel || !order_.cancel->lines.empty()))
      reading_.wrong(expect.end.at, "the order is expected to be cancelled, but nobody cancels all of it").expected =
          "cancel: {after: 10m}";
    const bool nothing_leaves = end == "cancelled" || end == "declined";
    if (nothing_leaves && (!expect.from.empty() || expect.packages || expect.shipments))
      reading_.wrong(expect.end.at, "of an order that is " + end + " nothing leaves").expected =
          "no `from`, `packages` or `shipments` beside it";
  }

  Reading& reading_;
  const Scenario& scenario_;
  const ScenarioOrder& order_;
};

}  // namespace

void check_trigger(Reading& reading, const Scenario& scenario, const Marked<PlannedTrigger>& trigger) {
  if (trigger.value.kind != PlannedTrigger::Kind::order) return;
  std::vector<std::string> names;
  for (const ScenarioOrder& order : scenario.orders) names.push_back(order.id.value);
  const std::string& wanted = trigger.value.subject;
  if (std::find(names.begin(), names.end(), wanted) == names.end())
    reading.wrong_name(trigger.at, wanted, "no order of `orders` is called `" + wanted + "`", names);
}

void check_orders(Reading& reading, const Scenario& scenario) {
  std::set<std::string> ids;
  for (const ScenarioOrder& order : scenario.orders) {
    if (!ids.insert(order.id.value).second) {
      Mistake& mistake = reading.wrong(order.id.at, "the id `" + order.id.value + "` is taken already");
      mistake.found = order.id.value;
      mistake.expected = "an id that no other order has";
    }
    std::vector<std::string> shops;
    for (const Seat& seat : seats_of(scenario))
      if (seat.role == "commerce") shops.push_back(seat.name);
    if (std::find(shops.begin(), shops.end(), order.shop.value) == shops.end())
      reading.wrong_name(order.shop.at, order.shop.value, "no shop is called `" + order.shop.value + "`", shops);
    OrderCheck(reading, scenario, order).check();
  }
}

}  // namespace drydock
