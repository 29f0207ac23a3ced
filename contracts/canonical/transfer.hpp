// The transfer flow: stock on its way from one node to another.
#pragma once
#include <string_view>

#include "contracts/canonical/common.hpp"

namespace drydock {

/// OutboundOrderCreate::service of a stock transfer: the goods go to another node of the enterprise, whose name is
/// ship_to.region, and order_id is the transfer order.
inline constexpr std::string_view transfer_service = "transfer";
/// ShippedPackage::carrier of a stock transfer: no carrier sold a label for it.
inline constexpr std::string_view own_fleet = "own-fleet";

/// erp.transfer_order.created: move at most so much from one node to another.
struct TransferOrderCreated {
  std::string transfer_id;  ///< the business key; a repetition has the same
  std::string from;
  std::string to;
  Instant created_at;
  std::vector<LineQuantity> lines;
  bool operator==(const TransferOrderCreated&) const = default;
};
DRYDOCK_DESCRIBED(TransferOrderCreated, transfer_id, from, to, created_at, lines)

/// inbound.expect: what left the sending node is announced to the receiving one; idempotency key is the shipment id.
struct InboundExpect {
  std::string shipment_id;
  std::string transfer_id;
  std::string from;
  std::string location;  ///< of the receiving node
  std::vector<LineQuantity> lines;
  bool operator==(const InboundExpect&) const = default;
};
DRYDOCK_DESCRIBED(InboundExpect, shipment_id, transfer_id, from, location, lines)

/// What became of one announced line: expected = received + damaged + lost.
struct InboundLine {
  std::string line;
  std::string item;
  std::int64_t expected = 0;
  std::int64_t received = 0;  ///< sound
  std::int64_t damaged = 0;
  std::int64_t lost = 0;  ///< declared lost
  bool operator==(const InboundLine&) const = default;
};
DRYDOCK_DESCRIBED(InboundLine, line, item, expected, received, damaged, lost)

/// wms.inbound.closed: an announced delivery was counted. It moves nothing: what came is told by wms.received, whose
/// receipt_id is the shipment.
struct WmsInboundClosed {
  std::string shipment_id;
  std::string transfer_id;
  std::string location;
  std::vector<InboundLine> lines;
  bool operator==(const WmsInboundClosed&) const = default;
};
DRYDOCK_DESCRIBED(WmsInboundClosed, shipment_id, transfer_id, location, lines)

/// What became of one line of a transfer: shipped = received + lost.
struct TransferLine {
  std::string line;
  std::string item;
  std::int64_t shipped = 0;
  std::int64_t received = 0;  ///< sound or damaged
  std::int64_t lost = 0;
  bool operator==(const TransferLine&) const = default;
};
DRYDOCK_DESCRIBED(TransferLine, line, item, shipped, received, lost)

/// transfer_order.close: nothing of it is in transit any more; idempotency key is the transfer id.
struct TransferOrderClose {
  std::string transfer_id;
  std::vector<TransferLine> lines;
  bool operator==(const TransferOrderClose&) const = default;
};
DRYDOCK_DESCRIBED(TransferOrderClose, transfer_id, lines)

// ---- what people and goods do; never on a wire

/// A planner at the ERP decides to move stock. The rest is what the road will do to it: the truck drives
/// `transit_seconds`, and each line comes short, or partly damaged, with these chances in millionths.
struct TransferDecided {
  std::string transfer_id;
  std::string from;
  std::string to;
  std::vector<LineQuantity> lines;
  std::int64_t transit_seconds = 0;
  std::int64_t short_millionths = 0;
  std::int64_t damaged_millionths = 0;
  bool operator==(const TransferDecided&) const = default;
};
DRYDOCK_DESCRIBED(TransferDecided, transfer_id, from, to, lines, transit_seconds, short_millionths, damaged_millionths)

/// What of one line is really in the truck.
struct TruckLine {
  std::string line;
  std::string item;
  std::int64_t sound = 0;
  std::int64_t damaged = 0;
  bool operator==(const TruckLine&) const = default;
};
DRYDOCK_DESCRIBED(TruckLine, line, item, sound, damaged)

/// A truck of the own fleet stands at the receiving node's dock.
struct TruckArrives {
  std::string shipment_id;
  std::string transfer_id;
  std::vector<TruckLine> lines;
  bool operator==(const TruckArrives&) const = default;
};
DRYDOCK_DESCRIBED(TruckArrives, shipment_id, transfer_id, lines)

}  // namespace drydock
