// The cancel flow: units that nobody works yet are cancelled at once, units with a warehouse if the warehouse says so.
// Each fulfilment is asked once for each cancellation; units that moved on meanwhile are followed to where they are.
// When nobody is left to ask, the shop has its one answer and the ERP shrinks by exactly that.
#include <algorithm>

#include "mocks/pipeline/flows.hpp"

namespace drydock::pipeline {
namespace {

using CancellationRecord = Table<CancellationRow>::Record;

std::int64_t wanted(const CancelLine& line) { return line.asked - line.accepted - line.pending; }

OrderLineState* state_of(OrderRecord& order, std::string_view line) {
  for (OrderLineState& state : order.lines)
    if (state.line == line) return &state;
  return nullptr;
}

CancellationRow row_of(Platform& p, const CancellationRequested& event, const Cause& cause) {
  CancellationRow row;
  row.cancellation_id = event.cancellation_id;
  row.order_id = event.order_id;
  row.reason = event.reason;
  row.shop = p.asked_by(event.order_id, cause);
  row.heard_at = p.now();
  row.event_id = cause.id;
  row.trace_high = static_cast<std::int64_t>(cause.trace.high);
  row.trace_low = static_cast<std::int64_t>(cause.trace.low);
  for (const LineQuantity& line : event.lines) row.lines.push_back({line.line, line.item, line.quantity, 0, 0});
  return row;
}

Cause cause_of(const CancellationRow& row) {
  return {row.event_id,
          row.order_id,
          {static_cast<std::uint64_t>(row.trace_high), static_cast<std::uint64_t>(row.trace_low), 0}};
}

// Backordered, or never held by anybody: there is nothing to give back.
std::int64_t take_unheld(Platform& p, const OrderRow& order, OrderLineState& state, std::int64_t quantity) {
  const std::int64_t waiting = std::min(state.backordered, quantity);
  state.backordered -= waiting;
  const std::int64_t spoken_for = state.cancelled + waiting + state.backordered + at_warehouses(p, order, state.line);
  return waiting + std::clamp<std::int64_t>(state.ordered - spoken_for, 0, quantity - waiting);
}

void take_free(Platform& p, CancellationRecord& row, OrderRecord& order) {
  const auto taken = [](CancelLine& line, OrderLineState& state, std::int64_t quantity) {
    line.accepted += quantity;
    state.cancelled += quantity;
  };
  for (CancelLine& line : row.lines) {
    OrderLineState* state = state_of(order, line.line);
    if (state == nullptr) continue;
    taken(line, *state, give_back_held(p, order, line.line, wanted(line)));
    taken(line, *state, take_unheld(p, order, *state, wanted(line)));
  }
  p.journal.touch(order);
  p.journal.touch(row);
}

// What is still open at one fulfilment, as far as it is wanted.
std::vector<LineQuantity> to_ask(CancellationRecord& row, const FulfilmentRow& fulfilment) {
  std::vector<LineQuantity> lines;
  for (CancelLine& line : row.lines)
    for (const WorkLine& work : fulfilment.lines) {
      if (work.line != line.line) continue;
      const std::int64_t open = work.quantity - work.shorted - fetched(work);
      const std::int64_t quantity = std::min(open, wanted(line));
      if (quantity <= 0) continue;
      line.pending += quantity;
      lines.push_back({line.line, line.item, quantity});
    }
  return lines;
}

void ask_warehouses(Platform& p, CancellationRecord& row, const OrderRow& order, const Cause& cause) {
  for (std::int64_t n = 1; n <= order.releases; ++n) {
    const std::string id = order.order_id + "-F" + std::to_string(n);
    const auto* fulfilment = p.fulfilments.find(id);
    if (fulfilment == nullptr || std::find(row.asked.begin(), row.asked.end(), id) != row.asked.end()) continue;
    OutboundOrderCancel ask{row.cancellation_id, id, row.order_id, fulfilment->location, to_ask(row, *fulfilment)};
    if (ask.lines.empty()) continue;
    row.asked.push_back(id);
    ++row.open_asks;
    p.journal.touch(row);
    call_for_order(p, p.seat.directory->find(fulfilment->location), Payload::of(std::move(ask)),
                   row.cancellation_id + "/" + id, row.order_id, cause);
  }
}

void answer(Platform& p, CancellationRecord& row, const Cause& cause, const std::string& refusal) {
  std::vector<LineQuantity> lines;
  for (const CancelLine& line : row.lines)
    if (line.accepted > 0) lines.push_back({line.line, line.item, line.accepted});
  row.answered = true;
  p.journal.touch(row);
  const std::string& id = row.cancellation_id;
  const SeatIndex shop = p.shop_named(row.shop);
  if (lines.empty())
    return call_for_order(p, shop, Payload::of(CancellationReject{id, row.order_id, refusal}), id, row.order_id, cause);
  call_for_order(p, shop, Payload::of(CancellationAccept{id, row.order_id, lines}), id, row.order_id, cause);
  payment_cancelled(p, row.order_id, id, lines, row.reason, cause);
  notice_cancelled(p, row.order_id, id, lines, cause);
  call_for_order(p, p.erp, Payload::of(SalesOrderChange{id, row.order_id, std::move(lines), row.reason}), id,
                 row.order_id, cause);
}

// Defect: accepted as it was asked, and nobody else hears of it.
void accept_unasked(CancellationRecord& row) {
  for (CancelLine& line : row.lines) line.accepted = line.asked;
}

// Defect: a line is cancelled or it is not; how much of it was meant is not looked at.
void take_whole_lines(CancellationRecord& row, OrderRecord& order) {
  for (CancelLine& line : row.lines)
    if (const OrderLineState* state = state_of(order, line.line)) line.asked = state->ordered;
}

void advance(Platform& p, CancellationRecord& row, OrderRecord& order, const Cause& cause) {
  if (row.answered) return;
  if (p.has(Defect::partial_cancel_takes_whole_line)) take_whole_lines(row, order);
  if (p.has(Defect::cancel_only_in_the_shop)) {
    accept_unasked(row);
  } else {
    take_free(p, row, order);
    ask_warehouses(p, row, order, cause);
  }
  if (row.open_asks == 0) answer(p, row, cause, "past_cutoff");
}

// The warehouse keeps the units: they are free again, and so is what held them.
void dropped(Platform& p, OrderRecord& order, const OutboundOrderCancel& ask, const LineQuantity& line) {
  drop_work(p, ask.fulfillment_id, line.line, line.quantity);
  take_live(p, order, line.line, ask.location, true, line.quantity,
            [&](ReservationRecord&, Slice& slice, std::int64_t amount) {
              slice.live -= amount;
              slice.in_work -= amount;
              slice.released += amount;
              if (!p.has(Defect::cancel_compensates_twice)) return;
              slice.released += amount;
              Delta again;
              again.released = -amount;
              if (Place* place = p.inventory.at(slice.item, slice.location)) p.inventory.change(*place, again);
            });
  if (OrderLineState* state = state_of(order, line.line)) state->cancelled += line.quantity;
  p.journal.touch(order);
}

}  // namespace

void cancellation_requested(Platform& p, const CancellationRequested& event, const Cause& cause) {
  if (p.cancellations.find(event.cancellation_id) != nullptr) return;
  auto& row = p.cancellations.add(event.cancellation_id, row_of(p, event, cause));
  p.aged.push({p.now() + p.settings.tombstone_memory, "n" + event.cancellation_id});
  if (auto* order = p.orders.find(event.order_id)) return advance(p, row, *order, cause);
  if (p.tombstones.find(event.order_id) != nullptr) return answer(p, row, cause, "order_closed");
  p.early[event.order_id].push_back(event.cancellation_id);
}

void cancel_early(Platform& p, OrderRecord& order) {
  const auto waiting = p.early.extract(order.order_id);
  if (waiting.empty()) return;
  for (const std::string& id : waiting.mapped())
    if (auto* row = p.cancellations.find(id)) advance(p, *row, order, cause_of(*row));
}

void cancel_answered(Platform& p, const OutboundOrderCancel& ask, const OutboundOrderCancelled& said,
                     const Cause& cause) {
  auto* row = p.cancellations.find(ask.cancellation_id);
  auto* order = p.orders.find(ask.order_id);
  if (row == nullptr || order == nullptr) return;
  for (CancelLine& line : row->lines) {
    for (const LineQuantity& asked : ask.lines)
      if (asked.line == line.line) line.pending -= asked.quantity;
    for (const LineQuantity& done : said.lines) {
      if (done.line != line.line || done.quantity <= 0) continue;
      line.accepted += done.quantity;
      dropped(p, *order, ask, done);
    }
  }
  --row->open_asks;
  p.journal.touch(*row);
  advance(p, *row, *order, cause);
}

}  // namespace drydock::pipeline
