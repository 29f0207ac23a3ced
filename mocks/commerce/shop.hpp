// What the shop keeps of carts and orders.
#pragma once
#include "contracts/canonical/reservation.hpp"
#include "contracts/canonical/returns.hpp"
#include "contracts/canonical/stimulus.hpp"

namespace drydock {

/// Where a checkout is. What is asked of the pipeline before the order is placed is asked again after a crash, under
/// the same keys, and gets the same answers: so only the decisions are kept.
///   shopping   the shopper looks, holds and confirms; nothing is decided
///   releasing  it was given up; the reservation goes back, and no order follows
///   unpaid     its payment was declined; likewise
enum class CheckoutState : std::uint8_t { shopping, releasing, unpaid };
DRYDOCK_DESCRIBE_ENUM(CheckoutState, "shopping", "releasing", "unpaid")

struct Checkout {
  ShopperArrives shopper;
  CheckoutState state = CheckoutState::shopping;
  std::string reservation_id;  ///< releasing, unpaid: which
  bool operator==(const Checkout&) const = default;
};
DRYDOCK_DESCRIBE(Checkout, shopper, state, reservation_id)

/// A placed order, in units over all lines. Its one cancellation is open until it is answered.
struct ShopOrder {
  std::int64_t ordered = 0;
  std::int64_t shipped = 0;
  std::int64_t backordered = 0;
  Promise promise;
  std::int64_t cancelled = 0;
  std::string cancellation_id;  ///< empty: never cancelled
  bool answered = false;        ///< the cancellation was accepted or rejected
  bool operator==(const ShopOrder&) const = default;
};
DRYDOCK_DESCRIBE(ShopOrder, ordered, shipped, backordered, promise, cancelled, cancellation_id, answered)

/// placed, partially_fulfilled, fulfilled, backordered (what is not shipped, or some of it before anything was shipped,
/// waits for stock) or cancelled. What is cancelled is not counted any more.
inline std::string_view state_of(const ShopOrder& order) {
  const std::int64_t ordered = order.ordered - order.cancelled;
  if (ordered <= 0 && order.cancelled > 0) return "cancelled";
  if (order.shipped >= ordered) return "fulfilled";
  const bool waits = order.backordered > 0;
  if (order.shipped == 0) return waits ? "backordered" : "placed";
  return waits && order.shipped + order.backordered >= ordered ? "backordered" : "partially_fulfilled";
}

/// A return that a customer asked for: requested -> closed or declined.
struct ShopReturn {
  std::string order_id;
  bool answered = false;
  ReturnOutcome outcome = ReturnOutcome::closed;  ///< once answered
  bool operator==(const ShopReturn&) const = default;
};
DRYDOCK_DESCRIBE(ShopReturn, order_id, answered, outcome)

/// What the shop shows for an item at a location.
struct ShownQuantity {
  std::int64_t quantity = 0;
  std::int64_t version = 0;
  bool operator==(const ShownQuantity&) const = default;
};
DRYDOCK_DESCRIBE(ShownQuantity, quantity, version)

/// What a marketplace has sold of an item since it was told of it.
struct SoldUnits {
  std::int64_t units = 0;
  bool operator==(const SoldUnits&) const = default;
};
DRYDOCK_DESCRIBE(SoldUnits, units)

}  // namespace drydock
