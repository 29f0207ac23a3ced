// An item that changes or is new, as the ERP tells it.
#pragma once
#include <string>

#include "contracts/canonical/master.hpp"
#include "tests/mocks/pipeline/enterprise.hpp"

namespace drydock::testing {

inline ItemChanged version_of(const Enterprise& e, const std::string& item, std::int64_t version, Duration from_now,
                              std::int64_t safety = 0, const std::string& status = "active") {
  return {item,
          version,
          e.seat.io.clock + from_now,
          item,
          status,
          100,
          {1500, "USD"},
          {{"wms-east", safety}, {"wms-west", safety}}};
}
inline void tell(Enterprise& e, const ItemChanged& change, std::int64_t sequence = 1) {
  e.deliver(change, change.item + "/" + std::to_string(change.version) + "/changed", "erp", sequence);
}
inline std::int64_t offered(Enterprise& e, const std::string& item, const std::string& location = "wms-east") {
  AvailabilityQuery query;
  query.query_id = "Q-1";
  query.items = {{item, 1}};
  query.ship_to = {"us-east", "10001", "US"};
  query.service = "ground";
  for (const Offer& offer : e.ask<AvailabilityAnswer>(query).offers)
    if (offer.item == item && offer.location == location) return offer.quantity;
  return -1;
}
/// Units of a new item are counted at a warehouse.
inline void receive(Enterprise& e, const std::string& item, std::int64_t quantity, std::int64_t number = 1) {
  WmsReceived received;
  received.movement_id = "M-" + std::to_string(number);
  received.receipt_id = "R-" + std::to_string(number);
  received.item = item;
  received.location = "wms-east";
  received.quantity = quantity;
  received.position_version = number;
  e.deliver(received, received.movement_id + "/received", "wms-east", number);
}
/// An order of one held unit of A and one of a new item that nobody could hold.
inline void sell_ahead(Enterprise& e, const std::string& number, const std::string& item) {
  e.ask<ReservationAnswer>(Enterprise::cart(number, 1), "C-" + number + "/1");
  e.call(ReservationConfirm{"R-" + number + "-1", "O-" + number}, "R-" + number + "-1");
  OrderPlaced placed = Enterprise::order(number, 1);
  placed.lines.push_back({"2", item, 1, {1500, "USD"}});
  e.deliver(std::move(placed), "O-" + number + "/placed", "commerce");
}
inline std::int64_t released(const Enterprise& e, const std::string& item) {
  std::int64_t units = 0;
  for (const OutboundOrderCreate& create : e.bodies<OutboundOrderCreate>())
    for (const LineQuantity& line : create.lines)
      if (line.item == item) units += line.quantity;
  return units;
}

}  // namespace drydock::testing
