// Scenes of defects in what is offered, promised, shown and moved between nodes.
#pragma once
#include "tests/mocks/pipeline/defect_scene.hpp"
#include "tests/mocks/pipeline/transfer_scene.hpp"

namespace drydock::testing {

// Of an order of one at 19.99.
inline std::int64_t invoiced_minor_units(Enterprise& e) {
  e.start();
  e.ask<ReservationAnswer>(Enterprise::cart("1", 1), "C-1/1");
  OrderPlaced order = Enterprise::order("1", 1);
  order.lines[0].unit_price.minor = 1999;
  e.deliver(order, "O-1/placed", "commerce");
  live(e, 1);
  e.pass(seconds(10));
  return e.bodies<InvoiceCreate>().at(0).total.minor;
}
// When the next hold ships, in hours from the beginning. Both warehouses close fourteen hours after it.
inline std::int64_t ships_in_hours(Enterprise& e) {
  const auto answer = e.ask<ReservationAnswer>(Enterprise::cart("2", 1), "C-2/1");
  return (answer.promise.value().ship_by - Instant{seconds(1'800'000'000).us}).us / hours(1).us;
}
inline std::int64_t ships_behind_a_queue(Enterprise& e) {
  e.start();
  e.seat.pass(hours(14) - seconds(30));
  e.place("1", 1);
  return ships_in_hours(e);
}
inline std::int64_t ships_after_the_cutoff(Enterprise& e) {
  e.start();
  e.seat.pass(hours(14));
  e.run();
  return ships_in_hours(e);
}
inline std::int64_t sales_orders_after_a_late_duplicate(Enterprise& e) {
  e.start();
  e.place("1", 3);
  e.seat.pass(minutes(6));
  e.deliver(Enterprise::order("1", 3), "O-1/placed", "commerce");
  return static_cast<std::int64_t>(e.asked["sales_order.create"].size());
}
inline std::int64_t accepted_after_a_damaged_body(Enterprise& e) {
  e.start();
  e.deliver(WmsLotHeld{"M-1", "A", "wms-east", {}, -4, "quality", 2}, "M-1/held", "wms-east");
  const RequestId id = e.deliver(WmsLotHeld{"M-2", "A", "wms-east", {}, 1, "quality", 3}, "M-2/held", "wms-east");
  return e.seat.settlement_of(id)->kind == Settlement::Kind::ack ? 1 : 0;
}
inline std::int64_t promises_after_acceptance(Enterprise& e) {
  e.start();
  e.place("1", 1);
  e.seat.pass(hours(15));
  live(e, 1, 0, 1);
  return static_cast<std::int64_t>(e.bodies<PromiseUpdate>().size());
}
inline std::int64_t attempts_after_a_refusal(Enterprise& e) {
  e.start();
  e.down = {"erp"};
  e.place("1", 1);
  e.seat.answer(e.seat.open<SalesOrderCreate>().at(0).id, refused_with("unknown_item"));
  e.seat.pass(seconds(5));
  return static_cast<std::int64_t>(e.seat.open<SalesOrderCreate>().size());
}
inline std::int64_t offered_at_the_start(Enterprise& e) {
  e.start();
  return offered(e);
}
inline std::int64_t picked_after_shipping(Enterprise& e) {
  e.start();
  e.place("1", 3);
  live(e, 3);
  return e.position("A", "wms-east").picked;
}
inline std::int64_t shown_after_a_restart(Enterprise& e) {
  e.start();
  e.pass(seconds(40), seconds(1));
  e.ask<ReservationAnswer>(Enterprise::cart("1", 3), "C-1/1");
  e.crash();
  e.pass(seconds(40), seconds(1));
  return e.shop["A/wms-east"];
}
inline std::int64_t answered_beside_postings(Enterprise& e) {
  e.start();
  e.down = {"erp"};
  for (int n = 1; n <= 9; ++n)
    e.deliver(Enterprise::order(std::to_string(n), 1), "O-" + std::to_string(n) + "/placed", "commerce");
  return e.status(e.call(Enterprise::cart("10", 1), "C-10/1")) == 200 ? 1 : 0;
}
inline std::int64_t offer_after_a_hold(Enterprise& e) {
  e.start();
  e.ask<ReservationAnswer>(Enterprise::cart("1", 3), "C-1/1");
  return offered(e);
}
inline std::int64_t version_grows(Enterprise& e) {
  e.start();
  e.place("1", 3);
  const std::int64_t before = e.position("A", "wms-east").version;
  e.deliver(WmsLotHeld{"M-1", "A", "wms-east", {}, 1, "quality", 2}, "M-1/held", "wms-east");
  return e.position("A", "wms-east").version > before ? 1 : 0;
}

// Four units leave wms-west, three are counted at wms-east, one is lost.
inline std::int64_t sender_on_the_road(Enterprise& e) {
  e.start();
  Move move{e};
  move.ordered(4);
  move.left(4);
  return e.position("A", "wms-west").unrestricted;
}
inline std::int64_t all_nodes_after_a_transfer(Enterprise& e) {
  sender_on_the_road(e);
  Move{e}.counted(4, 3, 0);
  return e.position("A", "wms-west").unrestricted + e.position("A", "wms-east").unrestricted;
}
inline std::int64_t booked_as_received(Enterprise& e) {
  all_nodes_after_a_transfer(e);
  return e.bodies<GoodsReceiptPost>().at(0).quantity;
}
inline std::int64_t announced(Enterprise& e) {
  sender_on_the_road(e);
  return static_cast<std::int64_t>(e.bodies<InboundExpect>().size());
}

}  // namespace drydock::testing
