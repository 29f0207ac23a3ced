// What the ERP keeps of orders, balances and items.
#pragma once
#include "contracts/canonical/describe.hpp"
#include "contracts/canonical/master.hpp"

namespace drydock {

/// A sales order, in units over all lines. A second document for the same order adds to `ordered`: it is the real
/// thing's way of shipping twice.
struct ErpOrder {
  std::int64_t ordered = 0;
  std::int64_t issued = 0;
  std::int64_t invoiced = 0;
  std::int64_t cancelled = 0;  ///< taken out of `ordered`
  bool operator==(const ErpOrder&) const = default;
};
DRYDOCK_DESCRIBE(ErpOrder, ordered, issued, invoiced, cancelled)

/// booked -> partially_issued -> issued -> invoiced; cancelled when nothing of it is left. It follows from the
/// quantities, in whatever order they came.
inline std::string_view state_of(const ErpOrder& order) {
  if (order.ordered <= 0 && order.issued == 0 && order.cancelled > 0) return "cancelled";
  if (order.issued == 0) return "booked";
  if (order.issued < order.ordered) return "partially_issued";
  return order.invoiced < order.ordered ? "issued" : "invoiced";
}

/// A transfer order, in units over all lines: in transit = issued - received - lost.
struct ErpTransfer {
  std::int64_t ordered = 0;
  std::int64_t issued = 0;
  std::int64_t received = 0;
  std::int64_t lost = 0;
  bool closed = false;
  bool operator==(const ErpTransfer&) const = default;
};
DRYDOCK_DESCRIBE(ErpTransfer, ordered, issued, received, lost, closed)

/// created -> in_transit -> received, short_received or not_shipped.
inline std::string_view state_of(const ErpTransfer& transfer) {
  if (!transfer.closed) return transfer.issued > 0 ? "in_transit" : "created";
  if (transfer.lost > 0) return "short_received";
  return transfer.received > 0 ? "received" : "not_shipped";
}

/// On-hand of an item at a location, all buckets together. It may be negative for a while: a goods issue can be posted
/// before the receipt of the same goods.
struct ErpBalance {
  std::int64_t on_hand = 0;
  bool operator==(const ErpBalance&) const = default;
};
DRYDOCK_DESCRIBE(ErpBalance, on_hand)

/// An item's record since it was changed: the newest version, and how many were told.
struct ErpItem {
  ItemChanged record;
  std::int64_t told = 0;
  bool operator==(const ErpItem&) const = default;
};
DRYDOCK_DESCRIBE(ErpItem, record, told)

}  // namespace drydock
