// The prepare flow: an empty journal asks the ERP for items and locations and every warehouse for its stock, and is
// ready when all of it is durable.
#include "mocks/pipeline/flows.hpp"

namespace drydock::pipeline {

void Prepare::start(Platform& p) {
  open_ = 0;
  ask(p, p.erp, Payload::of(ItemList{}));
  ask(p, p.erp, Payload::of(LocationList{}));
  for (const SeatIndex wms : p.seat.directory->with_role("wms")) ask(p, wms, Payload::of(StockList{}));
  if (open_ == 0) finish(p);
}

void Prepare::ask(Platform& p, SeatIndex seat, Payload body) {
  if (seat == no_seat) return;
  ++open_;
  NewCall call{.to = seat, .body = std::move(body), .idempotency_key = {}, .subject = "prepare"};
  call.journaled = false;
  call.essential = true;
  p.outbox.accept(std::move(call), Cause{{}, "prepare", {}});
}

bool Prepare::answered(Platform& p, const Call& call, const Payload& body) {
  if (const auto* items = body.as<ItemListResult>()) {
    items_.push_back(body);
    if (items->next_cursor) ask(p, call.to, Payload::of(ItemList{items->next_cursor}));
  } else if (const auto* locations = body.as<LocationListResult>()) {
    locations_.push_back(body);
    if (locations->next_cursor) ask(p, call.to, Payload::of(LocationList{locations->next_cursor}));
  } else if (const auto* stock = body.as<StockListResult>()) {
    stocks_.emplace_back(call.to, body);
    if (stock->next_cursor) ask(p, call.to, Payload::of(StockList{stock->next_cursor}));
  } else {
    return false;
  }
  if (--open_ == 0) finish(p);
  return true;
}

void Prepare::finish(Platform& p) {
  std::size_t page = 0;
  for (const Payload& items : items_) {
    p.masters.add_items(*items.as<ItemListResult>());
    p.journal.put("mi/" + std::to_string(page++), items);
  }
  page = 0;
  for (const Payload& locations : locations_) {
    p.masters.add_locations(*locations.as<LocationListResult>(), *p.seat.directory);
    p.journal.put("ml/" + std::to_string(page++), locations);
  }
  p.masters.complete();
  for (const auto& [seat, stock] : stocks_) {
    for (const Position& position : stock.as<StockListResult>()->positions) {
      if (!p.masters.node(position.location)) continue;
      if (p.inventory.positions().find(position.item + "/" + position.location) != nullptr) continue;
      PositionRow row;
      row.item = position.item;
      row.location = position.location;
      row.unrestricted = position.unrestricted;
      row.quality_hold = position.quality_hold;
      row.damaged = position.damaged;
      row.version = 1;
      row.base_version = position.version;
      p.inventory.publish_again(p.inventory.restore(std::move(row), true));
    }
  }
  items_.clear();
  locations_.clear();
  stocks_.clear();
  p.journal.put("prepared", Payload::of(Prepared{p.now()}));
  p.journal.then([&p] { p.ready = true; });
}

}  // namespace drydock::pipeline
