// What a scenario can say about the ERP.
#pragma once
#include <cstdint>
#include <optional>
#include <vector>

#include "contracts/canonical/master.hpp"
#include "contracts/canonical/stock.hpp"
#include "mocks/common/limits.hpp"
#include "sim/draw.hpp"

namespace drydock {

/// Plain data.
struct ErpSettings {
  Limits limits;
  std::vector<Item> items;
  std::vector<Location> locations;
  /// The ERP's copy of the stock at the start, the same rows as the warehouses' own. A position without a row opens at
  /// 0.
  std::vector<Position> opening;
  /// What was shipped or invoiced before `period_ends` cannot be posted from `period_closes` on, but in the period
  /// after it (`posting_at`). Both or none.
  std::optional<Instant> period_ends;
  std::optional<Instant> period_closes;
  /// Chance that a customer has no credit: the order cannot be booked until `credit_after` it was placed, when finance
  /// has granted it.
  Ratio no_credit{0, 1};
  Duration credit_after{};
  std::int64_t page = 500;  ///< rows of a list's page
};

}  // namespace drydock
