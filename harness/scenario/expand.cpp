#include "harness/scenario/expand.hpp"

#include <algorithm>
#include <optional>

#include "contracts/canonical/reconciliation.hpp"
#include "harness/scenario/catalog.hpp"
#include "harness/scenario/erp_nights.hpp"
#include "harness/scenario/lots.hpp"
#include "harness/scenario/master_data.hpp"
#include "harness/scenario/orders.hpp"
#include "harness/scenario/returns.hpp"
#include "harness/scenario/seating.hpp"
#include "harness/scenario/transfers.hpp"
#include "harness/scenario/zone.hpp"

namespace drydock {
namespace {

// Deliveries and promises reach beyond the end of settle; offsets cover them.
constexpr Duration zone_margin = days(60);

Instant end_of(const Scenario& scenario) {
  return scenario.clock.start.value + scenario.clock.run.value + scenario.clock.settle.value;
}

// Trucks come around the clock, at round local times: every 30m is :00 and :30.
std::vector<Instant> timetable(const Scenario& scenario, const ScenarioWarehouse& warehouse,
                               const std::vector<ZoneOffset>& offsets) {
  const Instant start = scenario.clock.start.value;
  const Instant end = end_of(scenario);
  const std::int64_t step = warehouse.pickups.us;
  const std::int64_t local = start.us + minutes(offset_minutes_at(offsets, start)).us;
  const std::int64_t since = ((local % step) + step) % step;
  std::vector<Instant> pickups;
  for (Instant at = start + Duration{step - since}; at <= end; at = at + warehouse.pickups) pickups.push_back(at);
  return pickups;
}

std::vector<std::string> served_regions(const Scenario& scenario, const ScenarioWarehouse& warehouse) {
  std::vector<std::string> regions;
  for (const Marked<std::string>& region : warehouse.regions) regions.push_back(region.value);
  for (const std::string& region : regions_of(scenario))
    if (std::find(regions.begin(), regions.end(), region) == regions.end()) regions.push_back(region);
  return regions;
}

Location location_of(const Scenario& scenario, const ScenarioWarehouse& warehouse) {
  Location location;
  location.location = warehouse.name.value;
  location.regions = served_regions(scenario, warehouse);
  location.cutoff = warehouse.cutoff;
  location.offsets =
      zone_offsets(warehouse.tz, scenario.clock.start.value - scenario.clock.prepare, end_of(scenario) + zone_margin);
  location.capacity_per_hour = warehouse.capacity_per_hour;
  for (std::int64_t number = 1; number <= scenario.catalog.items.value; ++number)
    if (const std::int64_t safety = safety_stock_of(scenario.catalog, number, location.location); safety > 0)
      location.safety_stock.push_back({item_id(scenario.catalog, number), safety});
  for (const std::string& region : location.regions)
    for (const ScenarioCarrier& carrier : scenario.carriers)
      for (const auto& [service, span] : carrier.services)
        location.transit.push_back({region, service, carrier.name.value, span.first, span.second});
  return location;
}

// The last operation that names a seat and a condition holds: "*" first, exceptions below it.
Ratio condition(const Scenario& scenario, const std::string& seat,
                std::optional<Marked<Ratio>> ScenarioOperation::*what) {
  Ratio chance{0, 1};
  for (const ScenarioOperation& operation : scenario.operations) {
    const auto target = parse_target(operation.seats.value);
    if (target && any_matches(target->from, seat) && (operation.*what).has_value()) chance = (operation.*what)->value;
  }
  return chance;
}

// The same of single items.
std::map<std::string, Ratio> short_picks_of(const Scenario& scenario, const std::string& seat) {
  std::map<std::string, Ratio> chances;
  for (const ScenarioOperation& operation : scenario.operations) {
    const auto target = parse_target(operation.seats.value);
    if (!target || !any_matches(target->from, seat)) continue;
    for (const auto& [item, chance] : operation.short_pick_of) chances[item.value] = chance;
  }
  return chances;
}

std::vector<PlannedWarehouse> warehouses_of(const Scenario& scenario) {
  std::vector<PlannedWarehouse> warehouses;
  for (const ScenarioWarehouse& warehouse : scenario.warehouses) {
    PlannedWarehouse planned;
    planned.location = location_of(scenario, warehouse);
    planned.short_pick = condition(scenario, warehouse.name.value, &ScenarioOperation::short_pick);
    planned.short_pick_of = short_picks_of(scenario, warehouse.name.value);
    planned.reject = condition(scenario, warehouse.name.value, &ScenarioOperation::reject);
    planned.lot_swap = condition(scenario, warehouse.name.value, &ScenarioOperation::lot_swap);
    planned.packages_over = warehouse.packages_over;
    planned.pickups = timetable(scenario, warehouse, planned.location.offsets);
    planned.pick_time = warehouse.pick_time;
    planned.pack_time = warehouse.pack_time;
    warehouses.push_back(std::move(planned));
  }
  return warehouses;
}

PlannedErp erp_of(const Scenario& scenario) {
  PlannedErp erp = scenario.erp.limits;
  const Instant start = scenario.clock.start.value;
  if (scenario.erp.period_ends) erp.period_ends = start + scenario.erp.period_ends->value;
  if (scenario.erp.period_closes) erp.period_closes = start + scenario.erp.period_closes->value;
  return erp;
}

std::vector<PlannedCarrier> carriers_of(const Scenario& scenario) {
  std::vector<PlannedCarrier> carriers;
  for (const ScenarioCarrier& carrier : scenario.carriers) {
    PlannedCarrier planned;
    planned.name = carrier.name.value;
    planned.services = carrier.services;
    planned.late_scan = condition(scenario, carrier.name.value, &ScenarioOperation::late_scan);
    planned.day = scenario.clock.day;
    carriers.push_back(std::move(planned));
  }
  return carriers;
}

bool erp_tells(const Scenario& scenario) {
  return scenario.erp.snapshots || !scenario.transfers.empty() || !scenario.master_data.empty();
}

std::vector<PlannedChannel> channels_of(const Scenario& scenario, const std::vector<Seat>& seats) {
  std::vector<PlannedChannel> channels;
  for (const Seat& from : seats)
    for (const Seat& to : seats) {
      const auto legs = legs_between(from, to);
      if (std::find(legs.begin(), legs.end(), LegKind::event) == legs.end()) continue;
      // An ERP that tells nothing has no channel, nor has a TMS without loads.
      if (from.role == "erp" && !erp_tells(scenario)) continue;
      if (from.role == "tms" && !scenario.freight) continue;
      PlannedChannel channel{from.name, to.name, Transport::webhook};
      if (const ScenarioChannel* written = channel_of(scenario, from, to)) {
        channel.transport = written->transport;
        channel.feed = written->feed;
      }
      channels.push_back(std::move(channel));
    }
  return channels;
}

// Every fault ends with the run at the latest: from then on the system must heal.
Dose dose_of(const Scenario& scenario, const ScenarioFault& fault) {
  const Instant start = scenario.clock.start.value;
  Dose dose;
  if (!fault.when) dose.from = start + (fault.from ? fault.from->value : fault.at ? fault.at->value : Duration{});
  if (fault.length) dose.length = fault.length->value;
  dose.until = start + (fault.until ? fault.until->value : scenario.clock.run.value);
  dose.chance = fault.chance;
  dose.every = fault.every;
  dose.nth = fault.nth;
  dose.times = fault.times;
  if (fault.at && !fault.times) dose.times = 1;
  return dose;
}

PlannedFault fault_of(const Scenario& scenario, const ScenarioFault& fault, const std::vector<Seat>& seats) {
  PlannedFault planned;
  planned.id = fault.id.value;
  planned.fault = fault.fault.value;
  planned.on = fault.on.value;
  const auto target = parse_target(fault.on.value);
  if (target && target->is_link) {
    const std::vector<LegKind> legs =
        fault.leg ? std::vector{fault.leg->value} : std::vector{LegKind::request, LegKind::reply, LegKind::event};
    for (const auto& [from, to] : target_links(*target, seats, legs)) planned.links.emplace_back(from.name, to.name);
  } else if (target) {
    for (const Seat& seat : target_seats(*target, seats)) planned.seats.push_back(seat.name);
  }
  if (fault.leg) planned.leg = fault.leg->value;
  for (const Marked<std::string>& message : fault.messages) planned.types.push_back(message.value);
  planned.dose = dose_of(scenario, fault);
  if (fault.when) planned.when = fault.when->value;
  for (const auto& [name, parameter] : fault.parameters) planned.parameters[name] = parameter.value;
  return planned;
}

template <class T>
std::optional<T> parameter(const ScenarioFault& fault, const std::string& name) {
  const auto found = fault.parameters.find(name);
  if (found == fault.parameters.end()) return std::nullopt;
  const T* value = std::get_if<T>(&found->second.value.value);
  return value == nullptr ? std::nullopt : std::optional(*value);
}

// One crash for each seat that the target names.
void add_crashes(const Scenario& scenario, const ScenarioFault& fault, const std::vector<Seat>& seats, Plan& plan) {
  const auto target = parse_target(fault.on.value);
  if (!target) return;
  const auto named = target_seats(*target, seats);
  for (const Seat& seat : named) {
    PlannedCrash crash;
    crash.id = named.size() == 1 ? fault.id.value : fault.id.value + "/" + seat.name;
    crash.seat = seat.name;
    if (fault.when) crash.when = fault.when->value;
    if (fault.at) crash.at = scenario.clock.start.value + fault.at->value;
    crash.commit = parameter<std::int64_t>(fault, "commit");
    crash.every = fault.every;
    crash.times = fault.times;
    crash.after_durable = parameter<std::string>(fault, "phase") == "after-durable";
    crash.torn = parameter<std::string>(fault, "phase") == "torn";
    if (const auto back = parameter<Duration>(fault, "back_after")) crash.back_after = *back;
    plan.crashes.push_back(std::move(crash));
  }
}

std::int64_t opening_of(const Plan& plan, const std::string& location, const std::string& item) {
  for (const Position& position : plan.stock)
    if (position.location == location && position.item == item) return position.unrestricted;
  return 0;
}

void add_once(const Scenario& scenario, const ScenarioOnce& once, const std::string& item, const std::string& id,
              Plan& plan) {
  const std::string& location = once.location.value.empty() ? once.on.value : once.location.value;
  std::int64_t units = once.units.value_or(0);
  if (once.share) {
    const std::int64_t opening = opening_of(plan, location, item);
    units = std::max<std::int64_t>(1, opening * once.share->numerator / once.share->denominator);
  }
  const Instant at = scenario.clock.start.value + once.at.value;
  const std::optional<std::string> lot = once.lot ? std::optional(once.lot->value) : std::nullopt;
  switch (once.what) {
    case ScenarioOnce::Kind::quality_hold:
      plan.stimuli.push_back({at, once.on.value, Payload::of(QualityHold{id, item, units, false, lot})});
      if (once.release_after)
        plan.stimuli.push_back({at + once.release_after->value, once.on.value,
                                Payload::of(QualityHold{id + "-release", item, units, true, lot})});
      break;
    case ScenarioOnce::Kind::stock_adjustment:
      plan.stimuli.push_back({at, once.on.value, Payload::of(StockAdjustment{id, item, units, once.reason})});
      break;
    case ScenarioOnce::Kind::damage:
      plan.stimuli.push_back({at, once.on.value, Payload::of(StockDamaged{id, item, units, once.reason})});
      break;
    case ScenarioOnce::Kind::cycle_count:
      plan.stimuli.push_back({at, once.on.value, Payload::of(CycleCount{id, item, units})});
      break;
    case ScenarioOnce::Kind::receipt:
      plan.stimuli.push_back({at, once.on.value, Payload::of(GoodsArrive{id, "receipt-" + id, item, units})});
      break;
    case ScenarioOnce::Kind::replay: break;
    case ScenarioOnce::Kind::unseen_loss:
    case ScenarioOnce::Kind::books_drift:
    case ScenarioOnce::Kind::shelf_drift:
      plan.stimuli.push_back({at, once.on.value, Payload::of(StockDrift{id, item, location, units})});
      break;
    case ScenarioOnce::Kind::lot_recall:
      plan.stimuli.push_back({at, once.on.value, Payload::of(LotEnds{id, item, lot.value_or(""), true})});
      break;
  }
}

// The one who may ask the pipeline for it sits in the auditor's seat.
void add_replay(const Scenario& scenario, const ScenarioOnce& once, Plan& plan) {
  ReplayDecided replay{once.id, {}};
  if (once.back) replay.back_seconds = once.back->value.us / seconds(1).us;
  plan.stimuli.push_back({scenario.clock.start.value + once.at.value, "auditor", Payload::of(std::move(replay))});
}

void add_operations(const Scenario& scenario, Plan& plan) {
  for (const ScenarioOnce& once : scenario.once) {
    if (once.what == ScenarioOnce::Kind::replay) {
      add_replay(scenario, once, plan);
      continue;
    }
    if (!once.item.value.empty()) {
      add_once(scenario, once, once.item.value, once.id, plan);
      continue;
    }
    for (std::int64_t number = 1; number <= once.fastest; ++number)
      add_once(scenario, once, item_id(scenario.catalog, number),
               once.fastest == 1 ? once.id : once.id + "-" + std::to_string(number), plan);
  }
}

void add_order(const Scenario& scenario, const ScenarioOrder& order, Plan& plan) {
  const Instant at = scenario.clock.start.value + order.at.value;
  const ShopperArrives shopper = named_shopper(order, plan.items, plan.seed);
  if (order.cancel) {
    Payload cancels = Payload::of(named_cancellation(order, shopper));
    if (order.cancel->when)
      plan.triggered.push_back({*order.cancel->when, order.shop.value, std::move(cancels)});
    else
      plan.stimuli.push_back({at + order.cancel->after.value, order.shop.value, std::move(cancels)});
  }
  plan.stimuli.push_back({at, order.shop.value, Payload::of(shopper)});
  if (!order.expect) return;
  OrderExpectation expected;
  expected.order = order.id.value;
  expected.end = order.expect->end.value;
  for (const Marked<std::string>& warehouse : order.expect->from) expected.from.push_back(warehouse.value);
  if (order.expect->by) expected.by = order.expect->by->value;
  expected.packages = order.expect->packages;
  expected.shipments = order.expect->shipments;
  plan.orders.push_back(std::move(expected));
}

// The wish is there from the order on; the shop hears of it when something has been delivered.
void add_returns(const Scenario& scenario, const ScenarioDemand& stream, const PlannedStimulus& stimulus, Plan& plan) {
  if (const auto* shopper = stimulus.what.as<ShopperArrives>())
    for (ReturnWish& wish : draw_returns(scenario, stream, *shopper, plan.seed))
      plan.stimuli.push_back({stimulus.at, stimulus.seat, Payload::of(std::move(wish))});
}

void add_demand(const Scenario& scenario, Plan& plan) {
  for (const ScenarioDemand* stream : streams_of(scenario))
    for (PlannedStimulus& stimulus : draw_shoppers(scenario, *stream, plan.items, plan.seed)) {
      if (stream->returns.share.numerator > 0) add_returns(scenario, *stream, stimulus, plan);
      plan.stimuli.push_back(std::move(stimulus));
    }
  for (const ScenarioDemand& stream : scenario.streams)
    if (stream.abandon.numerator > 0) plan.abandons[stream.name] = stream.abandon;
  for (const ScenarioOrder& order : scenario.orders) add_order(scenario, order, plan);
}

void set_head(const Scenario& scenario, std::uint64_t seed, Plan& plan) {
  plan.scenario = scenario.name.value;
  plan.story = scenario.story;
  plan.source = scenario.file;
  plan.seed = seed;
  plan.tzdata = tzdata_version();
  plan.start = scenario.clock.start.value;
  plan.prepare = scenario.clock.prepare;
  plan.run = scenario.clock.run.value;
  plan.settle = scenario.clock.settle.value;
  plan.utc_offset_minutes = offset_minutes_at(zone_offsets(scenario.clock.tz, plan.start, plan.start), plan.start);
  plan.erp = erp_of(scenario);
  plan.payment = scenario.payment;
  plan.notification = scenario.notification;
  plan.freight = scenario.freight;
  if (scenario.marketplace) plan.marketplace = scenario.marketplace->planned;
  for (const auto& [name, seat] : scenario.seats) plan.seats[name.value] = seat;
  for (const auto& [name, knob] : scenario.pipeline) plan.pipeline[name] = knob.value;
  plan.audit = scenario.audit;
  plan.reservation_ttl = scenario.reservation_ttl;
  plan.abandon = scenario.demand.abandon;
  plan.bounds = scenario.bounds;
  plan.invariants = scenario.expect.invariants;
  plan.require = scenario.expect.require;
  plan.reached = scenario.expect.reached;
  plan.within = scenario.expect.within;
}

}  // namespace

Plan expand(const Scenario& scenario, std::uint64_t seed) {
  const std::vector<Seat> seats = seats_of(scenario);
  const Popularity popularity(scenario.catalog);
  Plan plan;
  set_head(scenario, seed, plan);
  plan.items = draw_items(scenario.catalog, seed);
  plan.stock = opening_stock(scenario, popularity);
  plan.warehouses = warehouses_of(scenario);
  plan.carriers = carriers_of(scenario);
  plan.channels = channels_of(scenario, seats);
  add_demand(scenario, plan);
  add_master_data(scenario, plan);
  add_operations(scenario, plan);
  add_transfers(scenario, plan);
  add_lots(scenario, plan);
  add_balance_snapshots(scenario, plan);
  std::stable_sort(plan.stimuli.begin(), plan.stimuli.end(),
                   [](const PlannedStimulus& a, const PlannedStimulus& b) { return a.at < b.at; });
  for (const ScenarioFault& fault : scenario.faults) {
    if (fault.fault.value == "crash")
      add_crashes(scenario, fault, seats, plan);
    else
      plan.faults.push_back(fault_of(scenario, fault, seats));
  }
  return plan;
}

}  // namespace drydock
