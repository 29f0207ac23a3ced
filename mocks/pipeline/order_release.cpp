// The order-release flow: what is held at a node becomes work there. It does not wait for the ERP.
#include <algorithm>
#include <map>

#include "mocks/pipeline/flows.hpp"

namespace drydock::pipeline {
namespace {

OutboundOrderCreate outbound(const FulfilmentRow& row, const OrderRow& order) {
  const auto& placed = *order.placed.as<OrderPlaced>();
  OutboundOrderCreate body;
  body.fulfillment_id = row.fulfillment_id;
  body.order_id = row.order_id;
  body.location = row.location;
  for (const WorkLine& line : row.lines) body.lines.push_back({line.line, line.item, line.quantity});
  body.ship_to = placed.ship_to;
  body.service = placed.service;
  body.ship_by = order.promise.ship_by;
  return body;
}

void invoice_early(Platform& p, const FulfilmentRow& row, const OrderRow& order, const Cause& cause) {
  std::vector<LineQuantity> lines;
  for (const WorkLine& line : row.lines) lines.push_back({line.line, line.item, line.quantity});
  const std::string shipment = row.fulfillment_id + "-S1";
  p.call({.to = p.erp,
          .body = Payload::of(invoice_of(order, shipment, lines, p.now())),
          .idempotency_key = shipment + "/invoice",
          .lane = p.lane(row.order_id, cause),
          .subject = row.order_id},
         cause);
}

// The lines become open picks at the node. `from_reserved`: they were its reservations.
void release(Platform& p, OrderRecord& order, std::size_t node, std::vector<WorkLine> lines, bool from_reserved,
             const Cause& cause) {
  FulfilmentRow row;
  row.order_id = order.order_id;
  row.fulfillment_id = order.order_id + "-F" + std::to_string(++order.releases);
  row.location = p.masters.nodes()[node].location.location;
  row.lines = std::move(lines);
  for (const WorkLine& line : row.lines) {
    Delta delta;
    delta.released = line.quantity;
    if (from_reserved) delta.reserved = -line.quantity;
    p.inventory.change(p.inventory.at(line.item, node), delta);
  }
  ++p.masters.nodes()[node].open_work;
  p.journal.touch(order);
  p.call({.to = p.masters.nodes()[node].seat,
          .body = Payload::of(outbound(row, order)),
          .idempotency_key = row.fulfillment_id,
          .lane = p.lane(order.order_id, cause),
          .subject = order.order_id},
         cause);
  if (p.has(Defect::invoice_on_release)) invoice_early(p, row, order, cause);
  const std::string id = row.fulfillment_id;
  p.fulfilments.add(id, std::move(row));
}

// Nodes that already came short of one of these lines are not asked again.
std::vector<std::string> exhausted(Platform& p, const OrderRow& order, const std::vector<Want>& wants) {
  std::vector<std::string> locations;
  for (std::int64_t n = 1; n <= order.releases; ++n) {
    const auto* fulfilment = p.fulfilments.find(order.order_id + "-F" + std::to_string(n));
    if (fulfilment == nullptr) continue;
    for (const WorkLine& line : fulfilment->lines)
      for (const Want& want : wants)
        if (line.line == want.line && line.shorted > 0) locations.push_back(fulfilment->location);
  }
  return locations;
}

// The reservation that units without one are held under.
ReservationRecord& own_reservation(Platform& p, OrderRecord& order) {
  const std::string id = "R-" + order.order_id;
  if (auto* known = p.reservations.find(id)) return *known;
  ReservationRow row;
  row.reservation_id = id;
  row.state = ReservationState::confirmed;
  row.order_id = order.order_id;
  row.expires_at = p.now();
  order.reservations.push_back(id);
  p.journal.touch(order);
  return p.reservations.add(id, std::move(row));
}

// The units' reservation follows them to the new node; a reservation that is short of them is not made up for.
void move_slices(Platform& p, OrderRecord& order, const std::string& from, const Given& given) {
  std::vector<std::pair<std::string, std::int64_t>> moved;
  std::int64_t found = 0;
  if (!from.empty())
    found = take_live(p, order, given.line, from, true, given.quantity,
                      [&](ReservationRecord& reservation, Slice& slice, std::int64_t amount) {
                        slice.quantity -= amount;
                        slice.live -= amount;
                        slice.in_work -= amount;
                        moved.emplace_back(reservation.reservation_id, amount);
                      });
  if (found < given.quantity) moved.emplace_back(own_reservation(p, order).reservation_id, given.quantity - found);
  const std::string& location = p.masters.nodes()[given.node].location.location;
  for (const auto& [id, amount] : moved) {
    auto* reservation = p.reservations.find(id);
    reservation->slices.push_back({given.line, given.item, location, amount, amount, amount, 0, 0, 0});
    p.journal.touch(*reservation);
  }
}

void promise_again(Platform& p, OrderRecord& order, const Promise& promise, const std::string& cause_id,
                   const std::string& reason, const Cause& cause) {
  if (promise.ship_by <= order.promise.ship_by && promise.deliver_by <= order.promise.deliver_by) return;
  order.promise = {std::max(promise.ship_by, order.promise.ship_by),
                   std::max(promise.deliver_by, order.promise.deliver_by)};
  p.journal.touch(order);
  if (p.has(Defect::promise_not_moved)) return;
  const std::string id = cause_id + "/promise";
  p.call({.to = p.shop_of(order.order_id),
          .body = Payload::of(PromiseUpdate{id, order.order_id, order.promise, reason}),
          .idempotency_key = id,
          .lane = p.lane(order.order_id, cause),
          .subject = order.order_id},
         cause);
  notice_promise_moved(p, order, id, cause);
}

}  // namespace

void backorder(Platform& p, OrderRecord& order, const std::string& from, const Want& want, const std::string& cause_id,
               const std::string& reason, const Cause& cause) {
  if (!from.empty())
    take_live(p, order, want.line, from, true, want.quantity,
              [](ReservationRecord&, Slice& slice, std::int64_t amount) {
                slice.live -= amount;
                slice.in_work -= amount;
                slice.released += amount;
              });
  std::int64_t quantity = want.quantity;
  for (OrderLineState& line : order.lines) {
    if (line.line != want.line) continue;
    if (p.has(Defect::backorder_takes_whole_line)) quantity = line.ordered;
    line.backordered += quantity;
  }
  p.journal.touch(order);
  const std::string case_id = cause_id + "/" + want.line + "/case";
  p.call({.to = p.shop_of(order.order_id),
          .body = Payload::of(OrderLineBackorder{case_id, order.order_id, want.line, quantity, reason}),
          .idempotency_key = case_id,
          .lane = p.lane(order.order_id, cause),
          .subject = order.order_id},
         cause);
  notice_backordered(p, order, case_id, {want.line, want.item, quantity}, cause);
}

void release_order(Platform& p, OrderRecord& order, const Cause& cause) {
  const auto& placed = *order.placed.as<OrderPlaced>();
  for (std::size_t node = 0; node < p.masters.nodes().size(); ++node) {
    std::vector<WorkLine> lines;
    for (const OrderLine& line : placed.lines) {
      const std::int64_t quantity =
          take_live(p, order, line.line, p.masters.nodes()[node].location.location, false, line.quantity,
                    [](ReservationRecord&, Slice& slice, std::int64_t amount) { slice.in_work += amount; });
      if (quantity > 0) lines.push_back({line.line, line.item, quantity, 0, 0, 0});
    }
    if (!lines.empty()) release(p, order, node, std::move(lines), true, cause);
  }
}

void reroute(Platform& p, OrderRecord& order, const std::string& from, const std::vector<Want>& wants,
             const std::string& cause_id, const std::string& reason, const Cause& cause) {
  if (!reroute_is_paid(p, order, from, wants, cause_id, reason, cause)) return;
  const auto& placed = *order.placed.as<OrderPlaced>();
  const std::string location = from;  // the fulfilment it belongs to may move
  std::vector<Want> known;
  Assignment assignment;
  std::vector<Want> unknown;
  for (const Want& want : wants) (p.masters.knows(want.item) ? known : unknown).push_back(want);
  Route route = route_for(placed.ship_to.region, placed.service, p.now(), p.defects);
  route.except = exhausted(p, order, wants);
  if (!location.empty()) route.except.push_back(location);
  assignment = assign(p.inventory, p.masters, p.settings, known, route);
  assignment.missing.insert(assignment.missing.end(), unknown.begin(), unknown.end());
  std::map<std::size_t, std::vector<WorkLine>> by_node;
  for (const Given& given : assignment.given) {
    move_slices(p, order, location, given);
    by_node[given.node].push_back({given.line, given.item, given.quantity, 0, 0, 0});
  }
  if (!assignment.given.empty()) promise_again(p, order, assignment.promise, cause_id, reason, cause);
  for (auto& [node, lines] : by_node) release(p, order, node, std::move(lines), false, cause);
  for (const Want& want : assignment.missing) backorder(p, order, location, want, cause_id, reason, cause);
}

void promise_anew(Platform& p, const FulfilmentRow& fulfilment, const Cause& cause) {
  auto* order = p.orders.find(fulfilment.order_id);
  const auto node = p.masters.node(fulfilment.location);
  if (order == nullptr || !node) return;
  const auto& placed = *order->placed.as<OrderPlaced>();
  const Promise promise = promise_from(p.masters.nodes()[*node], placed.ship_to.region, placed.service, p.now(),
                                       p.settings.default_transit_days);
  promise_again(p, *order, promise, fulfilment.fulfillment_id + "-accepted", "recomputed", cause);
}

void release_refused(Platform& p, const OutboundOrderCreate& create, const Problem& problem, const Cause& cause) {
  order_rejected(p, {create.fulfillment_id, create.order_id, create.location, problem.code}, cause);
}

// The new outbound order takes over; the first, if it did arrive, is worked all the same.
void release_anew(Platform& p, Call& call) {
  const auto& old = *call.body.as<OutboundOrderCreate>();
  auto* order = p.orders.find(old.order_id);
  auto* first = p.fulfilments.find(old.fulfillment_id);
  if (order == nullptr || first == nullptr) return;
  FulfilmentRow row = *first;
  row.fulfillment_id = order->order_id + "-F" + std::to_string(++order->releases);
  for (WorkLine& line : first->lines) line.quantity = 0;
  p.journal.touch(*first);
  p.journal.touch(*order);
  OutboundOrderCreate body = outbound(row, *order);
  call.headers.idempotency_key = row.fulfillment_id;
  call.body = Payload::of(std::move(body));
  if (call.journaled) p.outbox.rewrite(call);
  const std::string id = row.fulfillment_id;
  p.fulfilments.add(id, std::move(row));
}

}  // namespace drydock::pipeline
