// Scenes of defects in what follows an order: payment, notices, replays, returns, freight, reconciliation.
#pragma once
#include "tests/mocks/pipeline/defect_scene.hpp"
#include "tests/mocks/pipeline/drift_scene.hpp"
#include "tests/mocks/pipeline/freight_scene.hpp"
#include "tests/mocks/pipeline/return_scene.hpp"

namespace drydock::testing {

// With a payment seat. Orders are placed at the start of the clock; an authorisation holds for an hour.
inline std::int64_t voided_for_a_cancellation(Enterprise& e) {
  e.start();
  e.place("1", 3);
  e.cancel("1", 2);
  return static_cast<std::int64_t>(e.bodies<PaymentVoid>().size());
}
inline std::int64_t captures_before_shipping(Enterprise& e) {
  e.start();
  e.place("1", 3);
  return static_cast<std::int64_t>(e.bodies<PaymentCapture>().size());
}
inline std::int64_t captures_after_silence(Enterprise& e) {
  e.start();
  e.place("1", 3);
  e.down = {"payment"};
  live(e, 3);
  const SentRequest first = e.seat.open<PaymentCapture>().at(0);
  e.asked["payment.capture"].insert(first.headers.idempotency_key);  // taken, and the answer is lost
  e.seat.fail(first.id);
  e.down = {};
  e.pass(seconds(10));
  return static_cast<std::int64_t>(e.asked["payment.capture"].size());
}
inline void place_when_authorisation_is_over(Enterprise& e) {
  e.start();
  e.ask<ReservationAnswer>(Enterprise::cart("1", 3), "C-1/1");
  e.call(ReservationConfirm{"R-1-1", "O-1"}, "R-1-1");
  e.pass(minutes(61), minutes(1));
  e.down = {"payment"};
  OrderPlaced placed = Enterprise::order("1", 3);
  placed.authorization_id = "A-O-1-1";
  e.deliver(placed, "O-1/placed", "commerce");
}
inline std::int64_t released_before_it_is_paid(Enterprise& e) {
  place_when_authorisation_is_over(e);
  return static_cast<std::int64_t>(e.bodies<OutboundOrderCreate>().size());
}
inline std::int64_t new_authorisations_asked_for(Enterprise& e) {
  place_when_authorisation_is_over(e);
  return static_cast<std::int64_t>(e.seat.open<PaymentAuthorize>().size());
}

// With a notification seat.
inline std::int64_t notices_of(const Enterprise& e, NoticeTemplate what) {
  const auto all = e.bodies<MessageSend>();
  return std::count_if(all.begin(), all.end(), [&](const MessageSend& one) { return one.template_name == what; });
}
inline std::int64_t notices_before_shipping(Enterprise& e) {
  e.start();
  e.place("1", 3);
  live(e, 3, 0, 4);
  return notices_of(e, NoticeTemplate::shipped);
}
inline std::int64_t dedup_keys_of_a_notice(Enterprise& e) {
  e.start();
  e.place("1", 3);
  e.down = {"notification"};
  live(e, 3);
  const SentRequest first = e.seat.open<MessageSend>().at(0);
  e.asked["message.send"].insert(first.headers.idempotency_key);  // taken, and the answer is lost
  std::set<std::string> keys{first.body.as<MessageSend>()->dedup_key};
  e.seat.fail(first.id);
  e.down = {};
  e.pass(seconds(10));
  for (const MessageSend& sent : e.bodies<MessageSend>()) keys.insert(sent.dedup_key);
  return static_cast<std::int64_t>(keys.size());
}
inline std::int64_t promises_after_a_short_pick(Enterprise& e) {
  e.start();
  e.place("1", 3);
  live(e, 3, 1);
  e.pass(seconds(10));
  return static_cast<std::int64_t>(e.bodies<PromiseUpdate>().size());
}
inline std::int64_t notices_of_a_promise(Enterprise& e) {
  promises_after_a_short_pick(e);
  return notices_of(e, NoticeTemplate::promise_moved);
}
inline void shipped_and_replayed(Enterprise& e) {
  e.start();
  e.place("1", 3);
  live(e, 3);
  e.pass(seconds(10));
  ReplayStart replay{"RP-1", {}, Instant{}, e.seat.io.clock};
  e.ask<ReplayStarted>(replay, "RP-1");
  e.pass(seconds(10));
}
inline std::int64_t labels_after_a_replay(Enterprise& e) {
  shipped_and_replayed(e);
  return static_cast<std::int64_t>(e.asked["label.buy"].size());
}
inline std::int64_t stock_after_a_replay(Enterprise& e) {
  shipped_and_replayed(e);
  return e.position("A", "wms-east").unrestricted;
}
inline std::int64_t notices_after_a_replay(Enterprise& e) {
  shipped_and_replayed(e);
  return notices_of(e, NoticeTemplate::shipped);
}
inline void scanned(Enterprise& e, TrackingStatus status, Duration occurred, std::int64_t sequence) {
  const Instant t{seconds(1'800'100'000).us};
  e.seat.deliver(
      publication("O-1-F1-P1", std::string(name_of(status)), scan("O-1-F1-P1", "O-1", status, t + occurred), sequence),
      "carrier-fast");
  e.pass(seconds(10), seconds(1));
}
inline std::int64_t notices_of_the_truck_after_an_outage(Enterprise& e) {
  e.start();
  e.place("1", 3);
  e.down = {"notification"};
  live(e, 3);
  e.seat.fail(e.seat.open<MessageSend>().at(0).id);
  scanned(e, TrackingStatus::delivered, hours(2), 1);
  e.down = {};
  e.pass(seconds(60), seconds(1));
  return notices_of(e, NoticeTemplate::shipped);
}
inline std::int64_t notices_of_a_late_scan(Enterprise& e) {
  e.start();
  e.place("1", 3);
  live(e, 3);
  scanned(e, TrackingStatus::delivered, hours(2), 1);
  scanned(e, TrackingStatus::out_for_delivery, hours(1), 2);
  return notices_of(e, NoticeTemplate::out_for_delivery);
}

inline void one_of_three_comes_back(Enterprise& e) {
  SentBack back{e};
  back.bought(3);
  back.asked(3);
  back.came(1);
  back.found(Disposition::restocked, 1, 2);
  back.found(Disposition::missing, 2, 3);
}
inline std::int64_t units_credited(Enterprise& e) {
  one_of_three_comes_back(e);
  return e.bodies<CreditMemoPost>().at(0).lines.at(0).quantity;
}
inline std::int64_t refunded_by_the_request(Enterprise& e) {
  SentBack back{e};
  back.bought(3);
  back.asked(1);
  return static_cast<std::int64_t>(e.bodies<PaymentRefund>().size());
}
inline std::int64_t authorised_of_what_was_ordered(Enterprise& e) {
  SentBack back{e};
  back.bought(3, 1);
  back.asked(3);
  return back.authorized();
}
inline std::int64_t authorised_by_two_returns(Enterprise& e) {
  SentBack first{e};
  first.bought(3);
  first.asked(2);
  SentBack{e, "O-1-R2"}.asked(2);
  return first.authorized();
}
inline std::int64_t on_the_shelf_before_inspection(Enterprise& e) {
  SentBack back{e};
  back.bought(3);
  back.asked(3);
  back.came(3);
  return e.position("A", "wms-east").unrestricted;
}
inline std::int64_t closed_with_a_unit_missing(Enterprise& e) {
  one_of_three_comes_back(e);
  return static_cast<std::int64_t>(e.bodies<ReturnClose>().size());
}

inline std::int64_t labels_before_an_answer(Enterprise& e) {
  pack_freight(e);
  return static_cast<std::int64_t>(e.bodies<LabelBuy>().size());
}
inline std::int64_t labels_after_a_late_yes(Enterprise& e) {
  pack_freight(e);
  runs_out(e, 1, "freight-north");
  accepts(e, 2, "freight-south");
  accepts(e, 1, "freight-north", seconds(1));
  return e.times["label.buy"];
}
inline std::int64_t carriers_asked_again(Enterprise& e) {
  pack_freight(e);
  runs_out(e, 1, "freight-north");
  return static_cast<std::int64_t>(e.bodies<LoadRetender>().size());
}
inline std::int64_t deliveries_shown_too_soon(Enterprise& e) {
  pack_freight(e);
  accepts(e, 1, "freight-north");
  ship_freight(e, "freight-north");
  milestone(e, TrackingStatus::delivered, hours(20), MilestoneKind::estimated, "estimate-1");
  return static_cast<std::int64_t>(e.bodies<TrackingUpdate>().size());
}

inline std::int64_t corrections_of_the_books(Enterprise& e) {
  DriftScene scene(e);
  scene.books["A/wms-east"] += 5;
  e.pass(minutes(11), seconds(10));
  return static_cast<std::int64_t>(scene.corrections().size());
}
inline std::int64_t breaks_while_a_movement_is_under_way(Enterprise& e) {
  DriftScene scene(e);
  scene.shelves["A/wms-east"].unrestricted -= 2;
  ++scene.shelves["A/wms-east"].version;
  e.pass(minutes(11), seconds(10));
  return static_cast<std::int64_t>(scene.breaks().size());
}
inline std::int64_t breaks_after_a_restart(Enterprise& e) {
  DriftScene scene(e);
  e.crash();
  e.run();
  scene.books["A/wms-east"] += 5;
  e.pass(minutes(11), seconds(10));
  return static_cast<std::int64_t>(scene.breaks().size());
}
inline std::int64_t size_of_the_break(Enterprise& e) {
  DriftScene scene(e);
  scene.books["A/wms-east"] += 5;
  e.pass(minutes(11), seconds(10));
  return scene.breaks().at(0).size;
}
inline std::int64_t breaks_of_the_books(Enterprise& e) {
  DriftScene scene(e);
  scene.books["A/wms-east"] += 5;
  e.pass(minutes(11), seconds(10));
  return static_cast<std::int64_t>(scene.breaks().size());
}

inline std::int64_t goods_issued_in_the_next_period(Enterprise& e) {
  e.start();
  e.place("1", 3);
  e.down = {"erp"};
  live(e, 3);
  e.seat.answer(e.seat.open<GoodsIssuePost>().at(0).id, refused_with("period_closed"));
  e.down = {};
  e.run();
  return static_cast<std::int64_t>(e.bodies<GoodsIssuePost>().size());
}

inline std::int64_t cases_of_a_refused_booking(Enterprise& e) {
  e.start();
  e.down = {"erp"};
  e.place("1", 3);
  e.seat.answer(e.seat.open<SalesOrderCreate>().at(0).id, refused_with("credit_refused"));
  e.run();
  return static_cast<std::int64_t>(e.ask<DeadLetterListResult>(DeadLetterList{}).dead_letters.size());
}

}  // namespace drydock::testing
