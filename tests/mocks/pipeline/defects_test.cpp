// Each defect is a changed decision that somebody outside can see. Each test plays one scene twice, healthy and sick.
#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <sstream>

#include "mocks/pipeline/defects.hpp"
#include "tests/mocks/pipeline/defect_scenes_of_customers.hpp"
#include "tests/mocks/pipeline/defect_scenes_of_stock.hpp"
#include "tests/mocks/pipeline/defect_scenes_of_the_edge.hpp"
#include "tests/mocks/pipeline/item_scene.hpp"
#include "tests/mocks/pipeline/lot_scene.hpp"
#include "tests/mocks/pipeline/market_scene.hpp"
#include "tests/mocks/pipeline/night_scene.hpp"

namespace drydock::testing {
namespace {

std::int64_t held_of_what_is_discontinued(Enterprise& e) {
  e.start();
  tell(e, version_of(e, "A", 2, Duration{}, 0, "discontinued"));
  return e.ask<ReservationAnswer>(Enterprise::cart("1", 1), "C-1/1").outcome == ReservationOutcome::held ? 1 : 0;
}
std::int64_t offered_before_its_moment(Enterprise& e) {
  e.start();
  tell(e, version_of(e, "A", 2, minutes(10), 4));
  return offered(e, "A");
}
std::int64_t offered_after_an_older_version(Enterprise& e) {
  e.start();
  tell(e, version_of(e, "A", 3, Duration{}, 1), 2);
  tell(e, version_of(e, "A", 2, Duration{}, 4), 1);
  return offered(e, "A");
}
std::int64_t released_when_known(Enterprise& e) {
  e.start();
  receive(e, "N", 5);
  sell_ahead(e, "1", "N");
  tell(e, version_of(e, "N", 1, Duration{}));
  return released(e, "N");
}
std::int64_t last_unit(Enterprise& e) {
  e.start();
  const RequestId first = e.seat.call(Enterprise::cart("1", 20), "C-1/1", {}, "commerce");
  const RequestId second = e.seat.call(Enterprise::cart("2", 20), "C-2/1", {}, "commerce");
  e.run();
  std::int64_t held = 0;
  for (const RequestId id : {first, second})
    held += e.seat.reply_to(id)->body.as<ReservationAnswer>()->outcome == ReservationOutcome::held ? 1 : 0;
  return held;
}
std::int64_t ledger_gap(Enterprise& e) {
  e.start();
  e.seat.call(Enterprise::cart("1", 2), "C-1/1", {}, "commerce");
  e.seat.call(Enterprise::cart("2", 2), "C-2/1", {}, "commerce");
  e.run();
  std::int64_t gap = 0;
  for (const ReservationView& row : e.ask<ReservationListResult>(ReservationList{}).reservations)
    gap += std::abs(row.quantity - row.consumed - row.released - row.expired - row.live);
  return gap;
}
std::int64_t offer_under_hold(Enterprise& e) {
  e.start();
  e.deliver(WmsLotHeld{"M-1", "A", "wms-east", {}, 4, "quality", 2}, "M-1/held", "wms-east");
  return offered(e);
}
std::int64_t offer_in_mid_pick(Enterprise& e) {
  e.start();
  e.place("1", 3);
  return offered(e);
}
std::int64_t sales_orders_after_redelivery(Enterprise& e) {
  e.start();
  e.place("1", 3);
  e.deliver(Enterprise::order("1", 3), "O-1/placed", "commerce");
  return static_cast<std::int64_t>(e.asked["sales_order.create"].size());
}
std::int64_t sales_orders_after_crash_between(Enterprise& e) {
  e.start();
  e.ask<ReservationAnswer>(Enterprise::cart("1", 3), "C-1/1");
  const auto event = publication("O-1", "placed", Payload::of(Enterprise::order("1", 3)), 1);
  e.seat.deliver(event, "commerce");
  e.seat.make_durable();
  e.crash();
  e.seat.deliver(event, "commerce");
  e.run();
  return static_cast<std::int64_t>(e.asked["sales_order.create"].size());
}
std::int64_t keys_of_attempts(Enterprise& e) {
  e.start();
  e.down = {"erp"};
  e.place("1", 1);
  std::set<std::string> keys;
  for (int n = 0; n < 3; ++n) {
    for (const SentRequest& sent : e.seat.open<SalesOrderCreate>()) {
      keys.insert(sent.headers.idempotency_key);
      e.seat.fail(sent.id);
    }
    e.seat.pass(seconds(5));
  }
  return static_cast<std::int64_t>(keys.size());
}
std::int64_t steps_back_in_tracking(Enterprise& e) {
  e.start();
  e.place("1", 1);
  live(e, 1);
  e.pass(seconds(30), seconds(1));
  const Instant t{seconds(1'800'100'000).us};
  e.seat.deliver(publication("O-1-F1-P1", "d", scan("O-1-F1-P1", "O-1", TrackingStatus::delivered, t + hours(2)), 1),
                 "carrier-fast");
  e.pass(seconds(30), seconds(1));
  e.seat.deliver(publication("O-1-F1-P1", "t", scan("O-1-F1-P1", "O-1", TrackingStatus::in_transit, t), 2),
                 "carrier-fast");
  e.pass(seconds(30), seconds(1));
  std::int64_t back = 0;
  Instant last{};
  for (const TrackingUpdate& update : e.bodies<TrackingUpdate>()) {
    if (update.occurred_at < last) ++back;
    last = update.occurred_at;
  }
  return back;
}
std::int64_t position_after_short(Enterprise& e) {
  e.start();
  e.place("1", 3);
  live(e, 3, 1);
  return e.position("A", "wms-east").unrestricted;
}
std::int64_t outbound_orders_after_silence(Enterprise& e) {
  e.start();
  e.ask<ReservationAnswer>(Enterprise::cart("1", 1), "C-1/1");
  e.down = {"wms-east"};
  e.deliver(Enterprise::order("1", 1), "O-1/placed", "commerce");
  const SentRequest lost = e.seat.open<OutboundOrderCreate>().at(0);
  e.asked["outbound_order.create"].insert(lost.headers.idempotency_key);
  e.seat.fail(lost.id);
  e.down = {};
  e.pass(seconds(10));
  return static_cast<std::int64_t>(e.asked["outbound_order.create"].size());
}
std::int64_t packing_acknowledged_without_carrier(Enterprise& e) {
  e.start();
  e.place("1", 1);
  e.down = {"carrier-fast"};
  const auto events = events_of(1);
  for (std::size_t i = 0; i < 3; ++i) e.seat.deliver(events[i], "wms-east");
  const RequestId packed = e.seat.deliver(events[3], "wms-east");
  e.run();
  return e.seat.settlement_of(packed) == nullptr ? 0 : 1;
}
std::int64_t erp_in_flight_beside_a_slow_carrier(Enterprise& e) {
  e.start();
  e.pass(seconds(1));
  e.down = {"carrier-fast"};
  for (int n = 1; n <= 20; ++n) {
    const std::string number = std::to_string(n);
    e.place(number, 1);
    std::int64_t sequence = 0;
    for (const auto& [what, data] : life("O-" + number + "-F1", "O-" + number, "wms-east", 1)) {
      e.seat.deliver(publication("O-" + number + "-F1", what, data, ++sequence), "wms-east");
      e.run();
    }
  }
  return static_cast<std::int64_t>(e.bodies<InvoiceCreate>().size());
}
std::int64_t labels_after_silence(Enterprise& e) {
  e.start();
  e.place("1", 1);
  e.down = {"carrier-fast"};
  live(e, 1, 0, 4);
  const SentRequest lost = e.seat.open<LabelBuy>().at(0);
  e.asked["label.buy"].insert(lost.headers.idempotency_key);
  e.seat.fail(lost.id);
  e.down = {};
  e.pass(seconds(10));
  return static_cast<std::int64_t>(e.asked["label.buy"].size());
}
std::int64_t sales_orders_after_restart_in_outage(Enterprise& e) {
  e.start();
  e.down = {"erp"};
  e.place("1", 1);
  e.crash();
  e.down = {};
  e.pass(seconds(30), seconds(1));
  return static_cast<std::int64_t>(e.asked["sales_order.create"].size());
}
std::int64_t acknowledged_before_durable(Enterprise& e) {
  e.start();
  const RequestId id = e.seat.deliver_data(Enterprise::order("1", 1), "O-1/placed", "commerce");
  return e.seat.settlement_of(id) == nullptr ? 0 : 1;
}
std::int64_t invoices_before_shipping(Enterprise& e) {
  e.start();
  e.place("1", 3);
  return static_cast<std::int64_t>(e.asked["invoice.create"].size());
}

std::int64_t warehouse_asked_to_cancel(Enterprise& e) {
  e.start();
  e.place("1", 3);
  e.cancel("1", 1);
  return static_cast<std::int64_t>(e.asked["outbound_order.cancel"].size());
}
std::int64_t accepted_of_one(Enterprise& e) {
  e.start();
  e.place("1", 3);
  e.cancel("1", 1);
  return e.bodies<CancellationAccept>().at(0).lines.at(0).quantity;
}
std::int64_t given_back_of_two(Enterprise& e) {
  e.start();
  e.place("1", 3);
  e.cancel("1", 2);
  return e.ask<ReservationListResult>(ReservationList{}).reservations.at(0).released;
}
std::int64_t offer_after_a_look_and_a_hold(Enterprise& e) {
  e.start();
  offered(e);
  e.ask<ReservationAnswer>(Enterprise::cart("1", 3), "C-1/1");
  return offered(e);
}
std::int64_t backordered_of_a_part(Enterprise& e) {
  e.start();
  e.place("1", 3);
  e.place("2", 7);
  e.place("3", 10);
  live(e, 3, 1);
  std::int64_t units = 0;
  for (const OrderLineBackorder& one : e.bodies<OrderLineBackorder>()) units += one.quantity;
  return units;
}
std::int64_t correlations_of_an_order(Enterprise& e) {
  e.start();
  e.down = {"erp", "wms-east"};
  e.place("1", 1);
  return std::set<std::string>{e.seat.open<SalesOrderCreate>().at(0).headers.correlation_id,
                               e.seat.open<OutboundOrderCreate>().at(0).headers.correlation_id}
      .size();
}
std::int64_t sales_orders_under_way(Enterprise& e) {
  e.start();
  e.down = {"erp"};
  for (int n = 1; n <= 20; ++n) e.place(std::to_string(n), 1);
  return static_cast<std::int64_t>(e.seat.open<SalesOrderCreate>().size());
}
std::int64_t hold_after_release(Enterprise& e) {
  e.start();
  e.deliver(WmsLotHeld{"M-1", "A", "wms-east", {}, 4, "quality", 2}, "M-1/held", "wms-east");
  e.deliver(WmsLotReleased{"M-2", "A", "wms-east", {}, 4, 3}, "M-2/released", "wms-east");
  return e.position("A", "wms-east").quality_hold;
}
// An order is shipped, and its package delivered at this moment.
Instant delivered(Enterprise& e) {
  e.start();
  e.place("1", 1);
  live(e, 1);
  e.pass(seconds(30), seconds(1));
  const Instant t{seconds(1'800'100'000).us};
  e.seat.deliver(publication("O-1-F1-P1", "d", scan("O-1-F1-P1", "O-1", TrackingStatus::delivered, t), 1),
                 "carrier-fast");
  e.pass(seconds(30), seconds(1));
  return t;
}
std::int64_t hours_off_in_tracking(Enterprise& e) {
  const Instant t = delivered(e);
  return (e.bodies<TrackingUpdate>().at(0).occurred_at - t).us / hours(1).us;
}
std::int64_t attempts_at_once(Enterprise& e) {
  e.start();
  e.down = {"erp"};
  e.place("1", 1);
  e.seat.fail(e.seat.open<SalesOrderCreate>().at(0).id);
  e.seat.pass(milliseconds(100));
  return static_cast<std::int64_t>(e.seat.open<SalesOrderCreate>().size());
}
std::int64_t units_told_to_the_shop(Enterprise& e) {
  e.start();
  e.place("1", 3);
  live(e, 3, 1);
  e.pass(seconds(10));
  std::int64_t units = 0;
  for (const FulfillmentCreate& told : e.bodies<FulfillmentCreate>())
    for (const LineQuantity& line : told.lines) units += line.quantity;
  return units;
}
std::int64_t released_without_an_answer(Enterprise& e) {
  e.start();
  e.down = {"wms-east"};
  e.place("1", 1);
  return e.order_view("1").state == "released" ? 1 : 0;
}
std::int64_t milestones_told_soon(Enterprise& e) {
  delivered(e);
  return static_cast<std::int64_t>(e.bodies<TrackingUpdate>().size());
}

std::int64_t status_of_the_same_reservation_again(Enterprise& e) {
  e.start();
  e.ask<ReservationAnswer>(Enterprise::cart("1", 3), "C-1/1");
  return e.status(e.call(Enterprise::cart("1", 3), "C-1/1"));
}
std::int64_t invoices_with_a_currency(Enterprise& e) {
  e.start();
  e.place("1", 3);
  live(e, 3);
  e.pass(seconds(10));
  std::int64_t fine = 0;
  for (const InvoiceCreate& invoice : e.bodies<InvoiceCreate>()) fine += invoice.total.currency == "USD" ? 1 : 0;
  return fine;
}

std::int64_t reserved_after_its_time(Enterprise& e) {
  e.start();
  e.ask<ReservationAnswer>(Enterprise::cart("1", 3), "C-1/1");
  e.pass(seconds(620), seconds(5));
  return e.position("A", "wms-east").reserved;
}
std::int64_t reserved_at_the_other_node(Enterprise& e) {
  e.start();
  e.ask<ReservationAnswer>(Enterprise::cart("1", 3, "A", "us-west"), "C-1/1");
  return e.position("A", "wms-west").reserved;
}

// One order is committed late, behind one that was read, and one has the stamp of another.
std::int64_t orders_booked_from_a_feed(Enterprise& e) {
  e.start();
  const Instant stamp = e.seat.io.clock;
  const auto lie = [&](const std::string& number, Instant at) {
    e.ask<ReservationAnswer>(Enterprise::cart(number, 1), "C-" + number + "/1");
    e.call(ReservationConfirm{"R-" + number + "-1", "O-" + number}, "R-" + number + "-1");
    const auto event = publication("O-" + number, "placed", Payload::of(Enterprise::order(number, 1)), 1);
    e.feeds["commerce"].push_back(entry_of(*event, at));
  };
  lie("1", stamp + seconds(5));
  e.pass(seconds(20));
  lie("2", stamp + seconds(4));
  lie("3", stamp + seconds(5));
  e.pass(seconds(30));
  return static_cast<std::int64_t>(e.bodies<SalesOrderCreate>().size());
}

PipelineSettings with_a_feed(PipelineSettings settings) {
  settings.feeds["commerce"] = {};
  return settings;
}

std::int64_t stock_after_the_same_receipt_again(Enterprise& e) {
  e.start();
  const WmsReceived receipt{"M-1", "RC-1", "A", "wms-east", Bucket::unrestricted, 5, 2};
  e.deliver(receipt, "M-1/received", "wms-east");
  e.pass(minutes(6), seconds(10));
  e.deliver(receipt, "M-1/received", "wms-east");
  return e.position("A", "wms-east").unrestricted;
}
// The next version counts in half units: ten of them are five.
std::int64_t stock_after_a_receipt_of_the_next_version(Enterprise& e) {
  e.start();
  auto event = std::make_shared<Publication>();
  event->type = &message_of<WmsReceived>();
  event->data = Payload::raw(R"({"movement_id":"M-1","receipt_id":"RC-1","item":"A","location":"wms-east",)"
                             R"("bucket":"unrestricted","quantity":10,"position_version":4,"added_later":"x"})");
  event->id = "M-1/received/v2";
  event->subject = "M-1";
  event->partition_key = "A/wms-east";
  event->sequence = 1;
  e.seat.deliver(event, "wms-east", {}, 1, 2);
  e.run();
  e.deliver(WmsReceived{"M-1", "RC-1", "A", "wms-east", Bucket::unrestricted, 5, 2}, "M-1/received", "wms-east");
  return e.position("A", "wms-east").unrestricted;
}
// It falls over while it writes that an order was placed: all of that reached the disk but for the last entry.
std::int64_t sales_orders_after_a_torn_write(Enterprise& e) {
  e.start();
  e.ask<ReservationAnswer>(Enterprise::cart("1", 3), "C-1/1");
  const auto event = publication("O-1", "placed", Payload::of(Enterprise::order("1", 3)), 1);
  e.seat.deliver(event, "commerce");
  std::vector<Entry> torn;
  for (const Entry& entry : e.seat.io.pending.front().commit.entries)
    if (entry.key.starts_with("s/") || entry.key.starts_with("o/")) torn.push_back(entry);
  torn.push_back({"c/1", Payload::raw("{")});
  e.seat.crash(0, &torn);
  e.seat.deliver(event, "commerce");
  e.run();
  return static_cast<std::int64_t>(e.asked["sales_order.create"].size());
}

std::int64_t released_after_a_rejection(Enterprise& e) {
  e.start();
  e.place("1", 2);
  e.deliver(WmsOrderRejected{"O-1-F1", "O-1", "wms-east", "no_capacity"}, "O-1-F1/rejected", "wms-east");
  return static_cast<std::int64_t>(e.asked["outbound_order.create"].size());
}

struct Case {
  std::string defect;
  Scene scene;
  std::int64_t healthy;
  std::int64_t sick;
  bool with_payment = false;
  bool with_notification = false;
  bool with_marketplace = false;
};

std::vector<Case> cases() {
  return {
      {"ack-before-durable", &acknowledged_before_durable, 0, 1},
      {"allocated-lot-kept", &of_the_wrong_lot, 0, 2},
      {"amounts-in-binary-float", &invoiced_minor_units, 1999, 1998},
      {"atp-ignores-quality-hold", &offer_under_hold, 6, 10},
      {"atp-subtracts-picks-twice", &offer_in_mid_pick, 7, 4},
      {"availability-cache-ignores-reservations", &offer_after_a_look_and_a_hold, 7, 10},
      {"availability-cache-outlives-bound", &offer_after_a_look_and_a_hold, 7, 10},
      {"backlog-not-counted", &ships_behind_a_queue, 45, 21},
      {"backorder-takes-whole-line", &backordered_of_a_part, 1, 3},
      {"cancel-compensates-twice", &given_back_of_two, 2, 4},
      {"cancel-leaves-authorization", &voided_for_a_cancellation, 1, 0, true},
      {"cancel-only-in-the-shop", &warehouse_asked_to_cancel, 1, 0},
      {"capture-on-order", &captures_before_shipping, 0, 1, true},
      {"capture-retry-new-key", &captures_after_silence, 1, 2, true},
      {"carrier-booked-on-offer", &labels_before_an_answer, 0, 1},
      {"carrier-call-blocks-ship-confirm", &packing_acknowledged_without_carrier, 1, 0},
      {"check-then-reserve", &last_unit, 1, 2},
      {"closed-period-abandoned", &goods_issued_in_the_next_period, 1, 0},
      {"correlation-made-anew", &correlations_of_an_order, 1, 2},
      {"credit-memo-as-authorized", &units_credited, 1, 3},
      {"currency-in-lower-case", &invoices_with_a_currency, 1, 0},
      {"cursor-skips-late-commit", &orders_booked_from_a_feed, 3, 1},
      {"dedup-for-five-minutes", &stock_after_the_same_receipt_again, 15, 20},
      {"dedup-mark-before-effect", &sales_orders_after_crash_between, 1, 0},
      {"dedup-on-delivery-id", &sales_orders_after_redelivery, 1, 2},
      {"dedup-window-five-minutes", &sales_orders_after_a_late_duplicate, 1, 2},
      {"discontinued-still-promised", &held_of_what_is_discontinued, 0, 1},
      {"erp-concurrency-unbounded", &sales_orders_under_way, 5, 20},
      {"erp-queue-in-memory", &sales_orders_after_restart_in_outage, 1, 0},
      {"estimate-shown-as-actual", &deliveries_shown_too_soon, 0, 1},
      {"expired-token-skips", &booked_after_a_token_ran_out, 1, 0},
      {"hold-freed-twice", &hold_after_release, 0, -4},
      {"holds-never-expire", &reserved_after_its_time, 0, 3},
      {"idempotency-key-per-attempt", &keys_of_attempts, 1, 3},
      {"in-transit-sold-at-sender", &sender_on_the_road, 6, 10},
      {"invoice-on-release", &invoices_before_shipping, 0, 1},
      {"item-applied-on-arrival", &offered_before_its_moment, 10, 6},
      {"label-retry-without-key", &labels_after_silence, 1, 2},
      {"last-arrival-wins", &steps_back_in_tracking, 0, 1},
      {"late-acceptance-taken", &labels_after_a_late_yes, 1, 2},
      {"local-time-as-utc", &hours_off_in_tracking, 0, -5},
      {"lost-reserved-update", &ledger_gap, 0, 2},
      {"major-version-ignored", &stock_after_a_receipt_of_the_next_version, 15, 20},
      {"marketplace-not-told-of-stock", &shown_there_after_a_sale, 7, 10, false, false, true},
      {"nearest-node-only", &ships_after_the_cutoff, 45, 21},
      {"notice-at-packing", &notices_before_shipping, 0, 1, false, true},
      {"notice-per-attempt", &dedup_keys_of_a_notice, 1, 2, false, true},
      {"older-master-wins", &offered_after_an_older_version, 9, 6},
      {"origin-in-memory", &shipments_told_there_after_a_restart, 1, 0, false, false, true},
      {"partial-cancel-takes-whole-line", &accepted_of_one, 1, 3},
      {"partition-by-event-id", &steps_back_in_tracking, 0, 1},
      {"poison-blocks-intake", &accepted_after_a_damaged_body, 1, 0},
      {"promise-not-moved", &promises_after_a_short_pick, 1, 0},
      {"promise-notice-skipped", &notices_of_a_promise, 1, 0, false, true},
      {"promise-recomputed-on-acceptance", &promises_after_acceptance, 0, 1},
      {"receipt-posted-as-ordered", &booked_as_received, 3, 4},
      {"reconciliation-books-twice", &corrections_of_the_books, 1, 2},
      {"reconciliation-in-mid-flight", &breaks_while_a_movement_is_under_way, 0, 1},
      {"reconciliation-not-after-restart", &breaks_after_a_restart, 1, 0},
      {"reconciliation-sign-swapped", &size_of_the_break, 5, -5},
      {"reconciliation-trusts-what-it-sent", &breaks_of_the_books, 1, 0},
      {"refund-at-request", &refunded_by_the_request, 0, 1, true},
      {"refusal-retried", &attempts_after_a_refusal, 0, 1},
      {"refused-booking-forgotten", &cases_of_a_refused_booking, 1, 0},
      {"refused-token-shown-again", &bookings_with_the_old_token, 0, 1},
      {"rejection-forgotten", &released_after_a_rejection, 2, 1},
      {"release-before-authorization", &released_before_it_is_paid, 0, 1, true},
      {"release-retry-new-order", &outbound_orders_after_silence, 1, 2},
      {"replay-buys-labels-again", &labels_after_a_replay, 1, 2, false, true},
      {"replay-mails-again", &notices_after_a_replay, 1, 2, false, true},
      {"replay-takes-stock-again", &stock_after_a_replay, 7, 4, false, true},
      {"reservation-key-ignored", &status_of_the_same_reservation_again, 200, 409},
      {"reserved-at-the-first-node", &reserved_at_the_other_node, 3, 0},
      {"retry-without-pause", &attempts_at_once, 0, 1},
      {"return-authorized-as-ordered", &authorised_of_what_was_ordered, 2, 3},
      {"return-restocked-at-receipt", &on_the_shelf_before_inspection, 7, 10},
      {"return-waits-for-missing", &closed_with_a_unit_missing, 1, 0},
      {"safety-stock-never", &offered_at_the_start, 7, 10},
      {"safety-stock-twice", &offered_at_the_start, 7, 4},
      {"second-return-not-netted", &authorised_by_two_returns, 3, 4},
      {"shared-connection-pool", &erp_in_flight_beside_a_slow_carrier, 20, 5},
      {"shipment-told-as-released", &units_told_to_the_shop, 2, 3},
      {"shipped-still-picked", &picked_after_shipping, 0, 3},
      {"ships-on-expired-authorization", &new_authorisations_asked_for, 1, 0, true},
      {"shop-updates-in-memory", &shown_after_a_restart, 7, 10},
      {"shopper-waits-behind-postings", &answered_beside_postings, 1, 0},
      {"short-pick-skips-position", &position_after_short, 7, 8},
      {"signature-not-checked", &accepted_without_a_signature, 1, 3},
      {"snapshot-laid-over-stock", &on_hand_in_the_morning, 7, 10},
      {"snapshot-read-as-now", &booked_in_the_morning, 7, 4},
      {"stale-backlog-mailed", &notices_of_the_truck_after_an_outage, 0, 1, false, true},
      {"status-says-last-sent", &released_without_an_answer, 0, 1},
      {"stock-taken-at-confirm", &offer_after_a_hold, 7, 10},
      {"superseded-scan-mailed", &notices_of_a_late_scan, 0, 1, false, true},
      {"tenant-from-the-body", &accepted_of_another_tenant, 1, 2},
      {"tender-expiry-dropped", &carriers_asked_again, 1, 0},
      {"told-to-the-first-shop", &shipments_told_there, 1, 0, false, false, true},
      {"torn-tail-applied", &sales_orders_after_a_torn_write, 1, 0},
      {"tracking-sent-by-timer", &milestones_told_soon, 1, 0},
      {"transfer-counted-at-both-ends", &all_nodes_after_a_transfer, 19, 23},
      {"transfer-receipt-forgotten", &announced, 1, 0},
      {"unknown-item-dropped", &released_when_known, 1, 0},
      {"unused-label-kept", &paid_for_nothing, 0, 1},
      {"version-of-the-warehouse", &version_grows, 1, 0},
  };
}

std::vector<Stock> stock_for(const std::string& defect) {
  const std::int64_t units = defect == "shared-connection-pool" ? 1000 : 10;
  const std::int64_t safety = defect.starts_with("safety-stock") ? 3 : 0;
  return {{"A", "wms-east", units, 0, safety}, {"A", "wms-west", units, 0, safety}};
}

PipelineSettings settings_for(const std::string& scene, const std::string& defect) {
  if (scene.starts_with("reconciliation")) return reconciling(with(defect));
  if (scene.starts_with("snapshot")) return by_night(with(defect));
  return scene == "cursor-skips-late-commit" ? with_a_feed(with(defect)) : with(defect);
}

class Defects : public ::testing::TestWithParam<Case> {};

TEST_P(Defects, ChangesWhatCanBeSeen) {
  const Case& one = GetParam();
  const auto made = [&](const std::string& defect) {
    return Enterprise(stock_for(one.defect), settings_for(one.defect, defect), one.with_payment, one.with_notification,
                      one.with_marketplace);
  };
  Enterprise healthy = made("");
  Enterprise sick = made(one.defect);
  EXPECT_EQ(one.scene(healthy), one.healthy);
  EXPECT_EQ(one.scene(sick), one.sick);
}

INSTANTIATE_TEST_SUITE_P(Pipeline, Defects, ::testing::ValuesIn(cases()), [](const auto& info) {
  std::string name = info.param.defect;
  std::replace(name.begin(), name.end(), '-', '_');
  return name;
});

TEST(DefectTable, IsSortedUniqueAndTestedRowByRow) {
  const auto rows = pipeline_defects();
  ASSERT_EQ(rows.size(), static_cast<std::size_t>(Defect::count));
  const auto all = cases();
  ASSERT_EQ(rows.size(), all.size());
  for (std::size_t i = 0; i < rows.size(); ++i) {
    EXPECT_EQ(rows[i].name, all[i].defect);
    if (i > 0) EXPECT_LT(rows[i - 1].name, rows[i].name);
    const DefectSet only({std::string(rows[i].name)});
    EXPECT_TRUE(only.has(static_cast<Defect>(i))) << rows[i].name;
    EXPECT_EQ(rows[i].role, "pipeline");
    EXPECT_FALSE(rows[i].scenario.empty());
    EXPECT_EQ(std::find(rows[i].also.begin(), rows[i].also.end(), rows[i].primary), rows[i].also.end());
  }
  EXPECT_EQ(find_pipeline_defect("no-such-defect"), nullptr);
}

// The README shows the table as it is.
TEST(DefectTable, IsInTheReadme) {
  std::ifstream file(std::string(DRYDOCK_SOURCE_DIR) + "/mocks/pipeline/README.md");
  std::stringstream text;
  text << file.rdbuf();
  std::string expected;
  for (const DefectRow& row : pipeline_defects())
    expected += "| `" + std::string(row.name) + "` | " + std::string(row.number) + " | " + std::string(row.summary) +
                " | `" + std::string(row.scenario) + "` | " + std::string(row.primary) + " |\n";
  EXPECT_NE(text.str().find(expected), std::string::npos) << "the table in the README should read:\n" << expected;
}

}  // namespace
}  // namespace drydock::testing
