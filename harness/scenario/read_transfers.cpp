// transfers: stock that is moved from one warehouse to another, once or again and again.
#include <algorithm>

#include "harness/scenario/sections.hpp"

namespace drydock {
namespace {

void read_items(Reading& reading, const Node& node, ScenarioTransfer& transfer) {
  constexpr std::string_view fastest = "fastest";
  constexpr std::string_view shape = "an item such as ITEM-0001, or fastest 50";
  if (node.kind != Node::Kind::scalar) return reading.wrong_shape(node, "items", shape);
  const std::string_view text = node.text;
  transfer.items = {"", node.at};
  if (text == fastest) return;
  if (!text.starts_with("fastest ")) {
    transfer.items.value = text;
    return;
  }
  const auto number = parse_count(text.substr(fastest.size()));
  if (number && *number >= 1 && *number <= 10'000)
    transfer.fastest = *number;
  else
    reading.wrong_shape(node, "items", shape);
}

void read_quantity(Reading& reading, const Node& node, ScenarioTransfer& transfer) {
  const bool scalar = node.kind == Node::Kind::scalar;
  constexpr std::int64_t most = 1'000'000'000;
  const auto units = scalar ? parse_count(node.text) : std::nullopt;
  const auto share = scalar && !units ? parse_share(node.text) : std::nullopt;
  if (units && *units > 0 && *units <= most)
    transfer.units = *units;
  else if (share && share->numerator > 0)
    transfer.share = *share;
  else
    reading.wrong_shape(node, "quantity",
                        "units of each item such as 20, or a share of the sender's opening stock such as 20%");
}

void read_transfer(Reading& reading, const Node& node, Scenario& scenario) {
  ScenarioTransfer transfer;
  transfer.mark = node.at;
  transfer.id = "transfer-" + std::to_string(scenario.transfers.size() + 1);
  const Keys keys(reading, node, scenario_section("transfer"));
  if (!keys) return;
  if (const Node* value = keys["id"])
    if (auto name = reading.name(*value, "id")) transfer.id = *name;
  if (const Node* value = keys["at"])
    if (const auto at = reading.duration(*value, "at")) transfer.at = {*at, value->at};
  if (const Node* value = keys["every"])
    if (const auto every = reading.positive(*value, "every")) transfer.every = Marked<Duration>{*every, value->at};
  if (const Node* value = keys["from"])
    if (auto seat = reading.text(*value, "from")) transfer.from = {*seat, value->at};
  if (const Node* value = keys["to"])
    if (auto seat = reading.text(*value, "to")) transfer.to = {*seat, value->at};
  if (const Node* value = keys["items"]) read_items(reading, *value, transfer);
  if (const Node* value = keys["quantity"]) read_quantity(reading, *value, transfer);
  if (const Node* value = keys["transit"])
    if (const auto transit = reading.positive(*value, "transit")) transfer.transit = {*transit, value->at};
  if (const Node* value = keys["short"])
    if (const auto chance = reading.share(*value, "short")) transfer.short_receipt = *chance;
  if (const Node* value = keys["damaged"])
    if (const auto chance = reading.share(*value, "damaged")) transfer.damaged = *chance;
  scenario.transfers.push_back(std::move(transfer));
}

}  // namespace

void read_transfers(Reading& reading, const Node& node, Scenario& scenario) {
  if (!reading.is_list(node, "transfers")) return;
  for (const Node& item : node.items) read_transfer(reading, item, scenario);
}

}  // namespace drydock
