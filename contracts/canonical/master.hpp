// Masters: items and locations as the prepare flow learns them from the ERP, and how items change from then on.
#pragma once
#include "contracts/canonical/common.hpp"

namespace drydock {

/// Lists are read in pages: `cursor` is what the page before gave as `next_cursor`; absent for the first page. Views
/// that are audited (positions, orders) read it as "what changed since".
struct ItemList {
  std::optional<std::int64_t> cursor;
  bool operator==(const ItemList&) const = default;
};
DRYDOCK_DESCRIBED(ItemList, cursor)

struct Item {
  std::string item;
  std::string name;
  std::string status = "active";  ///< draft, active, discontinued, obsolete (domain section 1.2)
  std::int64_t weight_grams = 0;
  Money unit_price;
  bool operator==(const Item&) const = default;
};
DRYDOCK_DESCRIBED(Item, item, name, status, weight_grams, unit_price)

struct ItemListResult {
  std::vector<Item> items;
  std::optional<std::int64_t> next_cursor;
  bool operator==(const ItemListResult&) const = default;
};
DRYDOCK_DESCRIBED(ItemListResult, items, next_cursor)

struct LocationList {
  std::optional<std::int64_t> cursor;
  bool operator==(const LocationList&) const = default;
};
DRYDOCK_DESCRIBED(LocationList, cursor)

/// Safety stock of one item at one location: a threshold on availability, not a bucket.
struct SafetyStock {
  std::string item;
  std::int64_t quantity = 0;
  bool operator==(const SafetyStock&) const = default;
};
DRYDOCK_DESCRIBED(SafetyStock, item, quantity)

/// Days a service takes from this location to a region: between `days_min` and `days_max`, whole days.
struct Transit {
  std::string region;
  std::string service;
  std::string carrier;
  std::int64_t days_min = 0;
  std::int64_t days_max = 0;
  bool operator==(const Transit&) const = default;
};
DRYDOCK_DESCRIBED(Transit, region, service, carrier, days_min, days_max)

/// From this instant on local time is UTC plus `minutes`: a time zone, resolved.
struct ZoneOffset {
  Instant from;
  std::int64_t minutes = 0;
  bool operator==(const ZoneOffset&) const = default;
};
DRYDOCK_DESCRIBED(ZoneOffset, from, minutes)

/// A warehouse. `location` is also the name of the seat that works it.
struct Location {
  std::string location;
  std::vector<std::string> regions;       ///< regions it is nearest to, best first
  std::string cutoff;                     ///< local time "17:00": later releases leave the next day
  std::vector<ZoneOffset> offsets;        ///< in time order, at least one
  std::int64_t capacity_per_hour = 0;     ///< orders the labour can work in an hour
  std::vector<SafetyStock> safety_stock;  ///< items without a row have none
  std::vector<Transit> transit;
  bool operator==(const Location&) const = default;
};
DRYDOCK_DESCRIBED(Location, location, regions, cutoff, offsets, capacity_per_hour, safety_stock, transit)

struct LocationListResult {
  std::vector<Location> locations;
  std::optional<std::int64_t> next_cursor;
  bool operator==(const LocationListResult&) const = default;
};
DRYDOCK_DESCRIBED(LocationListResult, locations, next_cursor)

/// Safety stock of an item, told with the item: at locations without a row it has none.
struct LocationQuantity {
  std::string location;
  std::int64_t quantity = 0;
  bool operator==(const LocationQuantity&) const = default;
};
DRYDOCK_DESCRIBED(LocationQuantity, location, quantity)

/// erp.item.changed: one version of an item's record, whole. What `item.list` gives is version 1. At any time the
/// version that holds is the highest of those whose `valid_from` has come; none before the first of them.
struct ItemChanged {
  std::string item;
  std::int64_t version = 1;
  Instant valid_from;
  std::string name;
  std::string status = "active";  ///< draft, active, discontinued, obsolete (domain section 1.2)
  std::int64_t weight_grams = 0;
  Money unit_price;
  std::vector<LocationQuantity> safety_stock;
  bool operator==(const ItemChanged&) const = default;
};
DRYDOCK_DESCRIBED(ItemChanged, item, version, valid_from, name, status, weight_grams, unit_price, safety_stock)

/// item.upsert: the same for a warehouse, which keeps it until it holds; idempotency key is item, version and location.
struct ItemUpsert {
  std::string item;
  std::string location;
  std::int64_t version = 1;
  Instant valid_from;
  std::string name;
  std::string status = "active";
  std::int64_t weight_grams = 0;
  bool operator==(const ItemUpsert&) const = default;
};
DRYDOCK_DESCRIBED(ItemUpsert, item, location, version, valid_from, name, status, weight_grams)

// ---- what people do; never on a wire

/// Somebody at the ERP changes an item's record, or makes a new one: then its version is 1.
struct ItemDecided {
  ItemChanged record;
  bool operator==(const ItemDecided&) const = default;
};
DRYDOCK_DESCRIBED(ItemDecided, record)

}  // namespace drydock
