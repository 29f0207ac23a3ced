#include "harness/invariants/item_terms.hpp"

#include <algorithm>

#include "contracts/canonical/master.hpp"
#include "harness/invariants/clocks.hpp"

namespace drydock {

ItemTerms::ItemTerms(const Courtroom& room, Places& places)
    : pipeline_(room.seat("pipeline")), skew_(clock_tolerance(*room.plan)), places_(places), plan_(*room.plan) {
  for (const PlannedWarehouse& warehouse : plan_.warehouses)
    for (const SafetyStock& row : warehouse.location.safety_stock)
      grown(opening_, places_.number(row.item, warehouse.location.location)) = row.quantity;
  for (const PlannedStimulus& stimulus : plan_.stimuli) decided(stimulus.what);
  for (const TriggeredStimulus& stimulus : plan_.triggered) decided(stimulus.what);
}

void ItemTerms::decided(const Payload& what) {
  const auto* decision = what.as<ItemDecided>();
  if (decision == nullptr) return;
  const ItemChanged& record = decision->record;
  const std::uint32_t number = places_.item_number(record.item);
  std::uint32_t& slot = grown(slots_, number);
  if (slot == 0) {
    items_.push_back(opening(record.item));
    slot = static_cast<std::uint32_t>(items_.size());
  }
  ItemVersion made{record.version, record.valid_from, record.status == "active", {}, never, never};
  for (const LocationQuantity& row : record.safety_stock) made.safety.emplace_back(row.location, row.quantity);
  std::vector<ItemVersion>& versions = items_[slot - 1].versions;
  const auto after = std::find_if(versions.begin(), versions.end(),
                                  [&](const ItemVersion& other) { return other.version > made.version; });
  versions.insert(after, std::move(made));
}

// Of an item in the opening masters version 1 is what they say.
ItemTerms::Entry ItemTerms::opening(const std::string& item) {
  const auto known =
      std::find_if(plan_.items.begin(), plan_.items.end(), [&](const Item& row) { return row.item == item; });
  if (known == plan_.items.end()) return {{}, true};
  ItemVersion first{1, always, known->status == "active", {}, always, always};
  for (const PlannedWarehouse& warehouse : plan_.warehouses) {
    const std::string& location = warehouse.location.location;
    first.safety.emplace_back(location, opening_safety(places_.number(item, location)));
  }
  return {{std::move(first)}, false};
}

ItemVersion* ItemTerms::find(std::uint32_t item, std::int64_t version) {
  if (item >= slots_.size() || slots_[item] == 0) return nullptr;
  for (ItemVersion& row : items_[slots_[item] - 1].versions)
    if (row.version == version) return &row;
  return nullptr;
}

void ItemTerms::see(const Record& record) {
  if (items_.empty()) return;
  if (record.kind == RecordKind::publish) {
    const auto* change = record.body == nullptr ? nullptr : record.body->as<ItemChanged>();
    ItemVersion* version = change == nullptr ? nullptr : find(places_.item_number(change->item), change->version);
    if (version == nullptr) return;
    version->earliest = std::min(version->earliest, std::max(version->valid_from - skew_, record.t));
    told_[name_key(record.id)] = {places_.item_number(change->item), change->version};
  } else if (record.from == pipeline_ && record.status < 300) {
    const Told* told = told_.find(name_key(record.id));
    ItemVersion* version = told == nullptr ? nullptr : find(told->item, told->version);
    if (version == nullptr) return;
    version->latest = std::max(version->valid_from + skew_, record.t);
    told_.erase(name_key(record.id));
  }
}

const std::vector<ItemVersion>* ItemTerms::versions(std::uint32_t item) const {
  return item < slots_.size() && slots_[item] != 0 ? &items_[slots_[item] - 1].versions : nullptr;
}

bool ItemTerms::launched(std::uint32_t item) const {
  return item < slots_.size() && slots_[item] != 0 && items_[slots_[item] - 1].launched;
}

bool ItemTerms::may_hold(const std::vector<ItemVersion>& versions, const ItemVersion& version, Instant from,
                         Instant until) {
  if (version.earliest > until) return false;
  return std::none_of(versions.begin(), versions.end(), [&](const ItemVersion& other) {
    return other.version > version.version && other.latest <= from;
  });
}

bool ItemTerms::may_be_known(std::uint32_t item, Instant until) const {
  const auto* all = versions(item);
  return all == nullptr ||
         std::any_of(all->begin(), all->end(), [&](const ItemVersion& version) { return version.earliest <= until; });
}

Instant ItemTerms::known_since(std::uint32_t item) const {
  const auto* all = versions(item);
  Instant since = all == nullptr ? always : never;
  if (all != nullptr)
    for (const ItemVersion& version : *all) since = std::min(since, version.latest);
  return since;
}

bool ItemTerms::may_be_sold(std::uint32_t item, Instant from, Instant until) const {
  const auto* all = versions(item);
  return all == nullptr || std::any_of(all->begin(), all->end(), [&](const ItemVersion& version) {
           return version.sold && may_hold(*all, version, from, until);
         });
}

bool ItemTerms::surely_sold(std::uint32_t item, Instant from, Instant until) const {
  const auto* all = versions(item);
  if (all == nullptr) return true;
  if (known_since(item) > from) return false;
  return std::all_of(all->begin(), all->end(),
                     [&](const ItemVersion& version) { return version.sold || !may_hold(*all, version, from, until); });
}

std::int64_t ItemTerms::safety_of(const ItemVersion& version, std::uint32_t place) const {
  for (const auto& [location, units] : version.safety)
    if (location == places_.location(place)) return units;
  return 0;
}

std::int64_t ItemTerms::least(std::uint32_t place, std::int64_t free, Instant from, Instant until) const {
  const std::uint32_t item = places_.item_of(place);
  const auto* all = versions(item);
  if (all == nullptr) return std::max<std::int64_t>(0, free - opening_safety(place));
  if (!surely_sold(item, from, until)) return 0;
  std::int64_t units = std::max<std::int64_t>(0, free);
  for (const ItemVersion& version : *all)
    if (may_hold(*all, version, from, until)) units = std::min(units, free - safety_of(version, place));
  return std::max<std::int64_t>(0, units);
}

std::int64_t ItemTerms::most(std::uint32_t place, std::int64_t free, Instant from, Instant until,
                             bool whatever_status) const {
  const auto* all = versions(places_.item_of(place));
  if (all == nullptr) return std::max<std::int64_t>(0, free - opening_safety(place));
  std::int64_t units = 0;
  for (const ItemVersion& version : *all)
    if ((version.sold || whatever_status) && may_hold(*all, version, from, until))
      units = std::max(units, free - safety_of(version, place));
  return units;
}

}  // namespace drydock
