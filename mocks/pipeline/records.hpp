// What the pipeline keeps in its journal: one described record per thing it must not forget. Members that are not in
// the DRYDOCK_DESCRIBE line are worked out again at a restart (recovery.cpp resets them: a journal in memory keeps
// them).
//
//   key                        value
//   prepared                   Prepared                  the enterprise has been learnt
//   mi/<page>  ml/<page>       ItemListResult, LocationListResult as the ERP gave them
//   p/<item>/<location>        PositionRow
//   m/<movement id>            MovementRow               a stock movement that has been applied
//   r/<reservation id>         ReservationRow
//   k/<idempotency key>        AnswerRow                 the answer once given to reservation.create
//   o/<order id>               OrderPlaced as the shop sent it
//   s/<order id>               OrderRow                  how far the order is
//   f/<fulfilment id>          FulfilmentRow
//   n/<cancellation id>        CancellationRow
//   a/<order id>               PaymentRow                of orders that are paid for through a payment seat
//   t/<package id>             PackageRow
//   h/<key>/<sequence>, g/...  HeldRow, and the event's data: it waits for an earlier one
//   c/<number>, b/<number>     CallRow, and the request's body: the outbox
//   d/<dead letter id>         DeadLetter
//   v/<transfer id>            TransferRow
//   q/<return id>              ReturnRow
//   l/<fulfilment id>          LoadRow                   of fulfilments that go by freight
//   y/<replay id>              ReplayRow
//   i/<id>                     SeenRow                   of defects that remember events by another id
//   e/<publisher>              FeedRow                   how far its feed has been read
//   w/<event id>, wb/...       ArchivedRow, and the event's data: kept for replays
//   g/<break id>               BreakView                 a difference that reconciliation found
//   u/<item>                   ItemRow                   of items that were changed or are new
//   j/<shop>/<position>        ListingRow                what a shop beside the first holds of a position
//   z/<id>, zb/<id>            ParkedRow, and its event: it waits for an item to be known
//   B/<key>/<line>             PostedRow                 what a posting changed in the books, for balances by night
//   x/<order id>               Tombstone                 an order that is over and dropped
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "contracts/canonical/master.hpp"
#include "contracts/canonical/order.hpp"
#include "contracts/canonical/reservation.hpp"
#include "contracts/canonical/shipping.hpp"
#include "contracts/canonical/stock.hpp"
#include "contracts/payload.hpp"

namespace drydock::pipeline {

struct Prepared {
  Instant ready_at;
};
DRYDOCK_DESCRIBED(Prepared, ready_at)

/// Which sequence numbers of an ordering key have arrived: all below `next`, and those `ahead`.
struct Sequence {
  std::int64_t next = 1;
  std::vector<std::int64_t> ahead;
};
DRYDOCK_DESCRIBED(Sequence, next, ahead)

/// Domain section 2.2: on-hand buckets and the stages of what is committed. `version` grows with every change and is
/// the version of availability.set.
struct PositionRow {
  std::string item;
  std::string location;
  std::int64_t unrestricted = 0;
  std::int64_t quality_hold = 0;
  std::int64_t damaged = 0;
  std::int64_t reserved = 0;
  std::int64_t released = 0;
  std::int64_t picked = 0;
  std::int64_t version = 0;
  std::int64_t base_version = 0;   ///< the warehouse's version that the opening balance included
  std::int64_t movements = 0;      ///< applied beyond that balance: the warehouse's version, if none is missing
  std::int64_t shown_version = 0;  ///< what the (first) shop holds, as far as it has told
  std::int64_t shown_quantity = 0;
  std::int64_t sent_version = 0;  ///< of the last availability.set that left; above `shown_version`: in doubt
  Sequence sequence;              ///< of the movement events of this position

  std::int64_t safety_stock = 0;
  bool publishing = false;  ///< an availability.set is on its way
  bool queued = false;      ///< waits for the next one
};
DRYDOCK_DESCRIBED(PositionRow, item, location, unrestricted, quality_hold, damaged, reserved, released, picked, version,
                  base_version, movements, shown_version, shown_quantity, sent_version, sequence)

/// The same of a shop beside the first: each is told under the position's versions, over the one that it holds itself.
struct ListingRow {
  std::string shop;
  std::string item;
  std::string location;
  std::int64_t shown_version = 0;
  std::int64_t shown_quantity = 0;
  std::int64_t sent_version = 0;

  bool publishing = false;
};
DRYDOCK_DESCRIBED(ListingRow, shop, item, location, shown_version, shown_quantity, sent_version)

struct MovementRow {
  std::string movement_id;
  Instant applied_at;
};
DRYDOCK_DESCRIBED(MovementRow, movement_id, applied_at)

/// A balance of the ERP's that a posting changed, at some moment between the two.
struct PostedRow {
  std::string position;  ///< item/location
  Instant earliest;
  Instant latest;
  std::int64_t delta = 0;
};
DRYDOCK_DESCRIBED(PostedRow, position, earliest, latest, delta)

/// Units of one line held at one node: quantity = live + consumed + released + expired (I07). Of the live units
/// `in_work` are with a warehouse; the rest is the node's `reserved`.
struct Slice {
  std::string line;
  std::string item;
  std::string location;
  std::int64_t quantity = 0;
  std::int64_t live = 0;
  std::int64_t in_work = 0;
  std::int64_t consumed = 0;
  std::int64_t released = 0;
  std::int64_t expired = 0;
};
DRYDOCK_DESCRIBED(Slice, line, item, location, quantity, live, in_work, consumed, released, expired)

struct ReservationRow {
  std::string reservation_id;
  ReservationState state = ReservationState::held;
  std::string order_id;  ///< empty until confirmed
  Instant expires_at;
  std::int64_t release_hash = 0;  ///< of the body that released it; 0: not released by the shop
  std::vector<Slice> slices;
  std::optional<Instant> ended_at;
};
DRYDOCK_DESCRIBED(ReservationRow, reservation_id, state, order_id, expires_at, release_hash, slices, ended_at)

struct AnswerRow {
  std::string key;
  std::int64_t body_hash = 0;
  Instant made_at;
  ReservationAnswer answer;
};
DRYDOCK_DESCRIBED(AnswerRow, key, body_hash, made_at, answer)

struct OrderLineState {
  std::string line;
  std::int64_t ordered = 0;
  std::int64_t shipped = 0;
  std::int64_t backordered = 0;
  std::int64_t cancelled = 0;
};
DRYDOCK_DESCRIBED(OrderLineState, line, ordered, shipped, backordered, cancelled)

/// `releases` counts fulfilments: they are called <order>-F1 to <order>-F<releases>.
struct OrderRow {
  std::string order_id;
  std::string shop;  ///< the seat that it came from: whoever answers to it answers there
  std::int64_t releases = 0;
  bool booked = false;
  Promise promise;
  std::vector<OrderLineState> lines;
  std::vector<std::string> reservations;
  std::optional<Instant> closed_at;

  Payload placed;               ///< an OrderPlaced
  std::int64_t open_calls = 0;  ///< in the outbox, dead letters included
  bool retired = false;         ///< waits to be dropped
};
DRYDOCK_DESCRIBED(OrderRow, order_id, shop, releases, booked, promise, lines, reservations, closed_at)

/// One line of a fulfilment. What was cancelled is taken out of `quantity`; `shorted` will not come from here; `picked`
/// and `shipped` are totals so far.
struct WorkLine {
  std::string line;
  std::string item;
  std::int64_t quantity = 0;
  std::int64_t shorted = 0;
  std::int64_t picked = 0;
  std::int64_t unpicked = 0;  ///< of those picked, taken back again: they count as shorted
  std::int64_t shipped = 0;
};
DRYDOCK_DESCRIBED(WorkLine, line, item, quantity, shorted, picked, unpicked, shipped)

struct FulfilmentRow {
  std::string fulfillment_id;
  std::string order_id;
  std::string location;
  std::int64_t stages = 0;  ///< bits of Stage
  std::vector<WorkLine> lines;
  std::vector<std::string> packages;
  std::int64_t labelled = 0;           ///< packages whose label is at the warehouse
  std::vector<std::string> movements;  ///< short picks that have been applied
  std::vector<std::string> shipments;  ///< shipments that have been applied
  std::vector<std::string> voided;     ///< packages that were taken apart; not among `packages`
  std::vector<LotQuantity> assigned;   ///< the lots that were assigned first, for the defect `allocated-lot-kept`
  Sequence sequence;                   ///< of this fulfilment's events
};
DRYDOCK_DESCRIBED(FulfilmentRow, fulfillment_id, order_id, location, stages, lines, packages, labelled, movements,
                  shipments, voided, assigned, sequence)

/// One line of a cancellation: of `asked` units `accepted` are cancelled, and a warehouse is asked for `pending`.
struct CancelLine {
  std::string line;
  std::string item;
  std::int64_t asked = 0;
  std::int64_t accepted = 0;
  std::int64_t pending = 0;
};
DRYDOCK_DESCRIBED(CancelLine, line, item, asked, accepted, pending)

/// A cancellation, remembered longer than any redelivery of it. One whose order has not arrived waits for it.
struct CancellationRow {
  std::string cancellation_id;
  std::string order_id;
  std::string shop;  ///< the seat that asked, and has the answer
  std::string reason;
  Instant heard_at;
  std::string event_id;  ///< of the request, and its trace: what causes the calls that follow
  std::int64_t trace_high = 0;
  std::int64_t trace_low = 0;
  std::vector<CancelLine> lines;
  std::vector<std::string> asked;  ///< fulfilments, each once
  std::int64_t open_asks = 0;      ///< of these, not answered yet
  bool answered = false;           ///< the shop has its answer, or is about to
};
DRYDOCK_DESCRIBED(CancellationRow, cancellation_id, order_id, shop, reason, heard_at, event_id, trace_high, trace_low,
                  lines, asked, open_asks, answered)

/// An authorisation of an order, in minor units, as far as it was asked for: captured and voided when the call was
/// decided on.
struct AuthorizationState {
  std::string authorization_id;
  std::int64_t authorized = 0;
  std::int64_t captured = 0;
  std::int64_t voided = 0;
  std::int64_t refunded = 0;
  Instant good_until;  ///< nothing is released under it later; it runs out some time after
  std::int64_t open() const { return authorized - captured - voided; }
};
DRYDOCK_DESCRIBED(AuthorizationState, authorization_id, authorized, captured, voided, refunded, good_until)

/// Units that look for a node once the payment is good again. `from`: the location they were lost at, or empty.
struct HeldRelease {
  std::string from;
  std::string line;
  std::string item;
  std::int64_t quantity = 0;
  std::string cause_id;
  std::string reason;
};
DRYDOCK_DESCRIBED(HeldRelease, from, line, item, quantity, cause_id, reason)

/// A shipment whose authorisation had run out.
struct HeldCapture {
  std::string shipment_id;
  std::int64_t amount = 0;
};
DRYDOCK_DESCRIBED(HeldCapture, shipment_id, amount)

/// The payment of an order. Its last authorisation is the one that counts; `asking`: the next is asked for, and what is
/// held waits for the answer.
struct PaymentRow {
  std::string order_id;
  std::string currency;
  std::int64_t attempts = 100;  ///< at an authorisation, the last: the pipeline's own begin at 101
  bool asking = false;
  bool declined = false;       ///< the last attempt was
  bool release_waits = false;  ///< the first release of the order
  std::vector<AuthorizationState> authorizations;
  std::int64_t returned = 0;   ///< refunded for what was shipped and came back
  std::int64_t uncharged = 0;  ///< left, and nobody paid for it
  std::vector<HeldRelease> releases;
  std::vector<HeldCapture> captures;
  std::string event_id;  ///< of the placed order, and its trace: what causes the calls at the end
  std::int64_t trace_high = 0;
  std::int64_t trace_low = 0;
};
DRYDOCK_DESCRIBED(PaymentRow, order_id, currency, attempts, asking, declined, release_waits, returned, uncharged,
                  authorizations, releases, captures, event_id, trace_high, trace_low)

/// What has happened to a fulfilment, each once.
enum Stage : std::int64_t {
  stage_accepted = 1,
  stage_rejected = 2,
  stage_allocated = 4,
  stage_picked = 8,
  stage_packed = 16,
};

/// A package, its newest scan, and what the shop knows of it.
struct PackageRow {
  std::string package_id;
  std::string order_id;
  std::string fulfillment_id;
  std::int64_t weight_grams = 0;
  bool shipped = false;    ///< the shop is told, or about to be, that it left
  std::int64_t scans = 0;  ///< bit per status that has been seen
  std::int64_t told = 0;   ///< bit per status that has been sent
  TrackingStatus status = TrackingStatus::unknown;
  Instant occurred_at;
  std::string tracking_number;
  std::string scan_id;   ///< of the newest scan
  std::string label_id;  ///< of the label that was bought; empty: none yet
  std::string label_tracking_number;
  std::string carrier;    ///< who sold it
  bool labelled = false;  ///< the label is at the warehouse
  bool voided = false;    ///< it was taken apart, and will not leave
};
DRYDOCK_DESCRIBED(PackageRow, package_id, order_id, fulfillment_id, weight_grams, shipped, scans, told, status,
                  occurred_at, tracking_number, scan_id, label_id, label_tracking_number, carrier, labelled, voided)

struct HeldRow {
  std::string partition;
  std::int64_t sequence = 0;
  std::string event_id;
  std::string correlation_id;
  std::int64_t trace_high = 0;
  std::int64_t trace_low = 0;
  Instant accepted_at;

  Payload data;
};
DRYDOCK_DESCRIBED(HeldRow, partition, sequence, event_id, correlation_id, trace_high, trace_low, accepted_at)

struct CallRow {
  std::int64_t number = 0;
  std::string destination;
  std::string operation;
  std::string idempotency_key;
  std::string correlation_id;
  std::string causation_id;
  std::int64_t trace_high = 0;
  std::int64_t trace_low = 0;
  std::string lane;     ///< calls of one lane to one destination are made one after another
  std::string subject;  ///< the order or position it is made for
  bool dead = false;    ///< it is a dead letter
};
DRYDOCK_DESCRIBED(CallRow, number, destination, operation, idempotency_key, correlation_id, causation_id, trace_high,
                  trace_low, lane, subject, dead)

/// One line of a transfer, in units so far. What is in transit follows: shipped - received - damaged - lost.
struct TransferLineState {
  std::string line;
  std::string item;
  std::int64_t ordered = 0;
  std::int64_t shipped = 0;
  std::int64_t received = 0;  ///< sound
  std::int64_t damaged = 0;
  std::int64_t lost = 0;
};
DRYDOCK_DESCRIBED(TransferLineState, line, item, ordered, shipped, received, damaged, lost)

/// A transfer of stock between two nodes. Its work at the sender is the fulfilment.
struct TransferRow {
  std::string transfer_id;
  std::string from;
  std::string to;
  std::string fulfillment_id;
  std::vector<TransferLineState> lines;
  std::vector<std::string> receipts;  ///< shipments whose counting has been applied
  std::optional<Instant> closed_at;
};
DRYDOCK_DESCRIBED(TransferRow, transfer_id, from, to, fulfillment_id, lines, receipts, closed_at)

/// One line of a return, in units so far.
struct ReturnLineState {
  std::string line;
  std::string item;
  std::int64_t requested = 0;
  std::int64_t authorized = 0;
  std::int64_t received = 0;
  std::int64_t restocked = 0;
  std::int64_t missing = 0;
  std::int64_t disposed = 0;  ///< of any disposition
  std::string reason;         ///< why less was authorised than requested
};
DRYDOCK_DESCRIBED(ReturnLineState, line, item, requested, authorized, received, restocked, missing, disposed, reason)

/// A return, remembered longer than any redelivery of it, and as long as its order.
struct ReturnRow {
  std::string return_id;
  std::string order_id;
  std::string shop;      ///< the seat that asked, and has the answer
  std::string location;  ///< where it comes back to; empty: nothing was authorised
  Instant heard_at;
  std::vector<ReturnLineState> lines;
  bool received = false;               ///< the parcel was counted
  std::vector<std::string> movements;  ///< dispositions that have been applied
  Sequence sequence;                   ///< of the warehouse's events of this return
  std::string event_id;                ///< of the request, and its trace: what causes the calls that follow
  std::int64_t trace_high = 0;
  std::int64_t trace_low = 0;
  std::optional<Instant> closed_at;
};
DRYDOCK_DESCRIBED(ReturnRow, return_id, order_id, shop, location, heard_at, lines, received, movements, sequence,
                  event_id, trace_high, trace_low, closed_at)

/// A load that the TMS offers to carriers. Of its tenders, counted from 1, `attempt` is the last that was asked for;
/// `carrier`: who has got the load, or empty.
struct LoadRow {
  std::string fulfillment_id;
  std::string order_id;
  std::int64_t attempt = 1;
  std::string carrier;
};
DRYDOCK_DESCRIBED(LoadRow, fulfillment_id, order_id, attempt, carrier)

struct ReplayRow {
  std::string replay_id;
  std::int64_t body_hash = 0;
  std::int64_t replayed = 0;
};
DRYDOCK_DESCRIBED(ReplayRow, replay_id, body_hash, replayed)

struct SeenRow {
  Instant seen_at;
};
DRYDOCK_DESCRIBED(SeenRow, seen_at)

struct SeenEntry {
  std::string event_id;
  Instant recorded_at;
};
DRYDOCK_DESCRIBED(SeenEntry, event_id, recorded_at)

/// The next reading of a feed begins at `since` (absent: nothing has been read); what it brings again is among `seen`.
struct FeedRow {
  std::optional<Instant> since;
  std::vector<SeenEntry> seen;
};
DRYDOCK_DESCRIBED(FeedRow, since, seen)

/// An accepted event. `number` counts them in the order in which they were accepted.
struct ArchivedRow {
  std::string event_id;
  std::int64_t number = 0;
  std::string message;
  std::string correlation_id;
  Instant accepted_at;

  Payload data;
};
DRYDOCK_DESCRIBED(ArchivedRow, event_id, number, message, correlation_id, accepted_at)

/// What was told of an item beyond what was learnt at the start. `versions` hold, or may hold yet, in the order in
/// which they arrived; `told`: the locations that know of it.
struct ItemRow {
  std::string item;
  std::vector<ItemChanged> versions;
  std::vector<std::string> told;
  std::int64_t holds = 0;  ///< version; 0: none of these
  bool launched = false;   ///< it was not known at the start
};
DRYDOCK_DESCRIBED(ItemRow, item, versions, told, holds, launched)

/// What waits until an item is known: the line of an order that nobody holds stock for, or the posting of a movement.
struct ParkedRow {
  std::string id;
  std::string item;
  std::int64_t number = 0;  ///< in the order in which they were parked
  std::string event_id;
  std::string correlation_id;
  std::int64_t trace_high = 0;
  std::int64_t trace_low = 0;
  std::string order_id;  ///< empty: a posting
  std::string line;

  Payload data;  ///< the event; in the journal it has an entry of its own
};
DRYDOCK_DESCRIBED(ParkedRow, id, item, number, event_id, correlation_id, trace_high, trace_low, order_id, line)

struct Tombstone {
  Instant closed_at;
};
DRYDOCK_DESCRIBED(Tombstone, closed_at)

}  // namespace drydock::pipeline
