// Which faults take a seat away as a whole.
#pragma once
#include "harness/plan.hpp"

namespace drydock {

/// Whether a planned fault lets nobody in while it lasts: an `outage`, or an `error-burst` that answers every message
/// with 5xx, as a front does while what is behind it is down or runs its batch.
inline bool is_outage(const PlannedFault& fault) {
  if (fault.fault == "outage") return true;
  if (fault.fault != "error-burst" || !fault.types.empty()) return false;
  if (fault.dose.chance || fault.dose.every || fault.dose.nth || fault.dose.times) return false;
  const auto status = fault.parameters.find("status");
  if (status == fault.parameters.end()) return true;
  const auto* code = std::get_if<std::int64_t>(&status->second.value);
  return code != nullptr && *code >= 500;
}

}  // namespace drydock
