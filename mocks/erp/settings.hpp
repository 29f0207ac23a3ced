// What a scenario can say about the ERP.
#pragma once
#include <cstdint>
#include <vector>

#include "contracts/canonical/master.hpp"
#include "contracts/canonical/stock.hpp"
#include "mocks/common/limits.hpp"

namespace drydock {

/// Plain data.
struct ErpSettings {
  Limits limits;
  std::vector<Item> items;
  std::vector<Location> locations;
  /// The ERP's copy of the stock at the start, the same rows as the warehouses' own. A position without a row opens at
  /// 0.
  std::vector<Position> opening;
  std::int64_t page = 500;  ///< rows of a list's page
};

}  // namespace drydock
