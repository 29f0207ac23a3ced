#include "harness/invariants/suspended_time.hpp"

#include <algorithm>

namespace drydock {

SuspendedTime::SuspendedTime(const Courtroom& room, const Counts& counts, std::vector<SeatIndex> seats, bool all_along)
    : seats_(std::move(seats)) {
  seats_.push_back(room.seat("pipeline"));
  for (const PlannedFault& fault : room.plan->faults) {
    // A clock that is wrong holds nobody up.
    if (fault.fault == "clock-drift" || fault.fault == "clock-skew") continue;
    if ((all_along || !strikes_all_along(*room.plan, fault)) && counts(fault)) faults_[name_key(fault.id)] = 1;
  }
}

void SuspendedTime::see(const Record& record) {
  if (record.kind == RecordKind::window) {
    const std::uint64_t fault = name_key(record.fault);
    if (faults_.find(fault) == nullptr) return;
    char& open = open_[fault];
    const char now_open = record.status != 0 ? 1 : 0;
    if (open != now_open) change(record.t, now_open != 0 ? 1 : -1);
    open = now_open;
    return;
  }
  if (record.kind != RecordKind::crash && record.kind != RecordKind::recover) return;
  if (std::find(seats_.begin(), seats_.end(), record.from) == seats_.end()) return;
  char& down = down_[record.from];
  const char now_down = record.kind == RecordKind::crash ? 1 : 0;
  if (down != now_down) change(record.t, now_down != 0 ? 1 : -1);
  down = now_down;
}

void SuspendedTime::change(Instant now, int by) {
  if (active_ > 0) total_ = total_ + (now - since_);
  active_ += by;
  since_ = now;
}

ShopClocks::ShopClocks(const Courtroom& room, const std::function<SuspendedTime(SeatIndex shop)>& make)
    : shops_(room.directory->with_role("commerce")) {
  if (shops_.empty()) shops_.push_back(no_seat);
  for (const SeatIndex shop : shops_) clocks_.push_back(make(shop));
}

const SuspendedTime& ShopClocks::of(SeatIndex shop) const {
  for (std::size_t n = 1; n < shops_.size(); ++n)
    if (shops_[n] == shop) return clocks_[n];
  return clocks_.front();
}

bool strikes_all_along(const Plan& plan, const PlannedFault& fault) {
  const Dose& dose = fault.dose;
  const Instant end = plan.start + plan.run;
  const bool picks = dose.chance || dose.every || dose.nth;
  return picks && dose.trigger.empty() && dose.from.value_or(plan.start) <= plan.start &&
         dose.until.value_or(end) >= end;
}

bool touches_seat(const PlannedFault& fault, const std::string& seat) {
  const bool on_seat = std::find(fault.seats.begin(), fault.seats.end(), seat) != fault.seats.end();
  return on_seat || std::any_of(fault.links.begin(), fault.links.end(),
                                [&](const auto& link) { return link.first == seat || link.second == seat; });
}

bool touches_link(const PlannedFault& fault, const std::string& one, const std::string& other) {
  const bool on_seat = std::any_of(fault.seats.begin(), fault.seats.end(),
                                   [&](const std::string& seat) { return seat == one || seat == other; });
  return on_seat || std::any_of(fault.links.begin(), fault.links.end(), [&](const auto& link) {
           return (link.first == one && link.second == other) || (link.first == other && link.second == one);
         });
}

}  // namespace drydock
