#include "harness/invariants/open_reservations.hpp"

#include <algorithm>
#include <utility>

#include "contracts/canonical/fulfilment.hpp"
#include "contracts/canonical/order.hpp"

namespace drydock {

OpenReservations::OpenReservations(const Courtroom& room, Places& places)
    : pipeline_(room.seat("pipeline")), skew_(room.plan->bounds.clock_skew), places_(places) {}

void OpenReservations::see(const Record& record) {
  opened_now_ = false;
  if (record.body == nullptr) return;
  switch (record.kind) {
    case RecordKind::request: return request(record);
    case RecordKind::reply: return reply(record);
    case RecordKind::effect: return effect(record);
    case RecordKind::deliver:
      if (record.to != pipeline_) return;
      if (const auto* placed = record.body->as<OrderPlaced>()) {
        char& taken_in = orders_taken_[name_key(placed->order_id)];
        if (taken_in != 0) return;
        taken_in = 1;
        for (const std::string& reservation : placed->reservation_ids) join(reservation, placed->order_id);
        set_free(placed->order_id);
      }
      return;
    case RecordKind::publish:
      if (const auto* rejected = record.body->as<WmsOrderRejected>()) set_free(rejected->order_id);
      if (const auto* missed = record.body->as<WmsPickShort>())
        lift(missed->order_id, missed->line, places_.number(missed->item, missed->location), missed->quantity_short);
      return;
    case RecordKind::call:
      if (const auto* release = record.body->as<OutboundOrderCreate>()) {
        char& seen = releases_[name_key(release->fulfillment_id)];
        if (seen != 0) return;
        seen = 1;
        for (const LineQuantity& line : release->lines)
          place(release->order_id, line.line, places_.number(line.item, release->location), line.quantity);
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
    close(backorder->order_id, backorder->line, nowhere, backorder->quantity);
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
    reservation.slices.push_back({line.line, places_.item_of(place), place, line.quantity});
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

void OpenReservations::place(std::string_view order, std::string_view line, std::uint32_t place,
                             std::int64_t quantity) {
  const std::int64_t taken = take(order, line, quantity, [](const Slice& slice) { return slice.place == nowhere; });
  if (taken == 0) return;
  Reservation& reservation = all_[*by_order_.find(name_key(order)) - 1];
  reservation.slices.push_back({std::string(line), places_.item_of(place), place, taken});
  count(reservation.slices.back(), taken);
}

void OpenReservations::lift(std::string_view order, std::string_view line, std::uint32_t place, std::int64_t quantity) {
  const std::int64_t taken = take(order, line, quantity, [&](const Slice& slice) { return slice.place == place; });
  if (taken == 0) return;
  Reservation& reservation = all_[*by_order_.find(name_key(order)) - 1];
  reservation.slices.push_back({std::string(line), places_.item_of(place), nowhere, taken});
  count(reservation.slices.back(), taken);
}

// Of what is at the place first, then of what is nowhere yet, then of anything.
void OpenReservations::close(std::string_view order, std::string_view line, std::uint32_t place,
                             std::int64_t quantity) {
  quantity -= take(order, line, quantity, [&](const Slice& slice) { return slice.place == place; });
  if (quantity > 0) quantity -= take(order, line, quantity, [](const Slice& slice) { return slice.place == nowhere; });
  if (quantity > 0) take(order, line, quantity, [](const Slice&) { return true; });
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
