// Parts shared by many messages.
#pragma once
#include "contracts/canonical/describe.hpp"

namespace drydock {

/// An amount in minor units of an ISO 4217 currency: {1999, "USD"} is $19.99.
struct Money {
  std::int64_t minor = 0;
  std::string currency = "USD";
  bool operator==(const Money&) const = default;
};
DRYDOCK_DESCRIBED(Money, minor, currency)

/// Where the goods go. `region` is what nodes serve and routing decides by.
struct ShipTo {
  std::string region;
  std::string postal_code;
  std::string country = "US";
  bool operator==(const ShipTo&) const = default;
};
DRYDOCK_DESCRIBED(ShipTo, region, postal_code, country)

/// A promise to the customer: the latest moments of leaving the node and of delivery.
struct Promise {
  Instant ship_by;
  Instant deliver_by;
  bool operator==(const Promise&) const = default;
};
DRYDOCK_DESCRIBED(Promise, ship_by, deliver_by)

/// A quantity of an item on an order line. Quantities are counts of the item's smallest stocking unit, never negative.
struct LineQuantity {
  std::string line;
  std::string item;
  std::int64_t quantity = 0;
  bool operator==(const LineQuantity&) const = default;
};
DRYDOCK_DESCRIBED(LineQuantity, line, item, quantity)

/// Units of a lot on an order line, where the item is kept by lots. What no lot is named of is not in such a list.
struct LotQuantity {
  std::string line;
  std::string item;
  std::string lot;
  std::int64_t quantity = 0;
  bool operator==(const LotQuantity&) const = default;
};
DRYDOCK_DESCRIBED(LotQuantity, line, item, lot, quantity)

/// The lots of some lines; absent where none of their items is kept by lots.
using Lots = std::optional<std::vector<LotQuantity>>;

/// A refusal or failure in the shape of RFC 9457 (application/problem+json). `code` is ours: a stable word to act on.
/// The optional members are extensions: what a refused compare found, and how much is nearest to what was asked.
struct Problem {
  std::string type = "about:blank";
  std::string title;
  std::int64_t status = 0;
  std::string code;
  std::string detail;
  std::optional<std::int64_t> current_quantity;
  std::optional<std::int64_t> current_version;
  bool operator==(const Problem&) const = default;
};
DRYDOCK_DESCRIBED(Problem, type, title, status, code, detail, current_quantity, current_version)

/// The answer to a write that has nothing else to say: which thing, in which state now.
struct Accepted {
  std::string id;
  std::string state;
  bool operator==(const Accepted&) const = default;
};
DRYDOCK_DESCRIBED(Accepted, id, state)

}  // namespace drydock
