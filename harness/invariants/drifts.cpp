#include "harness/invariants/drifts.hpp"

#include <algorithm>
#include <cstdlib>

#include "contracts/canonical/availability.hpp"
#include "harness/invariants/clocks.hpp"

namespace drydock {

Drifts::Drifts(const Courtroom& room, Places& places)
    : directory_(room.directory), skew_(clock_tolerance(*room.plan)), places_(places) {}

void Drifts::see(const Record& record) {
  told_now_.reset();
  correction_now_ = false;
  if (record.body == nullptr) return;
  if (record.kind == RecordKind::view) {
    const auto* row = record.body->as<BreakView>();
    if (row == nullptr) return;
    char& known = known_breaks_[name_key(row->break_id)];
    if (known == 0) told_now_ = told(*row);
    known = 1;
  } else if (const auto* drift = record.body->as<StockDrift>()) {
    drifted(record, *drift);
  } else if (const auto* adjust = record.body->as<InventoryAdjust>()) {
    if (adjust->reason == reconciliation_reason) corrected(record, *adjust);
  } else if (const auto* copy = record.body->as<BalanceSnapshot>()) {
    copied(*copy);
  } else if (const auto* set = record.body->as<AvailabilitySet>()) {
    shown(places_.number(set->item, set->location), record.from, record.t);
  }
}

const Drifts::AtPlace& Drifts::at(std::uint32_t place) const {
  static const AtPlace none;
  return place < at_place_.size() ? at_place_[place] : none;
}

std::int64_t Drifts::open_sum(std::uint32_t place, BreakSide side) const {
  std::int64_t sum = 0;
  for (const std::uint32_t number : at(place).drifts)
    if (drifts_[number].open() && drifts_[number].side == side) sum += drifts_[number].quantity;
  return sum;
}

bool Drifts::any_open(std::uint32_t place) const {
  const auto& here = at(place).drifts;
  return std::any_of(here.begin(), here.end(), [&](std::uint32_t number) { return drifts_[number].open(); });
}

bool Drifts::shop_open(std::uint32_t place, SeatIndex shop) const {
  const auto& here = at(place).drifts;
  return std::any_of(here.begin(), here.end(), [&](std::uint32_t number) {
    const Drift& drift = drifts_[number];
    return drift.open() && drift.side == BreakSide::commerce && drift.seat == shop;
  });
}

void Drifts::keep(Drift drift) {
  grown(at_place_, drift.place).drifts.push_back(static_cast<std::uint32_t>(drifts_.size()));
  drifts_.push_back(std::move(drift));
}

void Drifts::drifted(const Record& record, const StockDrift& happened) {
  const std::string& role = (*directory_)[record.from].role;
  const BreakSide side = role == "wms" ? BreakSide::wms : role == "erp" ? BreakSide::erp : BreakSide::commerce;
  const std::uint32_t place = places_.number(happened.item, happened.location);
  AtPlace& here = grown(at_place_, place);
  if (side == BreakSide::wms) owe(here, happened.quantity, record.t);
  if (side == BreakSide::erp) owe(here, -happened.quantity, record.t);
  keep({.id = happened.drift_id,
        .side = side,
        .seat = record.from,
        .place = place,
        .quantity = happened.quantity,
        .at = record.t});
  undone(place, record.from, record.t);
}

// Drifts of one seat that come to nothing together need not be found; those of two shops are two matters.
void Drifts::undone(std::uint32_t place, SeatIndex seat, Instant now) {
  std::int64_t sum = 0;
  const auto concerned = [&](const Drift& drift) { return drift.open() && drift.seat == seat; };
  for (const std::uint32_t number : at(place).drifts)
    if (concerned(drifts_[number])) sum += drifts_[number].quantity;
  if (sum != 0) return;
  for (const std::uint32_t number : at(place).drifts)
    if (concerned(drifts_[number])) drifts_[number].over = now;
}

void Drifts::corrected(const Record& record, const InventoryAdjust& adjust) {
  const std::uint32_t place = places_.number(adjust.item, adjust.location);
  AtPlace& here = grown(at_place_, place);
  const bool same_way = (adjust.delta < 0) == (here.owed < 0);
  correction_now_ = true;
  const bool as_copied = here.copied && adjust.delta != 0 && adjust.delta == here.owed_then;
  correction_fits_ = as_copied || (adjust.delta != 0 && same_way && std::abs(adjust.delta) <= std::abs(here.owed));
  if (as_copied) here.copied.reset();
  const std::int64_t beyond = adjust.delta - (same_way ? here.owed : 0);
  owe(here, -adjust.delta, record.t);
  if (!correction_fits_)
    keep({.id = adjust.movement_id, .place = place, .quantity = beyond, .at = record.t, .own = true});
}

void Drifts::owe(AtPlace& here, std::int64_t units, Instant now) {
  here.owed += units;
  here.history.push_back({now, here.owed});
}

// What the copy says is of its moment, whatever has drifted since.
void Drifts::copied(const BalanceSnapshot& copy) {
  for (const BookBalance& row : copy.balances) {
    const std::uint32_t place = places_.number(row.item, copy.location);
    if (place >= at_place_.size() || at_place_[place].history.empty()) continue;
    AtPlace& here = at_place_[place];
    here.copied = copy.as_of;
    here.owed_then = 0;
    for (const Owed& owed : here.history)
      if (owed.since <= copy.as_of) here.owed_then = owed.units;
  }
}

// What was shown by hand is gone with the next set.
void Drifts::shown(std::uint32_t place, SeatIndex shop, Instant now) {
  for (const std::uint32_t number : at(place).drifts) {
    Drift& drift = drifts_[number];
    if (drift.side == BreakSide::commerce && drift.seat == shop && !drift.over) drift.over = now;
  }
}

std::vector<Drifts::Drift*> Drifts::findable(std::uint32_t place, BreakSide side, Instant found, bool own) {
  std::vector<Drift*> all;
  for (const std::uint32_t number : at(place).drifts) {
    Drift& drift = drifts_[number];
    if (drift.told || drift.own != own || drift.side != side || drift.at > found + skew_) continue;
    const std::optional<Instant>& copied = at(place).copied;
    const bool in_the_copy = drift.over && copied && drift.at <= *copied && *drift.over > *copied;
    if (!drift.over || *drift.over + skew_ >= found || in_the_copy) all.push_back(&drift);
  }
  return all;
}

// It was told although another had undone it meanwhile: the other is there to be found now.
void Drifts::reopen(std::uint32_t place, SeatIndex seat, Instant over) {
  for (const std::uint32_t number : at(place).drifts)
    if (drifts_[number].over == over && drifts_[number].seat == seat) drifts_[number].over.reset();
}

// A break is one drift, or the first few together if they were found at one look.
Drifts::Match Drifts::told(const BreakView& row) {
  const std::uint32_t place = places_.number(row.item, row.location);
  const std::vector<Drift*> here = findable(place, row.side, row.found_at, false);
  const auto tell = [&](Drift& drift) {
    if (drift.over) reopen(place, drift.seat, *drift.over);
    drift.told = true;
    drift.told_as = row.break_id;
    drift.told_at = row.found_at;
  };
  for (Drift* drift : here)
    if (drift->quantity == row.size) return tell(*drift), Match::right;
  std::int64_t sum = 0;
  for (std::size_t first = 0; first < here.size(); ++first) {
    sum += here[first]->quantity;
    if (sum != row.size) continue;
    for (std::size_t n = 0; n <= first; ++n) tell(*here[n]);
    return Match::right;
  }
  for (Drift* mistake : findable(place, row.side, row.found_at, true))
    if (mistake->quantity == row.size) return tell(*mistake), Match::right;
  if (!here.empty()) return Match::wrong_size;
  for (const BreakSide side : {BreakSide::erp, BreakSide::wms, BreakSide::commerce})
    if (side != row.side && !findable(place, side, row.found_at, false).empty()) return Match::wrong_side;
  return Match::nothing;
}

}  // namespace drydock
