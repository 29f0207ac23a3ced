// The way of a package from the hand-over to the door, as its carrier will tell it.
#pragma once
#include <string>
#include <vector>

#include "contracts/canonical/freight.hpp"
#include "mocks/carrier/parcel.hpp"
#include "mocks/carrier/settings.hpp"
#include "sim/actor.hpp"

namespace drydock {

/// Something to be told: of what class, when it happens, and when the carrier's own system has it.
struct Scan {
  TrackingStatus status = TrackingStatus::unknown;
  Instant occurred;
  Instant recorded;
  MilestoneKind kind = MilestoneKind::actual;
  std::int64_t number = 0;  ///< of an estimate
};

/// In transit after a tenth of the way, out for delivery after eight tenths. Everything follows from the moment of the
/// hand-over and `way`: the tracking number or, of freight, the load, whose packages go together. A freight carrier
/// estimates the delivery twice: when it has the goods, and when they are out for delivery; like scans, an estimate may
/// be recorded only after the delivery.
std::vector<Scan> journey(const CarrierSettings&, const CarrierService&, const std::string& way, Instant begun, Io&);

/// Whether it has been told of the label.
bool was_told(const SoldLabel&, const Scan&);

}  // namespace drydock
