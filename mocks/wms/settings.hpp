// What a scenario can say about a warehouse.
#pragma once
#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "contracts/canonical/stock.hpp"
#include "mocks/common/limits.hpp"
#include "sim/draw.hpp"

namespace drydock {

/// What a warehouse knows of an item.
struct StockedItem {
  std::string item;
  std::int64_t weight_grams = 500;
};

/// Plain data. Draws are keyed by fulfilment and line.
struct WmsSettings {
  Limits limits;
  std::string location;            ///< its own name; orders for another are refused
  std::vector<StockedItem> items;  ///< orders for another item are refused
  std::vector<Position> opening;  ///< stock at the start; versions as given (0 or more); items without a row open empty
  std::vector<LotStock> lots;     ///< of the opening stock, of items that are kept by lots
  Ratio reject{0, 1};             ///< per outbound order: it is turned away, for want of hands
  Ratio lot_swap{0, 1};           ///< per picked line that has lots: the picker takes those that lie in front instead
  std::int64_t pickers = 20;      ///< people; each works one order at a time, picking and then packing it
  Duration pick_min = seconds(180);  ///< picking one order, uniform
  Duration pick_max = seconds(300);
  Duration pack_time = seconds(60);
  Ratio short_pick{0, 1};                                   ///< per order line: units that the ledger has are not there
  std::map<std::string, Ratio, std::less<>> short_pick_of;  ///< by item, where it differs
  Ratio short_whole{1, 2};             ///< of the short picks, how many find nothing at all of the line
  std::int64_t units_per_package = 0;  ///< a package holds this many units; 0: all in one
  std::int64_t page = 500;             ///< rows of a list's page

  /// How many people it takes to work this many orders an hour, on average.
  static std::int64_t pickers_for(std::int64_t orders_per_hour, Duration pick_min, Duration pick_max,
                                  Duration pack_time) {
    const Duration each = (pick_min + pick_max) / 2 + pack_time;
    const std::int64_t busy = orders_per_hour * each.us;
    const std::int64_t people = (busy + hours(1).us - 1) / hours(1).us;
    return people < 1 ? 1 : people;
  }
};

}  // namespace drydock
