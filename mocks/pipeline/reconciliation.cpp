#include "mocks/pipeline/reconciliation.hpp"

#include <array>
#include <utility>

#include "contracts/canonical/posting.hpp"
#include "mocks/pipeline/flows.hpp"
#include "sim/bounded_id.hpp"

namespace drydock::pipeline {
namespace {

constexpr std::string_view own = "reconciliation";  // the subject of its questions
constexpr std::array buckets{Bucket::unrestricted, Bucket::quality_hold, Bucket::damaged};

std::string key_of(const std::string& item, const std::string& location) { return item + "/" + location; }
std::string key_of(const Place& place) { return key_of(place.item, place.location); }

template <class Row>
std::int64_t units_in(const Row& row, Bucket bucket) {
  if (bucket == Bucket::unrestricted) return row.unrestricted;
  return bucket == Bucket::quality_hold ? row.quality_hold : row.damaged;
}

// What breaks of a position are called, by the side; those of a shop beside the first by that shop.
std::string name_of_breaks(const Platform& p, const std::string& position, BreakSide side, SeatIndex shop) {
  const bool other = side == BreakSide::commerce && shop != p.commerce;
  return bounded_id("RC/" + position + "/" + (other ? (*p.seat.directory)[shop].name : std::string(name_of(side))));
}

// They are counted, so that a break found again after a crash has its old name.
std::string next_id(Platform& p, const Place& place, BreakSide side, SeatIndex shop) {
  const std::string name = name_of_breaks(p, key_of(place), side, shop);
  std::int64_t number = 1;
  while (p.breaks.find(name + "/" + std::to_string(number)) != nullptr) ++number;
  return name + "/" + std::to_string(number);
}

// A correction is a movement like any other: logged, booked once, under a name of its own.
void book(Platform& p, const Place& place, const std::string& movement, std::int64_t delta) {
  InventoryAdjust adjust;
  adjust.movement_id = movement;
  adjust.item = place.item;
  adjust.location = place.location;
  adjust.delta = delta;
  adjust.reason = std::string(reconciliation_reason);
  const Cause cause{{}, movement, {}};
  p.call({.to = p.erp,
          .body = Payload::of(std::move(adjust)),
          .idempotency_key = movement,
          .lane = p.lane(key_of(place), cause),
          .subject = key_of(place)},
         cause);
  // Defect: the movement is booked by whoever found the break, and again by whoever made it.
  if (p.has(Defect::reconciliation_books_twice) && !movement.ends_with("/movement"))
    book(p, place, movement + "/movement", delta);
}

void mend(Platform& p, Place& place, const BreakView& found, SeatIndex shop) {
  switch (found.side) {
    case BreakSide::erp: return book(p, place, found.break_id, -found.size);
    case BreakSide::wms:
      p.inventory.change(place, delta_of(*found.bucket, found.size));
      return book(p, place, found.break_id, found.size);
    case BreakSide::commerce:
      with_listing(p, shop, place, [&](auto& listing) { listing.shown_quantity += found.size; });
      if (shop != p.commerce) p.journal.touch(listing_of(p, shop, place));
      return p.inventory.publish_again(place);
  }
}

void mended(Platform& p, Table<BreakView>::Record& row) {
  if (row.mended_at) return;
  row.mended_at = p.now();
  p.journal.touch(row);
}

}  // namespace

void break_found(Platform& p, Place& place, BreakSide side, std::optional<Bucket> bucket, std::int64_t size,
                 SeatIndex shop) {
  if (p.has(Defect::reconciliation_sign_swapped) && side == BreakSide::erp) size = -size;
  const std::string id = next_id(p, place, side, shop);
  const BreakView row{id, side, place.item, place.location, bucket, size, p.now(), {}};
  p.breaks.add(id, row);
  p.journal.touch(place);
  mend(p, place, row, shop);
}

void Reconciliation::start(Platform& p) {
  if (p.settings.reconciliation.every.us > 0)
    p.io->arm(p.settings.reconciliation.every, tag_of(TimerKind::reconcile, 0));
}

void Reconciliation::timer(Platform& p, bool again) {
  if (again)
    armed_ = false;
  else
    start(p);
  if (p.ready && !p.journal.degraded()) round(p);
}

void Reconciliation::look_again(Platform& p) {
  if (std::exchange(armed_, true)) return;
  p.io->arm(p.settings.reconciliation.recheck, tag_of(TimerKind::reconcile, 1));
}

void Reconciliation::round(Platform& p) {
  for (SeatIndex seat = 0; seat < p.seat.directory->size(); ++seat) {
    const std::string& role = (*p.seat.directory)[seat].role;
    if (role != "erp" && role != "wms" && role != "commerce") continue;
    if (readings_[seat].asked == 0) ask(p, seat);
  }
}

void Reconciliation::ask(Platform& p, SeatIndex seat) {
  Reading& reading = readings_[seat];
  ++reading.asked;
  const std::string& role = (*p.seat.directory)[seat].role;
  NewCall call{.to = seat, .body = {}, .idempotency_key = {}, .subject = std::string(own)};
  call.body = role == "erp"   ? Payload::of(BalanceList{reading.cursor})
              : role == "wms" ? Payload::of(StockList{reading.cursor})
                              : Payload::of(AvailabilityList{reading.cursor});
  call.journaled = false;
  call.essential = true;
  p.outbox.accept(std::move(call), Cause{{}, std::string(own), {}});
}

// A page without rows is the end: what was said before it is how things stood when that page was asked for.
bool Reconciliation::answered(Platform& p, const Call& call, const Payload& reply) {
  if (call.subject != own) return false;
  bool more = false;
  std::optional<std::int64_t> cursor;
  if (const auto* books = reply.as<BalanceListResult>()) {
    for (const Balance& row : books->balances) books_[key_of(row.item, row.location)] = row.on_hand;
    more = !books->balances.empty();
    cursor = books->next_cursor;
    if (!more) compare_books(p, call.last_attempt);
  } else if (const auto* shelf = reply.as<StockListResult>()) {
    for (const Position& row : shelf->positions) shelves_[key_of(row.item, row.location)] = row;
    more = !shelf->positions.empty();
    cursor = shelf->next_cursor;
    if (!more) compare_shelf(p, call.to);
  } else if (const auto* shop = reply.as<AvailabilityListResult>()) {
    for (const Shown& row : shop->shown) shown_[call.to][key_of(row.item, row.location)] = row;
    more = !shop->shown.empty();
    cursor = shop->next_cursor;
    if (!more) compare_shop(p, call.to);
  }
  if (cursor) readings_[call.to].cursor = cursor;
  if (more) ask(p, call.to);
  return true;
}

void Reconciliation::closed(Platform& p, const Call& call) {
  if (p.settings.reconciliation.every.us <= 0) return;
  if (call.subject == own)
    --readings_[call.to].asked;
  else if (call.to == p.erp)
    for (const BookChange& change : booked_by(call.body)) posted_at_[change.position] = p.now();
}

bool Reconciliation::under_way(const Platform& p, const Place& place, const Pending& pending, Instant read) const {
  if (p.has(Defect::reconciliation_in_mid_flight)) return false;
  const std::string key = key_of(place);
  if (pending.contains(key)) return true;
  const auto posted = posted_at_.find(key);
  return posted != posted_at_.end() && posted->second >= read;
}

void Reconciliation::compare_books(Platform& p, Instant read) {
  if (p.has(Defect::reconciliation_trusts_what_it_sent)) return;
  Pending pending;
  for (const Call* call : p.outbox.all_calls())
    if (call->to == p.erp)
      for (const BookChange& change : booked_by(call->body)) pending.insert(change.position);
  for (const auto* row : p.held.all())
    for (const std::string& position : booked_for(row->data)) pending.insert(position);
  for (Place* place : p.inventory.positions().all()) {
    const auto said = books_.find(key_of(*place));
    if (said == books_.end() || said->second == on_hand(*place)) continue;
    if (under_way(p, *place, pending, read))
      look_again(p);
    else
      break_found(p, *place, BreakSide::erp, {}, said->second - on_hand(*place));
  }
}

void Reconciliation::compare_shelf(Platform& p, SeatIndex seat) {
  const std::string& location = (*p.seat.directory)[seat].name;
  for (Place* place : p.inventory.positions().all()) {
    const auto said = place->location == location ? shelves_.find(key_of(*place)) : shelves_.end();
    if (said == shelves_.end()) continue;
    const Position shelf = said->second;
    const bool same_movements = shelf.version == place->base_version + place->movements;
    for (const Bucket bucket : buckets) {
      const std::int64_t size = units_in(shelf, bucket) - units_in(*place, bucket);
      if (size == 0) continue;
      if (same_movements || p.has(Defect::reconciliation_in_mid_flight))
        break_found(p, *place, BreakSide::wms, bucket, size);
      else
        look_again(p);
    }
  }
}

void Reconciliation::compare_shop(Platform& p, SeatIndex shop) {
  const TextMap<Shown>& shown = shown_[shop];
  for (Place* place : p.inventory.positions().all())
    if (const auto said = shown.find(key_of(*place)); said != shown.end()) compare_shown(p, shop, *place, said->second);
}

void Reconciliation::compare_shown(Platform& p, SeatIndex shop, Place& place, const Shown& said) {
  std::int64_t size = 0;
  bool settled = false;
  with_listing(p, shop, place, [&](const auto& listing) {
    size = said.quantity - listing.shown_quantity;
    settled = !listing.publishing && !place.queued && listing.sent_version == listing.shown_version &&
              said.version == listing.shown_version;
  });
  if (size == 0) return;
  if (settled)
    break_found(p, place, BreakSide::commerce, {}, size, shop);
  else
    look_again(p);
}

void break_mended(Platform& p, const InventoryAdjust& adjust) {
  if (adjust.reason != reconciliation_reason) return;
  if (auto* row = p.breaks.find(adjust.movement_id)) mended(p, *row);
}

// Whatever was shown by hand is gone with the next set.
void breaks_mended(Platform& p, SeatIndex shop, const AvailabilitySet& set) {
  if (p.breaks.size() == 0) return;
  const std::string name = name_of_breaks(p, key_of(set.item, set.location), BreakSide::commerce, shop) + "/";
  for (auto* row : p.breaks.all())
    if (row->side == BreakSide::commerce && row->break_id.starts_with(name)) mended(p, *row);
}

}  // namespace drydock::pipeline
