// What the shop shows of a package, in the order that counts: when it occurred, then its rank (I29).
#pragma once
#include <tuple>

#include "contracts/canonical/shipping.hpp"

namespace drydock {

struct ShownState {
  Instant occurred;
  TrackingStatus status = TrackingStatus::unknown;
  bool any = false;  ///< false: nothing was said yet; older than everything

  bool operator<(const ShownState& other) const {
    return std::tie(any, occurred, status) < std::tie(other.any, other.occurred, other.status);
  }
};

}  // namespace drydock
