#include "mocks/pipeline/inventory.hpp"

#include <algorithm>
#include <utility>

namespace drydock::pipeline {

Delta delta_of(Bucket bucket, std::int64_t by) {
  Delta delta;
  switch (bucket) {
    case Bucket::unrestricted: delta.unrestricted = by; break;
    case Bucket::quality_hold: delta.quality_hold = by; break;
    case Bucket::damaged: delta.damaged = by; break;
  }
  return delta;
}

// What has been shipped was picked, whether or not the pick has been told yet.
std::int64_t fetched(const WorkLine& line) { return std::max(line.picked - line.unpicked, line.shipped); }

Committed committed(const WorkLine& line) {
  const std::int64_t out = fetched(line);
  const std::int64_t open = line.quantity - line.shorted - out;
  return {std::max<std::int64_t>(0, open), out - line.shipped};
}

Place& Inventory::at(std::string_view item, std::size_t node) {
  auto found = shelves_.find(item);
  if (found == shelves_.end()) found = shelves_.emplace(std::string(item), std::vector<Place*>()).first;
  auto& shelf = found->second;
  if (shelf.size() < masters_.nodes().size()) shelf.resize(masters_.nodes().size());
  if (shelf[node] != nullptr) return *shelf[node];
  PositionRow row;
  row.item = std::string(item);
  row.location = masters_.nodes()[node].location.location;
  const std::string key = row.item + "/" + row.location;
  return keep(positions_.add(key, std::move(row)), node);
}

Place* Inventory::at(std::string_view item, std::string_view location) {
  const auto node = masters_.node(location);
  return node ? &at(item, *node) : nullptr;
}

Place& Inventory::restore(PositionRow row, bool fresh) {
  row.publishing = false;
  row.queued = false;
  const std::size_t node = masters_.node(row.location).value();
  const std::string key = row.item + "/" + row.location;
  Place& place = fresh ? positions_.add(key, std::move(row)) : positions_.restore(key, std::move(row));
  auto& shelf = shelves_[place.item];
  if (shelf.size() < masters_.nodes().size()) shelf.resize(masters_.nodes().size());
  return keep(place, node);
}

Place& Inventory::keep(Place& place, std::size_t node) {
  const auto& safety = masters_.nodes()[node].safety_stock;
  const auto found = safety.find(place.item);
  place.safety_stock = found == safety.end() ? 0 : found->second;
  shelves_.find(place.item)->second[node] = &place;
  return place;
}

void Inventory::change(Place& place, const Delta& delta) {
  const std::int64_t before = offer(place);
  place.unrestricted += delta.unrestricted;
  place.quality_hold += delta.quality_hold;
  place.damaged += delta.damaged;
  place.reserved += delta.reserved;
  place.released += delta.released;
  place.picked += delta.picked;
  ++place.version;
  journal_.touch(place);
  if (offer(place) != before) publish_again(place);
}

std::int64_t Inventory::atp(const Place& place) const {
  std::int64_t usable = place.unrestricted;
  if (defects_.has(Defect::atp_ignores_quality_hold)) usable += place.quality_hold;
  std::int64_t spoken_for = place.reserved + place.released + place.picked;
  if (defects_.has(Defect::atp_subtracts_picks_twice)) spoken_for += place.released + place.picked;
  std::int64_t safety = place.safety_stock;
  if (defects_.has(Defect::safety_stock_never)) safety = 0;
  if (defects_.has(Defect::safety_stock_twice)) safety += place.safety_stock;
  return usable - spoken_for - safety;
}

bool Inventory::sells(std::string_view item) const {
  return defects_.has(Defect::discontinued_still_promised) ? masters_.knows(item) : masters_.sells(item);
}

void Inventory::terms_changed(const std::string& item) {
  const auto shelf = shelves_.find(item);
  if (shelf == shelves_.end()) return;
  for (std::size_t node = 0; node < shelf->second.size(); ++node) {
    Place* place = shelf->second[node];
    if (place == nullptr) continue;
    keep(*place, node);
    publish_again(*place);
  }
}

void Inventory::publish_again(Place& place) {
  if (std::exchange(place.queued, true)) return;
  changed_.push_back(&place);
}

std::vector<Place*> Inventory::take_changed() {
  for (Place* place : changed_) place->queued = false;
  return std::exchange(changed_, {});
}

}  // namespace drydock::pipeline
