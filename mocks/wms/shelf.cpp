#include "mocks/wms/shelf.hpp"

#include <algorithm>
#include <cassert>

#include "mocks/common/text.hpp"

namespace drydock {
namespace {
constexpr std::string_view prefix = "stock/";

std::string lot_key(std::string_view item, std::string_view lot) { return joined(item, "/", lot); }

Instant end_of(const ShelfLot& lot) { return lot.expires_at.value_or(Instant{INT64_MAX}); }

ShelfLot* lot_in(ShelfRow& row, std::string_view lot) {
  for (ShelfLot& one : row.lots)
    if (one.lot == lot) return &one;
  return nullptr;
}

ShelfLot& lot_of(ShelfRow& row, const std::string& lot, std::optional<Instant> expires_at) {
  if (ShelfLot* known = lot_in(row, lot)) return *known;
  const ShelfLot made{lot, expires_at, 0, 0, false, false};
  const auto later = [](const ShelfLot& a, const ShelfLot& b) { return end_of(a) < end_of(b); };
  return *row.lots.insert(std::upper_bound(row.lots.begin(), row.lots.end(), made, later), made);
}

}  // namespace

void Shelf::open(const LotStock& stock) {
  ShelfRow& row = rows_.touch(stock.item);
  lot_of(row, stock.lot, stock.expires_at).unrestricted += stock.quantity;
}

const ShelfLot* Shelf::find(std::string_view item, std::string_view lot) const {
  const ShelfRow* row = rows_.find(item);
  if (row == nullptr) return nullptr;
  const auto found = std::find_if(row->lots.begin(), row->lots.end(), [&](const ShelfLot& o) { return o.lot == lot; });
  return found == row->lots.end() ? nullptr : &*found;
}

std::int64_t Shelf::allocated(std::string_view item) const {
  const auto found = allocated_.find(item);
  return found == allocated_.end() ? 0 : found->second;
}

std::int64_t Shelf::claimed(std::string_view item, std::string_view lot) const {
  const auto found = claimed_.find(lot_key(item, lot));
  return found == claimed_.end() ? 0 : found->second;
}

std::int64_t Shelf::free(std::string_view item) const {
  const ShelfRow* row = rows_.find(item);
  return row == nullptr ? 0 : row->position.unrestricted - allocated(item);
}

std::int64_t Shelf::free(std::string_view item, std::string_view lot) const {
  const ShelfLot* found = find(item, lot);
  return found == nullptr ? 0 : found->unrestricted - claimed(item, lot);
}

std::int64_t Shelf::free_of_no_lot(const ShelfRow& row) const {
  std::int64_t left = free(row.position.item);
  for (const ShelfLot& lot : row.lots) left -= free(row.position.item, lot.lot);
  return left;
}

std::string Shelf::fullest(bool held) const {
  std::string best;
  std::int64_t most = 0;
  rows_.each([&](const std::string& item, const ShelfRow& row) {
    const std::int64_t units = held ? row.position.quality_hold : free(item);
    if (units < most || units == 0 || (units == most && item > best)) return;
    most = units;
    best = item;
  });
  return best;
}

Assigned Shelf::allocate(const std::string& item, std::int64_t wanted, Instant needed) {
  Assigned got;
  const ShelfRow* row = rows_.find(item);
  if (row == nullptr || wanted <= 0) return got;
  std::int64_t left = wanted;
  for (const ShelfLot& lot : row->lots) {
    if (lot.ended || end_of(lot) <= needed) continue;
    const std::int64_t part = std::min(left, free(item, lot.lot));
    add_lot(got.lots, lot.lot, part);
    left -= part;
  }
  left -= std::clamp<std::int64_t>(free_of_no_lot(*row), 0, left);
  got.quantity = wanted - left;
  claim(item, got.quantity, got.lots);
  return got;
}

void Shelf::claim(const std::string& item, std::int64_t quantity, const LotSplit& lots) {
  if (quantity > 0) allocated_[item] += quantity;
  for (const LotUnits& one : lots) claimed_[lot_key(item, one.lot)] += one.quantity;
  assert(free(item) >= 0);
}

void Shelf::let_go(const std::string& item, std::int64_t quantity, const LotSplit& lots) {
  std::int64_t& claimed = allocated_[item];
  assert(quantity >= 0 && quantity <= claimed);
  claimed -= quantity;
  for (const LotUnits& one : lots) claimed_[lot_key(item, one.lot)] -= one.quantity;
}

LotSplit Shelf::exchanged(const std::string& item, const LotSplit& lots, Instant needed) {
  const ShelfRow* row = rows_.find(item);
  if (row == nullptr || row->lots.empty()) return lots;
  const ShelfLot& front = row->lots.back();
  const std::int64_t there = free(item, front.lot);
  if (front.ended || end_of(front) <= needed || there == 0) return lots;
  LotSplit rest = lots;
  const LotSplit left = split_first(rest, std::min(there, units_of(lots)));
  let_go(item, units_of(left), left);
  const LotSplit instead{{front.lot, units_of(left)}};
  claim(item, units_of(left), instead);
  add_lot(rest, front.lot, units_of(left));
  return rest;
}

ShelfRow& Shelf::moved(std::string_view item) {
  assert(rows_.find(item) != nullptr && "only positions that exist move");
  ShelfRow& row = rows_.touch(item);
  ++row.position.version;
  return row;
}

// Free units leave unrestricted: of one lot or, where none is named, of no lot first and then of the last to expire.
LotSplit Shelf::fetch(ShelfRow& row, std::int64_t quantity, std::string_view lot) {
  const std::string item = row.position.item;
  LotSplit taken;
  std::int64_t left = quantity;
  if (lot.empty()) left -= std::clamp<std::int64_t>(free_of_no_lot(row), 0, left);
  for (auto one = row.lots.rbegin(); one != row.lots.rend() && left > 0; ++one) {
    if (!lot.empty() && one->lot != lot) continue;
    const std::int64_t part = std::min(left, free(item, one->lot));
    one->unrestricted -= part;
    add_lot(taken, one->lot, part);
    left -= part;
  }
  row.position.unrestricted -= quantity;
  return taken;
}

const Position& Shelf::add(std::string_view item, std::int64_t delta) {
  assert(delta >= -free(item));
  ShelfRow& row = moved(item);
  if (delta < 0)
    fetch(row, -delta, {});
  else
    row.position.unrestricted += delta;
  return row.position;
}

const Position& Shelf::receive(std::string_view item, std::int64_t quantity, const std::string& lot,
                               std::optional<Instant> expires_at) {
  assert(quantity >= 0);
  ShelfRow& row = moved(item);
  lot_of(row, lot, expires_at).unrestricted += quantity;
  row.position.unrestricted += quantity;
  return row.position;
}

std::int64_t Shelf::drift(std::string_view item, std::int64_t delta) {
  assert(rows_.find(item) != nullptr && "only positions that exist drift");
  const std::int64_t came_to = std::max(delta, -free(item));
  if (came_to < 0) fetch(rows_.touch(item), -came_to, {});
  if (came_to > 0) rows_.touch(item).position.unrestricted += came_to;
  return came_to;
}

const Position& Shelf::add_damaged(std::string_view item, std::int64_t quantity) {
  assert(quantity >= 0);
  Position& position = moved(item).position;
  position.damaged += quantity;
  return position;
}

const Position& Shelf::add_held(std::string_view item, std::int64_t quantity) {
  assert(quantity >= 0);
  Position& position = moved(item).position;
  position.quality_hold += quantity;
  return position;
}

const Position& Shelf::hold(std::string_view item, std::int64_t quantity, std::string_view lot) {
  assert(quantity >= 0 && quantity <= (lot.empty() ? free(item) : free(item, lot)));
  ShelfRow& row = moved(item);
  for (const LotUnits& one : fetch(row, quantity, lot)) lot_in(row, one.lot)->held += one.quantity;
  row.position.quality_hold += quantity;
  return row.position;
}

const Position& Shelf::damage(std::string_view item, std::int64_t quantity, std::string_view lot) {
  assert(quantity >= 0 && quantity <= (lot.empty() ? free(item) : free(item, lot)));
  ShelfRow& row = moved(item);
  fetch(row, quantity, lot);
  row.position.damaged += quantity;
  return row.position;
}

const Position& Shelf::release(std::string_view item, std::int64_t quantity, std::string_view lot) {
  ShelfRow& row = moved(item);
  assert(quantity >= 0 && quantity <= row.position.quality_hold);
  std::int64_t left = quantity;
  for (ShelfLot& one : row.lots) {
    if (!lot.empty() && one.lot != lot) continue;
    const std::int64_t part = one.ended ? 0 : std::min(left, one.held);
    one.held -= part;
    one.unrestricted += part;
    left -= part;
  }
  row.position.quality_hold -= quantity;
  row.position.unrestricted += quantity;
  return row.position;
}

const Position& Shelf::take(const std::string& item, std::int64_t quantity, const LotSplit& lots) {
  let_go(item, quantity, lots);
  ShelfRow& row = moved(item);
  row.position.unrestricted -= quantity;
  for (const LotUnits& one : lots) {
    ShelfLot* lot = lot_in(row, one.lot);
    assert(lot != nullptr && lot->unrestricted >= one.quantity);
    lot->unrestricted -= one.quantity;
  }
  assert(free(item) >= 0);
  return row.position;
}

void Shelf::end(std::string_view item, std::string_view lot, bool recalled) {
  ShelfLot* found = lot_in(rows_.touch(item), lot);
  assert(found != nullptr);
  found->ended = true;
  found->recalled = recalled;
}

Entry Shelf::entry(std::string_view item) const {
  const ShelfRow* row = rows_.find(item);
  assert(row != nullptr);
  return {joined(prefix, item), Payload::of(*row)};
}

bool Shelf::owns(std::string_view journal_key) { return journal_key.starts_with(prefix); }

}  // namespace drydock
