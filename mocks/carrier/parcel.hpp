// What a carrier keeps of the packages it has sold labels for.
#pragma once
#include "contracts/canonical/shipping.hpp"

namespace drydock {

/// One label that has not been used up. The number counts the labels of a package, from 1.
struct SoldLabel {
  std::int64_t number = 1;
  std::string service;
  std::optional<Instant> handed_over;
  std::vector<TrackingStatus> told;  ///< scans told so far
  std::int64_t estimates = 0;        ///< bit per estimate told so far
  bool operator==(const SoldLabel&) const = default;
};
DRYDOCK_DESCRIBE(SoldLabel, number, service, handed_over, told, estimates)

/// All about one package. A delivered label leaves only the counts behind.
struct SoldParcel {
  std::string order_id;
  std::int64_t labels = 0;    ///< sold so far
  std::int64_t sequence = 0;  ///< of its latest event
  std::vector<SoldLabel> live;
  bool operator==(const SoldParcel&) const = default;
};
DRYDOCK_DESCRIBE(SoldParcel, order_id, labels, sequence, live)

/// "TO-000123-F1-P1.1": the package and the number of its label.
inline std::string tracking_number(std::string_view package_id, std::int64_t number) {
  std::string made = "T";
  return made.append(package_id).append(".").append(std::to_string(number));
}
/// The package of a tracking number; empty if it is none of ours.
inline std::string_view package_of(std::string_view tracking) {
  const std::size_t dot = tracking.rfind('.');
  if (dot == std::string_view::npos || !tracking.starts_with('T')) return {};
  return tracking.substr(1, dot - 1);
}

}  // namespace drydock
