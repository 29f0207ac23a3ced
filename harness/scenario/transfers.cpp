#include "harness/scenario/transfers.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "contracts/canonical/transfer.hpp"
#include "harness/scenario/catalog.hpp"
#include "harness/scenario/checks.hpp"
#include "harness/scenario/units.hpp"

namespace drydock {
namespace {

constexpr std::int64_t most_transfers = 10'000;

void check_warehouse(Reading& reading, const Scenario& scenario, const Marked<std::string>& name) {
  std::vector<std::string> known;
  for (const ScenarioWarehouse& warehouse : scenario.warehouses) known.push_back(warehouse.name.value);
  if (std::find(known.begin(), known.end(), name.value) == known.end())
    reading.wrong_name(name.at, name.value, "no warehouse is called `" + name.value + "`", known);
}

void check_times(Reading& reading, const Scenario& scenario, const ScenarioTransfer& transfer) {
  const Duration run = scenario.clock.run.value;
  const Duration end = run + scenario.clock.settle.value;
  if (transfer.at.value >= run)
    reading.wrong(transfer.at.at,
                  "`at` is " + to_string(transfer.at.value) + ", after the end of the run (" + to_string(run) + ")");
  const Duration last = transfer.every ? run : transfer.at.value;
  if (last + transfer.transit.value >= end)
    reading.wrong(transfer.transit.at, "a truck that drives " + to_string(transfer.transit.value) +
                                           " arrives after the end of settle (" + to_string(end) + ")");
  if (transfer.every && run.us / transfer.every->value.us > most_transfers)
    reading.wrong(transfer.every->at, "a transfer every " + to_string(transfer.every->value) + " is too many")
        .expected = "at most " + std::to_string(most_transfers) + " in the whole run";
}

// One a decision: the repetitions carry numbers.
std::vector<std::string> names_of(const Scenario& scenario, const ScenarioTransfer& transfer) {
  std::vector<std::string> names{transfer.id};
  if (!transfer.every) return names;
  const Duration step = transfer.every->value;
  for (Duration at = transfer.at.value + step; at < scenario.clock.run.value; at = at + step) {
    if (static_cast<std::int64_t>(names.size()) > most_transfers) break;
    names.push_back(transfer.id + "-" + std::to_string(names.size() + 1));
  }
  return names;
}

using Opening = std::map<std::string, std::int64_t>;

std::int64_t units_of(const ScenarioTransfer& transfer, const Opening& opening, const std::string& item) {
  if (transfer.units) return *transfer.units;
  const auto found = opening.find(item);
  const std::int64_t there = found == opening.end() ? 0 : found->second;
  __extension__ using Wide = __int128;
  return std::max<std::int64_t>(
      1, static_cast<std::int64_t>(Wide{there} * transfer.share.numerator / transfer.share.denominator));
}

TransferDecided decision(const Scenario& scenario, const ScenarioTransfer& transfer, const Plan& plan) {
  Opening opening;
  for (const Position& position : plan.stock)
    if (position.location == transfer.from.value) opening[position.item] = position.unrestricted;
  TransferDecided decided;
  decided.from = transfer.from.value;
  decided.to = transfer.to.value;
  decided.transit_seconds = std::max<std::int64_t>(1, transfer.transit.value.us / seconds(1).us);
  decided.short_millionths = millionths(transfer.short_receipt);
  decided.damaged_millionths = millionths(transfer.damaged);
  const auto add = [&](const std::string& item) {
    decided.lines.push_back({std::to_string(decided.lines.size() + 1), item, units_of(transfer, opening, item)});
  };
  if (!transfer.items.value.empty())
    add(transfer.items.value);
  else
    for (std::int64_t number = 1; number <= transfer.fastest; ++number) add(item_id(scenario.catalog, number));
  return decided;
}

}  // namespace

void check_transfers(Reading& reading, const Scenario& scenario) {
  std::set<std::string> ids;
  for (const ScenarioTransfer& transfer : scenario.transfers) {
    check_warehouse(reading, scenario, transfer.from);
    check_warehouse(reading, scenario, transfer.to);
    if (transfer.from.value == transfer.to.value)
      reading.wrong(transfer.to.at, "a transfer from `" + transfer.from.value + "` to itself moves nothing").found =
          transfer.to.value;
    check_item(reading, scenario, {transfer.items, transfer.fastest});
    check_times(reading, scenario, transfer);
    for (const std::string& id : names_of(scenario, transfer))
      if (!ids.insert(id).second) reading.wrong(transfer.mark, "the id `" + id + "` is taken already").found = id;
  }
}

void add_transfers(const Scenario& scenario, Plan& plan) {
  for (const ScenarioTransfer& transfer : scenario.transfers) {
    TransferDecided decided = decision(scenario, transfer, plan);
    Instant at = scenario.clock.start.value + transfer.at.value;
    for (const std::string& name : names_of(scenario, transfer)) {
      decided.transfer_id = name;
      plan.stimuli.push_back({at, "erp", Payload::of(decided)});
      if (transfer.every) at = at + transfer.every->value;
    }
  }
}

}  // namespace drydock
