// Units by lot: what of a quantity belongs to which lot, where an item is kept by lots.
#pragma once
#include <vector>

#include "contracts/canonical/common.hpp"

namespace drydock {

/// Units of one lot.
struct LotUnits {
  std::string lot;
  std::int64_t quantity = 0;
  bool operator==(const LotUnits&) const = default;
};
DRYDOCK_DESCRIBE(LotUnits, lot, quantity)

/// Which lots some units of an item are of. Units beyond the sum are of no lot; empty: the item is not kept by lots.
using LotSplit = std::vector<LotUnits>;

std::int64_t units_of(const LotSplit&);
/// Adds to the lot's units, or a row for it. None are added for a quantity of 0.
void add_lot(LotSplit&, const std::string& lot, std::int64_t quantity);
/// Splits off the lots of `quantity` out of `all` units, first rows first; units of no lot go last.
///   LotSplit of{{"L1", 2}, {"L2", 3}};  split_first(of, 4) gives {L1 2, L2 2}, and leaves {L2 1}
LotSplit split_first(LotSplit&, std::int64_t quantity);
/// The same from the other end: of `all` units the last `quantity`, units of no lot first.
LotSplit split_last(LotSplit&, std::int64_t all, std::int64_t quantity);
/// The lots of a line, as messages tell them.
void tell_lots(const LotSplit&, const std::string& line, const std::string& item, Lots& told);
/// The lots among those of `line`.
LotSplit lots_of_line(const std::vector<LotQuantity>&, std::string_view line);

}  // namespace drydock
