#include "harness/invariants/stock_truth.hpp"

#include <algorithm>

#include "contracts/canonical/fulfilment.hpp"
#include "contracts/canonical/returns.hpp"
#include "contracts/canonical/stock.hpp"

namespace drydock {
namespace {

void put(Buckets& buckets, Bucket bucket, std::int64_t change) {
  if (bucket == Bucket::unrestricted) buckets.unrestricted += change;
  if (bucket == Bucket::quality_hold) buckets.quality_hold += change;
  if (bucket == Bucket::damaged) buckets.damaged += change;
}

template <class T>
Movement movement(const T& body) {
  return {body.movement_id, body.item, body.location, {}, false};
}

template <class T>
Movement into(const T& body, Bucket bucket, std::int64_t change) {
  Movement made = movement(body);
  put(made.change, bucket, change);
  return made;
}

template <class T>
Movement between(const T& body, Bucket from, Bucket to) {
  Movement made = movement(body);
  put(made.change, from, -body.quantity);
  put(made.change, to, body.quantity);
  return made;
}

void shipment(const WmsShipped& body, std::vector<Movement>& out) {
  for (const ShippedPackage& package : body.packages)
    for (const LineQuantity& line : package.lines)
      out.push_back({body.shipment_id, line.item, body.location, {-line.quantity, 0, 0}, true});
}

}  // namespace

void movements_of(const Payload& payload, std::vector<Movement>& out) {
  if (const auto* body = payload.as<WmsShipped>()) return shipment(*body, out);
  if (const auto* body = payload.as<WmsPickShort>())
    return out.push_back(into(*body, Bucket::unrestricted, body->delta));
  if (const auto* body = payload.as<WmsReceived>()) return out.push_back(into(*body, body->bucket, body->quantity));
  if (const auto* body = payload.as<WmsAdjusted>()) return out.push_back(into(*body, body->bucket, body->delta));
  if (const auto* body = payload.as<WmsCountCompleted>())
    return out.push_back(into(*body, Bucket::unrestricted, body->variance));
  if (const auto* body = payload.as<WmsMoved>()) return out.push_back(between(*body, body->from, body->to));
  if (const auto* body = payload.as<WmsLotHeld>())
    return out.push_back(between(*body, Bucket::unrestricted, Bucket::quality_hold));
  if (const auto* body = payload.as<WmsLotReleased>())
    return out.push_back(between(*body, Bucket::quality_hold, Bucket::unrestricted));
  if (const auto* body = payload.as<WmsReturnDisposed>())
    if (body->bucket && body->delta != 0) out.push_back(into(*body, *body->bucket, body->delta));
}

StockTruth::StockTruth(const Courtroom& room, Places& places)
    : pipeline_(room.seat("pipeline")), processing_(room.plan->bounds.processing), places_(places) {
  is_warehouse_.resize(room.directory->size());
  for (const SeatIndex seat : room.directory->with_role("wms")) is_warehouse_[seat] = 1;
}

void StockTruth::see(const Record& record) {
  if (record.kind == RecordKind::effect) return effect(record);
  if (record.kind == RecordKind::publish) return publish(record);
  if (record.from == pipeline_ && record.status < 300 && !unacknowledged_.empty()) acknowledged(record);
}

void StockTruth::drifted(const StockDrift& happened) {
  const std::uint32_t place = places_.number(happened.item, happened.location);
  grown(truth_, place).unrestricted += happened.quantity;
  if (happened.quantity > 0)
    known(place) += happened.quantity;
  else
    unseen_[place + 1] += happened.quantity;
}

void StockTruth::corrected(const Record& record, const InventoryAdjust& adjust) {
  const std::uint32_t place = places_.number(adjust.item, adjust.location);
  std::int64_t* unseen = unseen_.find(place + 1);
  if (unseen == nullptr || adjust.delta >= 0) return;
  const std::int64_t part = std::max(adjust.delta, *unseen);
  *unseen -= part;
  if (part != 0) coming_.push_back({record.t + processing_, place, part});
}

void StockTruth::effect(const Record& record) {
  if (record.body == nullptr) return;
  if (const auto* adjust = unseen_.empty() ? nullptr : record.body->as<InventoryAdjust>())
    if (adjust->reason == reconciliation_reason) return corrected(record, *adjust);
  if (record.from >= is_warehouse_.size() || is_warehouse_[record.from] == 0 || record.body == nullptr) return;
  if (const auto* happened = record.body->as<StockDrift>()) return drifted(*happened);
  if (const auto* opening = record.body->as<Position>()) {
    const std::uint32_t place = places_.number(opening->item, opening->location);
    grown(truth_, place) = {opening->unrestricted, opening->quality_hold, opening->damaged};
    known(place) = opening->unrestricted;
    return;
  }
  scratch_.clear();
  movements_of(*record.body, scratch_);
  for (const Movement& moved : scratch_) {
    const std::uint32_t place = places_.number(moved.item, moved.location);
    Buckets& buckets = grown(truth_, place);
    buckets.unrestricted += moved.change.unrestricted;
    buckets.quality_hold += moved.change.quality_hold;
    buckets.damaged += moved.change.damaged;
    if (moved.shipment || moved.change.unrestricted > 0) known(place) += moved.change.unrestricted;
  }
}

void StockTruth::publish(const Record& record) {
  if (record.body == nullptr) return;
  scratch_.clear();
  movements_of(*record.body, scratch_);
  for (const Movement& moved : scratch_)
    if (!moved.shipment && moved.change.unrestricted < 0)
      unacknowledged_[name_key(record.id)] = {
          {}, places_.number(moved.item, moved.location), moved.change.unrestricted};
}

void StockTruth::acknowledged(const Record& record) {
  const std::uint64_t event = name_key(record.id);
  const Loss* loss = unacknowledged_.find(event);
  if (loss == nullptr) return;
  coming_.push_back({record.t + processing_, loss->place, loss->change});
  unacknowledged_.erase(event);
}

std::int64_t StockTruth::known_unrestricted(std::uint32_t place, Instant now) {
  for (; !coming_.empty() && coming_.front().known_at <= now; coming_.pop_front())
    known(coming_.front().place) += coming_.front().change;
  return place < known_.size() ? known_[place] : 0;
}

}  // namespace drydock
