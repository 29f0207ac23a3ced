// The shipping and tracking flows (parcel).
#pragma once
#include "contracts/canonical/common.hpp"

namespace drydock {

/// rate.shop: the TMS chooses carrier and service; a read, keyed by fulfilment.
struct RateShop {
  std::string fulfillment_id;
  std::string location;
  ShipTo ship_to;
  std::string service;
  std::int64_t weight_grams = 0;
  bool operator==(const RateShop&) const = default;
};
DRYDOCK_DESCRIBED(RateShop, fulfillment_id, location, ship_to, service, weight_grams)

struct Rate {
  std::string carrier;  ///< also the name of the carrier's seat
  std::string service;
  Money cost;
  std::int64_t days_max = 0;
  bool operator==(const Rate&) const = default;
};
DRYDOCK_DESCRIBED(Rate, carrier, service, cost, days_max)

/// Rates that serve the request, the recommended one first.
struct RateShopResult {
  std::string fulfillment_id;
  std::vector<Rate> rates;
  bool operator==(const RateShopResult&) const = default;
};
DRYDOCK_DESCRIBED(RateShopResult, fulfillment_id, rates)

/// label.buy: idempotency key is the package id.
struct LabelBuy {
  std::string package_id;
  std::string order_id;
  std::string location;
  ShipTo ship_to;
  std::string service;
  std::int64_t weight_grams = 0;
  bool operator==(const LabelBuy&) const = default;
};
DRYDOCK_DESCRIBED(LabelBuy, package_id, order_id, location, ship_to, service, weight_grams)

struct Label {
  std::string label_id;
  std::string package_id;
  std::string carrier;
  std::string tracking_number;
  Money cost;
  bool operator==(const Label&) const = default;
};
DRYDOCK_DESCRIBED(Label, label_id, package_id, carrier, tracking_number, cost)

/// label.attach: the label goes to the warehouse; idempotency key is the package id. Refused (409
/// `package_departed`) once the package has left.
struct LabelAttach {
  std::string package_id;
  std::string fulfillment_id;
  std::string label_id;
  std::string carrier;
  std::string tracking_number;
  bool operator==(const LabelAttach&) const = default;
};
DRYDOCK_DESCRIBED(LabelAttach, package_id, fulfillment_id, label_id, carrier, tracking_number)

/// label.void: the label is not needed, and its price comes back; idempotency key is the package id. Refused (409
/// `already_handed_over`) once the carrier has the package.
struct LabelVoid {
  std::string package_id;
  std::string order_id;
  std::string label_id;
  std::string tracking_number;
  bool operator==(const LabelVoid&) const = default;
};
DRYDOCK_DESCRIBED(LabelVoid, package_id, order_id, label_id, tracking_number)

/// Tracking states in rank order: of two scans the later `occurred_at` counts, at equal times the higher rank (I29).
enum class TrackingStatus : std::uint8_t { unknown, pre_transit, in_transit, out_for_delivery, delivered };
DRYDOCK_DESCRIBED_ENUM(TrackingStatus, "unknown", "pre_transit", "in_transit", "out_for_delivery", "delivered")

/// carrier.tracking.updated: one scan. `recorded_at` is when the carrier's own system had it: a late scan is recorded
/// long after it occurred.
struct CarrierTrackingUpdated {
  std::string scan_id;
  std::string package_id;
  std::string order_id;
  std::string carrier;
  std::string tracking_number;
  TrackingStatus status = TrackingStatus::unknown;
  Instant occurred_at;
  Instant recorded_at;
  bool operator==(const CarrierTrackingUpdated&) const = default;
};
DRYDOCK_DESCRIBED(CarrierTrackingUpdated, scan_id, package_id, order_id, carrier, tracking_number, status, occurred_at,
                  recorded_at)

/// tracking.update: shown in the shop; idempotency key is package id and milestone.
struct TrackingUpdate {
  std::string package_id;
  std::string order_id;
  TrackingStatus milestone = TrackingStatus::unknown;
  Instant occurred_at;
  std::string tracking_number;
  bool operator==(const TrackingUpdate&) const = default;
};
DRYDOCK_DESCRIBED(TrackingUpdate, package_id, order_id, milestone, occurred_at, tracking_number)

}  // namespace drydock
