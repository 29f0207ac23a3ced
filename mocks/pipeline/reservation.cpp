// The reservation flow: strong holds, all lines or none, decided on the present state; answered when durable.
#include <algorithm>

#include "contracts/codec.hpp"
#include "mocks/pipeline/flows.hpp"

namespace drydock::pipeline {
namespace {

std::string reservation_id(const ReservationCreate& create) {
  const bool prefixed = create.cart_id.starts_with("C-");
  return "R-" + (prefixed ? create.cart_id.substr(2) : create.cart_id) + "-" + std::to_string(create.attempt);
}

std::string key_of(const Received& received) {
  const std::string& given = received.headers.idempotency_key;
  return given.empty() ? business_key(*received.type, received.body) : given;
}

std::int64_t hash_of(const Payload& body) { return static_cast<std::int64_t>(content_hash(body)); }

void reserve_stock(Platform& p, const std::vector<Given>& given, std::int64_t sign) {
  for (const Given& one : given) {
    Delta delta;
    delta.reserved = sign * one.quantity;
    const std::size_t node = p.has(Defect::reserved_at_the_first_node) ? 0 : one.node;
    p.inventory.change(p.inventory.at(one.item, node), delta);
  }
}

// Defect: what the stock row said when it was read is written back, with our own units added, after the commit;
// whatever others did to it meanwhile is lost.
void reserve_stale(Platform& p, const std::string& id, const std::vector<Given>& given) {
  struct Read {
    Given given;
    std::int64_t reserved;
    std::vector<std::tuple<std::string, std::size_t, std::int64_t>> live;
  };
  std::vector<Read> reads;
  for (const Given& one : given) {
    Place& place = p.inventory.at(one.item, one.node);
    Read& read = reads.emplace_back(Read{one, place.reserved, {}});
    for (auto* reservation : p.reservations.all())
      for (std::size_t i = 0; i < reservation->slices.size(); ++i) {
        const Slice& slice = reservation->slices[i];
        if (slice.item == place.item && slice.location == place.location && slice.in_work == 0)
          read.live.emplace_back(reservation->reservation_id, i, slice.live);
      }
  }
  for (Slice& slice : p.reservations.find(id)->slices) slice.live = 0;
  p.journal.then([&p, id, reads] {
    for (const Read& read : reads) {
      Place& place = p.inventory.at(read.given.item, read.given.node);
      Delta delta;
      delta.reserved = read.reserved + read.given.quantity - place.reserved;
      p.inventory.change(place, delta);
      for (const auto& [other, index, live] : read.live) {
        auto* reservation = p.reservations.find(other);
        if (reservation == nullptr || index >= reservation->slices.size()) continue;
        if (reservation->slices[index].in_work == 0) reservation->slices[index].live = live;
        p.journal.touch(*reservation);
      }
    }
    if (auto* own = p.reservations.find(id)) {
      for (Slice& slice : own->slices) slice.live = slice.quantity;
      p.journal.touch(*own);
    }
  });
}

// Defect: only now is it taken from what can be promised.
void take_at_confirm(Platform& p, const ReservationRow& row) {
  if (!p.has(Defect::stock_taken_at_confirm)) return;
  for (const Slice& slice : row.slices) {
    Delta delta;
    delta.reserved = slice.live - slice.in_work;
    if (Place* place = p.inventory.at(slice.item, slice.location)) p.inventory.change(*place, delta);
  }
}

ReservationAnswer hold(Platform& p, const ReservationCreate& create, const Assignment& assignment) {
  ReservationRow row;
  row.reservation_id = reservation_id(create);
  row.expires_at = p.now() + seconds(create.ttl_seconds);
  ReservationAnswer answer;
  answer.outcome = ReservationOutcome::held;
  answer.reservation_id = row.reservation_id;
  answer.expires_at = row.expires_at;
  answer.promise = assignment.promise;
  for (const Given& given : assignment.given) {
    const std::string& location = p.masters.nodes()[given.node].location.location;
    row.slices.push_back({given.line, given.item, location, given.quantity, given.quantity, 0, 0, 0, 0});
    answer.lines.push_back({given.line, given.item, location, given.quantity});
  }
  p.holds.push({row.expires_at, row.reservation_id});
  const std::string id = row.reservation_id;
  p.reservations.add(id, std::move(row));
  if (p.has(Defect::check_then_reserve)) {
    p.journal.then([&p, given = assignment.given] { reserve_stock(p, given, 1); });
  } else if (p.has(Defect::lost_reserved_update)) {
    reserve_stale(p, id, assignment.given);
  } else if (!p.has(Defect::stock_taken_at_confirm)) {
    reserve_stock(p, assignment.given, 1);
  }
  return answer;
}

ReservationAnswer decline(Platform& p, const ReservationCreate& create, const Assignment& assignment) {
  ReservationAnswer answer;
  answer.reservation_id = reservation_id(create);
  for (const Want& missing : assignment.missing) {
    const auto said = [&](const ItemQuantity& nearest) { return nearest.item == missing.item; };
    if (std::any_of(answer.nearest.begin(), answer.nearest.end(), said)) continue;
    std::int64_t all = 0;
    if (p.inventory.sells(missing.item))
      for (std::size_t node = 0; node < p.masters.nodes().size(); ++node)
        all += p.inventory.offer(p.inventory.at(missing.item, node));
    answer.nearest.push_back({missing.item, all});
  }
  return answer;
}

Assignment find_stock(Platform& p, const ReservationCreate& create) {
  std::vector<Want> wants;
  Assignment unknown;
  for (const LineQuantity& line : create.lines) {
    if (!p.inventory.sells(line.item) || waits_for_item(p, line.item))
      unknown.missing.push_back({line.line, line.item, line.quantity});
    wants.push_back({line.line, line.item, line.quantity});
  }
  if (!unknown.missing.empty()) return unknown;
  return assign(p.inventory, p.masters, p.settings, wants,
                route_for(create.ship_to.region, create.service, p.now(), p.defects));
}

// Ends what is live and not with a warehouse.
void give_back(Platform& p, ReservationRecord& reservation, ReservationState state) {
  const bool untaken = p.has(Defect::stock_taken_at_confirm) && reservation.state == ReservationState::held;
  for (Slice& slice : reservation.slices) {
    const std::int64_t free = slice.live - slice.in_work;
    if (free <= 0) continue;
    slice.live -= free;
    (state == ReservationState::expired ? slice.expired : slice.released) += free;
    if (Place* place = p.inventory.at(slice.item, slice.location)) {
      Delta delta;
      delta.reserved = untaken ? 0 : -free;
      p.inventory.change(*place, delta);
    }
  }
  reservation.state = state;
  reservation.ended_at = p.now();
  p.journal.touch(reservation);
  p.aged.push({p.now() + p.settings.dedup_memory, "r" + reservation.reservation_id});
}

void answer_status(Platform& p, const Received& received, const ReservationRow& row, ReservationState state) {
  p.journal.reply(received.id, {200, Payload::of(ReservationStatus{row.reservation_id, state}), {}});
}

bool run_out(const Platform& p, const ReservationRow& row) {
  return !p.has(Defect::holds_never_expire) && row.state == ReservationState::held && row.expires_at <= p.now();
}

}  // namespace

void create_reservation(Platform& p, const Received& received, const ReservationCreate& create) {
  const std::string key = key_of(received);
  const std::int64_t hash = hash_of(received.body);
  if (p.has(Defect::reservation_key_ignored)) p.answers.erase(key);
  if (auto* known = p.answers.find(key)) {
    if (known->body_hash != hash)
      return p.journal.reply(received.id,
                             problem(422, "idempotency_key_reused", "the key came with another body before"));
    return p.journal.reply(received.id, {200, Payload::of(known->answer), {}});
  }
  // Another key for the same cart and attempt is the same request still: there is one reservation of that name.
  if (p.reservations.find(reservation_id(create)) != nullptr)
    return p.journal.reply(received.id, problem(409, "reservation_exists", "this cart and attempt hold stock already"));
  const Assignment assignment = find_stock(p, create);
  ReservationAnswer answer = assignment.missing.empty() ? hold(p, create, assignment) : decline(p, create, assignment);
  p.answers.add(key, AnswerRow{key, hash, p.now(), answer});
  p.aged.push({p.now() + p.settings.dedup_memory, "k" + key});
  p.journal.reply(received.id, {200, Payload::of(std::move(answer)), {}});
}

void confirm_reservation(Platform& p, const Received& received, const ReservationConfirm& confirm) {
  auto* row = p.reservations.find(confirm.reservation_id);
  if (row == nullptr)
    return p.journal.reply(received.id, problem(404, "unknown_reservation", "there is no " + confirm.reservation_id));
  if (run_out(p, *row)) give_back(p, *row, ReservationState::expired);
  if (row->state == ReservationState::held) {
    row->state = ReservationState::confirmed;
    row->order_id = confirm.order_id;
    take_at_confirm(p, *row);
    p.journal.touch(*row);
  } else if (row->order_id.empty()) {
    return p.journal.reply(received.id, problem(409, "reservation_gone", "it is " + std::string(name_of(row->state))));
  } else if (row->order_id != confirm.order_id) {
    return p.journal.reply(received.id,
                           problem(422, "idempotency_key_reused", "it was confirmed for " + row->order_id));
  }
  answer_status(p, received, *row, ReservationState::confirmed);
}

void release_reservation(Platform& p, const Received& received, const ReservationRelease& release) {
  auto* row = p.reservations.find(release.reservation_id);
  if (row == nullptr)
    return p.journal.reply(received.id, problem(404, "unknown_reservation", "there is no " + release.reservation_id));
  const std::int64_t hash = hash_of(received.body) | 1;
  if (row->release_hash != 0 && row->release_hash != hash)
    return p.journal.reply(received.id,
                           problem(422, "idempotency_key_reused", "it was released with another body before"));
  const bool in_use = !row->order_id.empty() && p.orders.find(row->order_id) != nullptr;
  if (in_use) return p.journal.reply(received.id, problem(409, "reservation_in_use", "the order has been placed"));
  if (run_out(p, *row)) give_back(p, *row, ReservationState::expired);
  if (row->state == ReservationState::held || row->state == ReservationState::confirmed)
    give_back(p, *row, ReservationState::released);
  if (row->release_hash == 0) {
    row->release_hash = hash;
    p.journal.touch(*row);
  }
  answer_status(p, received, *row, row->state);
}

void expire_holds(Platform& p) {
  if (p.has(Defect::holds_never_expire)) p.holds = {};
  while (!p.holds.empty() && p.holds.top().at <= p.now()) {
    auto* row = p.reservations.find(p.holds.top().id);
    p.holds.pop();
    if (row != nullptr && run_out(p, *row)) give_back(p, *row, ReservationState::expired);
  }
}

std::int64_t take_live(Platform& p, const OrderRow& order, std::string_view line, std::string_view location,
                       bool in_work, std::int64_t quantity,
                       const std::function<void(ReservationRecord&, Slice&, std::int64_t)>& change) {
  std::int64_t taken = 0;
  for (const std::string& id : order.reservations) {
    auto* reservation = p.reservations.find(id);
    if (reservation == nullptr) continue;
    for (Slice& slice : reservation->slices) {
      if (slice.line != line || (!location.empty() && slice.location != location)) continue;
      const std::int64_t there = in_work ? std::min(slice.in_work, slice.live) : slice.live - slice.in_work;
      const std::int64_t amount = std::min(there, quantity - taken);
      if (amount <= 0) continue;
      change(*reservation, slice, amount);
      p.journal.touch(*reservation);
      taken += amount;
    }
  }
  return taken;
}

std::int64_t at_warehouses(Platform& p, const OrderRow& order, std::string_view name) {
  std::int64_t units = 0;
  for (std::int64_t n = 1; n <= order.releases; ++n)
    if (const auto* fulfilment = p.fulfilments.find(order.order_id + "-F" + std::to_string(n)))
      for (const WorkLine& line : fulfilment->lines)
        if (line.line == name) units += line.quantity - line.shorted;
  return units;
}

std::int64_t give_back_held(Platform& p, const OrderRow& order, std::string_view line, std::int64_t quantity) {
  return take_live(p, order, line, {}, false, quantity, [&](ReservationRecord&, Slice& slice, std::int64_t amount) {
    slice.live -= amount;
    slice.released += amount;
    Place* place = p.inventory.at(slice.item, slice.location);
    if (place == nullptr) return;
    Delta delta;
    delta.reserved = -amount;
    p.inventory.change(*place, delta);
  });
}

void call_for_order(Platform& p, SeatIndex to, Payload body, std::string key, const std::string& order_id,
                    const Cause& cause) {
  p.call({.to = to,
          .body = std::move(body),
          .idempotency_key = std::move(key),
          .lane = p.lane(order_id, cause),
          .subject = order_id},
         cause);
}

}  // namespace drydock::pipeline
