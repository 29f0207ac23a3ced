// The stock flow: movements in the warehouse and their booking in the ERP. Deltas commute; a movement id makes each
// count once.
#pragma once
#include <string_view>

#include "contracts/canonical/common.hpp"

namespace drydock {

/// The partition of on-hand (domain section 2.2): on_hand = unrestricted + quality_hold + damaged.
enum class Bucket : std::uint8_t { unrestricted, quality_hold, damaged };
DRYDOCK_DESCRIBED_ENUM(Bucket, "unrestricted", "quality_hold", "damaged")

/// stock.list: a warehouse's positions, those changed since `cursor`.
struct StockList {
  std::optional<std::int64_t> cursor;
  bool operator==(const StockList&) const = default;
};
DRYDOCK_DESCRIBED(StockList, cursor)

struct Position {
  std::string item;
  std::string location;
  std::int64_t unrestricted = 0;
  std::int64_t quality_hold = 0;
  std::int64_t damaged = 0;
  std::int64_t version = 0;
  bool operator==(const Position&) const = default;
};
DRYDOCK_DESCRIBED(Position, item, location, unrestricted, quality_hold, damaged, version)

struct StockListResult {
  Instant as_of;
  std::vector<Position> positions;
  std::optional<std::int64_t> next_cursor;
  bool operator==(const StockListResult&) const = default;
};
DRYDOCK_DESCRIBED(StockListResult, as_of, positions, next_cursor)

/// A lot of an item at a location, as a warehouse has it at the start: part of the position's unrestricted stock. Its
/// effect is "lot.opened".
struct LotStock {
  std::string item;
  std::string location;
  std::string lot;
  std::optional<Instant> expires_at;  ///< absent: it keeps
  std::int64_t quantity = 0;
  bool operator==(const LotStock&) const = default;
};
DRYDOCK_DESCRIBED(LotStock, item, location, lot, expires_at, quantity)

/// WmsLotHeld::reason of a recall: the lot is not released again, and whoever has units of it ships none.
inline constexpr std::string_view recalled_reason = "recalled";
/// The `reason` of a move to damaged of what is past its day.
inline constexpr std::string_view expired_reason = "expired";

/// wms.received: goods arrived into a bucket.
struct WmsReceived {
  std::string movement_id;
  std::string receipt_id;
  std::string item;
  std::string location;
  Bucket bucket = Bucket::unrestricted;
  std::int64_t quantity = 0;
  std::int64_t position_version = 0;
  std::optional<std::string> lot = {};
  std::optional<Instant> expires_at = {};  ///< of the lot
  bool operator==(const WmsReceived&) const = default;
};
DRYDOCK_DESCRIBED(WmsReceived, movement_id, receipt_id, item, location, bucket, quantity, position_version, lot,
                  expires_at)

/// wms.adjusted: a correction of a bucket by `delta`.
struct WmsAdjusted {
  std::string movement_id;
  std::string item;
  std::string location;
  Bucket bucket = Bucket::unrestricted;
  std::int64_t delta = 0;
  std::string reason;
  std::int64_t position_version = 0;
  bool operator==(const WmsAdjusted&) const = default;
};
DRYDOCK_DESCRIBED(WmsAdjusted, movement_id, item, location, bucket, delta, reason, position_version)

/// wms.moved: units changed bucket (damaged stock found, put back); on-hand stays.
struct WmsMoved {
  std::string movement_id;
  std::string item;
  std::string location;
  Bucket from = Bucket::unrestricted;
  Bucket to = Bucket::damaged;
  std::int64_t quantity = 0;
  std::string reason;
  std::int64_t position_version = 0;
  std::optional<std::string> lot;  ///< where all of them are of one
  bool operator==(const WmsMoved&) const = default;
};
DRYDOCK_DESCRIBED(WmsMoved, movement_id, item, location, from, to, quantity, reason, position_version, lot)

/// wms.count.completed: a cycle count; a variance is a movement of unrestricted by `variance`.
struct WmsCountCompleted {
  std::string movement_id;
  std::string count_id;
  std::string item;
  std::string location;
  std::int64_t counted = 0;
  std::int64_t variance = 0;
  std::int64_t position_version = 0;
  bool operator==(const WmsCountCompleted&) const = default;
};
DRYDOCK_DESCRIBED(WmsCountCompleted, movement_id, count_id, item, location, counted, variance, position_version)

/// wms.lot.held: a quantity goes from unrestricted into quality hold.
struct WmsLotHeld {
  std::string movement_id;
  std::string item;
  std::string location;
  std::optional<std::string> lot;
  std::int64_t quantity = 0;
  std::string reason;
  std::int64_t position_version = 0;
  bool operator==(const WmsLotHeld&) const = default;
};
DRYDOCK_DESCRIBED(WmsLotHeld, movement_id, item, location, lot, quantity, reason, position_version)

/// wms.lot.released: a quantity goes back from quality hold into unrestricted.
struct WmsLotReleased {
  std::string movement_id;
  std::string item;
  std::string location;
  std::optional<std::string> lot;
  std::int64_t quantity = 0;
  std::int64_t position_version = 0;
  bool operator==(const WmsLotReleased&) const = default;
};
DRYDOCK_DESCRIBED(WmsLotReleased, movement_id, item, location, lot, quantity, position_version)

/// inventory.adjust: a movement booked in the ERP: by `delta` (short picks, adjustments, count variances) or from one
/// bucket to another with delta 0 (holds, releases, moves). Idempotency key is the movement id.
struct InventoryAdjust {
  std::string movement_id;
  std::string item;
  std::string location;
  std::int64_t delta = 0;
  std::string reason;
  std::optional<Bucket> from;
  std::optional<Bucket> to;
  std::int64_t quantity = 0;  ///< moved between buckets; 0 for a delta
  bool operator==(const InventoryAdjust&) const = default;
};
DRYDOCK_DESCRIBED(InventoryAdjust, movement_id, item, location, delta, reason, from, to, quantity)

/// goods_receipt.post: a receipt booked in the ERP; idempotency key is the movement id.
struct GoodsReceiptPost {
  std::string movement_id;
  std::string receipt_id;
  std::string item;
  std::string location;
  std::int64_t quantity = 0;
  bool operator==(const GoodsReceiptPost&) const = default;
};
DRYDOCK_DESCRIBED(GoodsReceiptPost, movement_id, receipt_id, item, location, quantity)

}  // namespace drydock
