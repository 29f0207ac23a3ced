// pipeline: the knobs of the reference pipeline.
#include <algorithm>

#include "harness/scenario/sections.hpp"

namespace drydock {
namespace {

constexpr std::size_t most_steps = 100;

std::string range(const KnobRow& row) {
  if (row.high >= days(1).us * 3650) return to_string(Duration{row.low}) + " or more";
  return to_string(Duration{row.low}) + " to " + to_string(Duration{row.high});
}

std::optional<Duration> read_duration(Reading& reading, const Node& node, const KnobRow& row) {
  const auto value = reading.duration(node, row.name);
  if (!value || (value->us >= row.low && value->us <= row.high)) return value;
  reading.wrong_shape(node, row.name, range(row));
  return std::nullopt;
}

std::optional<PlannedKnob> read_ladder(Reading& reading, const Node& node, const KnobRow& row) {
  const bool fits = node.kind == Node::Kind::list && !node.items.empty() && node.items.size() <= most_steps;
  if (!fits) {
    reading.wrong_shape(node, row.name, "a list of 1 to 100 durations such as [1s, 5s, 30s]");
    return std::nullopt;
  }
  std::vector<Duration> steps;
  for (const Node& item : node.items)
    if (const auto step = read_duration(reading, item, row)) steps.push_back(*step);
  return steps.size() == node.items.size() ? std::optional<PlannedKnob>(std::move(steps)) : std::nullopt;
}

void take(Reading& reading, const Node& node, const std::string& name, Scenario& scenario) {
  if (auto knob = read_knob(reading, node, *find_knob(name))) scenario.pipeline[name] = {std::move(*knob), node.at};
}

// Knobs that stand below a name of their own: `erp: {concurrency: 5}`.
void read_group(Reading& reading, const Node& node, const std::string& group, Scenario& scenario) {
  const bool named = group == "breaker" || group == "reconciliation";
  const SectionRow& section = scenario_section(named ? group : "destination");
  const Keys keys(reading, node, section);
  if (!keys) return;
  for (const KeyRow& row : section.keys)
    if (const Node* value = keys[row.name]) take(reading, *value, group + "." + std::string(row.name), scenario);
}

}  // namespace

std::optional<PlannedKnob> read_knob(Reading& reading, const Node& node, const KnobRow& row) {
  if (row.shape == KnobShape::ladder) return read_ladder(reading, node, row);
  if (row.shape == KnobShape::duration) return read_duration(reading, node, row);
  if (row.shape == KnobShape::choice) return reading.one_of(node, row.name, {row.choices.begin(), row.choices.end()});
  return reading.integer(node, row.name, row.low, row.high);
}

void read_pipeline(Reading& reading, const Node& node, Scenario& scenario) {
  const SectionRow& section = scenario_section("pipeline");
  const Keys keys(reading, node, section);
  if (!keys) return;
  for (const KeyRow& row : section.keys) {
    const Node* value = keys[row.name];
    if (value == nullptr) continue;
    if (find_knob(row.name) != nullptr)
      take(reading, *value, std::string(row.name), scenario);
    else
      read_group(reading, *value, std::string(row.name), scenario);
  }
}

}  // namespace drydock
