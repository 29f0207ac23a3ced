// The dock where announced deliveries arrive: what was announced, what a truck brought, and what counting makes of
// both.
#pragma once
#include <string>
#include <vector>

#include "contracts/canonical/transfer.hpp"

namespace drydock {

/// A delivery by its shipment. It is counted once both are there: goods nobody announced wait at the dock, and so does
/// an announcement without goods.
struct Delivery {
  bool announced = false;
  bool arrived = false;
  bool closed = false;
  InboundExpect notice;
  TruckArrives truck;
  bool ready() const { return announced && arrived && !closed; }
  bool operator==(const Delivery&) const = default;
};
DRYDOCK_DESCRIBE(Delivery, announced, arrived, closed, notice, truck)

/// What counting came to, line by line: the announced lines in their order, then what came without being announced.
/// What was announced and did not come is lost; never below 0.
std::vector<InboundLine> counted(const Delivery&);

}  // namespace drydock
