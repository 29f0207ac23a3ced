// Lots that their maker recalls: no unit of them goes to anybody any more, wherever in the warehouse it is.
#include <algorithm>
#include <iterator>

#include "mocks/wms/cancelling.hpp"
#include "mocks/wms/warehouse.hpp"
#include "sim/bounded_id.hpp"

namespace drydock {
namespace {

bool has_lot(const LotSplit& lots, const std::string& lot) {
  return std::any_of(lots.begin(), lots.end(), [&](const LotUnits& one) { return one.lot == lot; });
}

// All units of the lot out of the split.
std::int64_t without(LotSplit& lots, const std::string& lot) {
  std::int64_t units = 0;
  for (const LotUnits& one : lots)
    if (one.lot == lot) units += one.quantity;
  std::erase_if(lots, [&](const LotUnits& one) { return one.lot == lot; });
  return units;
}

std::vector<std::string> in_order(const TextMap<Fulfilment>& all) {
  std::vector<std::string> ids;
  for (const auto& [id, fulfilment] : all)  // sorted below
    if (!fulfilment.open.empty() || !fulfilment.staged.empty()) ids.push_back(id);
  std::sort(ids.begin(), ids.end());
  return ids;
}

}  // namespace

// One commit: from here on no unit of the lot leaves. The hold is told first, so that nobody thinks units free that
// are not.
void Wms::recall(const LotEnds& end, Io& io) {
  shelf_.end(end.item, end.lot, true);
  Commit shorts;
  for (const std::string& id : in_order(fulfilments_))
    take_back(end, id, fulfilments_.find(id)->second, io.now(), shorts);
  Commit commit;
  hold_all(end, io.now(), commit);
  const auto append = [](auto& to, auto& from) { std::move(from.begin(), from.end(), std::back_inserter(to)); };
  append(commit.publications, shorts.publications);
  append(commit.effects, shorts.effects);
  append(commit.entries, shorts.entries);
  commit.entries.push_back(shelf_.entry(end.item));
  keep(std::move(commit), io);
}

void Wms::hold_all(const LotEnds& end, Instant now, Commit& commit) {
  const std::int64_t quantity = shelf_.free(end.item, end.lot);
  if (quantity == 0) return;
  WmsLotHeld told;
  told.movement_id = end.movement_id;
  told.item = end.item;
  told.location = settings_->location;
  told.lot = end.lot;
  told.quantity = quantity;
  told.reason = std::string(recalled_reason);
  told.position_version = shelf_.hold(end.item, quantity, end.lot).version;
  add_event(commit, make_event(std::move(told), joined(end.movement_id, "/held"), shelf_.next_sequence(end.item), now,
                               end.movement_id, {}));
}

void Wms::take_back(const LotEnds& end, const std::string& fulfillment_id, Fulfilment& fulfilment, Instant now,
                    Commit& commit) {
  bool touched = false;
  for (Work& work : fulfilment.open) {
    const bool changed = work.state == WorkState::allocated
                             ? assign_others(end, fulfillment_id, fulfilment, work, now, commit)
                             : unpick(end, fulfillment_id, fulfilment, work, now, commit);
    touched = touched || changed;
  }
  for (StagedPackage& package : fulfilment.staged)
    touched = unpack(end, fulfillment_id, fulfilment, package, now, commit) || touched;
  if (!touched) return;
  for (const std::int64_t work : drop_empty_works(fulfilment))
    std::erase_if(queue_,
                  [&](const WmsJob& job) { return job.fulfillment_id == fulfillment_id && job.number == work; });
  std::erase_if(fulfilment.staged, [](const StagedPackage& package) { return package.lines.empty(); });
  const bool labelled = std::any_of(fulfilment.staged.begin(), fulfilment.staged.end(),
                                    [](const StagedPackage& package) { return !package.label_id.empty(); });
  if (!labelled) ready_.erase(fulfillment_id);
  write(fulfillment_id, fulfilment, commit);
}

// Nobody has fetched them yet: other lots will do, as far as there are any. What lacks was never moved.
bool Wms::assign_others(const LotEnds& end, const std::string& fulfillment_id, Fulfilment& fulfilment, Work& work,
                        Instant now, Commit& commit) {
  std::vector<WmsPickShort> lacks;
  bool changed = false;
  for (WorkLine& line : work.lines) {
    if (line.item != end.item || !has_lot(line.lots, end.lot)) continue;
    changed = true;
    const std::int64_t units = without(line.lots, end.lot);
    shelf_.let_go(line.item, units, {{end.lot, units}});
    const Assigned other = shelf_.allocate(line.item, units, std::max(work.needed, now));
    for (const LotUnits& one : other.lots) add_lot(line.lots, one.lot, one.quantity);
    WmsPickShort told;
    told.movement_id = bounded_id(joined(work_name(fulfillment_id, work), "-", line.line, "-", end.movement_id));
    told.line = line.line;
    told.quantity_planned = line.allocated;
    told.quantity_short = units - other.quantity;
    line.allocated -= told.quantity_short;
    if (told.quantity_short > 0) lacks.push_back(std::move(told));
  }
  if (!changed) return false;
  ++work.told;
  tell_allocated(fulfillment_id, fulfilment, work, end.movement_id, now, commit);
  for (WmsPickShort& told : lacks) tell_recalled(end, fulfillment_id, fulfilment, std::move(told), now, commit);
  return true;
}

// What has left its bin is not put back: it is scrapped, and leaves the books. `where` it was names the movement.
WmsPickShort Wms::scrap(const LotEnds& end, const std::string& where, const std::string& line, std::int64_t planned,
                        std::int64_t units) {
  shelf_.take(end.item, units, {{end.lot, units}});
  WmsPickShort told;
  told.movement_id = bounded_id(joined(where, "-", line, "-", end.movement_id));
  told.line = line;
  told.quantity_planned = planned;
  told.quantity_short = units;
  told.unpicked = units;
  told.delta = -units;
  return told;
}

bool Wms::unpick(const LotEnds& end, const std::string& fulfillment_id, Fulfilment& fulfilment, Work& work, Instant now,
                 Commit& commit) {
  bool changed = false;
  for (WorkLine& line : work.lines) {
    if (line.item != end.item || !has_lot(line.lots, end.lot)) continue;
    changed = true;
    const std::int64_t units = without(line.lots, end.lot);
    WmsPickShort told = scrap(end, work_name(fulfillment_id, work), line.line, line.allocated, units);
    line.allocated -= units;
    tell_recalled(end, fulfillment_id, fulfilment, std::move(told), now, commit);
  }
  return changed;
}

bool Wms::unpack(const LotEnds& end, const std::string& fulfillment_id, Fulfilment& fulfilment, StagedPackage& package,
                 Instant now, Commit& commit) {
  bool changed = false;
  for (LineQuantity& line : package.lines) {
    if (line.item != end.item) continue;
    LotSplit of_line = lots_of_line(package.lots, line.line);
    if (!has_lot(of_line, end.lot)) continue;
    changed = true;
    const std::int64_t units = without(of_line, end.lot);
    WmsPickShort told = scrap(end, package.package_id, line.line, line.quantity, units);
    line.quantity -= units;
    tell_recalled(end, fulfillment_id, fulfilment, std::move(told), now, commit);
  }
  if (!changed) return false;
  std::erase_if(package.lots, [&](const LotQuantity& one) { return one.item == end.item && one.lot == end.lot; });
  std::erase_if(package.lines, [](const LineQuantity& line) { return line.quantity == 0; });
  if (!package.lines.empty() || fulfilment.transfer) return true;
  fulfilment.voided.push_back(package.package_id);
  tell(WmsPackVoided{package.package_id, fulfillment_id, fulfilment.order_id, settings_->location,
                     std::string(recalled_reason)},
       joined(package.package_id, "/voided"), fulfilment, now, end.movement_id, commit);
  also_an_effect(commit);
  return true;
}

void Wms::tell_recalled(const LotEnds& end, const std::string& fulfillment_id, Fulfilment& fulfilment,
                        WmsPickShort told, Instant now, Commit& commit) {
  told.fulfillment_id = fulfillment_id;
  told.order_id = fulfilment.order_id;
  told.location = settings_->location;
  told.item = end.item;
  told.quantity_picked = told.quantity_planned - told.quantity_short;
  told.reason = ShortReason::recalled;
  told.position_version = shelf_.find(end.item)->position.version;
  std::string id = joined(told.movement_id, "/short");
  const bool moved = told.delta != 0;
  tell(std::move(told), std::move(id), fulfilment, now, end.movement_id, commit);
  if (moved) also_an_effect(commit);
}

}  // namespace drydock
