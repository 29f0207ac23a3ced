// Events come in: refused when they cannot be read or there is no room for what they lead to, else applied, put in
// order and acknowledged when durable.
#include <algorithm>

#include "contracts/codec.hpp"
#include "mocks/pipeline/flows.hpp"

namespace drydock::pipeline {
namespace {

const std::string& event_id(const Received& received) {
  return received.event ? received.event->id : received.delivery_id;
}

// The business transaction an event belongs to: its order, else its movement.
std::string correlation_of(const Received& received) {
  if (!received.headers.correlation_id.empty()) return received.headers.correlation_id;
  return business_key(*received.type, received.body);
}

Cause cause_of(const Platform& p, const Received& received) {
  Cause cause{event_id(received), correlation_of(received), received.headers.trace, {}, received.from};
  if (p.counts_again()) cause.suffix = "@" + received.delivery_id;
  return cause;
}

bool from_warehouse(const Received& received) { return received.type->role == "wms"; }

// An accepted event must not find a full queue behind it.
bool no_room(const Platform& p, const Received& received) {
  const auto full = [&](SeatIndex shop) { return p.outbox.full(shop); };
  if (std::any_of(p.shops.begin(), p.shops.end(), full) || p.outbox.full(p.erp) || p.outbox.full(p.payment) ||
      p.outbox.full(p.notification))
    return true;
  if (received.body.as<WmsPackConfirmed>() != nullptr || received.body.as<TmsTenderDeclined>() != nullptr ||
      received.body.as<TmsTenderExpired>() != nullptr)
    return p.outbox.full(p.tms);
  if (const auto* won = received.body.as<TmsTenderAccepted>())
    return p.outbox.full(p.seat.directory->find(won->carrier));
  if (received.body.as<OrderPlaced>() != nullptr || received.body.as<CancellationRequested>() != nullptr ||
      received.body.as<ReturnRequested>() != nullptr || received.body.as<TransferOrderCreated>() != nullptr ||
      received.body.as<ItemChanged>() != nullptr)
    return std::any_of(p.masters.nodes().begin(), p.masters.nodes().end(),
                       [&](const Node& node) { return p.outbox.full(node.seat); });
  return false;
}

void keep_dead(Platform& p, const Received& received, const Cause& cause, std::string reason) {
  DeadLetter letter;
  letter.dead_letter_id = cause.id;
  letter.message = std::string(received.type->name);
  letter.message_id = cause.id;
  letter.key = business_key(*received.type, received.body);
  if (letter.key.empty() && received.event) letter.key = received.event->subject;
  letter.destination = "pipeline";
  letter.reason = std::move(reason);
  letter.correlation = cause.correlation;
  letter.body = to_json(received.body);
  letter.attempts = 1;
  letter.first_attempt = letter.last_attempt = p.now();
  p.journal.put("d/" + cause.id, Payload::of(letter));
  p.dead_letters.insert_or_assign(cause.id, std::move(letter));
}

template <class Event>
bool unknown_work(Platform& p, const Event& event) {
  return p.fulfilments.find(event.fulfillment_id) == nullptr && p.tombstones.find(event.order_id) == nullptr;
}

template <class Event>
std::optional<Applied> known(Platform& p, const Event& event, const Cause& cause,
                             Applied (*apply)(Platform&, const Event&, const Cause&)) {
  if (unknown_work(p, event)) return std::nullopt;
  return apply(p, event, cause);
}

// What a warehouse says of a return; of one whose order is over and dropped nothing is left to do.
template <class Event>
std::optional<Applied> of_return(Platform& p, const Event& event, Applied (*apply)(Platform&, const Event&)) {
  if (p.returns.find(event.return_id) == nullptr && p.tombstones.find(event.order_id) == nullptr) return std::nullopt;
  return apply(p, event);
}

// Nothing: the event speaks of what nobody has heard of.
std::optional<Applied> apply(Platform& p, const Payload& data, const Cause& cause) {
  if (const auto* e = data.as<WmsAllocated>()) return known(p, *e, cause, &order_allocated);
  if (const auto* e = data.as<WmsOrderAccepted>()) return known(p, *e, cause, &order_accepted);
  if (const auto* e = data.as<WmsPickConfirmed>()) return known(p, *e, cause, &pick_confirmed);
  if (const auto* e = data.as<WmsPackConfirmed>()) return known(p, *e, cause, &pack_confirmed);
  if (const auto* e = data.as<WmsPackVoided>()) return known(p, *e, cause, &pack_voided);
  if (const auto* e = data.as<WmsShipped>()) return known(p, *e, cause, &order_shipped);
  if (const auto* e = data.as<WmsPickShort>()) return known(p, *e, cause, &pick_short);
  if (const auto* e = data.as<WmsOrderRejected>()) return known(p, *e, cause, &order_rejected);
  if (const auto* e = data.as<CarrierTrackingUpdated>()) return scan_arrived(p, *e, cause), Applied{};
  if (data.as<OrderPlaced>() != nullptr) return place_order(p, data, cause), Applied{};
  if (const auto* e = data.as<CancellationRequested>()) return cancellation_requested(p, *e, cause), Applied{};
  const auto taken = [](bool known) { return known ? std::optional(Applied{}) : std::nullopt; };
  if (const auto* e = data.as<TransferOrderCreated>()) return taken(transfer_ordered(p, *e, cause));
  if (const auto* e = data.as<ItemChanged>()) return item_changed(p, *e, cause), Applied{};
  if (const auto* e = data.as<BalanceSnapshot>()) return balances_told(p, *e), Applied{};
  if (const auto* e = data.as<WmsInboundClosed>()) return taken(inbound_closed(p, *e, cause));
  if (const auto* e = data.as<ReturnRequested>()) return taken(return_requested(p, *e, cause));
  if (const auto* e = data.as<WmsReturnReceived>()) return of_return(p, *e, &return_received);
  if (const auto* e = data.as<WmsReturnDisposed>()) return of_return(p, *e, &return_disposed);
  if (const auto* e = data.as<TmsTenderAccepted>()) return taken(tender_accepted(p, *e, cause));
  if (const auto* e = data.as<TmsTenderDeclined>()) return taken(tender_declined(p, *e, cause));
  if (const auto* e = data.as<TmsTenderExpired>()) return taken(tender_expired(p, *e, cause));
  if (const auto* e = data.as<TmsMilestone>()) return milestone_arrived(p, *e, cause), Applied{};
  const auto at_node = [&](const auto& movement) -> std::optional<Applied> {
    if (!p.masters.node(movement.location)) return std::nullopt;
    return stock_moved(p, movement);
  };
  if (const auto* e = data.as<WmsReceived>()) return at_node(*e);
  if (const auto* e = data.as<WmsAdjusted>()) return at_node(*e);
  if (const auto* e = data.as<WmsMoved>()) return at_node(*e);
  if (const auto* e = data.as<WmsCountCompleted>()) return at_node(*e);
  if (const auto* e = data.as<WmsLotHeld>()) return at_node(*e);
  if (const auto* e = data.as<WmsLotReleased>()) return at_node(*e);
  return std::nullopt;
}

std::string held_id(const std::string& partition, std::int64_t sequence) {
  return partition + "/" + std::to_string(sequence);
}

void wait_for_earlier(Platform& p, Sequence& order, const Received& received, const Cause& cause, bool posts) {
  const std::int64_t sequence = received.event->sequence;
  const auto at = std::lower_bound(order.ahead.begin(), order.ahead.end(), sequence);
  if (at != order.ahead.end() && *at == sequence) return;
  order.ahead.insert(at, sequence);
  if (!posts) return;
  HeldRow row;
  row.partition = received.event->partition_key;
  row.sequence = sequence;
  row.event_id = cause.id;
  row.correlation_id = cause.correlation;
  row.trace_high = static_cast<std::int64_t>(cause.trace.high);
  row.trace_low = static_cast<std::int64_t>(cause.trace.low);
  row.accepted_at = p.now();
  row.data = received.body;
  const std::string id = held_id(row.partition, sequence);
  p.journal.put("g/" + id, received.body);
  p.held.add(id, std::move(row));
}

void post_held(Platform& p, const std::string& id) {
  auto* row = p.held.find(id);
  if (row == nullptr) return;
  const Cause cause{row->event_id,
                    row->correlation_id,
                    {static_cast<std::uint64_t>(row->trace_high), static_cast<std::uint64_t>(row->trace_low), 0}};
  post(p, row->data, cause);
  p.journal.forget("g/" + id);
  p.held.erase(id);
}

// The ordered step runs now if all earlier events of the key have arrived, else when they have. An event without a
// sequence has no order.
void in_order(Platform& p, Sequence& order, const Received& received, const Cause& cause, bool posts) {
  const std::int64_t sequence = received.event ? received.event->sequence : 0;
  const bool ordered = sequence > 0 && !p.has(Defect::partition_by_event_id);
  if (ordered && sequence > order.next) return wait_for_earlier(p, order, received, cause, posts);
  if (posts) post(p, received.body, cause);
  if (!ordered || sequence < order.next) return;
  ++order.next;
  while (!order.ahead.empty() && order.ahead.front() == order.next) {
    order.ahead.erase(order.ahead.begin());
    post_held(p, held_id(received.event->partition_key, order.next));
    ++order.next;
  }
}

// The last event of a fulfilment to arrive need not be the last that happened.
void check_order_of(Platform& p, const Received& received) {
  if (!received.event) return;
  const auto* fulfilment = p.fulfilments.find(received.event->partition_key);
  if (fulfilment == nullptr) return;
  if (auto* order = p.orders.find(fulfilment->order_id)) check_closed(p, *order);
}

void apply_event(Platform& p, const Received& received) {
  const Cause cause = cause_of(p, received);
  const auto applied = apply(p, received.body, cause);
  if (applied) keep_event(p, received, cause);
  if (!applied) {
    keep_dead(p, received, cause, "unknown_subject");
  } else if (applied->sequence != nullptr) {
    in_order(p, *applied->sequence, received, cause, applied->posts);
  }
  check_order_of(p, received);
}

bool repeated(Platform& p, const std::string& id) {
  if (p.seen.find(id) != nullptr) return true;
  p.seen.add(id, SeenRow{p.now()});
  return false;
}

// Defect: what was told before counts again once its id is out of the window.
bool out_of_window(Platform& p, const std::string& id) {
  constexpr Duration window = minutes(5);
  auto* seen = p.seen.find(id);
  if (seen == nullptr) return p.seen.add(id, SeenRow{p.now()}), false;
  const bool out = p.now() - seen->seen_at > window;
  if (out) seen->seen_at = p.now();
  p.journal.touch(*seen);
  return out;
}

void work_event(Platform& p, const Received& received) {
  if (p.has(Defect::ack_before_durable)) {
    apply_event(p, received);
    return p.io->settle(received.id, Settlement::ack());
  }
  if (p.has(Defect::dedup_mark_before_effect)) {
    if (!repeated(p, event_id(received))) p.journal.then([&p, received] { apply_event(p, received); });
    return p.journal.settle(received.id, Settlement::ack());
  }
  if (p.has(Defect::dedup_on_delivery_id) && repeated(p, received.delivery_id))
    return p.journal.settle(received.id, Settlement::ack());
  p.forgotten = p.has(Defect::dedup_window_five_minutes) && out_of_window(p, event_id(received));
  apply_event(p, received);
  p.forgotten = false;
  const auto* packed = received.body.as<WmsPackConfirmed>();
  if (packed != nullptr && p.has(Defect::carrier_call_blocks_ship_confirm)) {
    const auto* fulfilment = p.fulfilments.find(packed->fulfillment_id);
    const bool labels =
        fulfilment != nullptr && fulfilment->labelled < static_cast<std::int64_t>(fulfilment->packages.size());
    if (labels && p.workers.held.emplace(packed->fulfillment_id, received.id).second) return;
  }
  p.journal.settle(received.id, Settlement::ack());
}

bool all_busy(const Platform& p) {
  return static_cast<std::int64_t>(p.workers.held.size()) >= p.settings.warehouse_workers;
}

// Defect: eight workers, each with its own share of events by event id, and each behind by its own lag.
void work_later(Platform& p, const Received& received) {
  const std::uint64_t worker = keyed_bits(0, Purpose::identity, event_id(received), "worker") % 8;
  const std::uint64_t number = ++p.workers.last;
  p.workers.lagging.emplace(number, Workers::Waiting{received, p.now()});
  p.io->arm(p.settings.partition_lag * static_cast<std::int64_t>(worker) + microseconds(1),
            tag_of(TimerKind::worker, number));
}

}  // namespace

void refuse_event(Platform& p, const Received& received) {
  if (p.has(Defect::poison_blocks_intake)) p.workers.stuck[received.from] = p.now() + minutes(10);
  p.io->settle(received.id, Settlement::nack(400));
}

void take_event(Platform& p, const Received& received) {
  if (const auto stuck = p.workers.stuck.find(received.from); stuck != p.workers.stuck.end() && stuck->second > p.now())
    return p.io->settle(received.id, Settlement::later(p.settings.busy_retry_after));
  if (no_room(p, received)) return p.io->settle(received.id, Settlement::later(p.settings.busy_retry_after));
  if (p.has(Defect::partition_by_event_id)) return work_later(p, received);
  if (from_warehouse(received) && all_busy(p)) {
    p.workers.queue.push_back({received, p.now()});
    return;
  }
  work_event(p, received);
}

// Nobody waits for a settlement: the entry is accepted by reading on, which is durable with what it led to.
bool take_from_feed(Platform& p, const Received& received) {
  if (no_room(p, received)) return false;
  apply_event(p, received);
  return true;
}

void keep_unreadable(Platform& p, const std::string& id, const std::string& type, const std::string& correlation,
                     const std::string& text) {
  DeadLetter letter;
  letter.dead_letter_id = id;
  letter.message = type;
  letter.message_id = id;
  letter.destination = "pipeline";
  letter.reason = "malformed";
  letter.correlation = correlation;
  letter.body = text;
  letter.attempts = 1;
  letter.first_attempt = letter.last_attempt = p.now();
  p.journal.put("d/" + id, Payload::of(letter));
  p.dead_letters.insert_or_assign(id, std::move(letter));
}

void put_aside(Platform& p, const Received& received, std::string reason) {
  const Cause cause = cause_of(p, received);
  if (!p.dead_letters.contains(cause.id)) keep_dead(p, received, cause, std::move(reason));
  p.journal.settle(received.id, Settlement::ack());
}

// Defects: what was done for the event is done once more.
void do_again(Platform& p, const Payload& data, const Cause& cause) {
  if (p.has(Defect::replay_mails_again)) notices_again(p, data, cause);
  const auto* shipped = data.as<WmsShipped>();
  if (shipped != nullptr && p.has(Defect::replay_buys_labels_again)) labels_again(p, *shipped, cause);
  if (shipped != nullptr && p.has(Defect::replay_takes_stock_again)) stock_again(p, *shipped);
}

// What it speaks of may be known by now. Its place in the order of its key is long past.
void replay_event(Platform& p, const MessageType& type, Payload data, const std::string& id,
                  const std::string& correlation) {
  Received received;
  received.type = &type;
  received.body = std::move(data);
  received.delivery_id = id;
  received.headers.correlation_id = correlation;
  apply_event(p, received);
  do_again(p, received.body, {id, correlation_of(received), {}, "@" + id});
}

void worker_done(Platform& p, const std::string& fulfillment_id) {
  const auto held = p.workers.held.find(fulfillment_id);
  if (held == p.workers.held.end()) return;
  p.journal.settle(held->second, Settlement::ack());
  p.workers.held.erase(held);
  while (!p.workers.queue.empty() && !all_busy(p)) {
    const Received next = std::move(p.workers.queue.front().received);
    p.workers.queue.pop_front();
    work_event(p, next);
  }
}

void worker_caught_up(Platform& p, std::uint64_t number) {
  auto waiting = p.workers.lagging.extract(number);
  if (!waiting.empty()) work_event(p, waiting.mapped().received);
}

}  // namespace drydock::pipeline
