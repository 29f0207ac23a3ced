// The stock ledger of a warehouse: buckets, and what open work has a claim on.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "contracts/canonical/stock.hpp"
#include "mocks/common/changes.hpp"
#include "sim/actor.hpp"

namespace drydock {

/// A position as the journal has it.
struct ShelfRow {
  Position position;
  std::int64_t sequence = 0;  ///< of the latest event about the position itself (received, adjusted, held, released)
  bool operator==(const ShelfRow&) const = default;
};
DRYDOCK_DESCRIBE(ShelfRow, position, sequence)

/// Positions by item. No bucket is ever negative, and what is allocated is always there: 0 <= allocated <=
/// unrestricted. Every movement raises the position's version by one.
class Shelf {
 public:
  /// Starts an incarnation with these positions. Allocations are not stored: they follow from the open work.
  void begin(std::uint16_t incarnation) { rows_.begin(incarnation); }
  void put(const ShelfRow& row) { rows_.touch(row.position.item) = row; }

  const ShelfRow* find(std::string_view item) const { return rows_.find(item); }
  const Changes<ShelfRow>& rows() const { return rows_; }
  std::int64_t allocated(std::string_view item) const;
  /// Unrestricted and not allocated. 0 for an unknown item.
  std::int64_t free(std::string_view item) const;
  /// The item with the most free (or held) units; of equals the first by id. Empty if there is none with any.
  std::string fullest(bool held) const;

  /// Up to `wanted` of what is free; how much it came to.
  std::int64_t allocate(const std::string& item, std::int64_t wanted);
  /// Gives units of an allocation back to what is free. No movement: they never left the shelf.
  void let_go(const std::string& item, std::int64_t quantity);
  /// As after a restart, when the ledger had it before.
  void claim(const std::string& item, std::int64_t quantity);

  /// Movements. Each changes the position, its version, and nothing else unless said. Preconditions are asserted.
  const Position& add(std::string_view item, std::int64_t delta);  ///< unrestricted, within what is free
  /// Stock is gone (as far as it is free), or found, and nobody notices: no movement, the version stays. Returns how
  /// much it came to.
  std::int64_t drift(std::string_view item, std::int64_t delta);
  const Position& add_damaged(std::string_view item, std::int64_t quantity);
  const Position& add_held(std::string_view item, std::int64_t quantity);  ///< into quality hold
  /// Free units are damaged from now on. At most `free` of them.
  const Position& damage(std::string_view item, std::int64_t quantity);
  const Position& hold(std::string_view item, std::int64_t quantity);
  const Position& release(std::string_view item, std::int64_t quantity);
  const Position& take(const std::string& item,
                       std::int64_t quantity);  ///< of what is allocated: shipped, or not found
  /// The next sequence number of events about the position.
  std::int64_t next_sequence(std::string_view item) { return ++rows_.touch(item).sequence; }

  /// The journal entry of a position as it is now.
  Entry entry(std::string_view item) const;
  static bool owns(std::string_view journal_key);

 private:
  Position& moved(std::string_view item);
  Changes<ShelfRow> rows_;
  TextMap<std::int64_t> allocated_;
};

}  // namespace drydock
