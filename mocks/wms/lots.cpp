#include "mocks/wms/lots.hpp"

#include <algorithm>

namespace drydock {

std::int64_t units_of(const LotSplit& lots) {
  std::int64_t sum = 0;
  for (const LotUnits& one : lots) sum += one.quantity;
  return sum;
}

void add_lot(LotSplit& lots, const std::string& lot, std::int64_t quantity) {
  if (quantity == 0) return;
  const auto same = std::find_if(lots.begin(), lots.end(), [&](const LotUnits& one) { return one.lot == lot; });
  if (same == lots.end())
    lots.push_back({lot, quantity});
  else
    same->quantity += quantity;
}

LotSplit split_first(LotSplit& lots, std::int64_t quantity) {
  LotSplit part;
  for (LotUnits& one : lots) {
    const std::int64_t taken = std::min(one.quantity, quantity);
    add_lot(part, one.lot, taken);
    one.quantity -= taken;
    quantity -= taken;
  }
  std::erase_if(lots, [](const LotUnits& one) { return one.quantity == 0; });
  return part;
}

LotSplit split_last(LotSplit& lots, std::int64_t all, std::int64_t quantity) {
  const std::int64_t of_lots = std::max<std::int64_t>(0, quantity - (all - units_of(lots)));
  LotSplit kept = split_first(lots, units_of(lots) - of_lots);
  std::swap(kept, lots);
  return kept;
}

void tell_lots(const LotSplit& lots, const std::string& line, const std::string& item, Lots& told) {
  if (lots.empty()) return;
  if (!told) told.emplace();
  for (const LotUnits& one : lots) told->push_back({line, item, one.lot, one.quantity});
}

LotSplit lots_of_line(const std::vector<LotQuantity>& lots, std::string_view line) {
  LotSplit found;
  for (const LotQuantity& one : lots)
    if (one.line == line) add_lot(found, one.lot, one.quantity);
  return found;
}

}  // namespace drydock
