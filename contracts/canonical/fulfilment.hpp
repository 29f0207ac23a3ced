// What a warehouse says of its work. Every event names the fulfilment, which is also its ordering key.
#pragma once
#include "contracts/canonical/common.hpp"

namespace drydock {

/// wms.order.accepted.
struct WmsOrderAccepted {
  std::string fulfillment_id;
  std::string order_id;
  std::string location;
  bool operator==(const WmsOrderAccepted&) const = default;
};
DRYDOCK_DESCRIBED(WmsOrderAccepted, fulfillment_id, order_id, location)

/// wms.order.rejected: the warehouse will not work it (unknown item, location closed).
struct WmsOrderRejected {
  std::string fulfillment_id;
  std::string order_id;
  std::string location;
  std::string reason;
  bool operator==(const WmsOrderRejected&) const = default;
};
DRYDOCK_DESCRIBED(WmsOrderRejected, fulfillment_id, order_id, location, reason)

/// wms.allocated: stock is assigned to the outbound order; less than ordered where the shelf is known to be short.
struct WmsAllocated {
  std::string fulfillment_id;
  std::string order_id;
  std::string location;
  std::vector<LineQuantity> lines;
  Lots lots = {};  ///< the lots that are assigned, first expired first out
  bool operator==(const WmsAllocated&) const = default;
};
DRYDOCK_DESCRIBED(WmsAllocated, fulfillment_id, order_id, location, lines, lots)

/// wms.pick.confirmed: what was really picked, once per fulfilment, after any short picks.
struct WmsPickConfirmed {
  std::string fulfillment_id;
  std::string order_id;
  std::string location;
  std::vector<LineQuantity> lines;
  Lots lots = {};  ///< the lots that were really picked
  bool operator==(const WmsPickConfirmed&) const = default;
};
DRYDOCK_DESCRIBED(WmsPickConfirmed, fulfillment_id, order_id, location, lines, lots)

enum class ShortReason : std::uint8_t { not_found, damaged, expired, wrong_item, capacity, recalled };
DRYDOCK_DESCRIBED_ENUM(ShortReason, "not_found", "damaged", "expired", "wrong_item", "capacity", "recalled")

/// wms.pick.short: itself the stock movement (no wms.adjusted follows): unrestricted falls by `quantity_short`.
struct WmsPickShort {
  std::string movement_id;
  std::string fulfillment_id;
  std::string order_id;
  std::string location;
  std::string line;
  std::string item;
  std::int64_t quantity_planned = 0;
  std::int64_t quantity_picked = 0;
  std::int64_t quantity_short = 0;
  std::int64_t delta = 0;             ///< of on-hand: -quantity_short; 0 for units that the ledger never had
  std::int64_t position_version = 0;  ///< of the position after the movement
  ShortReason reason = ShortReason::not_found;
  std::optional<std::int64_t> unpicked = {};  ///< of the units that are short, those that had been picked already
  bool operator==(const WmsPickShort&) const = default;
};
DRYDOCK_DESCRIBED(WmsPickShort, movement_id, fulfillment_id, order_id, location, line, item, quantity_planned,
                  quantity_picked, quantity_short, delta, position_version, reason, unpicked)

struct PackedPackage {
  std::string package_id;
  std::int64_t weight_grams = 0;
  std::vector<LineQuantity> lines;
  Lots lots = {};
  bool operator==(const PackedPackage&) const = default;
};
DRYDOCK_DESCRIBED(PackedPackage, package_id, weight_grams, lines, lots)

/// wms.pack.confirmed: the packages stand staged and wait for their labels.
struct WmsPackConfirmed {
  std::string fulfillment_id;
  std::string order_id;
  std::string location;
  std::vector<PackedPackage> packages;
  bool operator==(const WmsPackConfirmed&) const = default;
};
DRYDOCK_DESCRIBED(WmsPackConfirmed, fulfillment_id, order_id, location, packages)

/// wms.pack.voided: a package was taken apart and will not leave, labelled or not. What was in it came up short.
struct WmsPackVoided {
  std::string package_id;
  std::string fulfillment_id;
  std::string order_id;
  std::string location;
  std::string reason;
  bool operator==(const WmsPackVoided&) const = default;
};
DRYDOCK_DESCRIBED(WmsPackVoided, package_id, fulfillment_id, order_id, location, reason)

struct ShippedPackage {
  std::string package_id;
  std::string carrier;
  std::string tracking_number;
  std::vector<LineQuantity> lines;
  Lots lots = {};
  bool operator==(const ShippedPackage&) const = default;
};
DRYDOCK_DESCRIBED(ShippedPackage, package_id, carrier, tracking_number, lines, lots)

/// wms.shipped: a truck left with these packages. One fulfilment may ship in several shipments. It is a stock movement:
/// unrestricted falls by what was shipped.
struct WmsShipped {
  std::string shipment_id;
  std::string fulfillment_id;
  std::string order_id;
  std::string location;
  Instant shipped_at;
  std::vector<ShippedPackage> packages;
  bool operator==(const WmsShipped&) const = default;
};
DRYDOCK_DESCRIBED(WmsShipped, shipment_id, fulfillment_id, order_id, location, shipped_at, packages)

}  // namespace drydock
