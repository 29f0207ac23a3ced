#include "harness/invariants/carrier_windows.hpp"

#include <algorithm>
#include <utility>

#include "contracts/canonical/fulfilment.hpp"
#include "contracts/canonical/order.hpp"
#include "contracts/canonical/shipping.hpp"
#include "harness/invariants/polled.hpp"

namespace drydock {
namespace {

bool is_carrier(const Plan& plan, const std::string& seat) {
  return std::any_of(plan.carriers.begin(), plan.carriers.end(),
                     [&](const PlannedCarrier& carrier) { return carrier.name == seat; });
}

// What a carrier tells by itself may come late, twice or never, and nobody waits for it. Between TMS and carriers go
// tenders and reports, which no label waits for.
bool to_carrier(const Plan& plan, const std::pair<std::string, std::string>& link) {
  return link.first != "tms" && is_carrier(plan, link.second);
}

bool on_carrier(const Plan& plan, const PlannedFault& fault) {
  // A token that ran out is the caller's to mend: it makes no carrier slow.
  if (fault.fault == "token-expiry") return false;
  return std::any_of(fault.seats.begin(), fault.seats.end(),
                     [&](const std::string& seat) { return is_carrier(plan, seat); }) ||
         std::any_of(fault.links.begin(), fault.links.end(), [&](const auto& link) { return to_carrier(plan, link); });
}

}  // namespace

std::vector<CarrierWindow> carrier_windows(const Plan& plan) {
  std::vector<CarrierWindow> windows;
  for (const PlannedFault& fault : plan.faults)
    if (fault.dose.from && fault.dose.until && on_carrier(plan, fault))
      windows.push_back({fault.id, *fault.dose.from, *fault.dose.until});
  return windows;
}

bool spare_carriers(const Plan& plan, PlannedFault& fault) {
  if (!fault.dose.from || !fault.dose.until || !on_carrier(plan, fault)) return true;
  std::erase_if(fault.seats, [&](const std::string& seat) { return is_carrier(plan, seat); });
  std::erase_if(fault.links, [&](const auto& link) { return to_carrier(plan, link); });
  return !fault.seats.empty() || !fault.links.empty();
}

CarrierWatch::CarrierWatch(const Courtroom& room, std::vector<CarrierWindow> windows)
    : pipeline_(room.seat("pipeline")),
      order_placed_(&message_of<OrderPlaced>()),
      windows_(std::move(windows)),
      seen_(windows_.size()),
      polled_(polled_publishers(room)) {
  is_warehouse_.resize(room.directory->size());
  trucks_.resize(room.directory->size());
  for (const SeatIndex seat : room.directory->with_role("wms")) {
    is_warehouse_[seat] = 1;
    for (const PlannedWarehouse& warehouse : room.plan->warehouses)
      if (warehouse.location.location == (*room.directory)[seat].name) trucks_[seat] = warehouse.pickups;
    std::sort(trucks_[seat].begin(), trucks_[seat].end());
  }
}

bool CarrierWatch::in_some_window(Instant at) const {
  return std::any_of(windows_.begin(), windows_.end(),
                     [&](const CarrierWindow& w) { return w.from <= at && at < w.until; });
}

template <class Note>
void CarrierWatch::note(Instant at, Note note) {
  for (std::size_t i = 0; i < windows_.size(); ++i)
    if (windows_[i].from <= at && at < windows_[i].until) note(seen_[i]);
}

void CarrierWatch::see(const Record& record) {
  switch (record.kind) {
    case RecordKind::call: return called(record);
    case RecordKind::ok:
    case RecordKind::fail:
    case RecordKind::info: return answered(record);
    case RecordKind::deliver:
      if (record.to == pipeline_ && is_warehouse(record.from) && polled_[record.from] == 0 && in_some_window(record.t))
        deliveries_[name_key(record.delivery, record.id)] = record.t;
      return;
    case RecordKind::ack:
    case RecordKind::nack: return settled(record);
    case RecordKind::publish:
      if (record.body != nullptr && record.body->as<WmsPackConfirmed>() != nullptr)
        note(record.t, [](Seen& seen) { ++seen.packs; });
      return;
    default: effect(record);
  }
}

void CarrierWatch::called(const Record& record) {
  if (record.from != pipeline_ || !is_warehouse(record.to)) return;
  if (in_some_window(record.t)) calls_[record.request.value()] = record.t;
  const auto* release = record.body == nullptr || accepted_.empty() ? nullptr : record.body->as<OutboundOrderCreate>();
  if (release == nullptr) return;
  const std::uint64_t order = name_key(release->order_id);
  const Instant* since = accepted_.find(order);
  if (since == nullptr) return;
  note(*since, [&](Seen& seen) { seen.releases.add(record.t - *since); });
  accepted_.erase(order);
}

void CarrierWatch::answered(const Record& record) {
  const Instant* since = calls_.find(record.request.value());
  if (since == nullptr) return;
  note(*since, [&](Seen& seen) { seen.calls.add(record.t - *since); });
  calls_.erase(record.request.value());
}

void CarrierWatch::settled(const Record& record) {
  if (record.kind == RecordKind::ack && record.message == order_placed_ && record.from == pipeline_ &&
      polled_[record.to] == 0 && in_some_window(record.t))
    accepted_[name_key(record.key)] = record.t;
  if (deliveries_.empty()) return;
  const std::uint64_t key = name_key(record.delivery, record.id);
  const Instant* since = deliveries_.find(key);
  if (since == nullptr) return;
  note(*since, [&](Seen& seen) { seen.deliveries.add(record.t - *since); });
  deliveries_.erase(key);
}

void CarrierWatch::effect(const Record& record) {
  if (record.body == nullptr) return;
  if (record.body->as<LabelAttach>() != nullptr) return attached(record);
  const auto* shipped = labelled_.empty() ? nullptr : record.body->as<WmsShipped>();
  if (shipped == nullptr) return;
  for (const ShippedPackage& package : shipped->packages) {
    const std::uint64_t key = name_key(package.package_id);
    const Labelled* labelled = labelled_.find(key);
    if (labelled == nullptr) continue;
    // The truck takes its time to load.
    if (record.t <= labelled->next_truck + minutes(1)) ++seen_[labelled->window].in_time;
    labelled_.erase(key);
  }
}

void CarrierWatch::attached(const Record& record) {
  if (record.from >= trucks_.size()) return;
  const std::vector<Instant>& trucks = trucks_[record.from];
  const auto next = std::lower_bound(trucks.begin(), trucks.end(), record.t);
  if (next == trucks.end()) return;
  for (std::size_t i = 0; i < windows_.size(); ++i) {
    if (record.t < windows_[i].from || record.t >= windows_[i].until) continue;
    ++seen_[i].labelled;
    labelled_[name_key(record.body->as<LabelAttach>()->package_id)] = {*next, static_cast<std::uint32_t>(i)};
    return;
  }
}

std::map<std::string, std::int64_t> CarrierWatch::measures() const {
  std::map<std::string, std::int64_t> all;
  for (std::size_t i = 0; i < windows_.size(); ++i) {
    const Seen& seen = seen_[i];
    const std::string at = "@" + windows_[i].fault;
    if (seen.calls.count() > 0) all["wms_call.p99" + at] = seen.calls.percentile(990);
    if (seen.releases.count() > 0) all["wms_release.p99" + at] = seen.releases.percentile(990);
    if (seen.deliveries.count() > 0) all["wms_delivery.p99" + at] = seen.deliveries.percentile(990);
    all["pack_confirms" + at] = seen.packs;
    if (seen.labelled > 0) all["ship_confirms" + at] = seen.in_time * 1'000'000 / seen.labelled;
  }
  return all;
}

}  // namespace drydock
