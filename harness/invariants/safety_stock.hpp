// Safety stock by place, as the plan's masters say.
#pragma once
#include <algorithm>
#include <vector>

#include "harness/plan.hpp"
#include "harness/invariants/names.hpp"

namespace drydock {

class SafetyStocks {
 public:
  SafetyStocks(const Plan& plan, Places& places) {
    for (const PlannedWarehouse& warehouse : plan.warehouses)
      for (const SafetyStock& row : warehouse.location.safety_stock)
        grown(at_, places.number(row.item, warehouse.location.location)) = row.quantity;
  }
  std::int64_t at(std::uint32_t place) const { return place < at_.size() ? at_[place] : 0; }
  /// What of so many unrestricted units may be promised at a place, never negative (domain section 2.3, rule 1).
  std::int64_t sellable(std::uint32_t place, std::int64_t unrestricted) const {
    return std::max<std::int64_t>(0, unrestricted - at(place));
  }

 private:
  std::vector<std::int64_t> at_;
};

}  // namespace drydock
