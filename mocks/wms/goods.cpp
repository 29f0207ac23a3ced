// Goods that move without an order: holds, corrections, receipts, and what comes from another node.
#include <algorithm>

#include "mocks/common/drift.hpp"
#include "mocks/wms/warehouse.hpp"
#include "sim/bounded_id.hpp"

namespace drydock {
namespace {

std::int64_t releasable(const ShelfRow& row) {
  std::int64_t units = row.position.quality_hold;
  for (const ShelfLot& lot : row.lots)
    if (lot.ended) units -= lot.held;
  return units;
}

// How many units can go on hold or, of those on hold, come back. What was recalled or has expired does not.
std::int64_t movable(const Shelf& shelf, const std::string& item, const std::string& lot, bool back) {
  if (lot.empty()) return back ? releasable(*shelf.find(item)) : shelf.free(item);
  const ShelfLot* found = shelf.find(item, lot);
  if (found == nullptr || found->ended) return 0;
  return back ? found->held : shelf.free(item, lot);
}

}  // namespace

template <class Movement>
void Wms::tell_movement(Movement movement, std::string_view what, Io& io) {
  const std::string item = movement.item;
  movement.location = settings_->location;
  const std::string correlation = movement.movement_id;
  Commit commit;
  add_event(commit, make_event(std::move(movement), joined(correlation, "/", what), shelf_.next_sequence(item),
                               io.now(), correlation, {}));
  commit.entries.push_back(shelf_.entry(item));
  keep(std::move(commit), io);
}

void Wms::quality(const QualityHold& wish, Io& io) {
  const std::string item = wish.item.empty() ? shelf_.fullest(wish.release) : wish.item;
  const ShelfRow* row = shelf_.find(item);
  if (row == nullptr) return;
  const std::string lot = wish.lot.value_or("");
  const std::int64_t quantity = std::min(wish.quantity, movable(shelf_, item, lot, wish.release));
  if (quantity <= 0) return;
  if (wish.release) {
    WmsLotReleased told;
    told.movement_id = wish.movement_id;
    told.item = item;
    told.quantity = quantity;
    told.lot = wish.lot;
    told.position_version = shelf_.release(item, quantity, lot).version;
    tell_movement(std::move(told), "released", io);
  } else {
    WmsLotHeld told;
    told.movement_id = wish.movement_id;
    told.item = item;
    told.quantity = quantity;
    told.reason = "quality";
    told.lot = wish.lot;
    told.position_version = shelf_.hold(item, quantity, lot).version;
    tell_movement(std::move(told), "held", io);
  }
}

void Wms::adjust(const StockAdjustment& wish, Io& io) {
  if (shelf_.find(wish.item) == nullptr) return;
  const std::int64_t delta = std::max(wish.delta, -shelf_.free(wish.item));
  if (delta == 0) return;
  WmsAdjusted told;
  told.movement_id = wish.movement_id;
  told.item = wish.item;
  told.delta = delta;
  told.reason = wish.reason;
  told.position_version = shelf_.add(wish.item, delta).version;
  tell_movement(std::move(told), "adjusted", io);
}

void Wms::damage(const StockDamaged& wish, Io& io) {
  if (shelf_.find(wish.item) == nullptr) return;
  const std::int64_t quantity = std::min(wish.quantity, shelf_.free(wish.item));
  if (quantity <= 0) return;
  WmsMoved told;
  told.movement_id = wish.movement_id;
  told.item = wish.item;
  told.quantity = quantity;
  told.reason = wish.reason;
  told.position_version = shelf_.damage(wish.item, quantity).version;
  tell_movement(std::move(told), "moved", io);
}

void Wms::count(const CycleCount& wish, Io& io) {
  if (shelf_.find(wish.item) == nullptr) return;
  WmsCountCompleted told;
  told.movement_id = wish.movement_id;
  told.count_id = wish.movement_id;
  told.item = wish.item;
  told.variance = std::max(wish.variance, -shelf_.free(wish.item));
  const Position& counted = shelf_.add(wish.item, told.variance);
  told.counted = counted.unrestricted;
  told.position_version = counted.version;
  tell_movement(std::move(told), "counted", io);
}

void Wms::end_lot(const LotEnds& end, Io& io) {
  const ShelfLot* lot = shelf_.find(end.item, end.lot);
  if (lot == nullptr || lot->ended) return;
  if (end.recalled) return recall(end, io);
  expire(end, io);
}

// What was assigned in time goes out; what is free is blocked. What is on hold stays there: it is blocked already.
void Wms::expire(const LotEnds& end, Io& io) {
  shelf_.end(end.item, end.lot);
  Commit commit;
  block(end.item, end.lot, end.movement_id, io.now(), commit);
  commit.entries.push_back(shelf_.entry(end.item));
  keep(std::move(commit), io);
}

void Wms::block(const std::string& item, const std::string& lot, std::string movement_id, Instant now, Commit& commit) {
  WmsMoved told;
  told.quantity = shelf_.free(item, lot);
  if (told.quantity == 0) return;
  told.movement_id = movement_id;
  told.item = item;
  told.location = settings_->location;
  told.lot = lot;
  told.reason = std::string(expired_reason);
  told.position_version = shelf_.damage(item, told.quantity, lot).version;
  add_event(commit, make_event(std::move(told), joined(movement_id, "/moved"), shelf_.next_sequence(item), now,
                               movement_id, {}));
}

void Wms::block_returned(const std::string& item, const LotSplit& lots, Instant now, Commit& commit) {
  for (const LotUnits& one : lots) {
    const ShelfLot* lot = shelf_.find(item, one.lot);
    if (lot == nullptr || !lot->ended || lot->recalled) continue;
    const std::string version = std::to_string(shelf_.find(item)->position.version + 1);
    block(item, one.lot, bounded_id(joined("expired-", one.lot, "-", settings_->location, "-", version)), now, commit);
    commit.entries.push_back(shelf_.entry(item));
  }
}

// The ledger knows, and says so to nobody: whoever asks for the stock finds fewer or more units under an old version.
void Wms::drift(const StockDrift& wish, Io& io) {
  if (shelf_.find(wish.item) == nullptr) return;
  StockDrift happened = wish;
  happened.location = settings_->location;
  happened.quantity = shelf_.drift(wish.item, wish.quantity);
  if (happened.quantity == 0) return;
  Commit commit = drifted(happened);
  commit.entries.push_back(shelf_.entry(wish.item));
  keep(std::move(commit), io);
}

// Goods are counted whether or not anybody has told what they are.
void Wms::arrive(const GoodsArrive& goods, Io& io) {
  if (goods.quantity <= 0) return;
  if (shelf_.find(goods.item) == nullptr) {
    Position empty;
    empty.item = goods.item;
    empty.location = settings_->location;
    shelf_.put({empty, 0, {}});
  }
  WmsReceived told;
  told.movement_id = goods.movement_id;
  told.receipt_id = goods.receipt_id;
  told.item = goods.item;
  told.quantity = goods.quantity;
  told.lot = goods.lot;
  told.expires_at = goods.expires_at;
  told.position_version = (goods.lot ? shelf_.receive(goods.item, goods.quantity, *goods.lot, goods.expires_at)
                                     : shelf_.add(goods.item, goods.quantity))
                              .version;
  tell_movement(std::move(told), "received", io);
}

Outcome Wms::expect(const InboundExpect& notice, const Received& received, Io& io) {
  if (notice.location != settings_->location)
    return problem(422, "wrong_location",
                   "this is " + settings_->location + ", the delivery is for " + notice.location);
  for (const LineQuantity& line : notice.lines)
    if (shelf_.find(line.item) == nullptr)
      return problem(422, "unknown_item", "item " + line.item + " is not stocked at " + settings_->location);
  Delivery& delivery = inbound_[notice.shipment_id];
  Commit commit;
  add_effect(commit, received);
  if (!delivery.announced) {
    delivery.announced = true;
    delivery.notice = notice;
    count(notice.shipment_id, delivery, io.now(), commit);
  }
  return Write{std::move(commit), 201, notice.shipment_id, delivery.closed ? "closed" : "expected"};
}

void Wms::dock(const TruckArrives& truck, Io& io) {
  Delivery& delivery = inbound_[truck.shipment_id];
  if (delivery.arrived) return;
  delivery.arrived = true;
  delivery.truck = truck;
  Commit commit;
  count(truck.shipment_id, delivery, io.now(), commit);
  keep(std::move(commit), io);
}

// Writes the delivery and, when both its halves are there, all that follows: movements first, then the closing.
void Wms::count(const std::string& shipment_id, Delivery& delivery, Instant now, Commit& commit) {
  if (delivery.ready()) {
    delivery.closed = true;
    WmsInboundClosed told{shipment_id, delivery.notice.transfer_id, settings_->location, counted(delivery)};
    for (const InboundLine& line : told.lines) {
      receive(delivery, line, Bucket::unrestricted, now, commit);
      receive(delivery, line, Bucket::damaged, now, commit);
    }
    add_event(commit, make_event(std::move(told), joined(shipment_id, "/closed"), 1, now, delivery.notice.transfer_id,
                                 shipment_id));
    delivery.truck = {};  // it has been counted
  }
  commit.entries.push_back({joined(inbound_prefix, shipment_id), Payload::of(delivery)});
}

void Wms::receive(const Delivery& delivery, const InboundLine& line, Bucket bucket, Instant now, Commit& commit) {
  const bool sound = bucket == Bucket::unrestricted;
  const std::int64_t quantity = sound ? line.received : line.damaged;
  if (quantity == 0) return;
  const Position& position = sound ? shelf_.add(line.item, quantity) : shelf_.add_damaged(line.item, quantity);
  WmsReceived told;
  told.movement_id = joined(delivery.notice.shipment_id, "-", line.line, sound ? "-in" : "-damaged");
  told.receipt_id = delivery.notice.shipment_id;
  told.item = line.item;
  told.location = settings_->location;
  told.bucket = bucket;
  told.quantity = quantity;
  told.position_version = position.version;
  std::string id = joined(told.movement_id, "/received");
  add_event(commit, make_event(std::move(told), std::move(id), shelf_.next_sequence(line.item), now,
                               delivery.notice.transfer_id, delivery.notice.shipment_id));
  commit.entries.push_back(shelf_.entry(line.item));
}

}  // namespace drydock
