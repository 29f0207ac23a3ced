#include "harness/scenario/templates.hpp"

#include "contracts/embedded.hpp"

namespace drydock {
namespace {

constexpr std::string_view body =
    R"(# The line above lets editors complete and check what you write. All keys: scenarios/README.md.
format: 1
scenario: NAME
story: >
  What happens, in plain words: a quiet hour, and the ERP goes away for ten minutes.
seed: 1                       # another seed, another day: drydock run --seed N

clock: {start: "2026-11-27T10:00:00", tz: America/New_York, run: 1h, settle: 5d}

enterprise:
  warehouses:
    wms-east: {region: us-east, capacity: 600 orders/h, cutoff: "17:00", pickups: every 30m}
    wms-west: {region: us-west, capacity: 600 orders/h, tz: America/Los_Angeles}
  carriers:
    carrier-fast: {next-day: 1d, 2-day: 2d}
    carrier-ground: {ground: 2-4d}
  erp: {concurrency: 5, service_time: 200ms}
  catalog: {items: 200, safety_stock: 2, opening_cover: 3d}

demand:
  shop:
    orders: 4/min             # or a number: 200
    curve: [[0h, 1], [1h, 2]] # doubles within the hour
    regions: {us-east: 60%, us-west: 40%}
    services: {ground: 70%, 2-day: 25%, next-day: 5%}

operations:                   # the real world
  wms-west: {short_pick: 2%}

faults:                       # on purpose; times count from the start of the run. All faults: drydock list faults
  - {id: erp-down, fault: outage, on: erp, from: 20m, for: 10m}
  - {fault: duplicate, on: wms-* -> pipeline, chance: 2%, within: 5m}

expect:
  invariants: all
  reached: [order.shipped, erp.caught_up, duplicate.ignored]
  within: {availability.p99: 500ms}
)";

}  // namespace

std::string scenario_template(std::string_view name) {
  std::string text = "# yaml-language-server: $schema=../scenario.schema.json\n" + std::string(body);
  constexpr std::string_view placeholder = "NAME";
  const std::size_t at = text.find(placeholder);
  text.replace(at, placeholder.size(), name);
  return text;
}

std::string_view scenario_schema() {
  for (const EmbeddedFile& file : embedded_scenarios())
    if (file.path == "scenario.schema.json") return file.text;
  return {};
}

std::optional<std::string_view> embedded_scenario(std::string_view name) {
  constexpr std::string_view folder = "scenarios/";
  if (name.starts_with(folder)) name.remove_prefix(folder.size());
  for (const EmbeddedFile& file : embedded_scenarios()) {
    if (!file.path.ends_with(".yaml")) continue;
    std::string_view stem = file.path.substr(file.path.rfind('/') + 1);
    stem.remove_suffix(std::string_view(".yaml").size());
    if (file.path == name || stem == name) return file.text;
  }
  return std::nullopt;
}

}  // namespace drydock
