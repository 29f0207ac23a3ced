// What a scenario can say about a carrier, of parcels or of freight.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "contracts/canonical/common.hpp"
#include "mocks/common/limits.hpp"
#include "sim/draw.hpp"

namespace drydock {

/// One service of the carrier. Labels for another are refused.
struct CarrierService {
  std::string service;
  Duration transit_min = days(1);  ///< from the hand-over to the delivery, uniform, to the second
  Duration transit_max = days(1);
  Money cost{799, "USD"};  ///< of a label
};

/// How a freight carrier answers tenders. Draws are keyed by load and attempt.
struct TenderSettings {
  Ratio declines{0, 1};            ///< share of the tenders that it does not take
  Ratio late{0, 1};                ///< of those it takes: share that it answers after their time
  Duration answers = minutes(10);  ///< slowest answer that is not late; the fastest takes a tenth of it
  /// A late answer comes at least a second, at most so long after its time.
  Duration late_most = seconds(5);
};

/// Plain data. Draws are keyed by the tracking number.
struct CarrierSettings {
  Limits limits;
  std::string carrier;  ///< its own name
  std::vector<CarrierService> services;
  /// Per scan before the delivery: it is recorded, and so told, only after the delivery (by `late_min` to `late_max`).
  Ratio late_scan{0, 1};
  Duration late_min = hours(1);
  Duration late_max = hours(6);
  /// It takes freight: it is asked by the TMS before it gets anything, and reports to it. Absent: a parcel carrier.
  std::optional<TenderSettings> tender;
};

}  // namespace drydock
