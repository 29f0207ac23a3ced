// Book stock as a file of the night: what an old ERP tells of its balances, and when.
#pragma once
#include "contracts/canonical/describe.hpp"

namespace drydock {

/// What the books hold of one item, all buckets together.
struct BookBalance {
  std::string item;
  std::int64_t on_hand = 0;
  bool operator==(const BookBalance&) const = default;
};
DRYDOCK_DESCRIBED(BookBalance, item, on_hand)

/// erp.balance.snapshot: one part of what the books held of one location at a moment, told later. Each row stands for
/// itself; nobody needs the other parts to make use of one.
struct BalanceSnapshot {
  std::string snapshot_id;
  Instant as_of;  ///< all bookings before it are in, none after it
  std::string location;
  std::int64_t part = 1;   ///< from 1 ...
  std::int64_t parts = 1;  ///< ... to this
  std::vector<BookBalance> balances;
  bool operator==(const BalanceSnapshot&) const = default;
};
DRYDOCK_DESCRIBED(BalanceSnapshot, snapshot_id, as_of, location, part, parts, balances)

// ---- what the ERP's clockwork does; never on a wire

/// The nightly batch begins: the books are copied as they are now, and the copy is sent at `sent_at`.
struct BalancesCopied {
  std::string snapshot_id;
  Instant sent_at;
  bool operator==(const BalancesCopied&) const = default;
};
DRYDOCK_DESCRIBED(BalancesCopied, snapshot_id, sent_at)

}  // namespace drydock
