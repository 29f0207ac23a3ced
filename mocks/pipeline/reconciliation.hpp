// The reconciliation flow: the pipeline's positions against the ERP's books, the warehouses' shelves and the shop.
#pragma once
#include <map>
#include <set>
#include <string>

#include "contracts/canonical/reconciliation.hpp"
#include "contracts/canonical/views.hpp"
#include "mocks/pipeline/platform.hpp"

namespace drydock::pipeline {

/// Reads what every system says, again and again, and compares when it has all of a side. A difference is a break if no
/// message under way can explain it:
///   books    no posting of the position is on its way, waits for an earlier event or is a dead letter, and none has
///            been since the books were read;
///   shelf    as many movements were applied as the position's version counts (each raises it by one);
///   shop     it shows the version that was set last, and nothing is on its way to it.
/// A difference that may still be explained is looked at again soon. A break is kept, told by reconciliation.list, and
/// mended in the commit in which it was found: so that no crash can mend it twice, or tell of it and not mend it.
class Reconciliation {
 public:
  /// Begins, if the settings want it at all.
  void start(Platform&);
  void timer(Platform&, bool again);
  /// True if it was the answer to one of its own questions.
  bool answered(Platform&, const Call&, const Payload& reply);
  /// A call is over, however it ended.
  void closed(Platform&, const Call&);

 private:
  struct Reading {
    std::optional<std::int64_t> cursor;
    std::int64_t asked = 0;  ///< questions that are not answered
  };
  /// Positions that a posting under way, held or dead speaks of.
  using Pending = std::set<std::string, std::less<>>;

  void round(Platform&);
  void ask(Platform&, SeatIndex);
  void compare_books(Platform&, Instant read);
  void compare_shelf(Platform&, SeatIndex);
  void compare_shop(Platform&, SeatIndex);
  void compare_shown(Platform&, SeatIndex, Place&, const Shown&);
  bool under_way(const Platform&, const Place&, const Pending&, Instant read) const;
  void look_again(Platform&);

  std::map<SeatIndex, Reading> readings_;
  TextMap<std::int64_t> books_;                ///< on-hand as the ERP said last, by item/location
  TextMap<Position> shelves_;                  ///< as the warehouses said last
  std::map<SeatIndex, TextMap<Shown>> shown_;  ///< as each shop said last
  TextMap<Instant> posted_at_;                 ///< when the last posting of a position was over
  bool armed_ = false;                         ///< a second look is due
};

/// Keeps a break and mends it, in the commit at hand. `size` is what that side has too much; `shop`: of a shop, which.
void break_found(Platform&, Place&, BreakSide, std::optional<Bucket>, std::int64_t size, SeatIndex shop = no_seat);
/// A booking or set that mends a break was answered.
void break_mended(Platform&, const InventoryAdjust&);
void breaks_mended(Platform&, SeatIndex shop, const AvailabilitySet&);

}  // namespace drydock::pipeline
