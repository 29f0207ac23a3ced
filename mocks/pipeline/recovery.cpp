// A restart: everything is read back from the journal, and what is not in it is worked out again.
#include "mocks/pipeline/flows.hpp"

namespace drydock::pipeline {
namespace {

/// Calls `use(id, payload)` for the entries whose key starts with `prefix`, by key.
template <class Use>
void each(const Entries& entries, std::string_view prefix, Use&& use) {
  for (auto at = entries.lower_bound(prefix); at != entries.end() && at->first.starts_with(prefix); ++at)
    use(at->first.substr(prefix.size()), at->second);
}

template <class T>
void restore(Table<T>& table, const Entries& entries) {
  each(entries, table.prefix(), [&](const std::string& id, const Payload& value) {
    if (const T* row = value.as<T>()) table.restore(id, *row);
  });
}

void restore_masters(Platform& p, const Entries& entries) {
  each(entries, "mi/",
       [&](const std::string&, const Payload& value) { p.masters.add_items(*value.as<ItemListResult>()); });
  each(entries, "ml/", [&](const std::string&, const Payload& value) {
    p.masters.add_locations(*value.as<LocationListResult>(), *p.seat.directory);
  });
  p.masters.complete();
}

void restore_listings(Platform& p, const Entries& entries) {
  restore(p.listings, entries);
  for (ListingRecord* row : p.listings.all()) row->publishing = false;
}

void restore_positions(Platform& p, const Entries& entries) {
  each(entries, "p/", [&](const std::string&, const Payload& value) {
    Place& place = p.inventory.restore(*value.as<PositionRow>(), false);
    if (!p.has(Defect::shop_updates_in_memory)) p.inventory.publish_again(place);
  });
}

void restore_outbox(Platform& p, const Entries& entries) {
  each(entries, "c/", [&](const std::string& number, const Payload& value) {
    const auto body = entries.find("b/" + number);
    const auto* row = value.as<CallRow>();
    if (body == entries.end() || p.seat.directory->find(row->destination) == no_seat) return;
    p.outbox.restore(*row, body->second);
    if (auto* order = p.orders.find(row->subject)) ++order->open_calls;
  });
}

void restore_work(Platform& p) {
  for (const FulfilmentRecord* f : p.fulfilments.all()) {
    const auto node = p.masters.node(f->location);
    if (node && waits_at_node(*f)) ++p.masters.nodes()[*node].open_work;
  }
}

void restore_early(Platform& p) {
  for (const auto* row : p.cancellations.all())
    if (!row->answered && p.orders.find(row->order_id) == nullptr)
      p.early[row->order_id].push_back(row->cancellation_id);
}

void restore_returns(Platform& p) {
  for (const ReturnRecord* row : p.returns.all()) {
    if (p.orders.find(row->order_id) != nullptr) p.returns_of[row->order_id].push_back(row->return_id);
    if (row->closed_at) p.aged.push({*row->closed_at + p.settings.tombstone_memory, "q" + row->return_id});
  }
}

// Retention runs anew for what may have been waiting for it.
void restore_due(Platform& p) {
  for (const ReservationRecord* row : p.reservations.all()) {
    if (row->state == ReservationState::held) p.holds.push({row->expires_at, row->reservation_id});
    if (row->ended_at) p.aged.push({*row->ended_at + p.settings.dedup_memory, "r" + row->reservation_id});
  }
  for (const auto* row : p.answers.all()) p.aged.push({row->made_at + p.settings.dedup_memory, "k" + row->key});
  for (const auto* row : p.movements.all())
    p.aged.push({row->applied_at + p.settings.dedup_memory, "m" + row->movement_id});
  for (const auto* row : p.tombstones.all())
    p.aged.push({row->closed_at + p.settings.tombstone_memory, "x" + row->journal_key().substr(2)});
  for (const auto* row : p.cancellations.all())
    p.aged.push({row->heard_at + p.settings.tombstone_memory, "n" + row->cancellation_id});
  for (const auto* row : p.transfers.all())
    if (row->closed_at) p.aged.push({*row->closed_at + p.settings.dedup_memory, "v" + row->transfer_id});
  for (const auto* row : p.archive.all()) p.aged.push({row->accepted_at + p.settings.archive, "w" + row->event_id});
  for (const auto& [at, id] : p.posting_log.restored()) p.aged.push({at, "B" + id});
  for (OrderRecord* order : p.orders.all()) retire(p, *order);
}

}  // namespace

bool recover(Platform& p, const Entries& entries) {
  if (entries.find("prepared") == entries.end()) return false;
  restore_masters(p, entries);
  restore(p.items, entries);
  restore_items(p);
  restore_listings(p, entries);
  restore_positions(p, entries);
  p.posting_log.restore(entries);
  restore(p.movements, entries);
  restore(p.reservations, entries);
  restore(p.answers, entries);
  restore(p.orders, entries);
  each(entries, "o/", [&](const std::string& id, const Payload& placed) {
    auto* order = p.orders.find(id);
    if (order == nullptr) return;
    order->placed = placed;
    order->open_calls = 0;
    if (p.has(Defect::origin_in_memory)) order->shop.clear();
    order->retired = false;
  });
  restore(p.fulfilments, entries);
  restore(p.packages, entries);
  restore(p.held, entries);
  each(entries, "g/", [&](const std::string& id, const Payload& data) {
    if (auto* row = p.held.find(id)) row->data = data;
  });
  restore(p.replays, entries);
  restore(p.seen, entries);
  restore(p.tombstones, entries);
  restore(p.cancellations, entries);
  restore(p.feeds, entries);
  restore(p.payments, entries);
  restore(p.transfers, entries);
  restore(p.archive, entries);
  each(entries, "wb/", [&](const std::string& id, const Payload& data) {
    auto* row = p.archive.find(id);
    if (row == nullptr) return;
    row->data = data;
    p.last_archived = std::max(p.last_archived, row->number);
  });
  restore(p.returns, entries);
  restore_returns(p);
  restore(p.loads, entries);
  restore(p.breaks, entries);
  restore(p.parked, entries);
  each(entries, "zb/", [&](const std::string& id, const Payload& data) {
    auto* row = p.parked.find(id);
    if (row == nullptr) return;
    row->data = data;
    p.last_parked = std::max(p.last_parked, row->number);
  });
  restore_early(p);
  each(entries, "d/",
       [&](const std::string& id, const Payload& letter) { p.dead_letters[id] = *letter.as<DeadLetter>(); });
  restore_outbox(p, entries);
  restore_work(p);
  restore_due(p);
  p.ready = true;
  p.outbox.resume(*p.io);
  apply_items(p);
  return true;
}

}  // namespace drydock::pipeline
