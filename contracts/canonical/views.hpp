// What systems say when they are asked: the views that an auditor reads. Each list gives what changed since `cursor`.
#pragma once
#include "contracts/canonical/common.hpp"

namespace drydock {

/// balance.list at the ERP.
struct BalanceList {
  std::optional<std::int64_t> cursor;
  bool operator==(const BalanceList&) const = default;
};
DRYDOCK_DESCRIBED(BalanceList, cursor)

struct Balance {
  std::string item;
  std::string location;
  std::int64_t on_hand = 0;
  bool operator==(const Balance&) const = default;
};
DRYDOCK_DESCRIBED(Balance, item, location, on_hand)

struct BalanceListResult {
  std::vector<Balance> balances;
  std::optional<std::int64_t> next_cursor;
  bool operator==(const BalanceListResult&) const = default;
};
DRYDOCK_DESCRIBED(BalanceListResult, balances, next_cursor)

/// availability.list at the shop: what it shows.
struct AvailabilityList {
  std::optional<std::int64_t> cursor;
  bool operator==(const AvailabilityList&) const = default;
};
DRYDOCK_DESCRIBED(AvailabilityList, cursor)

struct Shown {
  std::string item;
  std::string location;
  std::int64_t quantity = 0;
  std::int64_t version = 0;
  bool operator==(const Shown&) const = default;
};
DRYDOCK_DESCRIBED(Shown, item, location, quantity, version)

struct AvailabilityListResult {
  std::vector<Shown> shown;
  std::optional<std::int64_t> next_cursor;
  bool operator==(const AvailabilityListResult&) const = default;
};
DRYDOCK_DESCRIBED(AvailabilityListResult, shown, next_cursor)

/// order.list: at the shop, the ERP and the pipeline, each in its own words for the state:
/// shop: placed, partially_fulfilled, fulfilled, backordered, cancelled. ERP: booked, partially_issued, issued,
/// invoiced, cancelled. Pipeline: imported, released, picking, packed, shipped, backordered, closed, cancelled, and
/// what it still waits for. What is cancelled counts as ordered no more: the rest decides.
struct OrderList {
  std::optional<std::int64_t> cursor;
  bool operator==(const OrderList&) const = default;
};
DRYDOCK_DESCRIBED(OrderList, cursor)

struct OrderView {
  std::string order_id;
  std::string state;
  std::int64_t quantity_ordered = 0;  ///< and not cancelled
  std::int64_t quantity_shipped = 0;
  std::int64_t quantity_backordered = 0;
  std::optional<std::string> waiting_for;  ///< pipeline: the step or acknowledgement outstanding
  bool operator==(const OrderView&) const = default;
};
DRYDOCK_DESCRIBED(OrderView, order_id, state, quantity_ordered, quantity_shipped, quantity_backordered, waiting_for)

struct OrderListResult {
  std::vector<OrderView> orders;
  std::optional<std::int64_t> next_cursor;
  bool operator==(const OrderListResult&) const = default;
};
DRYDOCK_DESCRIBED(OrderListResult, orders, next_cursor)

/// position.list at the pipeline: its view of every position, commitments included (domain section 2.2).
struct PositionList {
  std::optional<std::int64_t> cursor;
  bool operator==(const PositionList&) const = default;
};
DRYDOCK_DESCRIBED(PositionList, cursor)

struct PositionView {
  std::string item;
  std::string location;
  std::int64_t unrestricted = 0;
  std::int64_t quality_hold = 0;
  std::int64_t damaged = 0;
  std::int64_t reserved = 0;  ///< R: soft-reserved and not released
  std::int64_t released = 0;  ///< K: released, open picks
  std::int64_t picked = 0;    ///< P: picked, packed or staged, not shipped
  std::int64_t version = 0;
  bool operator==(const PositionView&) const = default;
};
DRYDOCK_DESCRIBED(PositionView, item, location, unrestricted, quality_hold, damaged, reserved, released, picked,
                  version)

struct PositionListResult {
  std::vector<PositionView> positions;
  std::optional<std::int64_t> next_cursor;
  bool operator==(const PositionListResult&) const = default;
};
DRYDOCK_DESCRIBED(PositionListResult, positions, next_cursor)

/// reservation.list at the pipeline.
struct ReservationList {
  std::optional<std::int64_t> cursor;
  bool operator==(const ReservationList&) const = default;
};
DRYDOCK_DESCRIBED(ReservationList, cursor)

/// For each reservation quantity = consumed + released + expired + live (I07).
struct ReservationView {
  std::string reservation_id;
  std::string order_id;  ///< empty until confirmed
  std::int64_t quantity = 0;
  std::int64_t consumed = 0;
  std::int64_t released = 0;
  std::int64_t expired = 0;
  std::int64_t live = 0;
  bool operator==(const ReservationView&) const = default;
};
DRYDOCK_DESCRIBED(ReservationView, reservation_id, order_id, quantity, consumed, released, expired, live)

struct ReservationListResult {
  std::vector<ReservationView> reservations;
  std::optional<std::int64_t> next_cursor;
  bool operator==(const ReservationListResult&) const = default;
};
DRYDOCK_DESCRIBED(ReservationListResult, reservations, next_cursor)

/// dead_letter.list at the pipeline.
struct DeadLetterList {
  std::optional<std::int64_t> cursor;
  bool operator==(const DeadLetterList&) const = default;
};
DRYDOCK_DESCRIBED(DeadLetterList, cursor)

struct DeadLetter {
  std::string dead_letter_id;
  std::string message;      ///< the message type
  std::string message_id;   ///< event id, or idempotency key of a call
  std::string key;          ///< business key
  std::string destination;  ///< the seat a call could not be made to, or "pipeline" for an event
  std::string reason;       ///< a stable word: malformed, unsupported_version, attempts_exhausted, refused
  std::string correlation;
  std::string body;  ///< the original bytes
  std::int64_t attempts = 0;
  Instant first_attempt;
  Instant last_attempt;
  bool operator==(const DeadLetter&) const = default;
};
DRYDOCK_DESCRIBED(DeadLetter, dead_letter_id, message, message_id, key, destination, reason, correlation, body,
                  attempts, first_attempt, last_attempt)

struct DeadLetterListResult {
  std::vector<DeadLetter> dead_letters;
  std::optional<std::int64_t> next_cursor;
  bool operator==(const DeadLetterListResult&) const = default;
};
DRYDOCK_DESCRIBED(DeadLetterListResult, dead_letters, next_cursor)

/// replay.start at the pipeline: tries dead letters again; all of them when `dead_letter_ids` is empty and no span is
/// given. With a span it applies the events again that it accepted from `from` on and before `until`, as far as it
/// keeps them.
struct ReplayStart {
  std::string replay_id;  ///< the idempotency key
  std::vector<std::string> dead_letter_ids;
  std::optional<Instant> from;
  std::optional<Instant> until;  ///< there if `from` is
  bool operator==(const ReplayStart&) const = default;
};
DRYDOCK_DESCRIBED(ReplayStart, replay_id, dead_letter_ids, from, until)

struct ReplayStarted {
  std::string replay_id;
  std::int64_t replayed = 0;
  bool operator==(const ReplayStarted&) const = default;
};
DRYDOCK_DESCRIBED(ReplayStarted, replay_id, replayed)

/// queue.list at the pipeline: how much it has accepted and not finished, by destination; "" for its inbox.
struct QueueList {
  std::optional<std::int64_t> cursor;
  bool operator==(const QueueList&) const = default;
};
DRYDOCK_DESCRIBED(QueueList, cursor)

struct QueueDepth {
  std::string destination;
  std::int64_t waiting = 0;
  std::int64_t in_flight = 0;
  bool operator==(const QueueDepth&) const = default;
};
DRYDOCK_DESCRIBED(QueueDepth, destination, waiting, in_flight)

struct QueueListResult {
  std::vector<QueueDepth> queues;
  bool operator==(const QueueListResult&) const = default;
};
DRYDOCK_DESCRIBED(QueueListResult, queues)

/// ready.get at the pipeline: 200 once the enterprise is learnt, 503 before.
struct ReadyGet {
  std::optional<std::int64_t> cursor;
  bool operator==(const ReadyGet&) const = default;
};
DRYDOCK_DESCRIBED(ReadyGet, cursor)

}  // namespace drydock
