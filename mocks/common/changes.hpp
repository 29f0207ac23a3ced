// Rows that are listed by "what changed since".
#pragma once
#include <algorithm>
#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace drydock {

struct TextHash {
  using is_transparent = void;
  std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
};
template <class Value>
using TextMap = std::unordered_map<std::string, Value, TextHash, std::equal_to<>>;

/// Rows by key, each stamped with the number of its latest change. Looking up is a hash; listing goes by change, so its
/// order never depends on the hash. Cursors are change numbers; those of a restarted actor are greater than all before,
/// so that a reader with an old cursor gets every row again rather than missing one.
template <class Row>
class Changes {
 public:
  /// Begins the numbers of an incarnation. Before anything else.
  void begin(std::uint16_t incarnation) { last_ = std::int64_t{incarnation} << 40; }

  /// The row of a key, made if need be, and stamped as changed now.
  Row& touch(std::string_view key) {
    auto found = index_.find(key);
    if (found == index_.end()) {
      found = index_.emplace(std::string(key), rows_.size()).first;
      rows_.push_back({std::string(key), 0, {}});
    }
    Slot& slot = rows_[found->second];
    slot.changed = ++last_;
    log_.push_back({last_, found->second});
    if (log_.size() > 64 + 4 * rows_.size()) compact();
    return slot.row;
  }
  /// The row of a key, or null. Valid as long as the object: rows never move and are never dropped.
  const Row* find(std::string_view key) const {
    const auto found = index_.find(key);
    return found == index_.end() ? nullptr : &rows_[found->second].row;
  }
  std::size_t size() const { return rows_.size(); }
  /// Calls each(key, row) for all rows, in the order they were made.
  template <class Each>
  void each(Each&& visit) const {
    for (const Slot& slot : rows_) visit(slot.key, slot.row);
  }

  /// Calls each(key, row) for up to `page` rows changed after `cursor` (absent: all), oldest change first. Returns the
  /// cursor to go on from, or nothing if there was no row.
  template <class Each>
  std::optional<std::int64_t> since(std::optional<std::int64_t> cursor, std::int64_t page, Each&& each) const {
    auto at = std::upper_bound(log_.begin(), log_.end(), cursor.value_or(0),
                               [](std::int64_t number, const Change& change) { return number < change.number; });
    std::optional<std::int64_t> next;
    for (; at != log_.end() && page > 0; ++at) {
      const Slot& slot = rows_[at->row];
      if (slot.changed != at->number) continue;  // changed again later
      each(slot.key, slot.row);
      next = at->number;
      --page;
    }
    return next;
  }

 private:
  struct Slot {
    std::string key;
    std::int64_t changed = 0;
    Row row;
  };
  struct Change {
    std::int64_t number;
    std::size_t row;
  };
  void compact() {
    std::erase_if(log_, [&](const Change& change) { return rows_[change.row].changed != change.number; });
  }

  std::int64_t last_ = 0;
  std::deque<Slot> rows_;
  TextMap<std::size_t> index_;
  std::vector<Change> log_;
};

}  // namespace drydock
