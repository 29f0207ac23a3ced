// The order-import and order-release flows.
#pragma once
#include "contracts/canonical/common.hpp"

namespace drydock {

struct OrderLine {
  std::string line;
  std::string item;
  std::int64_t quantity = 0;
  Money unit_price;
  bool operator==(const OrderLine&) const = default;
};
DRYDOCK_DESCRIBED(OrderLine, line, item, quantity, unit_price)

/// commerce.order.placed.
struct OrderPlaced {
  std::string order_id;
  Instant placed_at;
  std::string customer;
  ShipTo ship_to;
  std::string service;
  std::vector<OrderLine> lines;
  std::vector<std::string> reservation_ids;
  std::optional<std::string> authorization_id;
  Promise promise;
  bool operator==(const OrderPlaced&) const = default;
};
DRYDOCK_DESCRIBED(OrderPlaced, order_id, placed_at, customer, ship_to, service, lines, reservation_ids,
                  authorization_id, promise)

/// sales_order.create: booked in the ERP; idempotency key is the order id.
struct SalesOrderCreate {
  std::string order_id;
  Instant placed_at;
  std::vector<OrderLine> lines;
  bool operator==(const SalesOrderCreate&) const = default;
};
DRYDOCK_DESCRIBED(SalesOrderCreate, order_id, placed_at, lines)

/// outbound_order.create: the release to a warehouse; idempotency key is the fulfillment id.
struct OutboundOrderCreate {
  std::string fulfillment_id;
  std::string order_id;
  std::string location;
  std::vector<LineQuantity> lines;
  ShipTo ship_to;
  std::string service;
  Instant ship_by;
  bool operator==(const OutboundOrderCreate&) const = default;
};
DRYDOCK_DESCRIBED(OutboundOrderCreate, fulfillment_id, order_id, location, lines, ship_to, service, ship_by)

/// promise.update: a new promise for an order, told to the shop.
struct PromiseUpdate {
  std::string update_id;  ///< derived from what caused it; the idempotency key
  std::string order_id;
  Promise promise;
  std::string reason;
  bool operator==(const PromiseUpdate&) const = default;
};
DRYDOCK_DESCRIBED(PromiseUpdate, update_id, order_id, promise, reason)

/// order_line.backorder: no stock elsewhere; the case stays open. Ends I22 and I23 for that quantity.
struct OrderLineBackorder {
  std::string case_id;  ///< the idempotency key
  std::string order_id;
  std::string line;
  std::int64_t quantity = 0;
  std::string reason;
  bool operator==(const OrderLineBackorder&) const = default;
};
DRYDOCK_DESCRIBED(OrderLineBackorder, case_id, order_id, line, quantity, reason)

/// fulfillment.create: the shop is told what left; idempotency key is the shipment id.
struct PackageTracking {
  std::string package_id;
  std::string carrier;
  std::string tracking_number;
  bool operator==(const PackageTracking&) const = default;
};
DRYDOCK_DESCRIBED(PackageTracking, package_id, carrier, tracking_number)

struct FulfillmentCreate {
  std::string shipment_id;
  std::string order_id;
  std::vector<LineQuantity> lines;
  std::vector<PackageTracking> packages;
  Instant shipped_at;
  Lots lots = {};  ///< the lots that left, so that a recall finds their buyers
  bool operator==(const FulfillmentCreate&) const = default;
};
DRYDOCK_DESCRIBED(FulfillmentCreate, shipment_id, order_id, lines, packages, shipped_at, lots)

}  // namespace drydock
