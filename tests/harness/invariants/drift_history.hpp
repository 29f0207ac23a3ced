// Histories in which views drift apart.
#pragma once
#include "contracts/canonical/reconciliation.hpp"
#include "tests/support/history_builder.hpp"

namespace drydock::testing {

inline void drift(History& h, const std::string& seat, std::int64_t quantity, const std::string& id = "D-1",
                  const std::string& location = "wms-east") {
  h.add(RecordKind::effect, seat, {}, nullptr, Payload::of(StockDrift{id, "A", location, quantity})).type =
      "stock.drifted";
}
/// A break stands in the pipeline's list, found now.
inline void tell(History& h, BreakSide side, std::int64_t size, const std::string& id = "RC-1",
                 const std::string& location = "wms-east") {
  BreakView row{id, side, "A", location, {}, size, h.now(), {}};
  if (side == BreakSide::wms) row.bucket = Bucket::unrestricted;
  h.asked("auditor", "pipeline", ReconciliationList{}, ReconciliationListResult{{row}, 1});
  h.view("pipeline", row);
}
inline void tell_nothing(History& h) {
  h.asked("auditor", "pipeline", ReconciliationList{}, ReconciliationListResult{});
}
inline InventoryAdjust correction(std::int64_t delta, const std::string& id = "RC-1",
                                  const std::string& location = "wms-east") {
  InventoryAdjust adjust;
  adjust.movement_id = id;
  adjust.item = "A";
  adjust.location = location;
  adjust.delta = delta;
  adjust.reason = std::string(reconciliation_reason);
  return adjust;
}

}  // namespace drydock::testing
