// The erp-posting flow, and what the shop is told of a shipment: the ordered step of warehouse events. Postings of one
// order, or one position, go one after another, so that an order is booked before its goods issue, and that before its
// invoice.
#include <algorithm>

#include "mocks/pipeline/flows.hpp"

namespace drydock::pipeline {
namespace {

// Adds to the row that is of the same, or a row.
template <class Row, class Same>
void add(std::vector<Row>& rows, const Row& more, Same same) {
  const auto found = std::find_if(rows.begin(), rows.end(), [&](const Row& row) { return same(row, more); });
  if (found == rows.end())
    rows.push_back(more);
  else
    found->quantity += more.quantity;
}

std::vector<LineQuantity> lines_of(const WmsShipped& event) {
  const auto of_one_line = [](const LineQuantity& a, const LineQuantity& b) { return a.line == b.line; };
  std::vector<LineQuantity> lines;
  for (const ShippedPackage& package : event.packages)
    for (const LineQuantity& shipped : package.lines) add(lines, shipped, of_one_line);
  return lines;
}

Lots lots_of(const WmsShipped& event) {
  const auto of_one_lot = [](const LotQuantity& a, const LotQuantity& b) { return a.line == b.line && a.lot == b.lot; };
  Lots lots;
  for (const ShippedPackage& package : event.packages) {
    if (!package.lots) continue;
    if (!lots) lots.emplace();
    for (const LotQuantity& shipped : *package.lots) add(*lots, shipped, of_one_lot);
  }
  return lots;
}

// Defect: as the warehouse had meant to.
Lots assigned_lots(Platform& p, const WmsShipped& event) {
  const auto* fulfilment = p.fulfilments.find(event.fulfillment_id);
  if (fulfilment == nullptr || fulfilment->assigned.empty()) return lots_of(event);
  return fulfilment->assigned;
}

Lots lots_to_tell(Platform& p, const WmsShipped& event) {
  return p.has(Defect::allocated_lot_kept) ? assigned_lots(p, event) : lots_of(event);
}

std::vector<LineQuantity> released_lines(Platform& p, const WmsShipped& event) {
  std::vector<LineQuantity> lines;
  const auto* fulfilment = p.fulfilments.find(event.fulfillment_id);
  if (fulfilment == nullptr) return lines_of(event);
  for (const WorkLine& line : fulfilment->lines) lines.push_back({line.line, line.item, line.quantity});
  return lines;
}

// Defect: 19.99 is a little less than itself, and what is below a cent is cut off.
void in_binary_float(InvoiceCreate& invoice) {
  invoice.total.minor = 0;
  for (InvoiceLine& line : invoice.lines) {
    const double price = static_cast<double>(line.unit_price.minor) / 100.0;
    line.amount.minor = static_cast<std::int64_t>(price * static_cast<double>(line.quantity) * 100.0);
    invoice.total.minor += line.amount.minor;
  }
}

void post_goods_issue(Platform& p, const WmsShipped& event, std::vector<LineQuantity> lines, const Cause& cause) {
  GoodsIssuePost issue{event.shipment_id, event.order_id, event.location, std::move(lines), event.shipped_at};
  issue.lots = lots_to_tell(p, event);
  call_for_order(p, p.erp, Payload::of(std::move(issue)), event.shipment_id, event.order_id, cause);
}

void post_shipped(Platform& p, const WmsShipped& event, const Cause& cause) {
  const auto lines = lines_of(event);
  const std::string& order_id = event.order_id;
  if (const auto* transfer = p.transfers.find(order_id)) {
    post_goods_issue(p, event, lines, cause);
    return announce(p, *transfer, event, lines, cause);
  }
  FulfillmentCreate create{event.shipment_id, order_id, lines, {}, event.shipped_at};
  create.lots = lots_to_tell(p, event);
  if (p.has(Defect::shipment_told_as_released)) create.lines = released_lines(p, event);
  for (const ShippedPackage& package : event.packages)
    create.packages.push_back({package.package_id, package.carrier, package.tracking_number});
  call_for_order(p, p.shop_of(order_id), Payload::of(std::move(create)), event.shipment_id, order_id, cause);
  post_goods_issue(p, event, lines, cause);
  const auto* order = p.orders.find(order_id);
  if (order != nullptr && !p.has(Defect::invoice_on_release)) {
    InvoiceCreate invoice = invoice_of(*order, event.shipment_id, lines, p.now());
    if (p.has(Defect::currency_in_lower_case)) invoice.total.currency = "usd";
    if (p.has(Defect::amounts_in_binary_float)) in_binary_float(invoice);
    call_for_order(p, p.erp, Payload::of(std::move(invoice)), event.shipment_id + "/invoice", order_id, cause);
  }
  if (order != nullptr) capture_shipment(p, *order, event.shipment_id, lines, cause);
  for (const ShippedPackage& package : event.packages) package_left(p, package, event, cause);
}

void post_short(Platform& p, const WmsPickShort& event, const Cause& cause) {
  if (event.delta == 0 || p.has(Defect::short_pick_skips_position)) return;
  InventoryAdjust adjust;
  adjust.movement_id = event.movement_id;
  adjust.item = event.item;
  adjust.location = event.location;
  adjust.delta = event.delta;
  adjust.reason = std::string(name_of(event.reason));
  call_for_order(p, p.erp, Payload::of(std::move(adjust)), event.movement_id, event.order_id, cause);
}

template <class Movement>
InventoryAdjust adjust_of(const Movement& event, std::int64_t delta, std::string reason) {
  InventoryAdjust adjust;
  adjust.movement_id = event.movement_id;
  adjust.item = event.item;
  adjust.location = event.location;
  adjust.delta = delta;
  adjust.reason = std::move(reason);
  return adjust;
}

template <class Movement>
InventoryAdjust transfer_of(const Movement& event, Bucket from, Bucket to, std::string reason) {
  InventoryAdjust adjust = adjust_of(event, 0, std::move(reason));
  adjust.from = from;
  adjust.to = to;
  adjust.quantity = event.quantity;
  return adjust;
}

template <class Body>
void call_for_position(Platform& p, Body body, const Cause& cause) {
  const std::string position = body.item + "/" + body.location;
  const std::string key = body.movement_id;
  p.call({.to = p.erp,
          .body = Payload::of(std::move(body)),
          .idempotency_key = key,
          .lane = p.lane(position, cause),
          .subject = position},
         cause);
}

// What was counted; a defect books what was announced.
std::int64_t quantity_to_book(Platform& p, const WmsReceived& received) {
  if (!p.has(Defect::receipt_posted_as_ordered) || received.bucket != Bucket::unrestricted) return received.quantity;
  const std::size_t end = received.receipt_id.rfind("-F1-S");
  const auto* transfer = p.transfers.find(received.receipt_id.substr(0, end));
  if (transfer == nullptr) return received.quantity;
  for (const TransferLineState& line : transfer->lines)
    if (line.item == received.item) return line.shipped;
  return received.quantity;
}

}  // namespace

InvoiceCreate invoice_of(const OrderRow& order, const std::string& shipment_id, const std::vector<LineQuantity>& lines,
                         Instant now) {
  const auto& placed = *order.placed.as<OrderPlaced>();
  InvoiceCreate invoice;
  invoice.shipment_id = shipment_id;
  invoice.order_id = order.order_id;
  invoice.invoiced_at = now;
  for (const LineQuantity& shipped : lines) {
    const auto line = std::find_if(placed.lines.begin(), placed.lines.end(),
                                   [&](const OrderLine& one) { return one.line == shipped.line; });
    if (line == placed.lines.end()) continue;
    Money amount = line->unit_price;
    amount.minor *= shipped.quantity;
    invoice.total.currency = amount.currency;
    invoice.total.minor += amount.minor;
    invoice.lines.push_back({shipped.line, shipped.item, shipped.quantity, line->unit_price, amount});
  }
  return invoice;
}

void post(Platform& p, const Payload& data, const Cause& cause) {
  if (park_posting(p, data, cause)) return;
  if (const auto* shipped = data.as<WmsShipped>()) return post_shipped(p, *shipped, cause);
  if (const auto* short_pick = data.as<WmsPickShort>()) return post_short(p, *short_pick, cause);
  if (const auto* received = data.as<WmsReceived>())
    return call_for_position(p,
                             GoodsReceiptPost{received->movement_id, received->receipt_id, received->item,
                                              received->location, quantity_to_book(p, *received)},
                             cause);
  if (const auto* back = data.as<WmsReturnReceived>()) return post_return(p, *back, cause);
  if (const auto* disposed = data.as<WmsReturnDisposed>()) return post_return(p, *disposed, cause);
  if (const auto* adjusted = data.as<WmsAdjusted>()) {
    if (adjusted->delta != 0) call_for_position(p, adjust_of(*adjusted, adjusted->delta, adjusted->reason), cause);
  } else if (const auto* counted = data.as<WmsCountCompleted>()) {
    if (counted->variance != 0) call_for_position(p, adjust_of(*counted, counted->variance, "count"), cause);
  } else if (const auto* moved = data.as<WmsMoved>()) {
    call_for_position(p, transfer_of(*moved, moved->from, moved->to, moved->reason), cause);
  } else if (const auto* held = data.as<WmsLotHeld>()) {
    call_for_position(p, transfer_of(*held, Bucket::unrestricted, Bucket::quality_hold, held->reason), cause);
  } else if (const auto* released = data.as<WmsLotReleased>()) {
    call_for_position(p, transfer_of(*released, Bucket::quality_hold, Bucket::unrestricted, "lot_released"), cause);
  }
}

bool posting_amended(Platform& p, Call& call, const Problem& problem) {
  if (problem.code != "period_closed" || p.has(Defect::closed_period_abandoned)) return false;
  if (const auto* goods = call.body.as<GoodsIssuePost>()) {
    GoodsIssuePost amended = *goods;
    amended.posting_at = p.now();
    call.body = Payload::of(std::move(amended));
  } else if (const auto* bill = call.body.as<InvoiceCreate>()) {
    InvoiceCreate amended = *bill;
    amended.posting_at = p.now();
    call.body = Payload::of(std::move(amended));
  } else {
    return false;
  }
  // Another body is another request; under the first key it would be one that changes its mind.
  call.headers.idempotency_key += "/next-period";
  return true;
}

}  // namespace drydock::pipeline
