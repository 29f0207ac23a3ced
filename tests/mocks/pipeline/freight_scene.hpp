// An order that goes by freight, and what the TMS says of its load.
#pragma once
#include <string>
#include <vector>

#include "contracts/canonical/freight.hpp"
#include "tests/mocks/pipeline/enterprise.hpp"

namespace drydock::testing {

inline constexpr Instant respond_by{seconds(1'800'001'800).us};

/// Order 1, of one unit, placed, picked and packed: its load is planned, and freight-north is asked.
inline void pack_freight(Enterprise& e) {
  e.start();
  ReservationCreate cart = Enterprise::cart("1", 1);
  cart.service = std::string(freight_service);
  e.ask<ReservationAnswer>(cart, "C-1/1");
  e.call(ReservationConfirm{"R-1-1", "O-1"}, "R-1-1");
  OrderPlaced placed = Enterprise::order("1", 1);
  placed.service = std::string(freight_service);
  e.deliver(std::move(placed), "O-1/placed", "commerce");
  std::int64_t sequence = 0;
  for (const auto& [what, data] : life("O-1-F1", "O-1", "wms-east", 1)) {
    if (what == "shipped") break;
    e.seat.deliver(publication("O-1-F1", what, data, ++sequence), "wms-east");
    e.run();
  }
}
/// Its package leaves with a carrier.
inline void ship_freight(Enterprise& e, const std::string& carrier) {
  const std::vector<LineQuantity> lines{{"1", "A", 1}};
  WmsShipped shipped{"O-1-F1-S1", "O-1-F1", "O-1", "wms-east", Instant{seconds(1'800'003'600).us}, {}};
  shipped.packages = {{"O-1-F1-P1", carrier, "T-O-1-F1-P1", lines}};
  e.seat.deliver(publication("O-1-F1", "shipped", Payload::of(std::move(shipped)), 5), "wms-east");
  e.run();
}

inline void say(Enterprise& e, const std::string& what, Payload data, std::int64_t sequence) {
  e.seat.deliver(publication("LD-O-1-F1", what, std::move(data), sequence), "tms");
  e.run();
}
inline void accepts(Enterprise& e, std::int64_t attempt, const std::string& carrier, Duration late = {}) {
  say(e, std::to_string(attempt) + "/accepted",
      Payload::of(TmsTenderAccepted{"LD-O-1-F1", attempt, "O-1-F1", "O-1", carrier, respond_by, respond_by + late}),
      attempt * 2);
}
inline void declines(Enterprise& e, std::int64_t attempt, const std::string& carrier) {
  say(e, std::to_string(attempt) + "/declined",
      Payload::of(TmsTenderDeclined{"LD-O-1-F1", attempt, "O-1-F1", "O-1", carrier, "no_equipment"}), attempt * 2 - 1);
}
inline void runs_out(Enterprise& e, std::int64_t attempt, const std::string& carrier) {
  say(e, std::to_string(attempt) + "/expired",
      Payload::of(TmsTenderExpired{"LD-O-1-F1", attempt, "O-1-F1", "O-1", carrier, respond_by}), attempt * 2 - 1);
}
inline void milestone(Enterprise& e, TrackingStatus status, Duration occurs, MilestoneKind kind,
                      const std::string& what) {
  const Instant at = Instant{seconds(1'800'100'000).us} + occurs;
  say(e, what,
      Payload::of(TmsMilestone{"T/" + what, "LD-O-1-F1", "O-1-F1-P1", "O-1", "freight-north", "T-O-1-F1-P1", status,
                               kind, at, at}),
      9);
}

/// Whom the warehouse was told to wait for, in order.
inline std::vector<std::string> named_to_the_warehouse(Enterprise& e) {
  std::vector<std::string> carriers;
  for (const LabelAttach& label : e.bodies<LabelAttach>()) carriers.push_back(label.carrier);
  return carriers;
}

}  // namespace drydock::testing
