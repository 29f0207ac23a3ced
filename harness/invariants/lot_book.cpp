#include "harness/invariants/lot_book.hpp"

#include <algorithm>
#include <tuple>

namespace drydock {
namespace {

// The row of the same lot and line, or null.
template <class Rows>
auto same_in(Rows& lots, const LotOnLine& wanted) {
  const auto same = [&](const LotOnLine& one) { return one.lot == wanted.lot && one.line == wanted.line; };
  const auto found = std::find_if(lots.begin(), lots.end(), same);
  return found == lots.end() ? nullptr : &*found;
}

std::int64_t units_on(const std::vector<LotOnLine>& lots, std::uint64_t line) {
  std::int64_t sum = 0;
  for (const LotOnLine& one : lots)
    if (one.line == line) sum += one.quantity;
  return sum;
}

}  // namespace

std::vector<LotQuantity> summed(std::vector<LotQuantity> lots) {
  const auto of = [](const LotQuantity& one) { return std::tie(one.line, one.item, one.lot); };
  std::sort(lots.begin(), lots.end(), [&](const LotQuantity& a, const LotQuantity& b) { return of(a) < of(b); });
  std::vector<LotQuantity> sums;
  for (LotQuantity& one : lots) {
    if (!sums.empty() && of(sums.back()) == of(one))
      sums.back().quantity += one.quantity;
    else
      sums.push_back(std::move(one));
  }
  return sums;
}

std::vector<std::uint32_t>& LotBook::at(const std::string& item, const std::string& location) {
  return places_[name_key(item, location)];
}

std::uint32_t LotBook::number(const std::string& item, const std::string& location, const std::string& lot) {
  std::vector<std::uint32_t>& here = at(item, location);
  for (const std::uint32_t one : here)
    if (lots_[one].lot == lot) return one;
  const auto made = static_cast<std::uint32_t>(lots_.size());
  lots_.push_back({item, location, lot});
  here.push_back(made);
  return made;
}

void LotBook::opened(const LotStock& stock) {
  BookedLot& lot = lots_[number(stock.item, stock.location, stock.lot)];
  lot.there += stock.quantity;
  lot.expires = stock.expires_at.value_or(lot.expires);
}

void LotBook::received(const WmsReceived& goods) {
  if (!goods.lot || goods.bucket != Bucket::unrestricted) return;
  opened({goods.item, goods.location, *goods.lot, goods.expires_at, goods.quantity});
}

void LotBook::held(const WmsLotHeld& hold) {
  if (!hold.lot) return lost(hold.item, hold.location, hold.quantity);
  BookedLot& lot = lots_[number(hold.item, hold.location, *hold.lot)];
  lot.there -= hold.quantity;
  if (hold.reason == recalled_reason) recalled(hold.item, hold.location, *hold.lot);
}

void LotBook::recalled(const std::string& item, const std::string& location, const std::string& lot) {
  BookedLot& gone = lots_[number(item, location, lot)];
  gone.recalled = true;
  gone.there = gone.assigned = 0;
}

void LotBook::released(const WmsLotReleased& release) {
  if (release.lot) lots_[number(release.item, release.location, *release.lot)].there += release.quantity;
}

void LotBook::lost(const std::string& item, const std::string& location, std::int64_t quantity) {
  if (quantity <= 0) return;
  for (const std::uint32_t one : at(item, location)) lots_[one].there -= quantity;
}

void LotBook::needed(std::string_view fulfilment, Instant by) { works_[name_key(fulfilment)].needed = by; }

Instant LotBook::needed(std::string_view fulfilment) {
  Work* work = works_.find(name_key(fulfilment));
  return work == nullptr ? Instant{} : work->needed;
}

// Told again, what was assigned before stays: only what is new is added.
std::vector<LotOnLine> LotBook::assigned(const WmsAllocated& told) {
  std::vector<LotOnLine> more;
  if (!told.lots) return more;
  for (const LotQuantity& row : *told.lots) {
    LotOnLine lot{number(row.item, told.location, row.lot), name_key(row.line), row.quantity};
    Work& work = works_[name_key(told.fulfillment_id)];
    LotOnLine* before = same_in(work.assigned, lot);
    if (before == nullptr) before = &work.assigned.emplace_back(LotOnLine{lot.lot, lot.line, 0});
    if (work.orders <= 1) lot.quantity -= before->quantity;
    if (lot.quantity <= 0) continue;
    before->quantity += lot.quantity;
    lots_[lot.lot].assigned += lot.quantity;
    more.push_back(lot);
  }
  return more;
}

void LotBook::picked(const WmsPickConfirmed& told) {
  if (!told.lots) return;
  Work& work = works_[name_key(told.fulfillment_id)];
  std::vector<LotOnLine> fetched;
  for (const LotQuantity& row : *told.lots) {
    const LotOnLine lot{number(row.item, told.location, row.lot), name_key(row.line), row.quantity};
    fetched.push_back(lot);
    if (LotOnLine* same = same_in(work.picked, lot))
      same->quantity += lot.quantity;
    else
      work.picked.push_back(lot);
  }
  settle(work, fetched);
}

// Of what was fetched instead of what was assigned more is taken. The other is free again only where nothing came up
// short: what a short pick lost may have been of it.
void LotBook::settle(const Work& work, const std::vector<LotOnLine>& fetched) {
  for (const LotOnLine& row : fetched) {
    const LotOnLine* meant = same_in(work.assigned, row);
    lots_[row.lot].assigned += std::max<std::int64_t>(0, row.quantity - (meant == nullptr ? 0 : meant->quantity));
  }
  for (const LotOnLine& meant : work.assigned) {
    if (work.orders > 1 || units_on(fetched, meant.line) != units_on(work.assigned, meant.line)) continue;
    const LotOnLine* row = same_in(fetched, meant);
    lots_[meant.lot].assigned -= std::max<std::int64_t>(0, meant.quantity - (row == nullptr ? 0 : row->quantity));
  }
}

std::int64_t LotBook::shipped(std::string_view fulfilment, const std::string& location, const LotQuantity& row) {
  const LotOnLine lot{number(row.item, location, row.lot), name_key(row.line), row.quantity};
  LotOnLine* picked = same_in(works_[name_key(fulfilment)].picked, lot);
  const std::int64_t known = picked == nullptr ? 0 : std::min(picked->quantity, row.quantity);
  if (picked != nullptr) picked->quantity -= known;
  BookedLot& book = lots_[lot.lot];
  if (book.recalled) return known;
  book.there -= row.quantity;
  book.assigned -= row.quantity;
  return known;
}

const BookedLot* LotBook::sooner(const BookedLot& lot, Instant needed) {
  const std::vector<std::uint32_t>* here = places_.find(name_key(lot.item, lot.location));
  if (here == nullptr) return nullptr;
  const BookedLot* best = nullptr;
  for (const std::uint32_t number : *here) {
    const BookedLot& other = lots_[number];
    if (other.recalled || other.expires >= lot.expires || other.expires <= needed || other.free() <= 0) continue;
    if (best == nullptr || other.expires < best->expires) best = &other;
  }
  return best;
}

}  // namespace drydock
