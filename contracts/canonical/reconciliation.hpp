// Views that have drifted apart: how it happens, and how the pipeline tells what it found.
#pragma once
#include "contracts/canonical/stock.hpp"

namespace drydock {

/// Something changed behind everybody's back, at the seat it is given to: stock is gone from (or found on) a shelf and
/// no event tells it, a balance was changed in the books, somebody overwrote what the shop shows. No version rises.
/// It is also the effect by which the seat's ledger says that it happened, with the quantity that it came to.
struct StockDrift {
  std::string drift_id;
  std::string item;
  std::string location;
  std::int64_t quantity = 0;  ///< units more, or (negative) fewer
  bool operator==(const StockDrift&) const = default;
};
DRYDOCK_DESCRIBED(StockDrift, drift_id, item, location, quantity)

/// Whose view differs from what the pipeline's books make of it.
enum class BreakSide : std::uint8_t { erp, wms, commerce };
DRYDOCK_DESCRIBED_ENUM(BreakSide, "erp", "wms", "commerce")

/// A break: a difference that no message under way explains, as the pipeline found it.
struct BreakView {
  std::string break_id;
  BreakSide side = BreakSide::erp;
  std::string item;
  std::string location;
  std::optional<Bucket> bucket;  ///< of a warehouse's position: which part of on-hand
  std::int64_t size = 0;         ///< what that side has beyond what it should have; negative: too little
  Instant found_at;
  std::optional<Instant> mended_at;  ///< its correction was answered
  bool operator==(const BreakView&) const = default;
};
DRYDOCK_DESCRIBED(BreakView, break_id, side, item, location, bucket, size, found_at, mended_at)

/// reconciliation.list at the pipeline: the breaks that it found.
struct ReconciliationList {
  std::optional<std::int64_t> cursor;
  bool operator==(const ReconciliationList&) const = default;
};
DRYDOCK_DESCRIBED(ReconciliationList, cursor)

struct ReconciliationListResult {
  std::vector<BreakView> breaks;
  std::optional<std::int64_t> next_cursor;
  bool operator==(const ReconciliationListResult&) const = default;
};
DRYDOCK_DESCRIBED(ReconciliationListResult, breaks, next_cursor)

/// The `reason` of an `inventory.adjust` that mends a break.
inline constexpr std::string_view reconciliation_reason = "reconciliation";

}  // namespace drydock
