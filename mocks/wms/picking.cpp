// The work of the warehouse: pick, pack, load.
#include <algorithm>
#include <map>
#include <utility>

#include "mocks/wms/warehouse.hpp"

namespace drydock {

void Wms::start_next(Io& io) {
  while (busy_ < settings_->pickers && !queue_.empty()) {
    const WmsJob job = std::move(queue_.front());
    queue_.pop_front();
    ++busy_;
    Work walked;
    walked.number = job.number;
    begin_stage(job.fulfillment_id, walked, io);
  }
}

void Wms::begin_stage(const std::string& fulfillment_id, const Work& work, Io& io) {
  Duration takes = settings_->pack_time;
  if (work.state == WorkState::allocated) {
    Draw draw = io.draw(Purpose::pick, work_name(fulfillment_id, work), "time");
    takes = {draw.between(settings_->pick_min.us, settings_->pick_max.us)};
  }
  const std::uint64_t tag = ++tags_;
  jobs_.emplace(tag, WmsJob{fulfillment_id, work.number});
  io.arm(takes, tag);
}

void Wms::picked(const WmsJob& job, Fulfilment& fulfilment, Work& work, Io& io) {
  const std::string name = work_name(job.fulfillment_id, work);
  Commit commit;
  std::vector<LineQuantity> lines;
  Lots lots;
  for (WorkLine& line : work.lines) {
    if (line.allocated == 0) continue;
    short_pick(job, fulfilment, work, line, io.now(), io.draw(Purpose::pick, name, line.line), commit);
    if (line.allocated == 0) continue;
    swap_lots(name, work, line, io, commit);
    lines.push_back({line.line, line.item, line.allocated});
    tell_lots(line.lots, line.line, line.item, lots);
  }
  if (lines.empty()) {  // an exception: there is nothing to pack
    std::erase_if(fulfilment.open, [&](const Work& one) { return one.number == job.number; });
    --busy_;
  } else {
    work.state = WorkState::picked;
    tell(WmsPickConfirmed{job.fulfillment_id, fulfilment.order_id, settings_->location, std::move(lines),
                          std::move(lots)},
         joined(name, "/picked"), fulfilment, io.now(), joined(name, "/allocated"), commit);
    also_an_effect(commit);
    begin_stage(job.fulfillment_id, work, io);
  }
  write(job.fulfillment_id, fulfilment, commit);
  keep(std::move(commit), io);
  start_next(io);
}

// The ledger had the units, the shelf did not: what is not found leaves the ledger here.
void Wms::short_pick(const WmsJob& job, Fulfilment& fulfilment, const Work& work, WorkLine& line, Instant now,
                     Draw draw, Commit& commit) {
  const auto of = settings_->short_pick_of.find(line.item);
  if (!draw.chance(of == settings_->short_pick_of.end() ? settings_->short_pick : of->second)) return;
  const bool whole = line.allocated == 1 || draw.chance(settings_->short_whole);
  const std::int64_t missing = whole ? line.allocated : draw.between(1, line.allocated - 1);
  const std::string name = work_name(job.fulfillment_id, work);
  WmsPickShort told;
  told.movement_id = joined(name, "-", line.line, "-short");
  told.fulfillment_id = job.fulfillment_id;
  told.order_id = fulfilment.order_id;
  told.location = settings_->location;
  told.line = line.line;
  told.item = line.item;
  told.quantity_planned = line.allocated;
  told.quantity_picked = line.allocated - missing;
  told.quantity_short = missing;
  told.delta = -missing;
  const LotSplit lost = split_last(line.lots, line.allocated, missing);
  told.position_version = shelf_.take(line.item, missing, lost).version;
  line.allocated -= missing;
  commit.entries.push_back(shelf_.entry(line.item));
  std::string id = joined(told.movement_id, "/short");
  tell(std::move(told), std::move(id), fulfilment, now, joined(name, "/allocated"), commit);
  also_an_effect(commit);
}

void Wms::swap_lots(const std::string& name, const Work& work, WorkLine& line, Io& io, Commit& commit) {
  if (line.lots.empty() || !io.draw(Purpose::pick, name, joined(line.line, "/lot")).chance(settings_->lot_swap)) return;
  const LotSplit meant =
      std::exchange(line.lots, shelf_.exchanged(line.item, line.lots, std::max(work.needed, io.now())));
  block_returned(line.item, meant, io.now(), commit);
}

void Wms::packed(const WmsJob& job, Fulfilment& fulfilment, Work& work, Io& io) {
  const std::string name = work_name(job.fulfillment_id, work);
  if (fulfilment.transfer) {
    stage_load(job, fulfilment, work);
    Commit commit;
    write(job.fulfillment_id, fulfilment, commit);
    keep(std::move(commit), io);
    --busy_;
    return start_next(io);
  }
  const std::string event_id = joined(name, "/packed");
  const std::vector<LotQuantity> none;
  std::vector<PackedPackage> packages = pack(job.fulfillment_id, fulfilment, work);
  for (const PackedPackage& package : packages) {
    fulfilment.staged.push_back({package.package_id, event_id, package.lines, {}, {}, {}, package.lots.value_or(none)});
  }
  std::erase_if(fulfilment.open, [&](const Work& one) { return one.number == job.number; });
  Commit commit;
  tell(WmsPackConfirmed{job.fulfillment_id, fulfilment.order_id, settings_->location, std::move(packages)}, event_id,
       fulfilment, io.now(), joined(name, "/picked"), commit);
  also_an_effect(commit);
  write(job.fulfillment_id, fulfilment, commit);
  keep(std::move(commit), io);
  --busy_;
  start_next(io);
}

// Stock for another node needs no label: it stands as one load and goes with the next truck.
void Wms::stage_load(const WmsJob& job, Fulfilment& fulfilment, const Work& work) {
  StagedPackage load;
  load.package_id = joined(job.fulfillment_id, "-P", std::to_string(++fulfilment.packages));
  load.cause = joined(work_name(job.fulfillment_id, work), "/picked");
  Lots lots;
  for (const WorkLine& line : work.lines) {
    if (line.allocated == 0) continue;
    load.lines.push_back({line.line, line.item, line.allocated});
    tell_lots(line.lots, line.line, line.item, lots);
  }
  if (lots) load.lots = std::move(*lots);
  load.label_id = load.carrier = std::string(own_fleet);
  load.tracking_number = load.package_id;
  fulfilment.staged.push_back(std::move(load));
  std::erase_if(fulfilment.open, [&](const Work& one) { return one.number == job.number; });
  ready_.insert(job.fulfillment_id);
}

// Fills one package after the other, line by line.
std::vector<PackedPackage> Wms::pack(const std::string& fulfillment_id, Fulfilment& fulfilment,
                                     const Work& work) const {
  std::vector<PackedPackage> packages;
  std::int64_t room = 0;
  for (const WorkLine& line : work.lines) {
    std::int64_t left = line.allocated;
    LotSplit lots = line.lots;
    while (left > 0) {
      if (room == 0) {
        packages.push_back({joined(fulfillment_id, "-P", std::to_string(++fulfilment.packages)), 0, {}});
        room = settings_->units_per_package > 0 ? settings_->units_per_package : INT64_MAX;
      }
      const std::int64_t put = std::min(left, room);
      packages.back().lines.push_back({line.line, line.item, put});
      tell_lots(split_first(lots, put), line.line, line.item, packages.back().lots);
      packages.back().weight_grams += put * weight_of(line.item);
      left -= put;
      room -= put;
    }
  }
  return packages;
}

// One truck is one commit: it has left, or it has not.
void Wms::depart(Io& io) {
  if (ready_.empty()) return;
  Commit commit;
  std::set<std::string> moved;
  for (const std::string& id : ready_) load(id, io.now(), moved, commit);
  ready_.clear();
  for (const std::string& item : moved) commit.entries.push_back(shelf_.entry(item));
  keep(std::move(commit), io);
}

void Wms::load(const std::string& fulfillment_id, Instant now, std::set<std::string>& moved, Commit& commit) {
  Fulfilment& fulfilment = fulfilments_.find(fulfillment_id)->second;
  WmsShipped told;
  told.shipment_id = joined(fulfillment_id, "-S", std::to_string(++fulfilment.shipments));
  told.fulfillment_id = fulfillment_id;
  told.order_id = fulfilment.order_id;
  told.location = settings_->location;
  told.shipped_at = now;
  std::string cause;
  std::map<std::string, Assigned> units;
  for (const StagedPackage& package : fulfilment.staged) {
    if (package.label_id.empty()) continue;
    cause = package.cause;
    for (const LineQuantity& line : package.lines) units[line.item].quantity += line.quantity;
    for (const LotQuantity& one : package.lots) add_lot(units[one.item].lots, one.lot, one.quantity);
    told.packages.push_back({package.package_id, package.carrier, package.tracking_number, package.lines, {}});
    if (!package.lots.empty()) told.packages.back().lots = package.lots;
  }
  std::erase_if(fulfilment.staged, [](const StagedPackage& package) { return !package.label_id.empty(); });
  for (const auto& [item, left] : units) {
    shelf_.take(item, left.quantity, left.lots);
    moved.insert(item);
  }
  std::string id = joined(told.shipment_id, "/shipped");
  tell(std::move(told), std::move(id), fulfilment, now, cause, commit);
  also_an_effect(commit);
  write(fulfillment_id, fulfilment, commit);
}

}  // namespace drydock
