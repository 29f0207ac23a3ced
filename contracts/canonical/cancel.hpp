// The cancel flow.
#pragma once
#include "contracts/canonical/common.hpp"

namespace drydock {

/// commerce.cancellation.requested: units of an order, or all of it, are wanted no longer. It may come before the
/// order.
struct CancellationRequested {
  std::string cancellation_id;  ///< the business key; a repetition has the same
  std::string order_id;
  Instant requested_at;
  std::vector<LineQuantity> lines;  ///< what is wanted no longer; other lines are untouched
  std::string reason;
  bool operator==(const CancellationRequested&) const = default;
};
DRYDOCK_DESCRIBED(CancellationRequested, cancellation_id, order_id, requested_at, lines, reason)

/// outbound_order.cancel: a warehouse is asked to drop units; idempotency key is cancellation id/fulfilment id. As an
/// effect in the warehouse's ledger its lines are what really was dropped.
struct OutboundOrderCancel {
  std::string cancellation_id;
  std::string fulfillment_id;
  std::string order_id;
  std::string location;
  std::vector<LineQuantity> lines;
  bool operator==(const OutboundOrderCancel&) const = default;
};
DRYDOCK_DESCRIBED(OutboundOrderCancel, cancellation_id, fulfillment_id, order_id, location, lines)

/// What was dropped of each line that was asked, in the order of the request; 0 where it was too late.
struct OutboundOrderCancelled {
  std::string fulfillment_id;
  std::vector<LineQuantity> lines;
  bool operator==(const OutboundOrderCancelled&) const = default;
};
DRYDOCK_DESCRIBED(OutboundOrderCancelled, fulfillment_id, lines)

/// cancellation.accept: these units are cancelled, at most what was asked; the others are on their way.
struct CancellationAccept {
  std::string cancellation_id;  ///< the idempotency key
  std::string order_id;
  std::vector<LineQuantity> lines;
  bool operator==(const CancellationAccept&) const = default;
};
DRYDOCK_DESCRIBED(CancellationAccept, cancellation_id, order_id, lines)

/// cancellation.reject: nothing is cancelled.
struct CancellationReject {
  std::string cancellation_id;  ///< the idempotency key
  std::string order_id;
  std::string reason;
  bool operator==(const CancellationReject&) const = default;
};
DRYDOCK_DESCRIBED(CancellationReject, cancellation_id, order_id, reason)

/// sales_order.change: the ERP's copy shrinks; nothing left of it cancels it.
struct SalesOrderChange {
  std::string change_id;  ///< the cancellation; the idempotency key
  std::string order_id;
  std::vector<LineQuantity> lines;  ///< by how much
  std::string reason;
  bool operator==(const SalesOrderChange&) const = default;
};
DRYDOCK_DESCRIBED(SalesOrderChange, change_id, order_id, lines, reason)

}  // namespace drydock
