// Faults and crashes that wait for something: what has to be told from outside, since the world knows no business.
#include <algorithm>
#include <cassert>

#include "sim/world/core.hpp"

namespace drydock {

void VirtualWorldCore::trigger(std::string_view id, Duration after) {
  const Instant at = now_ + std::max(after, Duration{});
  for (std::uint32_t i = 0; i < faults_.size(); ++i)
    if (faults_.spec(i).id == id && !faults_.spec(i).dose.trigger.empty())
      return add(at, {What::trigger, 0, no_seat, i, 0});
  for (std::uint32_t i = 0; i < crashes_.size(); ++i)
    if (crashes_[i].spec.id == id && !crashes_[i].spec.trigger.empty())
      return add(at, {What::crash, 0, crashes_[i].spec.seat, i, 0});
  assert(false && "nothing of that name waits for a trigger");
}

void VirtualWorldCore::open_window(std::size_t fault) {
  if (faults_.healed() || faults_.spec(fault).dose.from) return;
  faults_.open(fault, now_);
  const Dose& dose = faults_.spec(fault).dose;
  if (dose.until && *dose.until <= now_) return;  // too late: what it waited for came after its end
  window(fault, true);
  if (dose.until) add(*dose.until, {What::window, 0, no_seat, static_cast<std::uint32_t>(fault), 0});
}

}  // namespace drydock
