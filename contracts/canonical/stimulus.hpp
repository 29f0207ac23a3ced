// How a scenario acts on a mock: things that people and goods do in the real world. Stimuli never cross a wire.
#pragma once
#include "contracts/canonical/order.hpp"
#include "contracts/canonical/stock.hpp"

namespace drydock {

/// A shopper looks, and then checks out: what one order of the demand does, from the first look to the placed order.
struct ShopperArrives {
  std::string order_id;
  std::string cart_id;
  std::string customer;
  ShipTo ship_to;
  std::string service;
  std::vector<OrderLine> lines;
  bool looks = true;  ///< asks for availability first
  bool operator==(const ShopperArrives&) const = default;
};
DRYDOCK_DESCRIBED(ShopperArrives, order_id, cart_id, customer, ship_to, service, lines, looks)

/// A shopper only looks.
struct ShopperLooks {
  std::string query_id;
  std::vector<std::string> items;
  ShipTo ship_to;
  std::string service;
  bool operator==(const ShopperLooks&) const = default;
};
DRYDOCK_DESCRIBED(ShopperLooks, query_id, items, ship_to, service)

/// A shopper wants an order, or a part of it, no longer. One who has not ordered yet has nothing to cancel.
struct ShopperCancels {
  std::string cancellation_id;
  std::string order_id;
  std::vector<LineQuantity> lines;
  std::string reason;
  bool operator==(const ShopperCancels&) const = default;
};
DRYDOCK_DESCRIBED(ShopperCancels, cancellation_id, order_id, lines, reason)

/// Quality puts a quantity on hold, or gives it back (quantity as far as there is any), of one lot where one is named.
/// An empty item means the item with the most unrestricted stock.
struct QualityHold {
  std::string movement_id;
  std::string item;
  std::int64_t quantity = 0;
  bool release = false;
  std::optional<std::string> lot = {};
  bool operator==(const QualityHold&) const = default;
};
DRYDOCK_DESCRIBED(QualityHold, movement_id, item, quantity, release, lot)

/// A lot must not go to anybody any more: recalled by its maker, or past its day. Recalled, no unit of it leaves, be it
/// on the shelf, in a cart or at the dock; expired, what is free of it is blocked, and what was assigned in time goes.
struct LotEnds {
  std::string movement_id;
  std::string item;
  std::string lot;
  bool recalled = true;
  bool operator==(const LotEnds&) const = default;
};
DRYDOCK_DESCRIBED(LotEnds, movement_id, item, lot, recalled)

/// A correction at the shelf: `delta` of unrestricted (a negative one as far as there is any free).
struct StockAdjustment {
  std::string movement_id;
  std::string item;
  std::int64_t delta = 0;
  std::string reason;
  bool operator==(const StockAdjustment&) const = default;
};
DRYDOCK_DESCRIBED(StockAdjustment, movement_id, item, delta, reason)

/// A pallet falls: of the units that are free, at most `quantity` are damaged from now on.
struct StockDamaged {
  std::string movement_id;
  std::string item;
  std::int64_t quantity = 0;
  std::string reason;
  bool operator==(const StockDamaged&) const = default;
};
DRYDOCK_DESCRIBED(StockDamaged, movement_id, item, quantity, reason)

/// A cycle count finds `variance` more units of unrestricted stock than the warehouse knew of (negative: fewer, as far
/// as there are any free); 0: all is as it was thought to be.
struct CycleCount {
  std::string movement_id;
  std::string item;
  std::int64_t variance = 0;
  bool operator==(const CycleCount&) const = default;
};
DRYDOCK_DESCRIBED(CycleCount, movement_id, item, variance)

/// Goods arrive at the dock.
struct GoodsArrive {
  std::string movement_id;
  std::string receipt_id;
  std::string item;
  std::int64_t quantity = 0;
  std::optional<std::string> lot = {};
  std::optional<Instant> expires_at = {};  ///< of the lot
  bool operator==(const GoodsArrive&) const = default;
};
DRYDOCK_DESCRIBED(GoodsArrive, movement_id, receipt_id, item, quantity, lot, expires_at)

/// A truck stands at the dock and takes every package that has a label; the rest waits for the next.
struct PickupDeparts {
  std::string pickup_id;
  bool operator==(const PickupDeparts&) const = default;
};
DRYDOCK_DESCRIBED(PickupDeparts, pickup_id)

/// A carrier's truck hands packages over: what the warehouse's departed truck carried. The physical goods' way from
/// warehouse to carrier, outside every information system.
struct PackagesHandedOver {
  std::string shipment_id;
  std::string location;
  std::string order_id;
  std::vector<std::string> tracking_numbers;
  bool operator==(const PackagesHandedOver&) const = default;
};
DRYDOCK_DESCRIBED(PackagesHandedOver, shipment_id, location, order_id, tracking_numbers)

/// An operator has the pipeline replay: the events of the last `back_seconds` or, without them, its dead letters. The
/// auditor asks the views, then for the replay, then the views again.
struct ReplayDecided {
  std::string replay_id;
  std::optional<std::int64_t> back_seconds;
  bool operator==(const ReplayDecided&) const = default;
};
DRYDOCK_DESCRIBED(ReplayDecided, replay_id, back_seconds)

/// The auditor is told to ask now.
struct AuditNow {
  bool operator==(const AuditNow&) const = default;
};
DRYDOCK_DESCRIBED_EMPTY(AuditNow)

}  // namespace drydock
