#include "harness/invariants/atp_inputs.hpp"

#include <algorithm>
#include <utility>

#include "harness/invariants/clocks.hpp"

namespace drydock {
namespace {

constexpr std::size_t tidy_above = 24;

std::uint64_t release_of(std::string_view reservation) { return name_key("release", reservation); }
std::uint64_t cancel_of(std::string_view cancellation) { return name_key("cancel", cancellation); }
std::uint64_t transfer_of(std::string_view transfer) { return name_key("transfer", transfer); }
std::uint64_t drift_of(std::uint32_t place) { return finished(name_key("drift") + place); }
std::uint64_t routing_of(std::string_view order, std::string_view line) { return name_key(order, line) ^ 0x5A17U; }

}  // namespace

AtpInputs::AtpInputs(const Courtroom& room, Places& places)
    : pipeline_(room.seat("pipeline")),
      expiry_tolerance_(room.plan->bounds.hold_expiry),
      skew_(clock_tolerance(*room.plan)),
      response_(room.plan->bounds.short_pick_response),
      places_(places),
      unasked_(room.unasked_seats()) {
  is_warehouse_.resize(room.directory->size());
  for (const SeatIndex seat : room.directory->with_role("wms")) is_warehouse_[seat] = 1;
  for (const PlannedWarehouse& warehouse : room.plan->warehouses) warehouses_.push_back(warehouse.location.location);
}

void AtpInputs::see(const Record& record) {
  if (!expiries_.empty() && expiries_.top().at <= record.t) expire(record.t);
  if (!missing_.empty()) give_up_waiting(record.t);
  if (record.kind == RecordKind::crash) {
    if (record.from == pipeline_) crash(record.t);
    return;
  }
  if (record.kind == RecordKind::ack) {
    if (record.from == pipeline_ && record.status < 300) settle(name_key(record.id), record.t);
    return;
  }
  if (record.body == nullptr) return;
  if (record.kind == RecordKind::effect) {
    if (const auto* lack = record.body->as<OrderLineBackorder>())
      return follow_up(lack->order_id, lack->line,
                       lack->quantity - take_unheld(lack->order_id, lack->line, lack->quantity), never_place, record.t);
    if (const auto* done = record.body->as<OutboundOrderCancel>()) return dropped(*done, record.t);
    if (const auto* accept = record.body->as<CancellationAccept>()) return cancelled(*accept, record.t);
    if (const auto* over = record.body->as<TransferOrderClose>()) return withdraw(transfer_of(over->transfer_id));
    if (const auto* reject = record.body->as<CancellationReject>())
      return cancel_closed(reject->cancellation_id, record.t);
    if (const auto* happened = record.body->as<StockDrift>()) return drifted(record, *happened);
    return opening(record);
  }
  if (record.kind == RecordKind::deliver && record.to == pipeline_) return deliver(record);
  if (record.kind == RecordKind::request && record.to == pipeline_) return request(record);
  if (record.kind == RecordKind::reply && record.from == pipeline_) return reply(record);
  if (record.kind != RecordKind::call) return;
  if (const auto* adjust = unseen_.empty() ? nullptr : record.body->as<InventoryAdjust>())
    return corrected(*adjust, record.t);
  if (const auto* release = record.body->as<OutboundOrderCreate>()) sent_out(*release, record.t);
}

// --- changes

void AtpInputs::change(std::uint32_t place, std::int64_t quantity, Instant earliest, Instant latest,
                       std::uint64_t source) {
  if (quantity == 0) return;
  Place& at = grown(place_, place);
  if (at.changes.size() >= tidy_above) tidy(at, earliest);
  at.changes.push_back({source, earliest, latest, quantity});
  if (source != 0) places_of_source_[source].push_back(place);
}

void AtpInputs::tidy(Place& place, Instant now) {
  std::erase_if(place.changes, [&](const Change& change) {
    if (change.latest == never || change.latest + memory >= now) return false;
    place.settled += change.quantity;
    place.settled_until = std::max(place.settled_until, change.latest);
    return true;
  });
}

// The source has come to its end: by now at the latest its changes are applied.
void AtpInputs::settle(std::uint64_t source, Instant latest) {
  const std::vector<std::uint32_t>* touched = places_of_source_.find(source);
  if (touched == nullptr) return;
  for (const std::uint32_t place : *touched)
    for (Change& change : place_[place].changes)
      if (change.source == source) {
        change.source = 0;
        change.latest = latest;
      }
  places_of_source_.erase(source);
}

void AtpInputs::withdraw(std::uint64_t source) {
  const std::vector<std::uint32_t>* touched = places_of_source_.find(source);
  if (touched == nullptr) return;
  for (const std::uint32_t place : *touched)
    std::erase_if(place_[place].changes, [&](const Change& change) { return change.source == source; });
  places_of_source_.erase(source);
}

std::optional<AtpInputs::Range> AtpInputs::free_between(std::uint32_t place, Instant from, Instant until) {
  if (place >= place_.size() || !place_[place].opened) return std::nullopt;
  const Place& at = place_[place];
  const Fog& fog = grown(fog_, places_.item_of(place));
  if (fog.open > 0 || from <= fog.until || from < at.settled_until) return std::nullopt;
  Range range{at.settled, at.settled};
  for (const Change& change : at.changes) {
    const bool surely = change.latest <= from;
    if (change.earliest > until) continue;
    if (surely || change.quantity < 0) range.least += change.quantity;
    if (surely || change.quantity > 0) range.most += change.quantity;
  }
  return range;
}

void AtpInputs::fog_until(std::uint32_t item, Instant until) {
  Fog& fog = grown(fog_, item);
  fog.until = std::max(fog.until, until);
}

// --- stock

void AtpInputs::opening(const Record& record) {
  if (record.from >= is_warehouse_.size() || is_warehouse_[record.from] == 0) return;
  const auto* position = record.body->as<Position>();
  if (position == nullptr) return;
  Place& place = grown(place_, places_.number(position->item, position->location));
  place.settled += position->unrestricted;
  place.opened = true;
}

void AtpInputs::deliver(const Record& record) {
  if (const auto* asked = record.body->as<CancellationRequested>()) return unwanted(*asked, record.t);
  if (const auto* order = record.body->as<TransferOrderCreated>()) return transfer_heard(*order, record.t);
  if (const auto* taken = record.body->as<WmsOrderAccepted>()) {
    sent_.erase(name_key(taken->fulfillment_id));
    return;
  }
  if (const auto* rejected = record.body->as<WmsOrderRejected>()) return turned_away(*rejected, record);
  const auto* placed = record.body->as<OrderPlaced>();
  scratch_.clear();
  if (placed == nullptr)
    movements_of(*record.body, scratch_);  // nothing of a body that was damaged: it will come again
  const bool shipment = !scratch_.empty() && scratch_.front().shipment;
  if (shipment || (placed == nullptr && scratch_.empty())) return;
  char& known = delivered_[name_key(record.id)];
  if (known != 0) return;
  known = 1;
  if (placed != nullptr) return taken_in(*placed, record.from, record.t);
  if (const auto* missed = record.body->as<WmsPickShort>()) {
    if (transfers_.find(name_key(missed->order_id)) == nullptr) missing(*missed, record.t);
    // The commitment falls by what is missing, the position by what was moved: nothing, where the shelf was known to
    // lack it.
    return change(places_.number(missed->item, missed->location), missed->quantity_short + missed->delta, record.t,
                  never, name_key(record.id));
  }
  for (const Movement& moved : scratch_)
    change(places_.number(moved.item, moved.location), moved.change.unrestricted, record.t, never, name_key(record.id));
}

// Whether the pipeline has found it shows when it books the correction: until then both are possible.
void AtpInputs::drifted(const Record& record, const StockDrift& happened) {
  if (record.from >= is_warehouse_.size() || is_warehouse_[record.from] == 0) return;
  const std::uint32_t place = places_.number(happened.item, happened.location);
  unseen_[place + 1] += happened.quantity;
  change(place, happened.quantity, record.t, never, drift_of(place));
}

void AtpInputs::corrected(const InventoryAdjust& adjust, Instant now) {
  if (adjust.reason != reconciliation_reason) return;
  const std::uint32_t place = places_.number(adjust.item, adjust.location);
  const std::int64_t* unseen = unseen_.find(place + 1);
  if (unseen == nullptr || *unseen != adjust.delta) return;
  settle(drift_of(place), now);
  unseen_.erase(place + 1);
}

// How much of it the pipeline gives, from none to all, shows when it releases that: until then both are possible.
void AtpInputs::transfer_heard(const TransferOrderCreated& order, Instant now) {
  Instant& since = transfers_[name_key(order.transfer_id)];
  if (since != Instant{}) return;
  since = now;
  for (const LineQuantity& line : order.lines)
    change(places_.number(line.item, order.from), -line.quantity, now, never, transfer_of(order.transfer_id));
}

void AtpInputs::transfer_released(const OutboundOrderCreate& release, Instant now) {
  const Instant* since = transfers_.find(name_key(release.order_id));
  withdraw(transfer_of(release.order_id));
  for (const LineQuantity& line : release.lines)
    change(places_.number(line.item, release.location), -line.quantity, since == nullptr ? now : *since, now);
}

// Until it is followed up, only the pipeline knows how far it has come with position, commitment and replacement.
void AtpInputs::missing(const WmsPickShort& missed, Instant now) {
  const std::uint32_t item = places_.item_number(missed.item);
  ++grown(fog_, item).open;
  missing_.push_back({missed.order_id, missed.line, item, missed.quantity_short, now});
}

// A whole release comes to nothing: its units are free again, and each line waits for its follow-up.
void AtpInputs::turned_away(const WmsOrderRejected& rejected, const Record& record) {
  std::vector<Missing>* sent = sent_.find(name_key(rejected.fulfillment_id));
  if (sent == nullptr) return;
  for (Missing& line : *sent) {
    change(places_.number(places_.item_name(line.item), rejected.location), line.quantity, record.t, never,
           name_key(record.id));
    ++grown(fog_, line.item).open;
    line.delivered = record.t;
    missing_.push_back(std::move(line));
  }
  sent_.erase(name_key(rejected.fulfillment_id));
}

void AtpInputs::give_up_waiting(Instant now) {
  std::erase_if(missing_, [&](const Missing& missed) {
    if (missed.quantity > 0 && now <= missed.delivered + response_) return false;
    Fog& fog = grown(fog_, missed.item);
    --fog.open;
    fog.until = std::max(fog.until, now);
    return true;
  });
}

void AtpInputs::follow_up(const std::string& order, const std::string& line, std::int64_t quantity, std::uint32_t place,
                          Instant now) {
  for (Missing& missed : missing_) {
    if (missed.order != order || missed.line != line || quantity == 0) continue;
    const std::int64_t part = std::min(missed.quantity, quantity);
    missed.quantity -= part;
    quantity -= part;
    if (place != never_place) change(place, -part, missed.delivered, now);
  }
  give_up_waiting(now);
}

// --- reservations

std::uint32_t AtpInputs::number(std::string_view reservation) {
  std::uint32_t& slot = numbers_[name_key(reservation)];
  if (slot == 0) {
    held_.emplace_back();
    slot = static_cast<std::uint32_t>(held_.size());
  }
  return slot - 1;
}

void AtpInputs::request(const Record& record) {
  if (const auto* create = record.body->as<ReservationCreate>()) {
    Asked asked{record.t, {}, seconds(create->ttl_seconds)};
    for (const LineQuantity& line : create->lines) asked.items.push_back(places_.item_number(line.item));
    asked_[record.request.value()] = std::move(asked);
  } else if (const auto* confirm = record.body->as<ReservationConfirm>()) {
    join(confirm->reservation_id, confirm->order_id);
  } else if (const auto* release = record.body->as<ReservationRelease>()) {
    give_back(number(release->reservation_id), record.t, never, release_of(release->reservation_id));
  }
}

void AtpInputs::reply(const Record& record) {
  if (const auto* answer = record.body->as<ReservationAnswer>()) {
    const Asked* asked = asked_.find(record.request.value());
    if (record.status < 300 && answer->outcome == ReservationOutcome::held)
      hold(*answer, asked == nullptr ? record.t : asked->at, record.t);
  } else if (const auto* status = record.body->as<ReservationStatus>(); status != nullptr && record.status < 300) {
    if (status->state == ReservationState::confirmed) confirmed(number(status->reservation_id), record.t);
    settle(release_of(status->reservation_id), record.t);
  }
  if (asked_.empty()) return;
  // A server's error says nothing of what became of the request (RFC 9110, 15.6).
  const Asked* asked = asked_.find(record.request.value());
  if (asked != nullptr && record.status >= 500) perhaps_held(*asked, record.t);
  asked_.erase(record.request.value());
}

// What was asked and not answered may have been held all the same, until it expires.
void AtpInputs::perhaps_held(const Asked& asked, Instant now) {
  for (const std::uint32_t item : asked.items) fog_until(item, now + asked.ttl + expiry_tolerance_ + patience);
}

void AtpInputs::crash(Instant now) {
  asked_.for_each_unordered([&](std::uint64_t, const Asked& asked) { perhaps_held(asked, now); });
  asked_.clear();
}

void AtpInputs::hold(const ReservationAnswer& answer, Instant asked, Instant now) {
  const std::uint32_t index = number(answer.reservation_id);
  Held& held = held_[index];
  if (held.gone || !held.lines.empty()) return;
  held.lines = answer.lines;
  for (const ReservedLine& line : answer.lines)
    change(places_.number(line.item, line.location), -line.quantity, asked, now);
  held.expires = answer.expires_at.value_or(never);
  if (answer.expires_at) expiries_.push({*answer.expires_at - skew_, index});
}

void AtpInputs::confirmed(std::uint32_t index, Instant now) {
  Held& held = held_[index];
  held.confirmed = true;
  if (!held.expired) return;
  // It was confirmed at the last moment: the expiry never took place.
  held.expired = false;
  for (const ReservedLine& line : held.lines)
    change(places_.number(line.item, line.location), -line.quantity, held.expires - skew_, now + expiry_tolerance_);
}

void AtpInputs::give_back(std::uint32_t index, Instant earliest, Instant latest, std::uint64_t source) {
  Held& held = held_[index];
  if (!held.gone && !held.expired)
    for (const ReservedLine& line : held.lines)
      change(places_.number(line.item, line.location), line.quantity, earliest, latest, source);
  held.gone = true;
  held.lines.clear();
}

void AtpInputs::expire(Instant now) {
  for (; !expiries_.empty() && expiries_.top().at <= now; expiries_.pop()) {
    Held& held = held_[expiries_.top().reservation];
    if (held.confirmed || held.gone) continue;
    held.expired = true;
    for (const ReservedLine& line : held.lines)
      change(places_.number(line.item, line.location), line.quantity, held.expires - skew_,
             held.expires + expiry_tolerance_ + skew_);
  }
}

// --- orders

void AtpInputs::join(std::string_view reservation, std::string_view order) {
  const std::uint32_t index = number(reservation);
  std::uint32_t& first = by_order_[name_key(order)];
  for (std::uint32_t at = first; at != 0; at = held_[at - 1].next)
    if (at - 1 == index) return;
  held_[index].next = first;
  first = index + 1;
}

// Until an outbound order shows where it is worked, what an order has reserved may be at any node.
void AtpInputs::taken_in(const OrderPlaced& placed, SeatIndex shop, Instant now) {
  for (const std::string& reservation : placed.reservation_ids) join(reservation, placed.order_id);
  taken_in_[name_key(placed.order_id)] = now;
  if (shop < unasked_.size() && unasked_[shop] != 0) sold_unheld(placed, now);
  const std::uint32_t* first = by_order_.find(name_key(placed.order_id));
  for (std::uint32_t at = first == nullptr ? 0 : *first; at != 0; at = held_[at - 1].next)
    for (const ReservedLine& line : held_[at - 1].lines) {
      const std::uint64_t source = routing_of(placed.order_id, line.line);
      change(places_.number(line.item, line.location), line.quantity, now, never, source);
      for (const std::string& warehouse : warehouses_)
        if (warehouse != line.location)
          change(places_.number(line.item, warehouse), -line.quantity, now, never, source);
    }
}

// Until it is released what was sold without a hold may come from any node, or from none.
void AtpInputs::sold_unheld(const OrderPlaced& placed, Instant now) {
  for (const OrderLine& line : placed.lines) {
    unheld_[name_key(placed.order_id, line.line)] = {line.item, line.quantity, now};
    take_unheld(placed.order_id, line.line, 0);
  }
}

// So much of it has come to something. Returns how much that was at most.
std::int64_t AtpInputs::take_unheld(const std::string& order, std::string_view line, std::int64_t quantity) {
  Unheld* open = unheld_.find(name_key(order, line));
  if (open == nullptr) return 0;
  const std::int64_t part = std::min(open->units, quantity);
  open->units -= part;
  const std::uint64_t source = routing_of(order, line);
  withdraw(source);
  for (const std::string& warehouse : warehouses_)
    change(places_.number(open->item, warehouse), -open->units, open->since, never, source);
  return part;
}

void AtpInputs::sent_out(const OutboundOrderCreate& release, Instant now) {
  char& seen = releases_[name_key(release.fulfillment_id)];
  if (seen != 0) return;
  seen = 1;
  if (release.service == transfer_service) return transfer_released(release, now);
  std::vector<Missing>& sent = sent_[name_key(release.fulfillment_id)];
  for (const LineQuantity& line : release.lines) {
    sent.push_back({release.order_id, line.line, places_.item_number(line.item), line.quantity, {}});
    withdraw(routing_of(release.order_id, line.line));
    const std::uint32_t at = places_.number(line.item, release.location);
    const std::int64_t sold = take_unheld(release.order_id, line.line, line.quantity);
    if (sold > 0) change(at, -sold, unheld_.find(name_key(release.order_id, line.line))->since, now);
    LineQuantity held = line;
    held.quantity -= sold;
    const std::int64_t rest = held.quantity - take_up(release.order_id, held, release.location, now);
    if (rest > 0) follow_up(release.order_id, line.line, rest, at, now);
  }
}

// Takes the released quantity out of what the order holds: at the node itself first, else it was moved there. Returns
// how much was found.
std::int64_t AtpInputs::take_up(const std::string& order, const LineQuantity& wanted, const std::string& at,
                                Instant now) {
  const std::uint32_t* first = by_order_.find(name_key(order));
  const Instant* since = taken_in_.find(name_key(order));
  std::int64_t taken = 0;
  for (const bool here : {true, false}) {
    for (std::uint32_t next = first == nullptr ? 0 : *first; next != 0; next = held_[next - 1].next)
      for (ReservedLine& line : held_[next - 1].lines) {
        if (line.line != wanted.line || (line.location == at) != here) continue;
        const std::int64_t part = std::min(line.quantity, wanted.quantity - taken);
        line.quantity -= part;
        taken += part;
        if (here || part == 0) continue;
        const Instant earliest = since == nullptr ? now : *since;
        change(places_.number(line.item, line.location), part, earliest, now);
        change(places_.number(line.item, at), -part, earliest, now);
      }
  }
  return taken;
}

// --- cancellations
// ----------------------------------------------------------------------------------------------------------

// Only the pipeline knows how much of it is cancelled, and where, until the shop has its answer.
void AtpInputs::unwanted(const CancellationRequested& asked, Instant now) {
  char& known = delivered_[cancel_of(asked.cancellation_id)];
  if (known != 0) return;
  known = 1;
  Cancelling made{{}, now};
  for (const LineQuantity& line : asked.lines) made.items.push_back(places_.item_number(line.item));
  for (const std::uint32_t item : made.items) ++grown(fog_, item).open;
  cancelling_[name_key(asked.cancellation_id)] = std::move(made);
}

void AtpInputs::dropped(const OutboundOrderCancel& done, Instant now) {
  for (const LineQuantity& line : done.lines) {
    change(places_.number(line.item, done.location), line.quantity, now, never, cancel_of(done.cancellation_id));
    dropped_[name_key(done.cancellation_id, line.line)] += line.quantity;
  }
}

// What no warehouse dropped was held and never released, or waited for stock and held nothing.
void AtpInputs::cancelled(const CancellationAccept& answer, Instant now) {
  const Cancelling* asked = cancelling_.find(name_key(answer.cancellation_id));
  for (const LineQuantity& line : answer.lines) {
    const std::int64_t* at_warehouses = dropped_.find(name_key(answer.cancellation_id, line.line));
    LineQuantity rest = line;
    rest.quantity -= at_warehouses == nullptr ? 0 : *at_warehouses;
    const std::int64_t held = free_held(answer.order_id, rest, asked == nullptr ? now : asked->delivered, now);
    if (held == 0) withdraw(routing_of(answer.order_id, line.line));
    take_unheld(answer.order_id, line.line, std::max<std::int64_t>(0, rest.quantity));
  }
  cancel_closed(answer.cancellation_id, now);
}

void AtpInputs::cancel_closed(const std::string& cancellation, Instant now) {
  settle(cancel_of(cancellation), now);
  const Cancelling* asked = cancelling_.find(name_key(cancellation));
  if (asked == nullptr) return;
  for (const std::uint32_t item : asked->items) {
    --grown(fog_, item).open;
    fog_until(item, now);
  }
  cancelling_.erase(name_key(cancellation));
}

// Takes units out of what the order holds and no outbound order has taken up. Returns what it holds of the line still.
std::int64_t AtpInputs::free_held(const std::string& order, const LineQuantity& wanted, Instant earliest, Instant now) {
  std::int64_t left = wanted.quantity;
  std::int64_t held = 0;
  const std::uint32_t* first = by_order_.find(name_key(order));
  for (std::uint32_t next = first == nullptr ? 0 : *first; next != 0; next = held_[next - 1].next)
    for (ReservedLine& line : held_[next - 1].lines) {
      if (line.line != wanted.line) continue;
      const std::int64_t part = std::clamp<std::int64_t>(left, 0, line.quantity);
      line.quantity -= part;
      left -= part;
      held += line.quantity;
      change(places_.number(line.item, line.location), part, earliest, now);
    }
  return held;
}

}  // namespace drydock
