// On what terms each item can have been promised at a place: what its versions say, as the plan has the ERP decide
// them, and which of them the pipeline can have held for valid.
#pragma once
#include <cstdint>
#include <limits>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "harness/invariant.hpp"
#include "harness/invariants/names.hpp"

namespace drydock {

/// One version of an item's record. It may hold from `earliest` on and surely does from `latest` on, as long as no
/// higher one does: clocks may differ, and between publication and acknowledgement nobody knows whether it has been
/// heard of.
struct ItemVersion {
  std::int64_t version = 1;
  Instant valid_from;
  bool sold = true;                                          ///< its status is active
  std::vector<std::pair<std::string, std::int64_t>> safety;  ///< by location; those without a row have none
  Instant earliest;
  Instant latest;
};

/// Of items that the plan does not change there is one version, that of the opening masters, and it always held. Of one
/// that is launched there is none before the first.
class ItemTerms {
 public:
  static constexpr Instant never{std::numeric_limits<std::int64_t>::max()};
  static constexpr Instant always{std::numeric_limits<std::int64_t>::min()};

  ItemTerms(const Courtroom&, Places&);

  static constexpr std::uint32_t kinds() { return bit(RecordKind::publish) | bit(RecordKind::ack); }
  void see(const Record&);

  /// The plan launches, changes or discontinues some item.
  bool any() const { return !items_.empty(); }
  /// The versions of an item that the plan changes or launches, lowest first; null for all others.
  const std::vector<ItemVersion>* versions(std::uint32_t item) const;
  /// No version of it holds at the start.
  bool launched(std::uint32_t item) const;
  /// Whether a version can have held at some moment of [from, until].
  static bool may_hold(const std::vector<ItemVersion>&, const ItemVersion&, Instant from, Instant until);
  /// Whether some version of the item can have held by then.
  bool may_be_known(std::uint32_t item, Instant until) const;
  /// Since when a version of it surely holds; never if none does.
  Instant known_since(std::uint32_t item) const;
  /// Whether it can have been sold (was surely sold) on the terms of [from, until].
  bool may_be_sold(std::uint32_t item, Instant from, Instant until) const;
  bool surely_sold(std::uint32_t item, Instant from, Instant until) const;

  std::int64_t safety_of(const ItemVersion&, std::uint32_t place) const;
  /// What of so many free units can be promised on the terms of [from, until], at least and at most; never negative
  /// (domain section 2.3, rule 1). `whatever_status`: only safety stock counts.
  std::int64_t least(std::uint32_t place, std::int64_t free, Instant from, Instant until) const;
  std::int64_t most(std::uint32_t place, std::int64_t free, Instant from, Instant until,
                    bool whatever_status = false) const;

 private:
  struct Entry {
    std::vector<ItemVersion> versions;
    bool launched = false;
  };
  struct Told {
    std::uint32_t item = 0;
    std::int64_t version = 0;
  };
  void decided(const Payload&);
  Entry opening(const std::string& item);
  ItemVersion* find(std::uint32_t item, std::int64_t version);
  std::int64_t opening_safety(std::uint32_t place) const { return place < opening_.size() ? opening_[place] : 0; }

  SeatIndex pipeline_;
  Duration skew_;
  Places& places_;
  const Plan& plan_;
  std::vector<std::int64_t> opening_;  ///< safety stock by place
  std::vector<std::uint32_t> slots_;   ///< by item: place in items_ and one
  std::vector<Entry> items_;
  FlatMap<Told> told_;  ///< by event id, until it is acknowledged
};

}  // namespace drydock
