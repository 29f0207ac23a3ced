// The stock ledger of a warehouse: buckets, lots, and what open work has a claim on.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "contracts/canonical/stock.hpp"
#include "mocks/common/changes.hpp"
#include "mocks/wms/lots.hpp"
#include "sim/actor.hpp"

namespace drydock {

/// A lot at a position: part of its unrestricted stock, and of what is on quality hold.
struct ShelfLot {
  std::string lot;
  std::optional<Instant> expires_at;  ///< absent: it keeps
  std::int64_t unrestricted = 0;
  std::int64_t held = 0;
  bool ended = false;     ///< recalled or expired: nothing of it is assigned any more
  bool recalled = false;  ///< in which case it is on hold, wherever it was
  bool operator==(const ShelfLot&) const = default;
};
DRYDOCK_DESCRIBE(ShelfLot, lot, expires_at, unrestricted, held, ended, recalled)

/// A position as the journal has it. Units that are of none of the lots are of no lot.
struct ShelfRow {
  Position position;
  std::int64_t sequence = 0;   ///< of the latest event about the position itself (received, adjusted, held, released)
  std::vector<ShelfLot> lots;  ///< first expired first; empty where the item is not kept by lots
  bool operator==(const ShelfRow&) const = default;
};
DRYDOCK_DESCRIBE(ShelfRow, position, sequence, lots)

/// How many units, and of which lots.
struct Assigned {
  std::int64_t quantity = 0;
  LotSplit lots;
};

/// Positions by item. No bucket is ever negative, and what is allocated is always there: 0 <= allocated <=
/// unrestricted, of the position and of each lot. Every movement raises the position's version by one.
class Shelf {
 public:
  /// Starts an incarnation with these positions. Allocations are not stored: they follow from the open work.
  void begin(std::uint16_t incarnation) { rows_.begin(incarnation); }
  void put(const ShelfRow& row) { rows_.touch(row.position.item) = row; }
  /// Units that are there already are of this lot.
  void open(const LotStock&);

  const ShelfRow* find(std::string_view item) const { return rows_.find(item); }
  const ShelfLot* find(std::string_view item, std::string_view lot) const;
  const Changes<ShelfRow>& rows() const { return rows_; }
  std::int64_t allocated(std::string_view item) const;
  /// Unrestricted and not allocated. 0 for an unknown item or lot.
  std::int64_t free(std::string_view item) const;
  std::int64_t free(std::string_view item, std::string_view lot) const;
  /// The item with the most free (or held) units; of equals the first by id. Empty if there is none with any.
  std::string fullest(bool held) const;

  /// Up to `wanted` of what is free, and keeps until it is needed: of lots that expire later than that the first to
  /// expire, and last what is of no lot.
  Assigned allocate(const std::string& item, std::int64_t wanted, Instant needed);
  /// Gives units of an allocation back to what is free. No movement: they never left the shelf.
  void let_go(const std::string& item, std::int64_t quantity, const LotSplit& lots);
  /// As after a restart, when the ledger had it before.
  void claim(const std::string& item, std::int64_t quantity, const LotSplit& lots);
  /// Whoever fetches takes what lies in front: as much as is free of the last lot to expire, instead of the others.
  LotSplit exchanged(const std::string& item, const LotSplit& lots, Instant needed);

  /// Movements. Each changes the position, its version, and nothing else unless said. Preconditions are asserted.
  const Position& add(std::string_view item, std::int64_t delta);  ///< unrestricted, within what is free
  /// Goods of a lot, which may be new.
  const Position& receive(std::string_view item, std::int64_t quantity, const std::string& lot,
                          std::optional<Instant> expires_at);
  /// Stock is gone (as far as it is free), or found, and nobody notices: no movement, the version stays. Returns how
  /// much it came to.
  std::int64_t drift(std::string_view item, std::int64_t delta);
  const Position& add_damaged(std::string_view item, std::int64_t quantity);
  const Position& add_held(std::string_view item, std::int64_t quantity);  ///< into quality hold
  /// Free units are damaged from now on. At most `free` of them.
  const Position& damage(std::string_view item, std::int64_t quantity, std::string_view lot = {});
  const Position& hold(std::string_view item, std::int64_t quantity, std::string_view lot = {});
  const Position& release(std::string_view item, std::int64_t quantity, std::string_view lot = {});
  const Position& take(const std::string& item, std::int64_t quantity,
                       const LotSplit& lots);  ///< of what is allocated: shipped, or not found
  /// Nothing of the lot is assigned from now on.
  void end(std::string_view item, std::string_view lot, bool recalled = false);
  /// The next sequence number of events about the position.
  std::int64_t next_sequence(std::string_view item) { return ++rows_.touch(item).sequence; }

  /// The journal entry of a position as it is now.
  Entry entry(std::string_view item) const;
  static bool owns(std::string_view journal_key);

 private:
  ShelfRow& moved(std::string_view item);
  std::int64_t claimed(std::string_view item, std::string_view lot) const;
  std::int64_t free_of_no_lot(const ShelfRow&) const;
  LotSplit fetch(ShelfRow&, std::int64_t quantity, std::string_view lot);

  Changes<ShelfRow> rows_;
  TextMap<std::int64_t> allocated_;
  TextMap<std::int64_t> claimed_;  ///< of lots, by item and lot
};

}  // namespace drydock
