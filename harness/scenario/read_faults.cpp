// faults: what is done on purpose. Where, when and how often is the same for all; the rest is the fault's own.
#include <algorithm>

#include "harness/scenario/sections.hpp"

namespace drydock {
namespace {

using Shape = FaultParameterRow::Shape;

const FaultRow* read_row(Reading& reading, const Node& node, const Vocabulary& vocabulary, ScenarioFault& fault) {
  const Node* name = node.find("fault");
  if (name == nullptr) {
    Mistake& mistake = reading.wrong(node.at, "a fault has no `fault`");
    mistake.expected = "which fault: {fault: latency, on: ...}";
    return nullptr;
  }
  fault.fault = {name->text, name->at};
  std::vector<std::string> names;
  for (const FaultRow& row : vocabulary.faults) {
    if (name->kind == Node::Kind::scalar && row.name == name->text) return &row;
    names.emplace_back(row.name);
  }
  reading.wrong_name(name->at, name->text, "unknown fault " + describe(*name), names);
  return nullptr;
}

void read_leg(Reading& reading, const Node& node, ScenarioFault& fault) {
  static const std::vector<std::string> legs{"request", "reply", "event"};
  const auto leg = reading.one_of(node, "leg", legs);
  if (!leg) return;
  fault.leg = Marked<LegKind>{*leg == legs[0]   ? LegKind::request
                              : *leg == legs[1] ? LegKind::reply
                                                : LegKind::event,
                              node.at};
}

void read_window(Reading& reading, const Keys& keys, ScenarioFault& fault) {
  const auto moment = [&](std::string_view key) -> std::optional<Marked<Duration>> {
    const Node* node = keys[key];
    const auto value = node != nullptr ? reading.duration(*node, key) : std::nullopt;
    return value ? std::optional(Marked<Duration>{*value, node->at}) : std::nullopt;
  };
  fault.from = moment("from");
  fault.until = moment("until");
  fault.at = moment("at");
  const Node* length = keys["for"];
  if (length == nullptr) return;
  if (keys["until"] != nullptr) reading.wrong(length->at, "`for` and `until` exclude each other").found = "for";
  const auto value = reading.positive(*length, "for");
  if (value && keys["when"] != nullptr)
    fault.length = Marked<Duration>{*value, length->at};
  else if (value)
    fault.until = Marked<Duration>{(fault.from ? fault.from->value : Duration{}) + *value, length->at};
}

// "40", and of a crash also "40 commits".
void read_every(Reading& reading, const Node& node, ScenarioFault& fault) {
  Node number = node;
  constexpr std::string_view commits = " commits";
  if (fault.fault.value == "crash" && number.text.ends_with(commits))
    number.text.resize(number.text.size() - commits.size());
  fault.every = reading.integer(number, "every", 1, 1'000'000'000);
}

void read_dose(Reading& reading, const Keys& keys, ScenarioFault& fault) {
  if (const Node* node = keys["chance"]) fault.chance = reading.share(*node, "chance");
  if (const Node* node = keys["every"]) read_every(reading, *node, fault);
  if (const Node* node = keys["nth"]) fault.nth = reading.integer(*node, "nth", 1, 1'000'000'000);
  if (const Node* node = keys["times"]) fault.times = reading.integer(*node, "times", 1, 1'000'000'000);
}

void read_crash(Reading& reading, const Keys& keys, ScenarioFault& fault) {
  if (const Node* node = keys["commit"])
    if (const auto n = reading.integer(*node, "commit", 1, 1'000'000'000))
      fault.parameters["commit"] = {{*n}, node->at};
  if (const Node* node = keys["phase"])
    if (auto phase = reading.one_of(*node, "phase", {"before-durable", "after-durable", "torn"}))
      fault.parameters["phase"] = {{*phase}, node->at};
  if (const Node* node = keys["back_after"])
    if (const auto after = reading.duration(*node, "back_after")) fault.parameters["back_after"] = {{*after}, node->at};
}

void read_parameters(Reading& reading, const Node& map, const Keys& keys, const FaultRow& row, ScenarioFault& fault) {
  for (const FaultParameterRow& parameter : row.parameters) {
    const Node* node = keys[parameter.name];
    if (node == nullptr) {
      if (!parameter.required) continue;
      Mistake& mistake = reading.wrong(
          map.at, "the fault `" + std::string(row.name) + "` has no `" + std::string(parameter.name) + "`");
      mistake.expected = parameter.summary;
    } else if (auto value = read_parameter(reading, *node, parameter)) {
      fault.parameters[std::string(parameter.name)] = {std::move(*value), node->at};
    }
  }
}

// The keys of a fault beside the common ones.
std::vector<std::string> own_keys(const FaultRow& row) {
  std::vector<std::string> names;
  for (const FaultParameterRow& parameter : row.parameters) names.emplace_back(parameter.name);
  if (row.name == "crash")
    for (const KeyRow& key : scenario_section("crash").keys) names.emplace_back(key.name);
  return names;
}

// "duplicate-2": the second duplicate. Draws are keyed by the id, so it must not move when a fault of another kind
// goes.
std::string default_id(const Scenario& scenario, const std::string& name) {
  const auto same = std::count_if(scenario.faults.begin(), scenario.faults.end(),
                                  [&](const ScenarioFault& other) { return other.fault.value == name; });
  return name + "-" + std::to_string(same + 1);
}

void read_fault(Reading& reading, const Node& node, Scenario& scenario, const Vocabulary& vocabulary) {
  ScenarioFault fault;
  if (node.kind != Node::Kind::map)
    return reading.wrong_shape(node, "faults", "a fault such as {fault: outage, on: erp, from: 1h, for: 5m}");
  const FaultRow* row = read_row(reading, node, vocabulary, fault);
  if (row == nullptr) return;
  const Keys keys(reading, node, scenario_section("fault"), own_keys(*row));
  fault.id = {default_id(scenario, fault.fault.value), node.at};
  if (const Node* id = keys["id"])
    if (auto name = reading.name(*id, "id")) fault.id = {*name, id->at};
  if (const Node* on = keys["on"])
    if (auto text = reading.text(*on, "on")) fault.on = {*text, on->at};
  if (const Node* leg = keys["leg"]) read_leg(reading, *leg, fault);
  if (const Node* messages = keys["messages"]) fault.messages = reading.texts(*messages, "messages");
  read_window(reading, keys, fault);
  if (const Node* when = keys["when"])
    if (const auto trigger = read_trigger(reading, *when, vocabulary))
      fault.when = Marked<PlannedTrigger>{*trigger, when->at};
  read_dose(reading, keys, fault);
  if (row->name == "crash")
    read_crash(reading, keys, fault);
  else
    read_parameters(reading, node, keys, *row, fault);
  scenario.faults.push_back(std::move(fault));
}

}  // namespace

std::optional<FaultParameter> read_parameter(Reading& reading, const Node& node, const FaultParameterRow& row) {
  switch (row.shape) {
    case Shape::integer:
      if (const auto value = reading.integer(node, row.name, 0, 1'000'000'000)) return FaultParameter{*value};
      break;
    case Shape::duration:
      if (const auto value = reading.duration(node, row.name)) return FaultParameter{*value};
      break;
    case Shape::ratio:
      if (const auto value = reading.share(node, row.name)) return FaultParameter{*value};
      break;
    case Shape::word: {
      if (row.words.empty()) {
        if (auto value = reading.text(node, row.name)) return FaultParameter{*value};
        break;
      }
      if (auto value = reading.one_of(node, row.name, {row.words.begin(), row.words.end()}))
        return FaultParameter{*value};
      break;
    }
  }
  return std::nullopt;
}

void read_faults(Reading& reading, const Node& node, Scenario& scenario, const Vocabulary& vocabulary) {
  if (!reading.is_list(node, "faults")) return;
  for (const Node& item : node.items) read_fault(reading, item, scenario, vocabulary);
}

}  // namespace drydock
