// The tracking flow: what the shop shows of a package follows from its scans ordered by when they occurred, never by
// when they arrived.
#include <tuple>

#include "mocks/pipeline/flows.hpp"

namespace drydock::pipeline {
namespace {

constexpr std::int64_t bit(TrackingStatus status) { return std::int64_t{1} << static_cast<int>(status); }

// Of the warehouse that a package left.
Duration offset_of(Platform& p, const PackageRecord& package) {
  const auto* fulfilment = p.fulfilments.find(package.fulfillment_id);
  const auto node = fulfilment == nullptr ? std::nullopt : p.masters.node(fulfilment->location);
  return node ? p.masters.nodes()[*node].offset(package.occurred_at) : Duration{};
}

// A package that the shop does not yet know as shipped is not shown under way.
void tell(Platform& p, PackageRecord& package, const Cause& cause) {
  const bool unordered = p.has(Defect::partition_by_event_id);
  if (package.status >= TrackingStatus::in_transit && !package.shipped && !unordered) return;
  if ((package.told & bit(package.status)) != 0 && cause.suffix.empty()) return;
  package.told |= bit(package.status);
  p.journal.touch(package);
  TrackingUpdate update;
  update.package_id = package.package_id;
  update.order_id = package.order_id;
  update.milestone = package.status;
  update.occurred_at = package.occurred_at + (p.has(Defect::local_time_as_utc) ? offset_of(p, package) : Duration{});
  update.tracking_number = package.tracking_number;
  notice_scanned(p, package, package.status, package.occurred_at, cause);
  const std::string key = package.package_id + "/" + std::string(name_of(package.status));
  NewCall call{.to = p.shop_of(package.order_id),
               .body = Payload::of(std::move(update)),
               .idempotency_key = key,
               .lane = p.lane(package.order_id, cause),
               .subject = package.order_id};
  if (p.has(Defect::tracking_sent_by_timer)) {
    p.unsent.emplace_back(std::move(call), cause);
    return;
  }
  p.call(std::move(call), cause);
}

}  // namespace

void scan_arrived(Platform& p, const CarrierTrackingUpdated& scan, const Cause& cause) {
  if (p.tombstones.find(scan.order_id) != nullptr) return;
  auto* package = p.packages.find(scan.package_id);
  if (package == nullptr) {
    package = &p.packages.add(scan.package_id, PackageRow{});
    package->package_id = scan.package_id;
    package->order_id = scan.order_id;
  }
  const bool seen = (package->scans & bit(scan.status)) != 0;
  if (seen && !p.counts_again()) return;
  const bool newer =
      package->scans == 0 || std::tie(scan.occurred_at, scan.status) > std::tie(package->occurred_at, package->status);
  package->scans |= bit(scan.status);
  p.journal.touch(*package);
  const bool unguarded = p.has(Defect::last_arrival_wins) || p.has(Defect::partition_by_event_id) || seen;
  if (!newer && !unguarded) {
    if (p.has(Defect::superseded_scan_mailed)) notice_scanned(p, *package, scan.status, scan.occurred_at, cause);
    return;
  }
  package->status = scan.status;
  package->occurred_at = scan.occurred_at;
  package->tracking_number = scan.tracking_number;
  package->scan_id = scan.scan_id;
  tell(p, *package, cause);
}

void package_left(Platform& p, const ShippedPackage& shipped, const WmsShipped& event, const Cause& cause) {
  auto* package = p.packages.find(shipped.package_id);
  if (package == nullptr) {
    package = &p.packages.add(shipped.package_id, PackageRow{});
    package->package_id = shipped.package_id;
    package->order_id = event.order_id;
    package->fulfillment_id = event.fulfillment_id;
    package->tracking_number = shipped.tracking_number;
  }
  package->shipped = true;
  p.journal.touch(*package);
  notice_shipped(p, *package, event, cause);
  if (package->scans != 0) tell(p, *package, {package->scan_id, cause.correlation, cause.trace});
}

void tracking_told(Platform& p, const TrackingUpdate& update) {
  if (update.milestone != TrackingStatus::delivered) return;
  if (auto* order = p.orders.find(update.order_id)) retire(p, *order);
}

}  // namespace drydock::pipeline
