// Scenes with a marketplace: it sells without asking, and hears what becomes of its orders.
#pragma once
#include "tests/mocks/pipeline/defect_scene.hpp"

namespace drydock::testing {

inline OrderPlaced market_order(const std::string& number, std::int64_t quantity) {
  OrderPlaced placed = Enterprise::order(number, quantity);
  placed.order_id = "M-" + number;
  placed.reservation_ids = {};
  return placed;
}
/// The marketplace tells of an order of one line.
inline RequestId sell_there(Enterprise& e, const std::string& number, std::int64_t quantity) {
  return e.deliver(market_order(number, quantity), "M-" + number + "/placed", "marketplace");
}
/// Its first fulfilment goes well, to the truck.
inline void ship_there(Enterprise& e, const std::string& number, std::int64_t quantity) {
  std::int64_t sequence = 0;
  const std::string order = "M-" + number;
  for (const auto& [what, data] : life(order + "-F1", order, "wms-east", quantity)) {
    e.seat.deliver(publication(order + "-F1", what, data, ++sequence), "wms-east");
    e.run();
  }
}

// Shipments that the marketplace was told of.
inline std::int64_t shipments_told_there(Enterprise& e) {
  e.start();
  sell_there(e, "1", 2);
  ship_there(e, "1", 2);
  return static_cast<std::int64_t>(e.told<FulfillmentCreate>("marketplace").size());
}
inline std::int64_t shipments_told_there_after_a_restart(Enterprise& e) {
  e.start();
  sell_there(e, "1", 2);
  e.crash();
  ship_there(e, "1", 2);
  return static_cast<std::int64_t>(e.told<FulfillmentCreate>("marketplace").size());
}
// What the marketplace shows once the shop has sold three of ten.
inline std::int64_t shown_there_after_a_sale(Enterprise& e) {
  e.start();
  e.pass(seconds(2));
  e.place("1", 3);
  e.pass(seconds(2));
  return e.market["A/wms-east"];
}

}  // namespace drydock::testing
