#include "harness/shift.hpp"

namespace drydock {

void shift(Plan& plan, Duration by) {
  plan.start = plan.start + by;
  for (auto& stimulus : plan.stimuli) stimulus.at = stimulus.at + by;
  for (auto& warehouse : plan.warehouses)
    for (auto& pickup : warehouse.pickups) pickup = pickup + by;
  for (auto& fault : plan.faults) {
    if (fault.dose.from) fault.dose.from = *fault.dose.from + by;
    if (fault.dose.until) fault.dose.until = *fault.dose.until + by;
  }
  for (auto& crash : plan.crashes)
    if (crash.at) crash.at = *crash.at + by;
}

}  // namespace drydock
