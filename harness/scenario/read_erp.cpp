// enterprise.erp: the limits of the ERP, and what it does by itself: its nightly batch, the end of a fiscal period.
#include <algorithm>

#include "contracts/canonical/balances.hpp"
#include "harness/scenario/erp_nights.hpp"
#include "harness/scenario/sections.hpp"
#include "harness/scenario/units.hpp"
#include "harness/scenario/zone.hpp"

namespace drydock {
namespace {

constexpr std::int64_t most = 1'000'000;

/// What a kind of ERP is like where the scenario does not say. An account of a cloud ERP takes 5 to 20 calls at a
/// time by its tier (NetSuite's governance limits); a legacy one a few, and none while its batch runs.
void take_profile(const std::string& name, Mark mark, ScenarioErp& erp) {
  if (name == "legacy") {
    erp.limits.concurrency = 2;
    erp.limits.service_time = milliseconds(400);
    erp.batch = ScenarioErp::Batch{2 * 60, minutes(40), mark};
    erp.snapshots = mark;
  } else {
    erp.limits.concurrency = 15;
    erp.limits.service_time = milliseconds(100);
    erp.limits.quota = 1'200;
  }
}

void read_batch(Reading& reading, const Node& node, ScenarioErp& erp) {
  if (node.kind == Node::Kind::scalar && node.text == "none") {
    erp.batch.reset();
    erp.snapshots.reset();
    return;
  }
  const Keys keys(reading, node, scenario_section("erp-batch"));
  if (!keys) return;
  ScenarioErp::Batch batch{0, {}, node.at};
  if (const Node* at = keys["at"]) {
    const auto minute = at->kind == Node::Kind::scalar ? parse_time_of_day(at->text) : std::nullopt;
    if (!minute) return reading.wrong_shape(*at, "at", time_of_day_shape), void();
    batch.at_minutes = *minute;
  }
  if (const Node* length = keys["for"]) {
    const auto value = reading.positive(*length, "for");
    if (value && *value > hours(12)) reading.wrong_shape(*length, "for", "at most 12h");
    if (value) batch.length = *value;
  }
  erp.batch = batch;
}

void read_period(Reading& reading, const Node& node, ScenarioErp& erp) {
  const Keys keys(reading, node, scenario_section("erp-period"));
  if (!keys) return;
  if (const Node* ends = keys["ends"])
    if (const auto value = reading.duration(*ends, "ends")) erp.period_ends = {*value, ends->at};
  if (const Node* closes = keys["closes"])
    if (const auto value = reading.duration(*closes, "closes")) erp.period_closes = {*value, closes->at};
  if (erp.period_ends && erp.period_closes && erp.period_closes->value < erp.period_ends->value)
    reading.wrong(erp.period_closes->at, "the period closes before it ends").expected =
        to_string(erp.period_ends->value) + " or later";
}

void read_credit(Reading& reading, const Node& node, PlannedErp& erp) {
  const Keys keys(reading, node, scenario_section("erp-credit"));
  if (!keys) return;
  if (const Node* share = keys["share"])
    if (const auto value = reading.share(*share, "share")) erp.no_credit = *value;
  if (const Node* span = keys["for"])
    if (const auto value = reading.positive(*span, "for")) erp.credit_after = *value;
}

void read_balances(Reading& reading, const Node& node, ScenarioErp& erp) {
  const auto way = reading.one_of(node, "balances", {"asked", "nightly"});
  if (!way) return;
  erp.snapshots = *way == "nightly" ? std::optional(node.at) : std::nullopt;
  if (erp.snapshots && !erp.batch)
    reading.wrong(node.at, "`balances: nightly` is the work of a batch, and this ERP has none").expected =
        "batch: {at: \"02:00\", for: 40m} beside it";
}

ScenarioFault batch_of(int night, Duration from, const ScenarioErp::Batch& batch) {
  ScenarioFault fault;
  fault.id = {"erp-batch-" + std::to_string(night), batch.mark};
  fault.fault = {"error-burst", batch.mark};
  fault.on = {"erp", batch.mark};
  fault.from = Marked<Duration>{from, batch.mark};
  fault.until = Marked<Duration>{from + batch.length, batch.mark};
  fault.parameters["status"] = {{std::int64_t{503}}, batch.mark};
  fault.parameters["retry_after"] = {{seconds(30)}, batch.mark};
  return fault;
}

}  // namespace

void read_erp(Reading& reading, const Node& node, ScenarioErp& erp) {
  const Keys keys(reading, node, scenario_section("erp"));
  if (!keys) return;
  if (const Node* profile = keys["profile"])
    if (const auto name = reading.one_of(*profile, "profile", {"cloud", "legacy"}))
      take_profile(*name, profile->at, erp);
  if (const Node* value = keys["concurrency"])
    if (const auto number = reading.integer(*value, "concurrency", 1, most)) erp.limits.concurrency = *number;
  if (const Node* value = keys["service_time"])
    if (const auto time = reading.duration(*value, "service_time")) erp.limits.service_time = *time;
  if (const Node* value = keys["quota"])
    if (const auto number = reading.integer(*value, "quota", 1, most)) erp.limits.quota = *number;
  if (const Node* batch = keys["batch"]) read_batch(reading, *batch, erp);
  if (const Node* balances = keys["balances"]) read_balances(reading, *balances, erp);
  if (const Node* credit = keys["no_credit"]) read_credit(reading, *credit, erp.limits);
  if (const Node* period = keys["period"]) read_period(reading, *period, erp);
}

std::vector<BatchNight> batch_nights(const Scenario& scenario) {
  std::vector<BatchNight> nights;
  if (!scenario.erp.batch) return nights;
  const ScenarioErp::Batch& batch = *scenario.erp.batch;
  const Instant start = scenario.clock.start.value;
  const Instant end = start + scenario.clock.run.value;
  const auto offsets = zone_offsets(scenario.clock.tz, start - days(1), end);
  const std::int64_t local = start.us + minutes(offset_minutes_at(offsets, start)).us;
  for (std::int64_t day = local - local % days(1).us - days(1).us;; day += days(1).us) {
    const auto begins = resolve_local(scenario.clock.tz, day + minutes(batch.at_minutes).us);
    if (!begins) continue;  // the clocks skip it
    if (*begins >= end) return nights;
    if (*begins + batch.length > start) nights.push_back({*begins, std::min(*begins + batch.length, end)});
  }
}

void add_batches(Scenario& scenario) {
  const Instant start = scenario.clock.start.value;
  int night = 0;
  for (const BatchNight& window : batch_nights(scenario)) {
    ScenarioErp::Batch left = *scenario.erp.batch;
    const Instant from = std::max(window.begins, start);
    left.length = window.ends - from;
    scenario.faults.push_back(batch_of(++night, from - start, left));
  }
}

void add_balance_snapshots(const Scenario& scenario, Plan& plan) {
  if (!scenario.erp.snapshots) return;
  int night = 0;
  for (const BatchNight& window : batch_nights(scenario)) {
    ++night;
    if (window.begins < plan.start) continue;  // nobody was there to copy anything
    plan.stimuli.push_back(
        {window.begins, "erp", Payload::of(BalancesCopied{"balances-" + std::to_string(night), window.ends})});
  }
}

}  // namespace drydock
