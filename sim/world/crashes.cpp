// Falling over and coming back.
#include <algorithm>

#include "sim/world/core.hpp"

namespace drydock {

// The crash that is aimed at the commit now becoming durable, if any.
CrashState* VirtualWorldCore::aimed_at(SeatState& seat) {
  if (faults_.healed()) return nullptr;
  for (const std::size_t index : seat.crashes) {
    CrashState& crash = crashes_[index];
    if (crash.spec.times && crash.fired >= *crash.spec.times) continue;
    if (crash.spec.commit && seat.commits_seen == *crash.spec.commit) return &crash;
    if (crash.spec.every && seat.commits_seen % *crash.spec.every == 0) return &crash;
  }
  return nullptr;
}

bool VirtualWorldCore::may_still_fall(const SeatState& seat) const {
  if (faults_.healed()) return false;
  return std::any_of(seat.crashes.begin(), seat.crashes.end(), [&](std::size_t index) {
    const CrashState& crash = crashes_[index];
    if (crash.spec.times && crash.fired >= *crash.spec.times) return false;
    if (!crash.spec.trigger.empty()) return crash.fired == 0;
    if (crash.spec.at) return now_ <= *crash.spec.at;
    return crash.spec.every || (crash.spec.commit && seat.commits_seen <= *crash.spec.commit);
  });
}

void VirtualWorldCore::crash_at(std::size_t index) {
  CrashState& aimed = crashes_[index];
  SeatState& seat = seats_[aimed.spec.seat];
  if (faults_.healed() || !seat.up()) return;
  crash(seat, aimed, aimed.spec.trigger.empty() ? std::string_view("at its time") : aimed.spec.trigger);
}

void VirtualWorldCore::crash(SeatState& seat, CrashState& cause, std::string_view detail) {
  ++cause.fired;
  Record record;
  record.kind = RecordKind::crash;
  record.from = seat.index;
  record.fault = cause.spec.id;
  record.detail = detail;
  emit(record, 0);

  seat.actor.reset();
  ++seat.incarnation;
  seat.fallen_by = cause.spec.id;
  seat.timers.clear();
  // They happened before those that wait because the seat stood still.
  std::vector<std::uint32_t> lost;
  for (SeatState::PendingCommit& pending : seat.commits)
    if (pending.stimulus) lost.push_back(stimuli_.put(std::move(*pending.stimulus)));
  seat.waiting_stimuli.insert(seat.waiting_stimuli.begin(), lost.begin(), lost.end());
  seat.commits.clear();
  seat.busy = 0;

  // Nobody waits for the answers to its own calls any more. Order matters only for what is recorded, which is nothing.
  seat.calls.for_each_unordered([&](std::uint64_t, std::uint32_t index) {
    --link(seat.index, parcels_[index].to).in_flight;
    drop(index);
  });
  seat.calls.clear();

  // What it had taken in is cut off, oldest first.
  std::vector<std::pair<std::uint64_t, std::uint32_t>> cut_off;
  seat.work.for_each_unordered([&](std::uint64_t id, std::uint32_t index) { cut_off.emplace_back(id, index); });
  seat.work.clear();
  std::sort(cut_off.begin(), cut_off.end());
  for (const std::uint32_t index : seat.intake) cut_off.emplace_back(0, index);
  seat.intake.clear();
  for (const auto& [id, index] : cut_off) {
    if (parcels_[index].is_event) {
      answer_after(index, Settlement::nack(0), latency(parcels_[index], LegKind::reply));
    } else {
      break_connection(index, false);
    }
  }
  for (const std::uint32_t channel : seat.subscriptions) channels_[channel].courier->subscriber_down();
  if (seat.paused) {
    std::erase_if(seat.standing, [](const auto& each) { return each.what->pauses(); });
    go_on(seat);  // it is down: what waited finds nobody
  }
  seat.disk_free = {};
  add(now_ + cause.spec.back_after, {What::restart, seat.incarnation, seat.index, 0, 0});
}

void VirtualWorldCore::restart(SeatState& seat) {
  Record record;
  record.kind = RecordKind::recover;
  record.from = seat.index;
  record.fault = seat.fallen_by;
  emit(record, 0);
  seat.actor = seat.spec->factory({seat.index, &directory_});
  Entries entries;
  if (may_still_fall(seat)) {
    entries.insert(seat.entries.begin(), seat.entries.end());
  } else {  // nobody will read it again
    for (auto& [key, value] : seat.entries) entries.insert_or_assign(key, std::move(value));
    seat.entries = {};
  }
  const std::vector<Entry> torn = std::move(seat.torn);
  seat.torn.clear();
  dispatch(seat, Recovered{&entries, torn.empty() ? nullptr : &torn});
  for (const std::uint32_t channel : seat.subscriptions) channels_[channel].courier->subscriber_up();
  const std::vector<std::uint32_t> waiting = std::move(seat.waiting_stimuli);
  seat.waiting_stimuli.clear();
  for (const std::uint32_t stimulus : waiting) act(stimulus);
}

void VirtualWorldCore::heal() {
  for (std::size_t i = 0; i < faults_.size(); ++i)
    if (open_windows_[i]) window(i, false);
  faults_.heal();
  for (SeatState& seat : seats_)
    if (!seat.up() && seat.incarnation > 1) restart(seat);
  phase("heal");
}

}  // namespace drydock
