// master_data: what becomes of items at the ERP while the scenario runs.
#include <optional>

#include "harness/scenario/sections.hpp"
#include "harness/scenario/units.hpp"

namespace drydock {
namespace {

using Becomes = ScenarioItemChange::Kind;

constexpr std::int64_t most_units = 1'000'000;
constexpr std::int64_t most_items = 1'000;

void read_kind(Reading& reading, const Node& node, ScenarioItemChange& change) {
  const auto word = reading.one_of(node, "do", {"launch", "change", "discontinue"});
  if (!word) return;
  change.what = *word == "launch" ? Becomes::launch : *word == "change" ? Becomes::change : Becomes::discontinue;
}

void read_items(Reading& reading, const Node& node, ScenarioItemChange& change) {
  if (change.what == Becomes::launch) {
    if (const auto count = reading.integer(node, "items", 1, most_items)) change.count = *count;
    return;
  }
  if (auto choice = read_item_choice(reading, node, "items")) change.items = *std::move(choice);
}

// +3 and -2 are so many more or fewer than before; 3 is three.
void read_safety(Reading& reading, const Node& node, ScenarioItemChange& change) {
  constexpr std::string_view shape = "units such as 5, or so many more or fewer such as +3 or -2";
  if (node.kind != Node::Kind::scalar || node.text.empty()) return reading.wrong_shape(node, "safety_stock", shape);
  std::string_view text = node.text;
  const char sign = text.front();
  change.relative = sign == '+' || sign == '-';
  if (change.relative) text.remove_prefix(1);
  const auto units = parse_count(text);
  if (!units || *units > most_units) return reading.wrong_shape(node, "safety_stock", shape);
  change.safety_stock = sign == '-' ? -*units : *units;
}

// What a key says of new items says nothing of others.
void only_of_launches(Reading& reading, const Keys& keys, const ScenarioItemChange& change) {
  if (change.what == Becomes::launch) return;
  for (const std::string_view key : {"stock", "received", "sold", "share"})
    if (const Node* value = keys[key])
      reading.wrong(value->at, "`" + std::string(key) + "` is of new items, and this launches none").found =
          std::string(key);
}

std::optional<Marked<Duration>> moment(Reading& reading, const Node* node, std::string_view key) {
  const auto at = node == nullptr ? std::nullopt : reading.duration(*node, key);
  if (!at) return std::nullopt;
  return Marked<Duration>{*at, node->at};
}

void read_change(Reading& reading, const Node& node, Scenario& scenario) {
  ScenarioItemChange change;
  change.mark = node.at;
  const Keys keys(reading, node, scenario_section("item-change"));
  if (!keys) return;
  if (const Node* value = keys["do"]) read_kind(reading, *value, change);
  if (const Node* value = keys["id"])
    if (auto name = reading.name(*value, "id")) change.id = *name;
  if (const auto at = moment(reading, keys["at"], "at")) change.at = *at;
  if (const auto at = moment(reading, keys["effective"], "effective")) change.effective = *at;
  if (const Node* value = keys["items"]) read_items(reading, *value, change);
  if (const Node* value = keys["safety_stock"]) read_safety(reading, *value, change);
  if (const Node* value = keys["stock"])
    if (const auto units = reading.integer(*value, "stock", 0, most_units)) change.stock = *units;
  change.received = moment(reading, keys["received"], "received");
  change.sold = moment(reading, keys["sold"], "sold");
  if (const Node* value = keys["share"])
    if (const auto share = reading.share(*value, "share")) change.share = *share;
  only_of_launches(reading, keys, change);
  if (change.id.empty()) {
    const char* word = change.what == Becomes::launch   ? "launch"
                       : change.what == Becomes::change ? "change"
                                                        : "discontinue";
    std::int64_t number = 1;
    for (const ScenarioItemChange& other : scenario.master_data) number += other.what == change.what ? 1 : 0;
    change.id = std::string(word) + "-" + std::to_string(number);
  }
  scenario.master_data.push_back(std::move(change));
}

}  // namespace

void read_master_data(Reading& reading, const Node& node, Scenario& scenario) {
  if (!reading.is_list(node, "master_data")) return;
  for (const Node& item : node.items) read_change(reading, item, scenario);
}

}  // namespace drydock
