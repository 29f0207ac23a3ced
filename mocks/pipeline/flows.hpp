// The flows, one file each, and what each is asked to do. An event is applied in two steps: what commutes (positions,
// stages, totals) at once, in whatever order events arrive; what must come in order (postings, the shop's fulfilments)
// by the sequence of its ordering key.
#pragma once
#include <string_view>

#include "contracts/canonical/availability.hpp"
#include "contracts/canonical/balances.hpp"
#include "contracts/canonical/cancel.hpp"
#include "contracts/canonical/freight.hpp"
#include "contracts/canonical/fulfilment.hpp"
#include "contracts/canonical/master.hpp"
#include "contracts/canonical/notification.hpp"
#include "contracts/canonical/payment.hpp"
#include "contracts/canonical/posting.hpp"
#include "contracts/canonical/returns.hpp"
#include "contracts/canonical/transfer.hpp"
#include "contracts/canonical/views.hpp"
#include "mocks/pipeline/platform.hpp"
#include "mocks/pipeline/routing.hpp"

namespace drydock::pipeline {

/// What applying an event came to. A repetition has no sequence: nothing is left to do.
struct Applied {
  Sequence* sequence = nullptr;  ///< of the event's ordering key
  bool posts = false;            ///< it has an ordered step
};

// prepare.cpp: learns the enterprise before anything else.
class Prepare {
 public:
  void start(Platform&);
  /// An answer to one of its questions. True if that was the last.
  bool answered(Platform&, const Call&, const Payload& body);

 private:
  std::int64_t open_ = 0;
  std::vector<Payload> items_;
  std::vector<Payload> locations_;
  std::vector<std::pair<SeatIndex, Payload>> stocks_;
  void ask(Platform&, SeatIndex, Payload body);
  void finish(Platform&);
};

// availability.cpp
void answer_availability(Platform&, const Received&, const AvailabilityQuery&);
/// Sends what has changed to the shops, the newest of each position.
void publish_availability(Platform&);
void availability_answered(Platform&, SeatIndex shop, const AvailabilitySet&);
bool availability_refused(Platform&, SeatIndex shop, const AvailabilitySet&, const Problem&);
/// What a shop beside the first holds of a position.
ListingRecord& listing_of(Platform&, SeatIndex shop, const Place&);
/// Calls `use` with the record of what a shop holds of a position: for the first shop the position itself.
template <class Use>
void with_listing(Platform& p, SeatIndex shop, Place& place, Use use) {
  if (shop == p.commerce)
    use(place);
  else
    use(listing_of(p, shop, place));
}

// reservation.cpp
void create_reservation(Platform&, const Received&, const ReservationCreate&);
void confirm_reservation(Platform&, const Received&, const ReservationConfirm&);
void release_reservation(Platform&, const Received&, const ReservationRelease&);
/// Gives back the holds that have run out.
void expire_holds(Platform&);
/// Takes up to `quantity` live units of a line from the order's slices at a location (empty: anywhere), those with a
/// warehouse or the others, and hands each slice and amount to `change`. Returns how many there were.
std::int64_t take_live(Platform&, const OrderRow&, std::string_view line, std::string_view location, bool in_work,
                       std::int64_t quantity,
                       const std::function<void(ReservationRecord&, Slice&, std::int64_t)>& change);
/// Gives back what is held of a line and not released, at most `quantity`. Returns how much that was.
std::int64_t give_back_held(Platform&, const OrderRow&, std::string_view line, std::int64_t quantity);
/// Units of a line that are with a warehouse, shipped ones included.
std::int64_t at_warehouses(Platform&, const OrderRow&, std::string_view line);
/// A call in an order's lane, counted among its open ones.
void call_for_order(Platform&, SeatIndex to, Payload body, std::string idempotency_key, const std::string& order_id,
                    const Cause&);

// order_import.cpp
void place_order(Platform&, const Payload& placed, const Cause&);
/// A sales order was booked.
void order_booked(Platform&, const SalesOrderCreate&);
/// Closes the order if all of it is shipped or backordered and nothing is outstanding.
void check_closed(Platform&, OrderRecord&);

// order_release.cpp
/// Releases what the order's reservations hold and no warehouse has, one fulfilment a node.
void release_order(Platform&, OrderRecord&, const Cause&);
/// Finds units another node, or backorders them. `cause_id` gives the ids of what comes of it.
void reroute(Platform&, OrderRecord&, const std::string& from, const std::vector<Want>&, const std::string& cause_id,
             const std::string& reason, const Cause&);
/// Gives a line's units up for now: the shop has an open case. `from`: where they are in work, or empty.
void backorder(Platform&, OrderRecord&, const std::string& from, const Want&, const std::string& cause_id,
               const std::string& reason, const Cause&);
/// A defect's work: the order's promise as its warehouse would give it now.
void promise_anew(Platform&, const FulfilmentRow&, const Cause&);
/// The warehouse refused the outbound order itself.
void release_refused(Platform&, const OutboundOrderCreate&, const Problem&, const Cause&);
/// A defect's work: the call becomes a second outbound order.
void release_anew(Platform&, Call&);

// fulfilment.cpp
/// It is work that waits at its node: what the node's backlog counts.
bool waits_at_node(const FulfilmentRow&);
Applied order_accepted(Platform&, const WmsOrderAccepted&, const Cause&);
Applied order_rejected(Platform&, const WmsOrderRejected&, const Cause&);
Applied order_allocated(Platform&, const WmsAllocated&, const Cause&);
Applied pick_confirmed(Platform&, const WmsPickConfirmed&, const Cause&);
Applied pick_short(Platform&, const WmsPickShort&, const Cause&);
Applied pack_confirmed(Platform&, const WmsPackConfirmed&, const Cause&);
Applied pack_voided(Platform&, const WmsPackVoided&, const Cause&);
Applied order_shipped(Platform&, const WmsShipped&, const Cause&);

/// A defect's work: what left is taken from the shelf once more.
void stock_again(Platform&, const WmsShipped&);

/// A warehouse has dropped units of a fulfilment.
void drop_work(Platform&, const std::string& fulfillment_id, std::string_view line, std::int64_t quantity);

// cancel.cpp
void cancellation_requested(Platform&, const CancellationRequested&, const Cause&);
/// Applies what was cancelled of an order before it arrived. Nothing of it is released yet.
void cancel_early(Platform&, OrderRecord&);
/// A warehouse has answered, or (with no lines) refused.
void cancel_answered(Platform&, const OutboundOrderCancel&, const OutboundOrderCancelled&, const Cause&);

// payment.cpp: every step falls away where there is no payment seat.
/// An order was placed; before anything of it is released.
void payment_placed(Platform&, const OrderPlaced&, const Cause&);
/// Whether the order may be released: its authorisation is good. If not, a new one is asked for, and the release of
/// what its reservations hold follows the answer.
bool release_is_paid(Platform&, const OrderRecord&, const Cause&);
/// The same for units that look for another node.
bool reroute_is_paid(Platform&, const OrderRecord&, const std::string& from, const std::vector<Want>&,
                     const std::string& cause_id, const std::string& reason, const Cause&);
void capture_shipment(Platform&, const OrderRow&, const std::string& shipment_id, const std::vector<LineQuantity>&,
                      const Cause&);
/// Units were accepted as cancelled: their value is voided or, where it was captured, refunded.
void payment_cancelled(Platform&, const std::string& order_id, const std::string& cancellation_id,
                       const std::vector<LineQuantity>&, const std::string& reason, const Cause&);
/// Whether it is known how much of the order is charged for: no new authorisation is asked for, and no capture waits.
bool charge_is_known(Platform&, const std::string& order_id);
/// Units came back (or, a defect, are about to): their value is refunded, as far as it was captured.
void payment_returned(Platform&, const OrderRow&, const std::string& refund_id, const std::vector<LineQuantity>&,
                      const Cause&);
/// Nothing more will leave of the order: what is still authorised goes back. True if there was nothing to do.
bool payment_settled(Platform&, const OrderRow&);
void authorization_answered(Platform&, const PaymentAuthorize&, const PaymentAuthorization&, const Cause&);
/// The provider refused. True if that was dealt with.
bool capture_refused(Platform&, const PaymentCapture&, const Problem&, const Cause&);
/// An operator wants a capture that was put aside to be tried again: another authorisation is asked for. False if the
/// letter is no such capture.
bool charge_again(Platform&, const DeadLetter&);
bool void_refused(const Problem&);

// notices.cpp: every step falls away where there is no notification seat.
/// A package was packed: a defect tells already.
void notice_packed(Platform&, const FulfilmentRow&, const std::string& package_id, const Cause&);
void notice_shipped(Platform&, const PackageRow&, const WmsShipped&, const Cause&);
/// A scan that the customer is told of: out for delivery, delivered.
void notice_scanned(Platform&, const PackageRow&, TrackingStatus, Instant occurred, const Cause&);
void notice_cancelled(Platform&, const std::string& order_id, const std::string& cancellation_id,
                      const std::vector<LineQuantity>&, const Cause&);
void notice_promise_moved(Platform&, const OrderRow&, const std::string& update_id, const Cause&);
void notice_backordered(Platform&, const OrderRow&, const std::string& case_id, const LineQuantity&, const Cause&);
/// Something newer is known: it is not to be sent any more.
bool notice_overtaken(Platform&, const MessageSend&);
/// A defect's work: the next attempt is a notice of its own.
void notice_anew(Platform&, Call&);
/// A defect's work: what the event led to is told once more.
void notices_again(Platform&, const Payload& event, const Cause&);

// archive.cpp
/// Keeps an accepted event for replays, if there is an archive.
void keep_event(Platform&, const Received&, const Cause&);
void drop_archived(Platform&, const std::string& event_id);
/// Applies the kept events again that were accepted from `from` on and before `until`, in their order. How many.
std::int64_t replay_span(Platform&, Instant from, Instant until);

// transfer.cpp
/// Units of a line that left and have not been counted.
std::int64_t in_transit(const TransferLineState&);
/// Takes a transfer order in, once. False if one of its nodes is not known.
bool transfer_ordered(Platform&, const TransferOrderCreated&, const Cause&);
/// A shipment left: if it is a transfer's, its units are in transit.
void transfer_left(Platform&, const WmsShipped&);
/// Something happened to its work at the sender: closes it if all of it is over.
void transfer_worked(Platform&, const std::string& transfer_id, const Cause&);
/// Announces a shipment to the receiving node: the ordered step of its departure.
void announce(Platform&, const TransferRow&, const WmsShipped&, std::vector<LineQuantity> lines, const Cause&);
/// The receiver has counted. False if no such transfer is known.
bool inbound_closed(Platform&, const WmsInboundClosed&, const Cause&);

// returns.cpp
/// Takes a return in, once: authorised and announced, or declined. False if nobody has heard of its order.
bool return_requested(Platform&, const ReturnRequested&, const Cause&);
Applied return_received(Platform&, const WmsReturnReceived&);
Applied return_disposed(Platform&, const WmsReturnDisposed&);
/// The ordered step of both: what is booked, and the closing when nothing of the return is open any more.
void post_return(Platform&, const WmsReturnReceived&, const Cause&);
void post_return(Platform&, const WmsReturnDisposed&, const Cause&);
/// Closes those returns of an order that waited for its payment.
void settle_returns(Platform&, const std::string& order_id);
/// Whether the order has a return that is not closed.
bool has_open_return(Platform&, const std::string& order_id);

// shipping.cpp
void ship_packages(Platform&, FulfilmentRecord&, const OrderRecord&, const Cause&);
/// Empty, or why no label can be bought.
std::string rates_answered(Platform&, const Call&, const RateShopResult&);
/// Buys a label for each package of the fulfilment.
void buy_labels(Platform&, const FulfilmentRow&, const OrderRow&, const Rate&, const Cause&);
void label_bought(Platform&, const Call&, const Label&);
void label_attached(Platform&, const LabelAttach&);
/// A warehouse that has no such package any more: nothing is left to do for it.
bool attach_refused(const Problem&);
/// The label of a package that will not leave is given back.
void void_label(Platform&, const PackageRow&, const Cause&);
/// Whoever waits for the last label of a fulfilment waits no longer, if it is there.
void all_labelled(Platform&, const FulfilmentRow&);
/// A defect's work: labels of what left are bought once more.
void labels_again(Platform&, const WmsShipped&, const Cause&);

// freight.cpp
/// A packed fulfilment of an order that goes by freight.
void plan_load(Platform&, const FulfilmentRow&, const OrderRow&, const Cause&);
void load_tendered(Platform&, const Call&, const LoadTendered&, const Cause&);
/// How a tender ended. False if no such load is known.
bool tender_accepted(Platform&, const TmsTenderAccepted&, const Cause&);
bool tender_declined(Platform&, const TmsTenderDeclined&, const Cause&);
bool tender_expired(Platform&, const TmsTenderExpired&, const Cause&);
void milestone_arrived(Platform&, const TmsMilestone&, const Cause&);

// tracking.cpp
void scan_arrived(Platform&, const CarrierTrackingUpdated&, const Cause&);
/// The shop is about to hear that the package left: scans that waited for it follow.
void package_left(Platform&, const ShippedPackage&, const WmsShipped&, const Cause&);
void tracking_told(Platform&, const TrackingUpdate&);

// balance_snapshot.cpp
/// What the books held some hours ago is compared with what was posted to them by then; what differs is a break. Of a
/// position of which nobody can say what was posted by then nothing follows: there is another night.
void balances_told(Platform&, const BalanceSnapshot&);
/// The ERP has booked a call of ours: remembered, where it sends its balances by night.
void remember_posting(Platform&, const Call&);

// master_data.cpp
/// Takes a version of an item in, once, whatever came before it: it holds from its moment on.
void item_changed(Platform&, const ItemChanged&, const Cause&);
/// A warehouse knows of it.
void item_told(Platform&, const ItemUpsert&);
/// What holds from now on holds, and what waited for it goes on.
void apply_items(Platform&);
/// After a restart, before the positions: the masters as they were.
void restore_items(Platform&);
/// Nothing can be done with the item yet: no version of it holds, or a warehouse has not been told of it.
bool waits_for_item(Platform&, std::string_view item);
/// Units of an order's line that nobody holds stock for wait for their item.
void park_line(Platform&, const OrderRow&, const Want&, const Cause&);
/// The posting of a movement waits, if its item is not known. False if it is.
bool park_posting(Platform&, const Payload& movement, const Cause&);

// stock.cpp
Applied stock_moved(Platform&, const WmsReceived&);
Applied stock_moved(Platform&, const WmsAdjusted&);
Applied stock_moved(Platform&, const WmsMoved&);
Applied stock_moved(Platform&, const WmsCountCompleted&);
Applied stock_moved(Platform&, const WmsLotHeld&);
Applied stock_moved(Platform&, const WmsLotReleased&);
/// What a disposition puts into stock; its order is the return's, not the position's.
void stock_returned(Platform&, const WmsReturnDisposed&);

// erp_posting.cpp
/// The ordered step of an event: its postings, and what the shop is told of a shipment.
void post(Platform&, const Payload& event, const Cause&);
/// The invoice of lines at the order's prices.
InvoiceCreate invoice_of(const OrderRow&, const std::string& shipment_id, const std::vector<LineQuantity>&,
                         Instant now);
/// A goods issue or invoice that the ERP refused because its period is closed: it is dated into the open one, under a
/// key of its own, and true is returned. Anything else: false, and nothing is changed.
bool posting_amended(Platform&, Call&, const Problem&);

// inbox.cpp
/// The body of an event cannot be read.
void refuse_event(Platform&, const Received&);
void take_event(Platform&, const Received&);
/// An entry of a polled feed. False if there is no room for what it would lead to.
bool take_from_feed(Platform&, const Received&);
/// An entry that breaks its contract is put aside with its bytes.
void keep_unreadable(Platform&, const std::string& id, const std::string& type, const std::string& correlation,
                     const std::string& text);
/// Accepts an event that cannot be worked on and keeps it among the dead letters, once, for a person.
void put_aside(Platform&, const Received&, std::string reason);
/// A dead event is applied again.
void replay_event(Platform&, const MessageType&, Payload data, const std::string& id, const std::string& correlation);
/// The warehouse event whose worker waited for the carrier is done (defect).
void worker_done(Platform&, const std::string& fulfillment_id);
void worker_caught_up(Platform&, std::uint64_t number);

// views.cpp
/// Answers an audited list or a replay. False if it is none of them.
bool answer_view(Platform&, const Received&);

// retention.cpp
void retire(Platform&, OrderRecord&);
void sweep(Platform&);

// recovery.cpp
/// Rebuilds everything from the journal. False if there is no finished preparation in it.
bool recover(Platform&, const Entries&);

}  // namespace drydock::pipeline
