// The transfer flow: stock on its way between nodes. At the sender it is worked like an order's fulfilment, so that its
// units are spoken for from the release on. Once it has left it counts at neither node: it is in transit, known only to
// the transfer, and can be promised again when the receiver has it on its shelf.
#include <algorithm>

#include "contracts/canonical/transfer.hpp"
#include "mocks/pipeline/flows.hpp"

namespace drydock::pipeline {
namespace {

// Never what a customer was promised, nor the safety stock: the rest of the transfer order stays where it is.
std::vector<WorkLine> free_lines(Platform& p, const TransferOrderCreated& order, std::size_t node) {
  std::vector<WorkLine> lines;
  for (const LineQuantity& wanted : order.lines) {
    if (!p.masters.knows(wanted.item)) continue;
    Place& place = p.inventory.at(wanted.item, node);
    const std::int64_t quantity = std::min(wanted.quantity, p.inventory.offer(place));
    if (quantity == 0) continue;
    lines.push_back({wanted.line, wanted.item, quantity, 0, 0, 0});
    Delta delta;
    delta.released = quantity;
    p.inventory.change(place, delta);
  }
  return lines;
}

void release(Platform& p, const TransferRow& transfer, std::size_t node, std::vector<WorkLine> lines,
             const Cause& cause) {
  OutboundOrderCreate body;
  body.fulfillment_id = transfer.fulfillment_id;
  body.order_id = transfer.transfer_id;
  body.location = transfer.from;
  for (const WorkLine& line : lines) body.lines.push_back({line.line, line.item, line.quantity});
  body.ship_to.region = transfer.to;
  body.ship_to.postal_code = "00000";
  body.service = std::string(transfer_service);
  body.ship_by = p.now() + hours(24);
  FulfilmentRow row;
  row.fulfillment_id = transfer.fulfillment_id;
  row.order_id = transfer.transfer_id;
  row.location = transfer.from;
  row.lines = std::move(lines);
  ++p.masters.nodes()[node].open_work;
  p.fulfilments.add(transfer.fulfillment_id, std::move(row));
  p.call({.to = p.masters.nodes()[node].seat,
          .body = Payload::of(std::move(body)),
          .idempotency_key = transfer.fulfillment_id,
          .lane = p.lane(transfer.transfer_id, cause),
          .subject = transfer.transfer_id},
         cause);
}

TransferLineState* line_of(TransferRow& transfer, const std::string& name) {
  const auto found = std::find_if(transfer.lines.begin(), transfer.lines.end(),
                                  [&](const TransferLineState& one) { return one.line == name; });
  return found == transfer.lines.end() ? nullptr : &*found;
}

bool still_at_sender(Platform& p, const TransferRow& transfer) {
  const auto* work = p.fulfilments.find(transfer.fulfillment_id);
  return work != nullptr && std::any_of(work->lines.begin(), work->lines.end(), [](const WorkLine& line) {
           return line.quantity - line.shorted - line.shipped > 0;
         });
}

TransferOrderClose outcome_of(Platform& p, const TransferRow& transfer) {
  TransferOrderClose close{transfer.transfer_id, {}};
  for (const TransferLineState& line : transfer.lines) {
    TransferLine told{line.line, line.item, line.shipped, line.received + line.damaged, line.lost};
    if (p.has(Defect::receipt_posted_as_ordered)) {
      told.received = told.shipped;
      told.lost = 0;
    }
    close.lines.push_back(std::move(told));
  }
  return close;
}

// Over when nothing is left to do at the sender and nothing is on the road.
void close_if_over(Platform& p, TransferRecord& transfer, const Cause& cause) {
  if (transfer.closed_at || still_at_sender(p, transfer)) return;
  const bool on_the_road = std::any_of(transfer.lines.begin(), transfer.lines.end(),
                                       [](const TransferLineState& line) { return in_transit(line) != 0; });
  if (on_the_road) return;
  transfer.closed_at = p.now();
  p.journal.touch(transfer);
  p.aged.push({p.now() + p.settings.dedup_memory, "v" + transfer.transfer_id});
  p.call({.to = p.erp,
          .body = Payload::of(outcome_of(p, transfer)),
          .idempotency_key = transfer.transfer_id,
          .lane = p.lane(transfer.transfer_id, cause),
          .subject = transfer.transfer_id},
         cause);
}

}  // namespace

std::int64_t in_transit(const TransferLineState& line) {
  return line.shipped - line.received - line.damaged - line.lost;
}

bool transfer_ordered(Platform& p, const TransferOrderCreated& order, const Cause& cause) {
  const auto from = p.masters.node(order.from);
  if (!from || !p.masters.node(order.to)) return false;
  if (p.transfers.find(order.transfer_id) != nullptr) return true;
  TransferRow row;
  row.transfer_id = order.transfer_id;
  row.from = order.from;
  row.to = order.to;
  row.fulfillment_id = order.transfer_id + "-F1";
  for (const LineQuantity& line : order.lines) row.lines.push_back({line.line, line.item, line.quantity, 0, 0, 0, 0});
  TransferRecord& transfer = p.transfers.add(order.transfer_id, std::move(row));
  std::vector<WorkLine> lines = free_lines(p, order, *from);
  if (!lines.empty()) release(p, transfer, *from, std::move(lines), cause);
  close_if_over(p, transfer, cause);
  return true;
}

void transfer_left(Platform& p, const WmsShipped& event) {
  auto* transfer = p.transfers.find(event.order_id);
  if (transfer == nullptr) return;
  for (const ShippedPackage& package : event.packages)
    for (const LineQuantity& shipped : package.lines)
      if (TransferLineState* line = line_of(*transfer, shipped.line)) line->shipped += shipped.quantity;
  p.journal.touch(*transfer);
}

void transfer_worked(Platform& p, const std::string& transfer_id, const Cause& cause) {
  if (auto* transfer = p.transfers.find(transfer_id)) close_if_over(p, *transfer, cause);
}

void announce(Platform& p, const TransferRow& transfer, const WmsShipped& event, std::vector<LineQuantity> lines,
              const Cause& cause) {
  const auto node = p.masters.node(transfer.to);
  if (!node || p.has(Defect::transfer_receipt_forgotten)) return;
  p.call({.to = p.masters.nodes()[*node].seat,
          .body = Payload::of(
              InboundExpect{event.shipment_id, transfer.transfer_id, event.location, transfer.to, std::move(lines)}),
          .idempotency_key = event.shipment_id,
          .lane = p.lane(transfer.transfer_id, cause),
          .subject = transfer.transfer_id},
         cause);
}

bool inbound_closed(Platform& p, const WmsInboundClosed& event, const Cause& cause) {
  auto* transfer = p.transfers.find(event.transfer_id);
  if (transfer == nullptr) return false;
  auto& known = transfer->receipts;
  if (std::find(known.begin(), known.end(), event.shipment_id) != known.end()) return true;
  known.push_back(event.shipment_id);
  for (const InboundLine& came : event.lines) {
    TransferLineState* line = line_of(*transfer, came.line);
    if (line == nullptr) continue;
    line->received += came.received;
    line->damaged += came.damaged;
    line->lost += came.lost;
    if (!p.has(Defect::in_transit_sold_at_sender)) continue;
    if (Place* place = p.inventory.at(came.item, transfer->from))
      p.inventory.change(*place, delta_of(Bucket::unrestricted, -came.expected));
  }
  p.journal.touch(*transfer);
  close_if_over(p, *transfer, cause);
  return true;
}

}  // namespace drydock::pipeline
