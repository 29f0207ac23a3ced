// Where a package is, whoever says so: its parcel carrier by a scan, or the TMS by an actual milestone of freight.
#pragma once
#include <optional>
#include <string_view>

#include "contracts/canonical/freight.hpp"
#include "contracts/canonical/shipping.hpp"
#include "contracts/payload.hpp"

namespace drydock {

/// Something that has happened to a package. The names point into the body it was read from.
struct PackageScan {
  std::string_view package;
  std::string_view order;
  TrackingStatus status = TrackingStatus::unknown;
  Instant occurred;
  Instant recorded;  ///< when whoever says so had it
};

/// The scan that a body tells; nothing if it is none. What is planned or estimated has not happened.
inline std::optional<PackageScan> scan_in(const Payload& body) {
  if (const auto* scan = body.as<CarrierTrackingUpdated>())
    return PackageScan{scan->package_id, scan->order_id, scan->status, scan->occurred_at, scan->recorded_at};
  const auto* milestone = body.as<TmsMilestone>();
  if (milestone == nullptr || milestone->kind != MilestoneKind::actual) return std::nullopt;
  return PackageScan{milestone->package_id, milestone->order_id, milestone->status, milestone->occurs_at,
                     milestone->recorded_at};
}

}  // namespace drydock
