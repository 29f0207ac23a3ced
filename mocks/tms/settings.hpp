// What a scenario can say about the TMS.
#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "contracts/canonical/common.hpp"
#include "mocks/common/limits.hpp"

namespace drydock {

/// One carrier's service on some lanes.
struct RateOffer {
  std::string carrier;   ///< also the name of the carrier's seat
  std::string service;   ///< the carrier's service, as label.buy names it
  std::string location;  ///< from where; empty: from anywhere
  std::string region;    ///< to where; empty: to anywhere
  std::int64_t days_max = 0;
  Money base;
  Money per_kilogram;  ///< for each kilogram begun
};

/// How many days a service level sold to customers may take.
struct ServiceLevel {
  std::string service;
  std::int64_t days_max = 0;
};

/// Plain data.
struct TmsSettings {
  Limits limits;
  std::vector<RateOffer> offers;
  /// A request for a level without a row is served by offers of the same service name only.
  std::vector<ServiceLevel> levels;
  /// The routing guide: freight carriers by the names of their seats, in the order in which they are asked; after the
  /// last the first again. Empty: no load is taken.
  std::vector<std::string> guide;
  Duration respond_within = minutes(30);  ///< how long a carrier has to answer a tender
};

}  // namespace drydock
