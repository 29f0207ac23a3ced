// The availability flow: what could be promised, and what the shop shows.
#pragma once
#include "contracts/canonical/common.hpp"

namespace drydock {

struct ItemQuantity {
  std::string item;
  std::int64_t quantity = 0;
  bool operator==(const ItemQuantity&) const = default;
};
DRYDOCK_DESCRIBED(ItemQuantity, item, quantity)

/// availability.query: commerce asks the pipeline.
struct AvailabilityQuery {
  std::string query_id;
  std::vector<ItemQuantity> items;
  ShipTo ship_to;
  std::string service;
  std::optional<Instant> need_by;
  bool operator==(const AvailabilityQuery&) const = default;
};
DRYDOCK_DESCRIBED(AvailabilityQuery, query_id, items, ship_to, service, need_by)

/// What one node could give of one item: max(0, ATP0) of domain section 2.3, rule 1.
struct Offer {
  std::string item;
  std::string location;
  std::int64_t quantity = 0;
  bool operator==(const Offer&) const = default;
};
DRYDOCK_DESCRIBED(Offer, item, location, quantity)

/// `as_of` is the acceptance time of the oldest stock input not yet applied, else now (domain section 2.4b). One offer
/// for every item asked and every node.
struct AvailabilityAnswer {
  Instant as_of;
  std::vector<Offer> offers;
  bool operator==(const AvailabilityAnswer&) const = default;
};
DRYDOCK_DESCRIBED(AvailabilityAnswer, as_of, offers)

/// availability.set: the pipeline tells the shop what to show for an item at a node: max(0, unrestricted - safety stock
/// - open reservations). The shop accepts it only if `compare_version` is the version it holds (0 before the first),
/// and takes `version`, which is greater. A mismatch is a 409 problem with `current_version` and `current_quantity`.
struct AvailabilitySet {
  std::string item;
  std::string location;
  std::int64_t quantity = 0;
  std::int64_t version = 0;
  std::int64_t compare_version = 0;
  Instant as_of;
  bool operator==(const AvailabilitySet&) const = default;
};
DRYDOCK_DESCRIBED(AvailabilitySet, item, location, quantity, version, compare_version, as_of)

}  // namespace drydock
