// The erp-posting flow: goods issue and invoice of what was shipped.
#pragma once
#include "contracts/canonical/common.hpp"

namespace drydock {

/// goods_issue.post: idempotency key is the shipment id. The ERP's on-hand falls by the lines.
struct GoodsIssuePost {
  std::string shipment_id;
  std::string order_id;
  std::string location;
  std::vector<LineQuantity> lines;
  Instant shipped_at;
  std::optional<Instant> posting_at = {};  ///< books it in the period of this day; absent: of `shipped_at`
  Lots lots = {};                          ///< the lots that left
  bool operator==(const GoodsIssuePost&) const = default;
};
DRYDOCK_DESCRIBED(GoodsIssuePost, shipment_id, order_id, location, lines, shipped_at, posting_at, lots)

struct InvoiceLine {
  std::string line;
  std::string item;
  std::int64_t quantity = 0;
  Money unit_price;
  Money amount;  ///< quantity times unit price
  bool operator==(const InvoiceLine&) const = default;
};
DRYDOCK_DESCRIBED(InvoiceLine, line, item, quantity, unit_price, amount)

/// invoice.create: idempotency key is the shipment id and "invoice" ("S-1/invoice").
struct InvoiceCreate {
  std::string shipment_id;
  std::string order_id;
  std::vector<InvoiceLine> lines;
  Money total;
  Instant invoiced_at;
  std::optional<Instant> posting_at = {};  ///< books it in the period of this day; absent: of `invoiced_at`
  bool operator==(const InvoiceCreate&) const = default;
};
DRYDOCK_DESCRIBED(InvoiceCreate, shipment_id, order_id, lines, total, invoiced_at, posting_at)

/// A posting's own id; the answer to goods_issue.post, invoice.create, inventory.adjust and goods_receipt.post.
struct Posted {
  std::string posting_id;
  bool operator==(const Posted&) const = default;
};
DRYDOCK_DESCRIBED(Posted, posting_id)

}  // namespace drydock
