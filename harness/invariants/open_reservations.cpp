#include "harness/invariants/open_reservations.hpp"

#include <algorithm>
#include <utility>

#include "contracts/canonical/fulfilment.hpp"
#include "contracts/canonical/order.hpp"
#include "harness/invariants/clocks.hpp"

namespace drydock {

OpenReservations::OpenReservations(const Courtroom& room, Places& places)
    : pipeline_(room.seat("pipeline")),
      skew_(clock_tolerance(*room.plan)),
      places_(places),
      unasked_(room.unasked_seats()) {}

void OpenReservations::see(const Record& record) {
  opened_now_ = false;
  if (record.kind == RecordKind::ack) return acknowledged(record);
  if (record.body == nullptr) return;
  switch (record.kind) {
    case RecordKind::request: return request(record);
    case RecordKind::reply: return reply(record);
    case RecordKind::effect: return effect(record);
    case RecordKind::deliver:
      if (record.to != pipeline_) return;
      if (const auto* asked = record.body->as<CancellationRequested>()) return doubt(*asked);
      if (const auto* placed = record.body->as<OrderPlaced>()) {
        char& taken_in = orders_taken_[name_key(placed->order_id)];
        if (taken_in != 0) return;
        taken_in = 1;
        for (const std::string& reservation : placed->reservation_ids) join(reservation, placed->order_id);
        if (record.from < unasked_.size() && unasked_[record.from] != 0) unheld_[name_key(placed->order_id)] = 1;
        set_free(placed->order_id);
      }
      return;
    case RecordKind::publish:
      if (const auto* rejected = record.body->as<WmsOrderRejected>()) set_free(rejected->order_id);
      if (const auto* missed = record.body->as<WmsPickShort>()) came_short(record, *missed);
      return;
    case RecordKind::call:
      if (const auto* release = record.body->as<OutboundOrderCreate>()) {
        char& seen = releases_[name_key(release->fulfillment_id)];
        if (seen != 0) return;
        seen = 1;
        for (const LineQuantity& line : release->lines) {
          const std::uint32_t at = places_.number(line.item, release->location);
          const std::int64_t moved = place(release->order_id, line.line, at, line.quantity);
          sold(release->order_id, line.line, at, line.quantity - moved);
        }
      }
      return;
    default: return;
  }
}

void OpenReservations::request(const Record& record) {
  if (record.to != pipeline_) return;
  if (const auto* confirm = record.body->as<ReservationConfirm>()) join(confirm->reservation_id, confirm->order_id);
  // Given back from the moment it is asked: the pipeline may have acted on it before its answer shows.
  if (const auto* release = record.body->as<ReservationRelease>()) let_go(number(release->reservation_id));
}

void OpenReservations::reply(const Record& record) {
  if (record.from != pipeline_ || record.status >= 300) return;
  if (const auto* answer = record.body->as<ReservationAnswer>()) {
    if (answer->outcome == ReservationOutcome::held) hold(*answer, record.t);
    return;
  }
  if (const auto* status = record.body->as<ReservationStatus>())
    if (status->state == ReservationState::confirmed) {
      Reservation& reservation = all_[number(status->reservation_id)];
      if (reservation.state == State::held) reservation.state = State::confirmed;
    }
}

void OpenReservations::effect(const Record& record) {
  if (const auto* shipped = record.body->as<WmsShipped>()) {
    for (const ShippedPackage& package : shipped->packages)
      for (const LineQuantity& line : package.lines)
        close(shipped->order_id, line.line, places_.number(line.item, shipped->location), line.quantity);
  } else if (const auto* backorder = record.body->as<OrderLineBackorder>()) {
    close(backorder->order_id, backorder->line, undecided, backorder->quantity);
  } else if (const auto* cancel = record.body->as<OutboundOrderCancel>()) {
    dropped(*cancel);
  } else if (const auto* accept = record.body->as<CancellationAccept>()) {
    accepted(*accept);
  } else if (const auto* reject = record.body->as<CancellationReject>()) {
    rejected(*reject);
  }
}

std::uint32_t OpenReservations::number(std::string_view reservation) {
  std::uint32_t& slot = numbers_[name_key(reservation)];
  if (slot == 0) {
    all_.emplace_back();
    slot = static_cast<std::uint32_t>(all_.size());
  }
  return slot - 1;
}

void OpenReservations::count(const Slice& slice, std::int64_t quantity) {
  if (slice.doubted || slice.place == undecided) return;
  grown(open_of_item_, slice.item) += quantity;
  if (slice.place != nowhere) grown(open_at_place_, slice.place) += quantity;
}

void OpenReservations::hold(const ReservationAnswer& answer, Instant now) {
  const std::uint32_t index = number(answer.reservation_id);
  Reservation& reservation = all_[index];
  if (reservation.state != State::unknown) return;  // a repeated answer, or given back before it was known
  reservation.state = State::held;
  opened_now_ = true;
  for (const ReservedLine& line : answer.lines) {
    const std::uint32_t place = places_.number(line.item, line.location);
    reservation.slices.push_back({line.line, places_.item_of(place), place, line.quantity, false});
    count(reservation.slices.back(), line.quantity);
  }
  if (answer.expires_at) expiries_.push({std::max(*answer.expires_at - skew_, now), index});
}

void OpenReservations::let_go(std::uint32_t index) {
  Reservation& reservation = all_[index];
  for (const Slice& slice : reservation.slices) count(slice, -slice.quantity);
  reservation.slices = {};
  reservation.state = State::gone;
}

void OpenReservations::expire(Instant now) {
  for (; !expiries_.empty() && expiries_.top().at <= now; expiries_.pop())
    if (all_[expiries_.top().reservation].state == State::held) let_go(expiries_.top().reservation);
}

void OpenReservations::join(std::string_view reservation, std::string_view order) {
  const std::uint32_t index = number(reservation);
  std::uint32_t& first = by_order_[name_key(order)];
  for (std::uint32_t at = first; at != 0; at = all_[at - 1].next)
    if (at - 1 == index) return;
  all_[index].next = first;
  first = index + 1;
}

// From now on a release may move what was reserved for the order.
void OpenReservations::set_free(std::string_view order) {
  const std::uint32_t* first = by_order_.find(name_key(order));
  for (std::uint32_t at = first == nullptr ? 0 : *first; at != 0; at = all_[at - 1].next)
    for (Slice& slice : all_[at - 1].slices) {
      if (slice.place == undecided) continue;
      count(slice, -slice.quantity);
      slice.place = nowhere;
      count(slice, slice.quantity);
    }
}

// Takes up to `quantity` out of the slices of a line that `want` accepts. Returns how much was found.
template <class Want>
std::int64_t OpenReservations::take(std::string_view order, std::string_view line, std::int64_t quantity, Want want) {
  const std::uint32_t* first = by_order_.find(name_key(order));
  std::int64_t taken = 0;
  for (std::uint32_t at = first == nullptr ? 0 : *first; at != 0; at = all_[at - 1].next) {
    std::vector<Slice>& slices = all_[at - 1].slices;
    for (Slice& slice : slices) {
      if (slice.line != line || !want(slice)) continue;
      const std::int64_t part = std::min(slice.quantity, quantity - taken);
      count(slice, -part);
      slice.quantity -= part;
      taken += part;
    }
    std::erase_if(slices, [](const Slice& slice) { return slice.quantity == 0; });
  }
  return taken;
}

// What is in doubt stays so wherever it goes.
std::int64_t OpenReservations::move(std::string_view order, std::string_view line, std::uint32_t from, std::uint32_t to,
                                    std::int64_t quantity) {
  std::int64_t moved = 0;
  for (const bool doubted : {false, true}) {
    std::uint32_t item = 0;
    const std::int64_t taken = take(order, line, quantity, [&](const Slice& slice) {
      item = slice.item;
      return slice.place == from && slice.doubted == doubted;
    });
    quantity -= taken;
    moved += taken;
    if (taken == 0) continue;
    Reservation& reservation = all_[*by_order_.find(name_key(order)) - 1];
    reservation.slices.push_back({std::string(line), item, to, taken, doubted});
    count(reservation.slices.back(), taken);
  }
  return moved;
}

std::int64_t OpenReservations::place(std::string_view order, std::string_view line, std::uint32_t place,
                                     std::int64_t quantity) {
  const std::int64_t moved = move(order, line, nowhere, place, quantity);
  return moved + move(order, line, undecided, place, quantity - moved);
}

// What was sold without a hold is spoken for from its release on: by then the pipeline has found it.
void OpenReservations::sold(std::string_view order, std::string_view line, std::uint32_t place, std::int64_t quantity) {
  if (quantity <= 0 || unheld_.find(name_key(order)) == nullptr) return;
  const std::uint32_t index = number("unheld/" + std::string(order));
  join("unheld/" + std::string(order), order);
  all_[index].state = State::confirmed;
  all_[index].slices.push_back({std::string(line), places_.item_of(place), place, quantity, false});
  count(all_[index].slices.back(), quantity);
}

void OpenReservations::lift(std::string_view order, std::string_view line, std::uint32_t place, std::int64_t quantity) {
  // What nobody held is spoken for again when it is released anew: until then it may be a backorder not told yet.
  if (unheld_.find(name_key(order)) != nullptr) {
    take(order, line, quantity, [&](const Slice& slice) { return slice.place == place; });
    return;
  }
  move(order, line, place, nowhere, quantity);
}

void OpenReservations::came_short(const Record& record, const WmsPickShort& missed) {
  lift(missed.order_id, missed.line, places_.number(missed.item, missed.location), missed.quantity_short);
  shorts_[name_key(record.id)] = {missed.order_id, missed.line, missed.quantity_short};
}

void OpenReservations::acknowledged(const Record& record) {
  if (record.from != pipeline_ || record.status >= 300 || shorts_.size() == 0) return;
  const Short* known = shorts_.find(name_key(record.id));
  if (known == nullptr) return;
  move(known->order, known->line, nowhere, undecided, known->quantity);
  shorts_.erase(name_key(record.id));
}

// Of what is at the place first, then of what is nowhere yet, then of anything; what is in doubt comes last each time.
void OpenReservations::close(std::string_view order, std::string_view line, std::uint32_t place,
                             std::int64_t quantity) {
  for (const bool doubted : {false, true})
    quantity -= take(order, line, quantity,
                     [&](const Slice& slice) { return slice.place == place && slice.doubted == doubted; });
  for (const bool doubted : {false, true})
    quantity -= take(order, line, quantity,
                     [&](const Slice& slice) { return slice.place == nowhere && slice.doubted == doubted; });
  take(order, line, quantity, [](const Slice&) { return true; });
}

// --- cancellations

void OpenReservations::doubt(const CancellationRequested& asked) {
  char& known = doubts_[name_key(asked.cancellation_id)];
  if (known != 0) return;
  known = 1;
  for (const LineQuantity& line : asked.lines) {
    std::int64_t left = line.quantity;
    const std::uint32_t* first = by_order_.find(name_key(asked.order_id));
    for (std::uint32_t at = first == nullptr ? 0 : *first; at != 0; at = all_[at - 1].next) {
      std::vector<Slice>& slices = all_[at - 1].slices;
      for (std::size_t i = 0; i < slices.size(); ++i) {
        const std::int64_t part = std::min(left, slices[i].quantity);
        if (slices[i].line != line.line || slices[i].doubted || part == 0) continue;
        count(slices[i], -part);
        slices[i].quantity -= part;
        left -= part;
        Slice doubted = slices[i];
        doubted.quantity = part;
        doubted.doubted = true;
        slices.push_back(std::move(doubted));
      }
      std::erase_if(slices, [](const Slice& slice) { return slice.quantity == 0; });
    }
  }
}

// So many units of a line are surely open again.
void OpenReservations::trust(std::string_view order, std::string_view line, std::int64_t quantity) {
  const std::uint32_t* first = by_order_.find(name_key(order));
  for (std::uint32_t at = first == nullptr ? 0 : *first; at != 0; at = all_[at - 1].next) {
    std::vector<Slice>& slices = all_[at - 1].slices;
    for (std::size_t i = 0; i < slices.size(); ++i) {
      const std::int64_t part = std::min(quantity, slices[i].quantity);
      if (slices[i].line != line || !slices[i].doubted || part == 0) continue;
      slices[i].quantity -= part;
      quantity -= part;
      Slice trusted = slices[i];
      trusted.quantity = part;
      trusted.doubted = false;
      slices.push_back(std::move(trusted));
      count(slices.back(), part);
    }
    std::erase_if(slices, [](const Slice& slice) { return slice.quantity == 0; });
  }
}

// A warehouse dropped them: they are gone from there, whichever units were in doubt.
void OpenReservations::dropped(const OutboundOrderCancel& done) {
  for (const LineQuantity& line : done.lines) {
    const std::uint32_t place = places_.number(line.item, done.location);
    dropped_[name_key(done.cancellation_id, line.line)] += line.quantity;
    std::int64_t left = line.quantity;
    left -= take(done.order_id, line.line, left, [&](const Slice& s) { return s.place == place && s.doubted; });
    const std::int64_t others = take(done.order_id, line.line, left, [&](const Slice& s) { return s.place == place; });
    trust(done.order_id, line.line, others);
    take(done.order_id, line.line, left - others, [](const Slice& slice) { return slice.doubted; });
  }
}

void OpenReservations::accepted(const CancellationAccept& answer) {
  for (const LineQuantity& line : answer.lines) {
    const std::int64_t* at_warehouses = dropped_.find(name_key(answer.cancellation_id, line.line));
    const std::int64_t left = line.quantity - (at_warehouses == nullptr ? 0 : *at_warehouses);
    take(answer.order_id, line.line, std::max<std::int64_t>(0, left), [](const Slice& slice) { return slice.doubted; });
  }
  rejected({answer.cancellation_id, answer.order_id, {}});
}

// What is in doubt still of the order comes.
void OpenReservations::rejected(const CancellationReject& answer) {
  const std::uint32_t* first = by_order_.find(name_key(answer.order_id));
  for (std::uint32_t at = first == nullptr ? 0 : *first; at != 0; at = all_[at - 1].next)
    for (Slice& slice : all_[at - 1].slices) {
      if (!std::exchange(slice.doubted, false)) continue;
      count(slice, slice.quantity);
    }
}

std::int64_t OpenReservations::open_of(std::uint32_t item, Instant now) {
  expire(now);
  return item < open_of_item_.size() ? open_of_item_[item] : 0;
}

std::int64_t OpenReservations::open_at(std::uint32_t place, Instant now) {
  expire(now);
  return place < open_at_place_.size() ? open_at_place_[place] : 0;
}

}  // namespace drydock
