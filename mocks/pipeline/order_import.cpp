// The order-import flow: an order is placed in the shop, and booked in the ERP.
#include <algorithm>
#include <utility>

#include "mocks/pipeline/flows.hpp"

namespace drydock::pipeline {
namespace {

OrderRow row_of(const OrderPlaced& placed, std::string shop) {
  OrderRow row;
  row.order_id = placed.order_id;
  row.shop = std::move(shop);
  row.promise = placed.promise;
  row.reservations = placed.reservation_ids;
  for (const OrderLine& line : placed.lines) row.lines.push_back({line.line, line.quantity, 0, 0});
  return row;
}

void book(Platform& p, const OrderPlaced& placed, const Cause& cause) {
  p.call({.to = p.erp,
          .body = Payload::of(SalesOrderCreate{placed.order_id, placed.placed_at, placed.lines}),
          .idempotency_key = placed.order_id,
          .lane = p.lane(placed.order_id, cause),
          .subject = placed.order_id},
         cause);
}

// A placed order owns its reservations, confirmed or not.
void own_reservations(Platform& p, const OrderRow& order) {
  for (const std::string& id : order.reservations) {
    auto* reservation = p.reservations.find(id);
    if (reservation == nullptr || reservation->state != ReservationState::held) continue;
    reservation->state = ReservationState::confirmed;
    reservation->order_id = order.order_id;
    p.journal.touch(*reservation);
  }
}

// What the order wants still and no reservation holds.
std::vector<Want> not_held(Platform& p, const OrderRow& order, const OrderPlaced& placed) {
  std::vector<Want> wants;
  for (const OrderLine& line : placed.lines) {
    std::int64_t held = 0;
    for (const std::string& id : order.reservations)
      if (const auto* reservation = p.reservations.find(id))
        for (const Slice& slice : reservation->slices)
          if (slice.line == line.line) held += slice.live;
    std::int64_t open = line.quantity;
    for (const OrderLineState& state : order.lines)
      if (state.line == line.line) open -= state.cancelled;
    if (held < open) wants.push_back({line.line, line.item, open - held});
  }
  return wants;
}

}  // namespace

void place_order(Platform& p, const Payload& payload, const Cause& cause) {
  const auto& placed = *payload.as<OrderPlaced>();
  if (p.orders.find(placed.order_id) != nullptr || p.tombstones.find(placed.order_id) != nullptr) {
    if (p.counts_again()) book(p, placed, cause);
    return;
  }
  p.journal.put("o/" + placed.order_id, payload);
  OrderRecord& order = p.orders.add(placed.order_id, row_of(placed, p.asked_by(placed.order_id, cause)));
  order.placed = payload;
  own_reservations(p, order);
  book(p, placed, cause);
  if (p.shop_named(order.shop) == p.commerce) payment_placed(p, placed, cause);  // others are paid themselves
  cancel_early(p, order);
  auto missing = not_held(p, order, placed);
  std::erase_if(missing, [&](const Want& want) {
    const bool waits = waits_for_item(p, want.item);
    if (waits) park_line(p, order, want, cause);
    return waits;
  });
  if (release_is_paid(p, order, cause)) release_order(p, order, cause);
  if (!missing.empty()) reroute(p, order, {}, missing, placed.order_id + "-unheld", "not_reserved", cause);
}

void order_booked(Platform& p, const SalesOrderCreate& create) {
  auto* order = p.orders.find(create.order_id);
  if (order == nullptr) return;
  order->booked = true;
  p.journal.touch(*order);
}

void check_closed(Platform& p, OrderRecord& order) {
  if (order.closed_at || order.open_calls > 0) return;
  const auto done = [](const OrderLineState& line) {
    return line.shipped + line.backordered + line.cancelled >= line.ordered;
  };
  if (!std::all_of(order.lines.begin(), order.lines.end(), done)) return;
  for (std::int64_t n = 1; n <= order.releases; ++n) {
    const auto* fulfilment = p.fulfilments.find(order.order_id + "-F" + std::to_string(n));
    if (fulfilment != nullptr && !fulfilment->sequence.ahead.empty()) return;
  }
  if (!payment_settled(p, order)) return;
  order.closed_at = p.now();
  p.journal.touch(order);
  retire(p, order);
}

}  // namespace drydock::pipeline
