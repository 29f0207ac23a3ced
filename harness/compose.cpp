#include "harness/compose.hpp"

#include <algorithm>
#include <cassert>
#include <utility>

#include "contracts/canonical/balances.hpp"
#include "contracts/canonical/fulfilment.hpp"
#include "contracts/canonical/master.hpp"
#include "contracts/canonical/reconciliation.hpp"
#include "contracts/canonical/returns.hpp"
#include "contracts/canonical/transfer.hpp"
#include "harness/knobs.hpp"
#include "harness/package_scan.hpp"
#include "harness/scenario/orders.hpp"
#include "mocks/carrier/carrier.hpp"
#include "mocks/carrier/settings.hpp"
#include "mocks/commerce/commerce.hpp"
#include "mocks/commerce/settings.hpp"
#include "mocks/erp/erp.hpp"
#include "mocks/erp/settings.hpp"
#include "mocks/notification/notification.hpp"
#include "mocks/notification/settings.hpp"
#include "mocks/payment/payment.hpp"
#include "mocks/payment/settings.hpp"
#include "mocks/tms/settings.hpp"
#include "mocks/tms/tms.hpp"
#include "mocks/wms/settings.hpp"
#include "mocks/wms/wms.hpp"

namespace drydock {
namespace {

// The ERP's own cap is what refuses a sixth request; its seat must let one through to be refused.
constexpr std::int64_t erp_workers = 256;

// Of every stream beside `shop`, and of orders with names of their own, how many leave without a word.
std::map<std::string, Ratio, std::less<>> other_abandons(const Plan& plan) {
  std::map<std::string, Ratio, std::less<>> others;
  for (const auto& stimulus : plan.stimuli) {
    const auto* shopper = stimulus.what.as<ShopperArrives>();
    if (shopper == nullptr || stimulus.seat == marketplace_seat) continue;
    const std::string& id = shopper->order_id;
    if (id.starts_with("O-") && stream_of(id) == "shop") continue;
    others[id.substr(0, id.find_last_not_of("0123456789") + 1)] = abandon_of(plan, id);
  }
  return others;
}

CommerceSettings commerce_settings(const Plan& plan) {
  CommerceSettings settings;
  settings.reservation_ttl_seconds = plan.reservation_ttl.us / seconds(1).us;
  settings.abandon = plan.abandon;
  if (plan.abandon.numerator > 0 || !plan.abandons.empty()) settings.abandon_of = other_abandons(plan);
  for (const auto& stimulus : plan.stimuli)
    if (const auto* decided = stimulus.what.as<ItemDecided>(); decided != nullptr && decided->record.version == 1)
      settings.sold_ahead.insert(decided->record.item);
  // A shopper of a scenario in seconds does not think for a minute.
  settings.think_max = std::min(settings.think_max, plan.run / 20);
  settings.think_min = std::min(settings.think_min, plan.run / 100);
  return settings;
}

CommerceSettings marketplace_settings(const Plan& plan, const PlannedMarketplace& planned) {
  CommerceSettings settings = commerce_settings(plan);
  settings.asks = false;
  settings.ships_within = planned.ships_within;
  settings.delivers_within = planned.delivers_within;
  return settings;
}

ErpSettings erp_settings(const Plan& plan) {
  ErpSettings settings;
  settings.limits.concurrency = plan.erp.concurrency;
  settings.limits.service_time = plan.erp.service_time;
  settings.limits.quota = plan.erp.quota;
  settings.period_ends = plan.erp.period_ends;
  settings.period_closes = plan.erp.period_closes;
  settings.no_credit = plan.erp.no_credit;
  settings.credit_after = plan.erp.credit_after;
  settings.items = plan.items;
  for (const auto& warehouse : plan.warehouses) settings.locations.push_back(warehouse.location);
  settings.opening = plan.stock;
  return settings;
}

WmsSettings wms_settings(const Plan& plan, const PlannedWarehouse& warehouse) {
  WmsSettings settings;
  settings.location = warehouse.location.location;
  for (const auto& item : plan.items) settings.items.push_back({item.item, item.weight_grams});
  for (const auto& position : plan.stock)
    if (position.location == settings.location) settings.opening.push_back(position);
  for (const LotStock& lot : plan.lots)
    if (lot.location == settings.location) settings.lots.push_back(lot);
  settings.reject = warehouse.reject;
  settings.lot_swap = warehouse.lot_swap;
  settings.pick_min = warehouse.pick_time * 3 / 4;
  settings.pick_max = warehouse.pick_time * 5 / 4;
  settings.pack_time = warehouse.pack_time;
  settings.pickers = WmsSettings::pickers_for(warehouse.location.capacity_per_hour, settings.pick_min,
                                              settings.pick_max, settings.pack_time);
  settings.short_pick = warehouse.short_pick;
  settings.short_pick_of.insert(warehouse.short_pick_of.begin(), warehouse.short_pick_of.end());
  settings.units_per_package = warehouse.packages_over;
  return settings;
}

// How a carrier answers tenders; null for one that takes parcels.
const PlannedTender* tender_of(const Plan& plan, const std::string& carrier) {
  if (plan.freight)
    for (const PlannedTender& tender : plan.freight->carriers)
      if (tender.carrier == carrier) return &tender;
  return nullptr;
}

CarrierSettings carrier_settings(const Plan& plan, const PlannedCarrier& carrier) {
  CarrierSettings settings;
  settings.carrier = carrier.name;
  settings.late_scan = carrier.late_scan;
  settings.late_min = carrier.day / 24;
  settings.late_max = carrier.day / 4;
  for (const auto& [service, span] : carrier.services)
    settings.services.push_back({service, carrier.day * span.first, carrier.day * span.second, {}});
  if (const PlannedTender* tender = tender_of(plan, carrier.name))
    settings.tender = TenderSettings{tender->declines, tender->late, tender->answers};
  return settings;
}

// Faster costs more: a plain tariff, since only its order matters to routing.
Money tariff(std::int64_t days_max) { return {500 + 2000 / std::max<std::int64_t>(1, days_max), "USD"}; }

TmsSettings tms_settings(const Plan& plan) {
  TmsSettings settings;
  std::map<std::string, std::int64_t> slowest;
  if (plan.freight) settings.respond_within = plan.freight->respond_within;
  for (const auto& carrier : plan.carriers) {
    if (tender_of(plan, carrier.name) != nullptr) {
      settings.guide.push_back(carrier.name);
      continue;
    }
    for (const auto& [service, span] : carrier.services) {
      settings.offers.push_back({carrier.name, service, "", "", span.second, tariff(span.second), {100, "USD"}});
      slowest[service] = std::max(slowest[service], span.second);
    }
  }
  for (const auto& [service, days_max] : slowest) settings.levels.push_back({service, days_max});
  return settings;
}

PaymentSettings payment_settings(const Plan& plan, const PlannedPayment& planned) {
  PaymentSettings settings;
  settings.limits.service_time = planned.service_time;
  settings.declines = planned.declines;
  settings.declines_again = planned.declines_again;
  for (const OrderExpectation& expected : plan.orders)
    if (expected.end == "shipped" || expected.end == "delivered" || expected.end == "cancelled")
      settings.trusted.insert(expected.order);
  settings.authorization_life = planned.authorization_life;
  return settings;
}

NotificationSettings notification_settings(const PlannedNotification& planned) {
  NotificationSettings settings;
  settings.limits.service_time = planned.service_time;
  settings.bounces = planned.bounces;
  settings.send_time = planned.send_time;
  settings.delivery_time = planned.delivery_time;
  return settings;
}

SeatSpec seat_spec(std::string name, std::string role, ActorFactory factory, std::int64_t workers,
                   Duration service_time) {
  SeatSpec spec;
  spec.seat = {std::move(name), std::move(role)};
  spec.factory = std::move(factory);
  spec.workers = workers;
  spec.service_time = service_time;
  return spec;
}

ActorFactory factory_of(const Plan& plan, const Seat& seat, const ActorFactory& pipeline) {
  if (seat.name == marketplace_seat && plan.marketplace)
    return make_commerce(marketplace_settings(plan, *plan.marketplace));
  if (seat.role == "commerce") return make_commerce(commerce_settings(plan));
  if (seat.role == "pipeline") return pipeline;
  if (seat.role == "erp") return make_erp(erp_settings(plan));
  if (seat.role == "tms") return make_tms(tms_settings(plan));
  if (seat.role == "payment" && plan.payment) return make_payment(payment_settings(plan, *plan.payment));
  if (seat.role == "notification" && plan.notification)
    return make_notification(notification_settings(*plan.notification));
  if (seat.role == "auditor") return make_auditor(audit_times(plan));
  for (const auto& warehouse : plan.warehouses)
    if (warehouse.location.location == seat.name) return make_wms(wms_settings(plan, warehouse));
  for (const auto& carrier : plan.carriers)
    if (carrier.name == seat.name) return make_carrier(carrier_settings(plan, carrier));
  assert(false && "a seat of the plan has no actor");
  return {};
}

SeatSpec labour_of(const Seat& seat) {
  if (seat.role == "commerce") return seat_spec(seat.name, seat.role, {}, 64, milliseconds(2));
  if (seat.role == "pipeline") return seat_spec(seat.name, seat.role, {}, 64, milliseconds(1));
  if (seat.role == "erp") return seat_spec(seat.name, seat.role, {}, erp_workers, Duration{});
  if (seat.role == "tms") return seat_spec(seat.name, seat.role, {}, 16, milliseconds(20));
  if (seat.role == "payment") return seat_spec(seat.name, seat.role, {}, 64, milliseconds(1));
  if (seat.role == "notification") return seat_spec(seat.name, seat.role, {}, 64, milliseconds(1));
  if (seat.role == "wms") return seat_spec(seat.name, seat.role, {}, 16, milliseconds(5));
  if (seat.role == "carrier") return seat_spec(seat.name, seat.role, {}, 16, milliseconds(60));
  SeatSpec auditor = seat_spec(seat.name, seat.role, {}, 1000, Duration{});
  auditor.observed = false;
  return auditor;
}

void apply(const PlannedSeat& planned, SeatSpec& spec) {
  if (planned.workers) spec.workers = *planned.workers;
  if (planned.intake) spec.intake = *planned.intake;
  if (planned.service_time) spec.service_time = *planned.service_time;
  if (planned.commit_time) spec.commit_time = *planned.commit_time;
}

FaultSpec fault_of(const PlannedFault& planned, const Directory& directory) {
  FaultSpec spec;
  spec.id = planned.id;
  spec.fault = planned.fault;
  spec.dose = planned.dose;
  if (planned.when) spec.dose.trigger = to_string(*planned.when);
  spec.parameters = planned.parameters;
  spec.target.leg = planned.leg;
  spec.target.types = planned.types;
  for (const auto& name : planned.seats) spec.target.seats.push_back(directory.find(name));
  for (const auto& [from, to] : planned.links) spec.target.links.emplace_back(directory.find(from), directory.find(to));
  return spec;
}

CrashSpec crash_of(const PlannedCrash& planned, const Directory& directory) {
  CrashSpec spec;
  spec.id = planned.id;
  spec.seat = directory.find(planned.seat);
  spec.at = planned.at;
  if (planned.when) spec.trigger = to_string(*planned.when);
  spec.commit = planned.commit;
  spec.every = planned.every;
  spec.times = planned.times;
  spec.after_durable = planned.after_durable;
  spec.torn = planned.torn;
  spec.back_after = planned.back_after;
  return spec;
}

// A truck that left is at the carrier's hub: the goods, not a message.
void hand_over(const Directory& directory, const Effect& effect, Instant now, std::vector<StimulusSpec>& out) {
  const auto* shipped = effect.body.as<WmsShipped>();
  if (shipped == nullptr) return;
  std::map<std::string, std::vector<std::string>> by_carrier;
  for (const auto& package : shipped->packages) by_carrier[package.carrier].push_back(package.tracking_number);
  for (auto& [carrier, numbers] : by_carrier) {
    const SeatIndex seat = directory.find(carrier);
    if (seat == no_seat) continue;
    PackagesHandedOver handed{shipped->shipment_id, shipped->location, shipped->order_id, std::move(numbers)};
    out.push_back({now, seat, shipped->shipment_id, Payload::of(std::move(handed))});
  }
}

using Transfers = std::map<std::string, TransferDecided>;

Transfers transfers_of(const Plan& plan) {
  Transfers transfers;
  for (const auto& stimulus : plan.stimuli)
    if (const auto* decided = stimulus.what.as<TransferDecided>()) transfers.emplace(decided->transfer_id, *decided);
  return transfers;
}

// Up to all of a line does not come, up to all of the rest comes damaged.
TruckLine on_the_road(const LineQuantity& line, const TransferDecided& transfer, Draw draw) {
  constexpr std::int64_t million = 1'000'000;
  TruckLine truck{line.line, line.item, line.quantity, 0};
  if (draw.chance({transfer.short_millionths, million})) truck.sound -= draw.between(1, truck.sound);
  if (truck.sound > 0 && draw.chance({transfer.damaged_millionths, million}))
    truck.damaged = draw.between(1, truck.sound);
  truck.sound -= truck.damaged;
  return truck;
}

// A truck of the own fleet drives to the receiving node; what the road did to its load, nobody knows yet.
void drive(const Directory& directory, const Transfers& transfers, std::uint64_t seed, const Effect& effect,
           Instant now, std::vector<StimulusSpec>& out) {
  const auto* shipped = transfers.empty() ? nullptr : effect.body.as<WmsShipped>();
  if (shipped == nullptr) return;
  const auto transfer = transfers.find(shipped->order_id);
  if (transfer == transfers.end()) return;
  TruckArrives truck{shipped->shipment_id, shipped->order_id, {}};
  for (const auto& package : shipped->packages)
    for (const auto& line : package.lines)
      truck.lines.push_back(on_the_road(
          line, transfer->second, Draw(seed, Purpose::transit, shipped->shipment_id + "/" + line.line, "own-fleet")));
  out.push_back({now + seconds(transfer->second.transit_seconds), directory.find(transfer->second.to),
                 shipped->shipment_id, Payload::of(std::move(truck))});
}

// A wish, and the seat where its order was placed.
struct Wish {
  ReturnWish wish;
  std::string shop;
};
using Returns = std::multimap<std::string, Wish>;

Returns returns_of(const Plan& plan) {
  Returns returns;
  for (const auto& stimulus : plan.stimuli)
    if (const auto* wish = stimulus.what.as<ReturnWish>()) returns.emplace(wish->order_id, Wish{*wish, stimulus.seat});
  return returns;
}

// The customer has the first package, and after a while wants to send something back.
void regret(const Directory& directory, const Returns& returns, const PackageScan& scan, Instant now,
            std::vector<StimulusSpec>& out) {
  if (scan.status != TrackingStatus::delivered) return;
  const auto [first, last] = returns.equal_range(std::string(scan.order));
  for (auto at = first; at != last; ++at) {
    const ReturnWish& wish = at->second.wish;
    ShopperReturns asks{wish.return_id, wish.order_id, {}, wish.reason};
    for (const ReturnedUnits& line : wish.lines) asks.lines.push_back({line.line, line.item, line.all()});
    out.push_back({now + seconds(wish.after_seconds), directory.find(at->second.shop), wish.return_id,
                   Payload::of(std::move(asks))});
  }
}

// What was announced to a warehouse has been authorised: the parcel is on its way to it.
void send_back(const Directory& directory, const Returns& returns, const ReturnExpect& notice, Instant now,
               std::vector<StimulusSpec>& out) {
  const auto [first, last] = returns.equal_range(notice.order_id);
  for (auto at = first; at != last; ++at) {
    const ReturnWish& wish = at->second.wish;
    if (wish.return_id != notice.return_id) continue;
    out.push_back({now + seconds(wish.way_seconds), directory.find(notice.location), wish.return_id,
                   Payload::of(ReturnArrives{wish.return_id, wish.lines, wish.inspection_seconds})});
  }
}

void return_goods(const Directory& directory, const Returns& returns, const Effect& effect, Instant now,
                  std::vector<StimulusSpec>& out) {
  if (returns.empty()) return;
  if (const auto scan = scan_in(effect.body)) return regret(directory, returns, *scan, now, out);
  if (const auto* notice = effect.body.as<ReturnExpect>()) return send_back(directory, returns, *notice, now, out);
}

// What a stimulus is known by in the history.
std::string stimulus_key(const Payload& what) {
  if (const auto* shopper = what.as<ShopperArrives>()) return shopper->order_id;
  if (const auto* looks = what.as<ShopperLooks>()) return looks->query_id;
  if (const auto* cancels = what.as<ShopperCancels>()) return cancels->cancellation_id;
  if (const auto* wish = what.as<ReturnWish>()) return wish->return_id;
  if (const auto* hold = what.as<QualityHold>()) return hold->movement_id;
  if (const auto* adjustment = what.as<StockAdjustment>()) return adjustment->movement_id;
  if (const auto* damaged = what.as<StockDamaged>()) return damaged->movement_id;
  if (const auto* count = what.as<CycleCount>()) return count->movement_id;
  if (const auto* goods = what.as<GoodsArrive>()) return goods->movement_id;
  if (const auto* pickup = what.as<PickupDeparts>()) return pickup->pickup_id;
  if (const auto* transfer = what.as<TransferDecided>()) return transfer->transfer_id;
  if (const auto* item = what.as<ItemDecided>()) return item->record.item + "/" + std::to_string(item->record.version);
  if (const auto* copied = what.as<BalancesCopied>()) return copied->snapshot_id;
  if (const auto* replay = what.as<ReplayDecided>()) return replay->replay_id;
  if (const auto* drift = what.as<StockDrift>()) return drift->drift_id;
  return {};
}

}  // namespace

std::vector<Seat> seats_of(const Plan& plan) {
  std::vector<Seat> seats{{"commerce", "commerce"}, {"pipeline", "pipeline"}, {"erp", "erp"}, {"tms", "tms"}};
  for (const auto& warehouse : plan.warehouses) seats.push_back({warehouse.location.location, "wms"});
  for (const auto& carrier : plan.carriers) seats.push_back({carrier.name, "carrier"});
  if (plan.payment) seats.push_back({"payment", "payment"});
  if (plan.notification) seats.push_back({"notification", "notification"});
  if (plan.marketplace) seats.push_back({std::string(marketplace_seat), "commerce"});
  seats.push_back({"auditor", "auditor"});
  return seats;
}

bool reconciles(const Plan& plan) {
  const auto drifts = [](const auto& stimulus) { return stimulus.what.template as<StockDrift>() != nullptr; };
  return plan.pipeline.contains("reconciliation.every") || balances_by_night(plan) ||
         std::any_of(plan.stimuli.begin(), plan.stimuli.end(), drifts) ||
         std::any_of(plan.triggered.begin(), plan.triggered.end(), drifts);
}

AuditTimes audit_times(const Plan& plan) {
  return {plan.audit, plan.start + plan.run, plan.start + plan.run + plan.settle, reconciles(plan)};
}

Instant world_start(const Plan& plan) { return plan.start - plan.prepare; }

WorldSpec compose(const Plan& plan, ActorFactory pipeline) {
  WorldSpec spec;
  spec.seed = plan.seed;
  spec.start = world_start(plan);
  const std::vector<Seat> seats = seats_of(plan);
  for (const auto& seat : seats) {
    SeatSpec labour = labour_of(seat);
    labour.factory = factory_of(plan, seat, pipeline);
    if (const auto found = plan.seats.find(seat.name); found != plan.seats.end()) apply(found->second, labour);
    spec.seats.push_back(std::move(labour));
  }
  const Directory directory(seats);
  for (const auto& channel : plan.channels) {
    ChannelSpec made;
    made.publisher = directory.find(channel.publisher);
    made.subscriber = directory.find(channel.subscriber);
    made.transport = channel.transport;
    spec.channels.push_back(std::move(made));
  }
  for (const auto& fault : plan.faults) spec.faults.push_back(fault_of(fault, directory));
  for (const auto& crash : plan.crashes) spec.crashes.push_back(crash_of(crash, directory));
  spec.goods = [directory, transfers = transfers_of(plan), returns = returns_of(plan), seed = plan.seed](
                   SeatIndex, const Effect& effect, Instant now, std::vector<StimulusSpec>& out) {
    hand_over(directory, effect, now, out);
    drive(directory, transfers, seed, effect, now, out);
    return_goods(directory, returns, effect, now, out);
  };
  return spec;
}

StimulusSpec stimulus_of(const PlannedStimulus& planned, const Directory& directory) {
  return {planned.at, directory.find(planned.seat), stimulus_key(planned.what), planned.what};
}

StimulusSpec stimulus_of(const TriggeredStimulus& planned, Instant at, const Directory& directory) {
  return {at, directory.find(planned.seat), stimulus_key(planned.what), planned.what};
}

std::vector<StimulusSpec> pickups_of(const Plan& plan, const Directory& directory) {
  std::vector<StimulusSpec> all;
  for (const auto& warehouse : plan.warehouses) {
    const std::string& name = warehouse.location.location;
    std::int64_t number = 0;
    for (const Instant at : warehouse.pickups) {
      const std::string id = name + "/" + std::to_string(++number);
      all.push_back({at, directory.find(name), id, Payload::of(PickupDeparts{id})});
    }
  }
  std::stable_sort(all.begin(), all.end(), [](const auto& a, const auto& b) { return a.at < b.at; });
  return all;
}

}  // namespace drydock
