// An order of two units that a warehouse works by lots, and a package that it takes apart.
#pragma once
#include <string>
#include <vector>

#include "tests/mocks/pipeline/defect_scene.hpp"

namespace drydock::testing {

inline Lots two_of(const std::string& lot) { return std::vector<LotQuantity>{{"1", "A", lot, 2}}; }

/// Order 1 is placed; the warehouse assigns one lot and the picker takes another. Packed, and shipped if told so.
inline void work_by_lots(Enterprise& e, bool ships = true) {
  e.start();
  e.place("1", 2);
  std::int64_t sequence = 0;
  for (auto& [what, data] : life("O-1-F1", "O-1", "wms-east", 2)) {
    if (what == "shipped" && !ships) return;
    if (what == "allocated") {
      WmsAllocated told = *data.as<WmsAllocated>();
      told.lots = two_of("meant");
      data = Payload::of(std::move(told));
    } else if (what == "picked") {
      WmsPickConfirmed told = *data.as<WmsPickConfirmed>();
      told.lots = two_of("taken");
      data = Payload::of(std::move(told));
    } else if (what == "shipped") {
      WmsShipped told = *data.as<WmsShipped>();
      told.packages[0].lots = two_of("taken");
      data = Payload::of(std::move(told));
    }
    e.seat.deliver(publication("O-1-F1", what, data, ++sequence), "wms-east");
    e.run();
  }
}

/// The recall of what is in the package: all of it comes up short, and the package will not leave.
inline void take_apart(Enterprise& e) {
  WmsPickShort missing{"M-recall", "O-1-F1", "O-1", "wms-east", "1", "A", 2, 0, 2, -2, 2, ShortReason::recalled};
  missing.unpicked = 2;
  e.seat.deliver(publication("O-1-F1", "recalled", Payload::of(std::move(missing)), 5), "wms-east");
  e.run();
  WmsPackVoided gone{"O-1-F1-P1", "O-1-F1", "O-1", "wms-east", "recalled"};
  e.seat.deliver(publication("O-1-F1", "voided", Payload::of(std::move(gone)), 6), "wms-east");
  e.run();
}

/// How many units the ERP was told of a lot that was not picked.
inline std::int64_t of_the_wrong_lot(Enterprise& e) {
  work_by_lots(e);
  std::int64_t units = 0;
  for (const GoodsIssuePost& issue : e.bodies<GoodsIssuePost>())
    for (const LotQuantity& row : issue.lots.value_or(std::vector<LotQuantity>{}))
      if (row.lot != "taken") units += row.quantity;
  return units;
}

/// How many labels are paid for with no package to go with them.
inline std::int64_t paid_for_nothing(Enterprise& e) {
  work_by_lots(e, false);
  take_apart(e);
  return static_cast<std::int64_t>(e.asked["label.buy"].size() - e.asked["label.void"].size());
}

}  // namespace drydock::testing
