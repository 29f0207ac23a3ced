#include "harness/invariants/clocks.hpp"

namespace drydock {
namespace {

template <class T>
const T* parameter(const PlannedFault& fault, const std::string& name) {
  const auto found = fault.parameters.find(name);
  return found == fault.parameters.end() ? nullptr : std::get_if<T>(&found->second.value);
}

}  // namespace

Duration declared_clock_error(const Plan& plan) {
  Duration error{};
  for (const PlannedFault& fault : plan.faults) {
    if (fault.fault == "clock-skew")
      if (const auto* by = parameter<Duration>(fault, "by")) error = error + *by;
    if (fault.fault != "clock-drift") continue;
    const auto* gain = parameter<Ratio>(fault, "gain");
    const Instant end = plan.start + plan.run;
    const Duration open = fault.dose.until.value_or(end) - fault.dose.from.value_or(plan.start - plan.prepare);
    // Whole units first: a long run by a fine ratio must not overflow.
    if (gain != nullptr && gain->denominator > 0)
      error = error + Duration{open.us / gain->denominator * gain->numerator + gain->numerator};
  }
  return error;
}

}  // namespace drydock
