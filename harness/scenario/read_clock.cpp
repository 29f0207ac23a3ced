// clock: when the run begins and how long its phases last.
#include "harness/nearest.hpp"
#include "harness/scenario/sections.hpp"
#include "harness/scenario/zone.hpp"

namespace drydock {
namespace {

void read_zone(Reading& reading, const Node& node, std::string& tz) {
  const auto name = reading.text(node, "tz");
  if (!name) return;
  if (zone_exists(*name)) {
    tz = *name;
    return;
  }
  const auto names = zone_names();
  Mistake& mistake = reading.wrong(node.at, "unknown time zone `" + *name + "`");
  mistake.found = *name;
  mistake.nearest = nearest_name(*name, names);
  mistake.expected = names.empty() ? "time zone data on this machine (package tzdata)"
                                   : "a zone of the tz database such as America/New_York";
}

void read_start(Reading& reading, const Node& node, Scenario& scenario) {
  if (node.kind == Node::Kind::scalar) {
    if (const auto instant = parse_instant(node.text)) {
      scenario.clock.start = {*instant, node.at};
      return;
    }
    if (const auto local = parse_local_time(node.text)) {
      const auto resolved = resolve_local(scenario.clock.tz, *local);
      if (resolved) {
        scenario.clock.start = {*resolved, node.at};
      } else {
        reading.wrong(node.at, "`start` is `" + node.text + "`, which the clocks of " + scenario.clock.tz + " skip")
            .found = node.text;
      }
      return;
    }
  }
  reading.wrong_shape(node, "start", "a calendar time such as \"2026-11-27T10:00:00\"");
}

}  // namespace

void read_clock(Reading& reading, const Node& node, Scenario& scenario) {
  const Keys keys(reading, node, scenario_section("clock"));
  if (!keys) return;
  ScenarioClock& clock = scenario.clock;
  if (const Node* tz = keys["tz"]) read_zone(reading, *tz, clock.tz);
  if (const Node* start = keys["start"]) read_start(reading, *start, scenario);
  if (const Node* run = keys["run"])
    if (const auto value = reading.positive(*run, "run")) clock.run = {*value, run->at};
  if (const Node* settle = keys["settle"])
    if (const auto value = reading.positive(*settle, "settle")) clock.settle = {*value, settle->at};
  if (const Node* prepare = keys["prepare"])
    if (const auto value = reading.positive(*prepare, "prepare")) clock.prepare = *value;
  if (const Node* day = keys["day"])
    if (const auto value = reading.positive(*day, "day")) clock.day = *value;
}

}  // namespace drydock
