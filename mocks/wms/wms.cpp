#include "mocks/wms/wms.hpp"

#include <algorithm>
#include <cassert>
#include <utility>

#include "mocks/wms/warehouse.hpp"

namespace drydock {

void Wms::wake() {
  shelf_.begin(incarnation());
  for (const StockedItem& item : settings_->items) {
    Position empty;
    empty.item = item.item;
    empty.location = settings_->location;
    shelf_.put({empty, 0, {}});
  }
  for (const Position& open : settings_->opening) shelf_.put({open, 0, {}});
  for (const LotStock& open : settings_->lots) shelf_.open(open);
}

Commit Wms::begin(Io&) {
  Commit commit;
  for (const Position& open : settings_->opening) {
    commit.effects.push_back({"stock.opened", joined(open.item, "/", open.location), Payload::of(open), {}});
  }
  for (const LotStock& open : settings_->lots)
    commit.effects.push_back(
        {"lot.opened", joined(open.item, "/", open.location, "/", open.lot), Payload::of(open), {}});
  return commit;
}

void Wms::restore(std::string_view key, const Payload& value) {
  if (const auto* row = value.as<ShelfRow>()) {
    shelf_.put(*row);
  } else if (const auto* fulfilment = value.as<Fulfilment>()) {
    fulfilments_.emplace(key.substr(work_prefix.size()), *fulfilment);
  } else if (const auto* delivery = value.as<Delivery>()) {
    inbound_.emplace(key.substr(inbound_prefix.size()), *delivery);
  } else if (const auto* item = value.as<ItemUpsert>()) {
    know(*item);
  } else if (const auto* parcel = value.as<ReturnedParcel>()) {
    returns_.emplace(key.substr(return_prefix.size()), *parcel);
    if (parcel->state == ParcelState::received) uninspected_.insert(std::string(key.substr(return_prefix.size())));
  }
}

// Who is being packed has a picker already; the others queue in their old order. A walk that was under way begins
// again.
void Wms::resume(Io& io) {
  std::vector<std::pair<std::int64_t, WmsJob>> waiting;
  std::vector<std::pair<std::int64_t, WmsJob>> packing;
  for (const auto& [id, fulfilment] : fulfilments_) {  // sorted below
    for (const StagedPackage& package : fulfilment.staged) {
      for (const LineQuantity& line : package.lines)
        shelf_.claim(line.item, line.quantity, lots_of_line(package.lots, line.line));
      if (!package.label_id.empty()) ready_.insert(id);
    }
    for (const Work& work : fulfilment.open) {
      for (const WorkLine& line : work.lines) shelf_.claim(line.item, line.allocated, line.lots);
      turns_ = std::max(turns_, work.turn);
      (work.state == WorkState::picked ? packing : waiting).push_back({work.turn, {id, work.number}});
    }
  }
  const auto by_turn = [](const auto& a, const auto& b) { return a.first < b.first; };
  std::sort(waiting.begin(), waiting.end(), by_turn);
  std::sort(packing.begin(), packing.end(), by_turn);
  for (auto& [turn, job] : waiting) queue_.push_back(std::move(job));
  for (auto& [turn, job] : packing) {
    ++busy_;
    const Fulfilment& fulfilment = fulfilments_.find(job.fulfillment_id)->second;
    for (const Work& work : fulfilment.open)
      if (work.number == job.number) begin_stage(job.fulfillment_id, work, io);
  }
  for (const std::string& id : std::exchange(uninspected_, {})) wait_for_inspection(id, returns_.find(id)->second, io);
  start_next(io);
}

Outcome Wms::serve(const Received& received, Io& io) {
  if (const auto* order = received.body.as<OutboundOrderCreate>()) return accept(*order, received, io);
  if (const auto* order = received.body.as<OutboundOrderCancel>()) return cancel(*order, received, io.now());
  if (const auto* label = received.body.as<LabelAttach>()) return attach(*label, received);
  if (const auto* notice = received.body.as<InboundExpect>()) return expect(*notice, received, io);
  if (const auto* notice = received.body.as<ReturnExpect>()) return expect(*notice, received);
  if (const auto* item = received.body.as<ItemUpsert>()) return learn(*item, received);
  if (const auto* list = received.body.as<StockList>()) return list_stock(*list, io.now());
  return unknown_operation(received);
}

void Wms::act(const Payload& what, Io& io) {
  if (what.as<PickupDeparts>() != nullptr) return depart(io);
  if (const auto* hold = what.as<QualityHold>()) return quality(*hold, io);
  if (const auto* correction = what.as<StockAdjustment>()) return adjust(*correction, io);
  if (const auto* fallen = what.as<StockDamaged>()) return damage(*fallen, io);
  if (const auto* counting = what.as<CycleCount>()) return count(*counting, io);
  if (const auto* behind = what.as<StockDrift>()) return drift(*behind, io);
  if (const auto* end = what.as<LotEnds>()) return end_lot(*end, io);
  if (const auto* goods = what.as<GoodsArrive>()) return arrive(*goods, io);
  if (const auto* truck = what.as<TruckArrives>()) return dock(*truck, io);
  if (const auto* parcel = what.as<ReturnArrives>()) return dock(*parcel, io);
  assert(false && "no such thing happens in a warehouse");
}

void Wms::timer(std::uint64_t tag, Io& io) {
  if (const auto inspection = inspections_.extract(tag); !inspection.empty()) return inspect(inspection.mapped(), io);
  const auto found = jobs_.find(tag);
  assert(found != jobs_.end());
  const WmsJob job = std::move(found->second);
  jobs_.erase(found);
  Fulfilment& fulfilment = fulfilments_.find(job.fulfillment_id)->second;
  const auto work = std::find_if(fulfilment.open.begin(), fulfilment.open.end(),
                                 [&](const Work& one) { return one.number == job.number; });
  if (work == fulfilment.open.end()) {  // all of it was recalled meanwhile: the picker comes back with nothing
    --busy_;
    return start_next(io);
  }
  if (work->state == WorkState::allocated) {
    picked(job, fulfilment, *work, io);
  } else {
    packed(job, fulfilment, *work, io);
  }
}

void Wms::write(const std::string& fulfillment_id, const Fulfilment& fulfilment, Commit& commit) const {
  commit.entries.push_back({joined(work_prefix, fulfillment_id), Payload::of(fulfilment)});
}

std::int64_t Wms::weight_of(const std::string& item) const {
  const auto found = weights_.find(item);
  return found == weights_.end() ? 0 : found->second;
}

ActorFactory make_wms(WmsSettings settings) {
  auto shared = std::make_shared<const WmsSettings>(std::move(settings));
  return [shared](const SeatConfig&) { return std::make_unique<Wms>(shared); };
}

}  // namespace drydock
