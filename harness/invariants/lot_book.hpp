// What is known of lots: where how many of which are, whom they are assigned to, and who picked them.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "contracts/canonical/fulfilment.hpp"
#include "contracts/canonical/stock.hpp"
#include "harness/invariants/names.hpp"

namespace drydock {

/// A lot at one warehouse. What is free of it is a lower bound: what a warehouse does not name the lot of (a count, a
/// loss, what a cancellation gives back) counts against every lot that it may have been, and for none.
struct BookedLot {
  std::string item;
  std::string location;
  std::string lot;
  Instant expires{INT64_MAX};
  std::int64_t there = 0;     ///< unrestricted
  std::int64_t assigned = 0;  ///< of these; a short pick lowers neither: only what is free can be relied on
  bool recalled = false;
  std::int64_t free() const { return there - assigned; }  ///< at least
};

/// Units of a lot on a line of a fulfilment.
struct LotOnLine {
  std::uint32_t lot;  ///< number in the book
  std::uint64_t line;
  std::int64_t quantity;
};

/// The same lots, one row for each line, item and lot, in that order.
std::vector<LotQuantity> summed(std::vector<LotQuantity>);

class LotBook {
 public:
  /// No lot was ever heard of: nothing to judge.
  bool empty() const { return lots_.empty(); }
  const BookedLot& operator[](std::uint32_t number) const { return lots_[number]; }

  void opened(const LotStock&);
  void received(const WmsReceived&);
  void held(const WmsLotHeld&);
  /// Nothing of the lot may leave this place from now on.
  void recalled(const std::string& item, const std::string& location, const std::string& lot);
  void released(const WmsLotReleased&);
  /// Units of this lot are not unrestricted any more.
  void blocked(const std::string& item, const std::string& location, const std::string& lot, std::int64_t quantity) {
    lots_[number(item, location, lot)].there -= quantity;
  }
  /// Stock of no named lot fell by so much.
  void lost(const std::string& item, const std::string& location, std::int64_t quantity);
  /// The day by which the lots of a fulfilment must keep.
  void needed(std::string_view fulfilment, Instant by);
  /// A warehouse took an order for it. From the second on, what is assigned comes on top of what was before.
  void ordered(std::string_view fulfilment) { ++works_[name_key(fulfilment)].orders; }
  Instant needed(std::string_view fulfilment);
  /// Takes note of the lots, and returns those that are assigned beyond what was before.
  std::vector<LotOnLine> assigned(const WmsAllocated&);
  void picked(const WmsPickConfirmed&);
  /// Takes note that units left. How many of them had been picked for the fulfilment, and not shipped yet.
  std::int64_t shipped(std::string_view fulfilment, const std::string& location, const LotQuantity&);
  /// A lot of the item there that expires before `lot` but not before `needed`, and surely has free units; null: none.
  const BookedLot* sooner(const BookedLot& lot, Instant needed);
  /// The number of a lot; a lot that was never heard of is booked with no units.
  std::uint32_t number(const std::string& item, const std::string& location, const std::string& lot);

 private:
  struct Work {
    Instant needed;
    std::int64_t orders = 0;
    std::vector<LotOnLine> assigned;
    std::vector<LotOnLine> picked;  ///< and not shipped
  };

  std::vector<std::uint32_t>& at(const std::string& item, const std::string& location);
  void settle(const Work&, const std::vector<LotOnLine>& fetched);

  std::vector<BookedLot> lots_;
  FlatMap<std::vector<std::uint32_t>> places_;  ///< lots, by item and location
  FlatMap<Work> works_;                         ///< by fulfilment
};

}  // namespace drydock
