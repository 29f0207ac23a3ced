// The reservation flow: strong holds, all lines or none.
#pragma once
#include "contracts/canonical/availability.hpp"

namespace drydock {

/// reservation.create: idempotency key is cart id and attempt ("C-000123/1").
struct ReservationCreate {
  std::string cart_id;
  std::int64_t attempt = 1;
  std::vector<LineQuantity> lines;
  ShipTo ship_to;
  std::string service;
  std::int64_t ttl_seconds = 900;
  bool operator==(const ReservationCreate&) const = default;
};
DRYDOCK_DESCRIBED(ReservationCreate, cart_id, attempt, lines, ship_to, service, ttl_seconds)

/// Which node holds how much of which line. A line may be held at several nodes: one row each.
struct ReservedLine {
  std::string line;
  std::string item;
  std::string location;
  std::int64_t quantity = 0;
  bool operator==(const ReservedLine&) const = default;
};
DRYDOCK_DESCRIBED(ReservedLine, line, item, location, quantity)

enum class ReservationOutcome : std::uint8_t { held, declined };
DRYDOCK_DESCRIBED_ENUM(ReservationOutcome, "held", "declined")

/// Held: reservation id, lines, expiry and promise are there. Declined: `nearest` says how much of each short item all
/// nodes together could give.
struct ReservationAnswer {
  ReservationOutcome outcome = ReservationOutcome::declined;
  std::string reservation_id;  ///< derived from cart and attempt; given for a declined one too
  std::vector<ReservedLine> lines;
  std::optional<Instant> expires_at;
  std::optional<Promise> promise;
  std::vector<ItemQuantity> nearest;
  bool operator==(const ReservationAnswer&) const = default;
};
DRYDOCK_DESCRIBED(ReservationAnswer, outcome, reservation_id, lines, expires_at, promise, nearest)

/// reservation.confirm: the order is certain. Confirmed reservations never expire. 409 `reservation_gone` if it was
/// released or has expired, 404 `unknown_reservation` if there never was one.
struct ReservationConfirm {
  std::string reservation_id;
  std::string order_id;
  bool operator==(const ReservationConfirm&) const = default;
};
DRYDOCK_DESCRIBED(ReservationConfirm, reservation_id, order_id)

/// reservation.release: given back by the shop. Releasing what is already gone is accepted.
struct ReservationRelease {
  std::string reservation_id;
  std::string reason;
  bool operator==(const ReservationRelease&) const = default;
};
DRYDOCK_DESCRIBED(ReservationRelease, reservation_id, reason)

enum class ReservationState : std::uint8_t { held, confirmed, released, expired };
DRYDOCK_DESCRIBED_ENUM(ReservationState, "held", "confirmed", "released", "expired")

struct ReservationStatus {
  std::string reservation_id;
  ReservationState state = ReservationState::held;
  bool operator==(const ReservationStatus&) const = default;
};
DRYDOCK_DESCRIBED(ReservationStatus, reservation_id, state)

}  // namespace drydock
