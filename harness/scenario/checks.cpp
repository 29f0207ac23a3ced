#include "harness/scenario/checks.hpp"

#include <algorithm>
#include <set>

#include "harness/scenario/catalog.hpp"
#include "harness/scenario/data_files.hpp"
#include "harness/scenario/lots.hpp"
#include "harness/scenario/master_data.hpp"
#include "harness/scenario/replay.hpp"
#include "harness/scenario/returns.hpp"
#include "harness/scenario/seating.hpp"
#include "harness/scenario/transfers.hpp"

namespace drydock {
namespace {

__extension__ using Wide = __int128;

std::vector<std::string> names_of(const std::vector<Seat>& seats, std::string_view role = {}) {
  std::vector<std::string> names;
  for (const Seat& seat : seats)
    if (seat.role != "auditor" && (role.empty() || seat.role == role)) names.push_back(seat.name);
  return names;
}

void check_regions(Reading& reading, const Scenario& scenario) {
  const std::vector<std::string> regions = regions_of(scenario);
  for (const ScenarioWarehouse& warehouse : scenario.warehouses)
    for (const Marked<std::string>& region : warehouse.regions)
      if (std::find(regions.begin(), regions.end(), region.value) == regions.end())
        reading.wrong_name(region.at, region.value, "no order goes to the region `" + region.value + "`", regions);
}

void check_services(Reading& reading, const Scenario& scenario) {
  std::set<std::string> offered;
  for (const ScenarioCarrier& carrier : scenario.carriers)
    for (const auto& [service, span] : carrier.services) offered.insert(service);
  const auto check = [&](const Marked<std::string>& service) {
    if (!service.value.empty() && !offered.contains(service.value))  // a missing one has been told
      reading.wrong_name(service.at, service.value, "no carrier offers the service `" + service.value + "`",
                         {offered.begin(), offered.end()});
  };
  for (const ScenarioDemand* stream : streams_of(scenario))
    for (const auto& [service, share] : stream->services) check(service);
  for (const ScenarioOrder& order : scenario.orders) check(order.service);
}

void check_curve(Reading& reading, const Scenario& scenario, const ScenarioDemand& stream) {
  for (const CurvePoint& point : stream.curve)
    if (point.at > scenario.clock.run.value)
      reading.wrong(stream.orders_at, "a point of the curve at " + to_string(point.at) +
                                          " is after the end of the run (" + to_string(scenario.clock.run.value) + ")");
}

Wide orders_at_most(const Scenario& scenario, const ScenarioDemand& demand) {
  if (demand.from)
    return (Wide{replayed_within(scenario, demand)} * demand.scale.numerator + demand.scale.denominator - 1) /
           demand.scale.denominator;
  if (!demand.rate) return demand.count.value_or(0);
  std::int64_t peak = 0;
  for (const CurvePoint& point : demand.curve) peak = std::max(peak, millionths(point.times));
  return Wide{scenario.clock.run.value.us} / demand.rate->per.us * demand.rate->count.numerator /
         demand.rate->count.denominator * peak / 1'000'000;
}

// A slip in a unit must not fill the memory.
void check_size(Reading& reading, const Scenario& scenario) {
  constexpr std::int64_t most_orders = 1'000'000;
  constexpr std::int64_t most_pickups = 100'000;
  Wide at_most = 0;
  for (const ScenarioDemand* stream : streams_of(scenario)) {
    at_most += orders_at_most(scenario, *stream);
    if (at_most <= most_orders) continue;
    reading.wrong(stream->orders_at, "more orders than a run can hold").expected =
        "at most " + std::to_string(most_orders) + " in the whole run";
    break;
  }
  const Duration length = scenario.clock.run.value + scenario.clock.settle.value;
  for (const ScenarioWarehouse& warehouse : scenario.warehouses)
    if (length.us / warehouse.pickups.us > most_pickups)
      reading
          .wrong(warehouse.name.at,
                 "a truck every " + to_string(warehouse.pickups) + " for " + to_string(length) + " is too many")
          .expected = "at most " + std::to_string(most_pickups) + " pickups";
  if (scenario.catalog.items.value * static_cast<std::int64_t>(scenario.warehouses.size()) > most_orders)
    reading.wrong(scenario.catalog.items.at, "more positions than a run can hold").expected =
        "at most " + std::to_string(most_orders) + " items times warehouses";
}

void check_seats(Reading& reading, const Scenario& scenario, const std::vector<Seat>& seats) {
  for (const auto& [name, labour] : scenario.seats) {
    const auto known = names_of(seats);
    if (std::find(known.begin(), known.end(), name.value) == known.end())
      reading.wrong_name(name.at, name.value, "no seat is called `" + name.value + "`", known);
  }
}

void check_operation(Reading& reading, const ScenarioOperation& operation, const std::vector<Seat>& seats) {
  const auto target = parse_target(operation.seats.value);
  if (!target || target->is_link) {
    reading.wrong_name(operation.seats.at, operation.seats.value, "`" + operation.seats.value + "` names no seat",
                       names_of(seats));
    return;
  }
  const auto needs = [&](std::string_view role, std::string_view what, std::string_view who) {
    const auto matched = target_seats(*target, seats);
    if (std::any_of(matched.begin(), matched.end(), [&](const Seat& seat) { return seat.role == role; })) return;
    reading.wrong_name(operation.seats.at, operation.seats.value,
                       "`" + std::string(what) + "` belongs to " + std::string(who) + ", which `" +
                           operation.seats.value + "` names none of",
                       names_of(seats, role));
  };
  if (operation.short_pick) needs("wms", "short_pick", "warehouses");
  if (!operation.short_pick && !operation.short_pick_of.empty()) needs("wms", "short_pick_of", "warehouses");
  if (operation.reject) needs("wms", "reject", "warehouses");
  if (operation.lot_swap) needs("wms", "lot_swap", "warehouses");
  if (operation.late_scan) needs("carrier", "late_scan", "carriers");
  if (!operation.short_pick && !operation.late_scan && !operation.lot_swap && !operation.reject &&
      operation.short_pick_of.empty() && target_seats(*target, seats).empty())
    reading.wrong_name(operation.seats.at, operation.seats.value, "no seat is called `" + operation.seats.value + "`",
                       names_of(seats));
}

void check_items(Reading& reading, const Scenario& scenario) {
  for (const ScenarioDemand* stream : streams_of(scenario))
    for (const ItemChoice& choice : stream->items) check_item(reading, scenario, choice);
  for (const auto& [item, units] : scenario.catalog.stock_of) check_item(reading, scenario, {item, 1});
  for (const ScenarioOperation& operation : scenario.operations)
    for (const auto& [item, chance] : operation.short_pick_of) check_item(reading, scenario, {item, 1});
  for (const ScenarioOrder& order : scenario.orders)
    for (const ScenarioOrder::Line& line : order.lines) check_item(reading, scenario, {line.item, 1});
}

// Of events only an archive can be replayed.
void check_replay(Reading& reading, const ScenarioOnce& once, const Scenario& scenario) {
  if (once.on.value != "pipeline")
    reading.wrong_name(once.on.at, once.on.value, "a replay is done on the pipeline, not on `" + once.on.value + "`",
                       {"pipeline"});
  if (!once.back) return;
  const auto archive = scenario.pipeline.find("archive");
  const auto* kept = archive == scenario.pipeline.end() ? nullptr : std::get_if<Duration>(&archive->second.value);
  if (kept != nullptr && *kept >= once.back->value) return;
  Mistake& mistake = reading.wrong(once.back->at, "the pipeline keeps accepted events for " +
                                                      to_string(kept == nullptr ? Duration{} : *kept) + " only");
  mistake.found = to_string(once.back->value);
  mistake.expected = "`pipeline: {archive: " + to_string(once.back->value) + "}`, or longer";
}

// What is replayed has no base rate that a cover could be counted from.
void check_opening(Reading& reading, const Scenario& scenario) {
  const ScenarioCatalog& catalog = scenario.catalog;
  if (!scenario.demand.from || catalog.stock_from || catalog.opening_stock) return;
  const auto listed = [](const CatalogItem& item) { return item.opening_stock.has_value(); };
  if (!catalog.listed.empty() && std::all_of(catalog.listed.begin(), catalog.listed.end(), listed)) return;
  Mistake& mistake =
      reading.wrong(catalog.items.at, "`opening_cover` needs a `shop` with a rate, not with orders of a file");
  mistake.expected = "stock_from: stock.csv, or opening_stock: 100";
}

void check_once(Reading& reading, const ScenarioOnce& once, const Scenario& scenario, const std::vector<Seat>& seats) {
  using Kind = ScenarioOnce::Kind;
  const bool replay = once.what == Kind::replay;
  const auto must_be = [&](const Marked<std::string>& name, std::string_view role, const std::string& what) {
    const auto known = names_of(seats, role);
    if (std::find(known.begin(), known.end(), name.value) == known.end())
      reading.wrong_name(name.at, name.value, "no " + what + " is called `" + name.value + "`", known);
  };
  if (replay)
    check_replay(reading, once, scenario);
  else if (once.what == Kind::books_drift)
    must_be(once.on, "erp", "ERP");
  else if (once.what == Kind::shelf_drift)
    must_be(once.on, "commerce", "shop");
  else
    must_be(once.on, "wms", "warehouse");
  if (!once.location.value.empty()) must_be(once.location, "wms", "warehouse");
  const Duration run = scenario.clock.run.value;
  if (once.at.value >= run)
    reading.wrong(once.at.at,
                  "`at` is " + to_string(once.at.value) + ", after the end of the run (" + to_string(run) + ")");
  if (once.release_after && once.at.value + once.release_after->value > run + scenario.clock.settle.value)
    reading.wrong(once.release_after->at, "the hold is given back after the end of settle");
  if (!replay) check_item(reading, scenario, {once.item, once.fastest});
}

void check_once_ids(Reading& reading, const Scenario& scenario) {
  std::set<std::string> ids;
  for (const ScenarioOnce& once : scenario.once)
    if (!ids.insert(once.id).second)
      reading.wrong(once.at_mark, "the id `" + once.id + "` is taken already").found = once.id;
}

void check_channels(Reading& reading, const Scenario& scenario, const std::vector<Seat>& seats) {
  std::vector<std::string> links;
  for (const Seat& from : seats)
    for (const Seat& to : seats) {
      const auto legs = legs_between(from, to);
      if (std::find(legs.begin(), legs.end(), LegKind::event) != legs.end())
        links.push_back(from.name + " -> " + to.name);
    }
  for (const ScenarioChannel& channel : scenario.channels) {
    const auto target = parse_target(channel.link.value);
    if (target && target->is_link && !target_links(*target, seats, {LegKind::event}).empty()) continue;
    reading.wrong_name(channel.link.at, channel.link.value, "no events go along `" + channel.link.value + "`", links);
  }
}

}  // namespace

// The items a file names must be in the catalog.
void check_item(Reading& reading, const Scenario& scenario, const ItemChoice& choice) {
  const ScenarioCatalog& catalog = scenario.catalog;
  const std::int64_t items = catalog.items.value;
  const std::string& name = choice.item.value;
  if (name.empty() ? choice.fastest >= 1 && choice.fastest <= items : item_number(catalog, name) > 0) return;
  Mistake& mistake =
      reading.wrong(choice.item.at, name.empty() ? "the catalog has only " + std::to_string(items) + " items"
                                                 : "no item is called `" + name + "`");
  mistake.found = name;
  if (!name.empty()) mistake.nearest = nearest_item(catalog, name);
  mistake.expected =
      catalog.listed.empty() ? item_id(1) + " to " + item_id(items) : "an item of `" + catalog.from.file.value + "`";
}

void check_scenario(Reading& reading, const Scenario& scenario, const Vocabulary& vocabulary) {
  const std::vector<Seat> seats = seats_of(scenario);
  check_regions(reading, scenario);
  check_services(reading, scenario);
  for (const ScenarioDemand* stream : streams_of(scenario)) check_curve(reading, scenario, *stream);
  check_size(reading, scenario);
  check_seats(reading, scenario, seats);
  for (const ScenarioOperation& operation : scenario.operations) check_operation(reading, operation, seats);
  for (const ScenarioOnce& once : scenario.once) check_once(reading, once, scenario, seats);
  check_once_ids(reading, scenario);
  check_items(reading, scenario);
  check_opening(reading, scenario);
  check_replays(reading, scenario);
  check_orders(reading, scenario);
  check_transfers(reading, scenario);
  check_lots(reading, scenario);
  check_master_data(reading, scenario);
  check_returns(reading, scenario);
  check_channels(reading, scenario, seats);
  check_faults(reading, scenario, vocabulary);
}

}  // namespace drydock
