// What the pipeline says when it is asked: the audited lists, dead letters and their replay, queues.
#include <algorithm>

#include "contracts/codec.hpp"
#include "mocks/pipeline/flows.hpp"

namespace drydock::pipeline {
namespace {

std::int64_t since(const std::optional<std::int64_t>& cursor) { return cursor.value_or(-1); }

// A view speaks of durable state only: it waits for what is being written.
template <class T>
bool say(Platform& p, const Received& received, T view) {
  p.journal.reply(received.id, {200, Payload::of(std::move(view)), {}});
  return true;
}

bool list_positions(Platform& p, const Received& received, const PositionList& list) {
  PositionListResult result;
  for (const Place* place : p.inventory.positions().changed_since(since(list.cursor)))
    result.positions.push_back({place->item, place->location, place->unrestricted, place->quality_hold, place->damaged,
                                place->reserved, place->released, place->picked, place->version});
  result.next_cursor = p.journal.last_change();
  return say(p, received, std::move(result));
}

bool list_reservations(Platform& p, const Received& received, const ReservationList& list) {
  ReservationListResult result;
  for (const ReservationRecord* row : p.reservations.changed_since(since(list.cursor))) {
    ReservationView view{row->reservation_id, row->order_id, 0, 0, 0, 0, 0};
    for (const Slice& slice : row->slices) {
      view.quantity += slice.quantity;
      view.consumed += slice.consumed;
      view.released += slice.released;
      view.expired += slice.expired;
      view.live += slice.live;
    }
    result.reservations.push_back(std::move(view));
  }
  result.next_cursor = p.journal.last_change();
  return say(p, received, std::move(result));
}

struct Progress {
  bool last_sent_counts = false;
  bool released = false, picking = false, packed = false;
  std::optional<std::string> waiting_for;
};

void look_at(Progress& progress, const FulfilmentRow& f) {
  const bool left = std::all_of(f.lines.begin(), f.lines.end(),
                                [](const WorkLine& line) { return line.quantity - line.shorted - line.shipped <= 0; });
  if (left) return;
  // Released is what the warehouse has taken, not what it was sent.
  if (f.stages == 0 && !progress.last_sent_counts) {
    if (!progress.waiting_for) progress.waiting_for = "outbound_order.create of " + f.fulfillment_id;
    return;
  }
  progress.released = true;
  progress.picking |= (f.stages & (stage_picked | stage_allocated)) != 0;
  progress.packed |= (f.stages & stage_packed) != 0;
  if (progress.waiting_for) return;
  if ((f.stages & stage_accepted) == 0)
    progress.waiting_for = "wms.order.accepted of " + f.fulfillment_id;
  else if ((f.stages & stage_picked) == 0)
    progress.waiting_for = "wms.pick.confirmed of " + f.fulfillment_id;
  else if ((f.stages & stage_packed) == 0)
    progress.waiting_for = "wms.pack.confirmed of " + f.fulfillment_id;
  else if (f.labelled < static_cast<std::int64_t>(f.packages.size()))
    progress.waiting_for = "label.attach of " + f.fulfillment_id;
  else
    progress.waiting_for = "wms.shipped of " + f.fulfillment_id;
}

OrderView view_of(Platform& p, const OrderRow& order, const TextMap<std::string>& outstanding) {
  OrderView view{order.order_id, "imported", 0, 0, 0, {}};
  bool cancelled = false;
  for (const OrderLineState& line : order.lines) {
    view.quantity_ordered += line.ordered - line.cancelled;
    view.quantity_shipped += line.shipped;
    view.quantity_backordered += line.backordered;
    cancelled = cancelled || line.cancelled > 0;
  }
  if (order.closed_at) {
    view.state = view.quantity_backordered > 0 ? "backordered" : "closed";
    if (cancelled && view.quantity_ordered == 0) view.state = "cancelled";
    return view;
  }
  Progress progress;
  progress.last_sent_counts = p.has(Defect::status_says_last_sent);
  for (std::int64_t n = 1; n <= order.releases; ++n)
    if (const auto* f = p.fulfilments.find(order.order_id + "-F" + std::to_string(n))) look_at(progress, *f);
  if (progress.packed)
    view.state = "packed";
  else if (progress.picking)
    view.state = "picking";
  else if (progress.released)
    view.state = "released";
  else if (view.quantity_backordered > 0)
    view.state = "backordered";
  else if (view.quantity_shipped > 0)
    view.state = "shipped";
  view.waiting_for = progress.waiting_for;
  if (!view.waiting_for)
    if (const auto call = outstanding.find(order.order_id); call != outstanding.end()) view.waiting_for = call->second;
  return view;
}

bool list_orders(Platform& p, const Received& received, const OrderList& list) {
  TextMap<std::string> outstanding;
  for (const Call* call : p.outbox.open_calls()) outstanding.try_emplace(call->subject, std::string(call->type->name));
  OrderListResult result;
  for (const OrderRecord* order : p.orders.changed_since(since(list.cursor)))
    result.orders.push_back(view_of(p, *order, outstanding));
  result.next_cursor = p.journal.last_change();
  return say(p, received, std::move(result));
}

bool list_dead_letters(Platform& p, const Received& received) {
  DeadLetterListResult result;
  for (const auto& [id, letter] : p.dead_letters) result.dead_letters.push_back(letter);
  return say(p, received, std::move(result));
}

// Who does not compare has nothing to say.
bool list_breaks(Platform& p, const Received& received, const ReconciliationList& list) {
  if (p.settings.reconciliation.every.us <= 0 && !p.settings.reconciliation.snapshots) return false;
  ReconciliationListResult result;
  for (const auto* row : p.breaks.changed_since(since(list.cursor))) result.breaks.push_back(*row);
  result.next_cursor = p.journal.last_change();
  return say(p, received, std::move(result));
}

bool list_queues(Platform& p, const Received& received) {
  QueueListResult result;
  const auto inbox = static_cast<std::int64_t>(p.held.size() + p.workers.queue.size() + p.workers.lagging.size());
  result.queues.push_back({"", inbox, static_cast<std::int64_t>(p.workers.held.size())});
  for (const Outbox::Depth& depth : p.outbox.depths())
    result.queues.push_back({(*p.seat.directory)[depth.seat].name, depth.waiting, depth.in_flight});
  return say(p, received, std::move(result));
}

// A dead call is made again under its old key; a dead event is applied again as it came.
bool revive(Platform& p, const std::string& id) {
  if (p.outbox.revive(id)) return true;
  const auto found = p.dead_letters.find(id);
  if (found == p.dead_letters.end()) return false;
  if (charge_again(p, found->second)) {
    p.journal.forget("d/" + id);
    p.dead_letters.erase(id);
    return true;
  }
  if (found->second.destination != "pipeline") return false;
  const MessageType* type = find_message(found->second.message);
  if (type == nullptr || found->second.reason == "unsupported_version") return false;
  Decoded decoded = decode(*type->body, found->second.body);
  if (!decoded) return false;
  const std::string correlation = found->second.correlation;
  p.journal.forget("d/" + id);
  p.dead_letters.erase(found);
  replay_event(p, *type, std::move(decoded.payload), id, correlation);
  return true;
}

// Events first: what they lead to comes after. Calls as they were accepted: an order is booked before its goods issue.
std::vector<std::string> all_letters(const Platform& p) {
  std::vector<std::string> ids;
  for (const auto& [id, letter] : p.dead_letters)
    if (letter.destination == "pipeline" || letter.reason == "payment_declined") ids.push_back(id);
  for (std::string& id : p.outbox.dead_letters()) ids.push_back(std::move(id));
  return ids;
}

bool start_replay(Platform& p, const Received& received, const ReplayStart& start) {
  const auto hash = static_cast<std::int64_t>(content_hash(received.body));
  if (const auto* known = p.replays.find(start.replay_id)) {
    if (known->body_hash == hash) return say(p, received, ReplayStarted{known->replay_id, known->replayed});
    p.journal.reply(received.id,
                    problem(422, "idempotency_key_reused", "the replay was started with another body before"));
    return true;
  }
  std::vector<std::string> ids = start.dead_letter_ids;
  if (ids.empty() && !start.from) ids = all_letters(p);
  std::int64_t replayed = 0;
  for (const std::string& id : ids) replayed += revive(p, id) ? 1 : 0;
  if (start.from && start.until) replayed += replay_span(p, *start.from, *start.until);
  p.replays.add(start.replay_id, ReplayRow{start.replay_id, hash, replayed});
  return say(p, received, ReplayStarted{start.replay_id, replayed});
}

}  // namespace

bool answer_view(Platform& p, const Received& received) {
  if (const auto* list = received.body.as<PositionList>()) return list_positions(p, received, *list);
  if (const auto* list = received.body.as<ReservationList>()) return list_reservations(p, received, *list);
  if (const auto* list = received.body.as<OrderList>()) return list_orders(p, received, *list);
  if (received.body.as<DeadLetterList>() != nullptr) return list_dead_letters(p, received);
  if (const auto* list = received.body.as<ReconciliationList>()) return list_breaks(p, received, *list);
  if (received.body.as<QueueList>() != nullptr) return list_queues(p, received);
  if (const auto* start = received.body.as<ReplayStart>()) return start_replay(p, received, *start);
  return false;
}

}  // namespace drydock::pipeline
