// orders: orders written by hand, and how they must end.
#include <algorithm>

#include "harness/scenario/sections.hpp"

namespace drydock {
namespace {

constexpr std::int64_t most_units = 1'000'000;
constexpr std::size_t most_lines = 100;
constexpr std::size_t most_orders = 1000;

template <class Read>
void each(Reading& reading, const Node& node, std::string_view what, Read read) {
  if (!reading.is_list(node, what)) return;
  if (node.items.empty() || node.items.size() > most_lines)
    reading.wrong_shape(node, what, "from 1 to " + std::to_string(most_lines) + " of them");
  for (const Node& item : node.items) read(item);
}

void read_line(Reading& reading, const Node& node, ScenarioOrder& order) {
  const Keys keys(reading, node, scenario_section("order-line"));
  if (!keys) return;
  ScenarioOrder::Line line;
  if (const Node* item = keys["item"])
    if (const auto name = reading.text(*item, "item")) line.item = {*name, item->at};
  if (const Node* quantity = keys["quantity"])
    if (const auto units = reading.integer(*quantity, "quantity", 1, most_units)) line.quantity = *units;
  order.lines.push_back(std::move(line));
}

void read_cancelled_line(Reading& reading, const Node& node, ScenarioOrder::Cancel& cancel) {
  const Keys keys(reading, node, scenario_section("cancelled-line"));
  if (!keys) return;
  const Node* line = keys["line"];
  const Node* quantity = keys["quantity"];
  const auto number = line != nullptr ? reading.integer(*line, "line", 1, most_lines) : std::nullopt;
  const auto units = quantity != nullptr ? reading.integer(*quantity, "quantity", 1, most_units) : std::nullopt;
  if (number && units) cancel.lines.push_back({{*number, line->at}, *units});
}

// `when: released` is of this very order; a map waits for anything.
std::optional<PlannedTrigger> read_when(Reading& reading, const Node& node, const ScenarioOrder& order,
                                        const Vocabulary& vocabulary) {
  if (node.kind == Node::Kind::map) return read_trigger(reading, node, vocabulary);
  const auto milestone = reading.one_of(node, "when", order_milestones());
  if (!milestone) return std::nullopt;
  PlannedTrigger trigger;
  trigger.kind = PlannedTrigger::Kind::order;
  trigger.subject = order.id.value;
  trigger.milestone = *milestone;
  return trigger;
}

void read_cancel(Reading& reading, const Node& node, ScenarioOrder& order, const Vocabulary& vocabulary) {
  const Keys keys(reading, node, scenario_section("order-cancel"));
  if (!keys) return;
  ScenarioOrder::Cancel cancel;
  if (const Node* after = keys["after"])
    if (const auto wait = reading.duration(*after, "after")) cancel.after = {*wait, after->at};
  if (const Node* when = keys["when"]) {
    cancel.when = read_when(reading, *when, order, vocabulary);
    if (cancel.when) cancel.when->after = cancel.when->after + cancel.after.value;
  }
  if (keys["after"] == nullptr && keys["when"] == nullptr)
    reading.wrong(node.at, "the cancelling has no moment").expected = "after: 10m, or when: released";
  if (const Node* lines = keys["lines"])
    each(reading, *lines, "lines", [&](const Node& line) { read_cancelled_line(reading, line, cancel); });
  order.cancel = std::move(cancel);
}

void read_end(Reading& reading, const Node& node, ScenarioOrder& order) {
  const Keys keys(reading, node, scenario_section("order-expect"));
  if (!keys) return;
  ScenarioOrder::Expect expect;
  if (const Node* end = keys["end"])
    if (auto word = reading.one_of(*end, "end", order_ends())) expect.end = {*word, end->at};
  if (const Node* from = keys["from"]) expect.from = reading.texts(*from, "from");
  if (const Node* by = keys["by"])
    if (const auto moment = reading.positive(*by, "by")) expect.by = Marked<Duration>{*moment, by->at};
  if (const Node* packages = keys["packages"]) expect.packages = read_order_count(reading, *packages, "packages");
  if (const Node* shipments = keys["shipments"]) expect.shipments = read_order_count(reading, *shipments, "shipments");
  if (node.members.empty()) reading.wrong_shape(node, "expect", "at least one of end, from, by, packages, shipments");
  if (keys["by"] != nullptr && keys["end"] == nullptr)
    reading.wrong(keys["by"]->at, "`by` needs an `end` that comes by then").expected = "end: delivered";
  order.expect = std::move(expect);
}

void read_order(Reading& reading, const Node& node, Scenario& scenario, const Vocabulary& vocabulary) {
  if (node.kind != Node::Kind::map)
    return reading.wrong_shape(
        node, "orders", "an order such as {id: basket, at: 10m, region: us-east, service: ground, lines: [...]}");
  const Keys keys(reading, node, scenario_section("order"));
  ScenarioOrder order;
  order.id.at = node.at;
  const auto text = [&](std::string_view key, Marked<std::string>& into) {
    const Node* value = keys[key];
    if (value == nullptr) return;
    if (auto found = reading.text(*value, key)) into = {*found, value->at};
  };
  if (const Node* id = keys["id"])
    if (auto name = reading.name(*id, "id")) order.id = {*name, id->at};
  if (const Node* at = keys["at"])
    if (const auto moment = reading.duration(*at, "at")) order.at = {*moment, at->at};
  text("region", order.region);
  text("service", order.service);
  text("shop", order.shop);
  if (const Node* lines = keys["lines"])
    each(reading, *lines, "lines", [&](const Node& line) { read_line(reading, line, order); });
  if (const Node* cancel = keys["cancel"]) read_cancel(reading, *cancel, order, vocabulary);
  if (const Node* expect = keys["expect"]) read_end(reading, *expect, order);
  scenario.orders.push_back(std::move(order));
}

}  // namespace

const std::vector<std::string>& order_ends() {
  static const std::vector<std::string> ends{"shipped", "delivered", "backordered", "cancelled", "declined"};
  return ends;
}

std::optional<OrderExpectation::Count> read_order_count(Reading& reading, const Node& node, std::string_view what) {
  const auto limit = node.kind == Node::Kind::scalar ? parse_limit(node.text) : std::nullopt;
  if (!limit || limit->unit != Expectation::Unit::count || limit->value > most_units) {
    reading.wrong_shape(node, what, "a number such as 2, or a limit such as \"<= 2\"");
    return std::nullopt;
  }
  const bool bare = node.text.find_first_of("<>") == std::string::npos;
  return OrderExpectation::Count{bare ? "=" : limit->comparison, limit->value};
}

void read_orders(Reading& reading, const Node& node, Scenario& scenario, const Vocabulary& vocabulary) {
  if (!reading.is_list(node, "orders")) return;
  if (node.items.size() > most_orders)
    return reading.wrong_shape(node, "orders", "at most " + std::to_string(most_orders) + " orders written by hand");
  for (const Node& item : node.items) read_order(reading, item, scenario, vocabulary);
}

}  // namespace drydock
