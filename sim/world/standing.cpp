// Faults that lie on a seat or a channel as a whole while their window is open: a seat that stands still, a clock that
// is wrong, a disk that is slow or full, a transport that tells once more what was acknowledged.
#include <algorithm>

#include "sim/world/core.hpp"

namespace drydock {

void VirtualWorldCore::stand(std::size_t fault, bool opens) {
  const StandingFault* what = faults_.standing(fault);
  if (what == nullptr) return;
  for (const SeatIndex seat : faults_.spec(fault).target.seats) lie_on(seats_[seat], fault, opens);
  if (const auto back = what->redelivers(); back && opens) redeliver(fault, *back);
}

void VirtualWorldCore::lie_on(SeatState& seat, std::size_t fault, bool opens) {
  const StandingFault* what = faults_.standing(fault);
  if (!opens) {
    std::erase_if(seat.standing, [&](const auto& each) { return each.fault == fault; });
    const bool still =
        std::any_of(seat.standing.begin(), seat.standing.end(), [](const auto& each) { return each.what->pauses(); });
    if (seat.paused && !still) go_on(seat);
    return;
  }
  // Nobody can stop what is down already; what comes up again is another process.
  if (what->pauses() && !seat.up()) return;
  seat.standing.push_back({fault, what, now_});
  std::sort(seat.standing.begin(), seat.standing.end(), [](const auto& a, const auto& b) { return a.fault < b.fault; });
  if (const std::string says = what->opens(); !says.empty()) told(fault, no_seat, seat.index, says);
  if (what->pauses() && !seat.paused) pause(seat);
}

void VirtualWorldCore::told(std::size_t fault, SeatIndex from, SeatIndex to, std::string_view what) {
  faults_.performed(fault);
  Record record;
  record.kind = RecordKind::fault;
  record.from = from;
  record.to = to;
  record.type = faults_.spec(fault).fault;
  record.fault = faults_.spec(fault).id;
  record.detail = what;
  emit(record, 0);
}

void VirtualWorldCore::pause(SeatState& seat) {
  seat.paused = true;
  ++paused_;
}

// Everything that came meanwhile happens at once, in the order in which it came.
void VirtualWorldCore::go_on(SeatState& seat) {
  seat.paused = false;
  --paused_;
  const std::vector<Happening> held = std::move(seat.held);
  seat.held.clear();
  for (const Happening& happening : held) happen(happening);
  const std::vector<std::uint32_t> waiting = std::move(seat.waiting_stimuli);
  seat.waiting_stimuli.clear();
  for (const std::uint32_t stimulus : waiting) act(stimulus);
}

// What happens at a seat that stands still waits there. What is under way between seats goes on, and so do transports.
bool VirtualWorldCore::waits(const Happening& h) {
  switch (h.what) {
    case What::request_arrives:
    case What::delivery_arrives:
    case What::served:
    case What::reply_arrives:
    case What::call_fails:
    case What::deadline:
    case What::timer:
    case What::durable:
      if (!seats_[h.seat].paused) return false;
      seats_[h.seat].held.push_back(h);
      return true;
    default: return false;
  }
}

Duration SeatState::clock_error(Instant now) const {
  Duration error{};
  for (const Standing& each : standing) error = error + each.what->clock_error(now - each.since);
  return error;
}

// Transports remember what was acknowledged only where a fault will ask for it.
void VirtualWorldCore::retain() {
  for (std::size_t fault = 0; fault < faults_.size(); ++fault) {
    const StandingFault* what = faults_.standing(fault);
    const auto back = what == nullptr ? std::nullopt : what->redelivers();
    if (!back) continue;
    for (const auto& [from, to] : faults_.spec(fault).target.links)
      for (Channel& channel : channels_)
        if (channel.spec.publisher == from && channel.spec.subscriber == to) channel.courier->retain(*back);
  }
}

void VirtualWorldCore::redeliver(std::size_t fault, Duration back) {
  for (const auto& [from, to] : faults_.spec(fault).target.links) {
    for (Channel& channel : channels_) {
      if (channel.spec.publisher != from || channel.spec.subscriber != to) continue;
      const std::size_t events = channel.courier->redeliver(now_ - back);
      if (events == 0) continue;
      told(fault, from, to,
           std::to_string(events) + " events that were acknowledged in the last " + to_string(back) +
               " are delivered once more");
    }
  }
}

// Drawn by what is written and how often it was: what other orders do changes nothing.
Duration VirtualWorldCore::commit_delay(SeatState& seat, const Commit& commit) {
  Duration delay{};
  const std::string_view key = !commit.entries.empty()   ? std::string_view(commit.entries.front().key)
                               : !commit.effects.empty() ? std::string_view(commit.effects.front().key)
                                                         : std::string_view();
  const std::uint64_t time = seat.slow_commits[mixed(0, key)]++;
  for (const SeatState::Standing& each : seat.standing) {
    Draw draw(faults_.seed(each.fault), Purpose::fault_effect, seat.spec->seat.name, key, time);
    const Duration more = each.what->commit_delay(draw);
    if (more.us == 0) continue;
    delay = delay + more;
    told(each.fault, no_seat, seat.index, "a commit takes " + to_string(more) + " longer");
  }
  return delay;
}

bool VirtualWorldCore::disk_full(SeatState& seat) {
  for (const SeatState::Standing& each : seat.standing) {
    if (!each.what->disk_full()) continue;
    told(each.fault, no_seat, seat.index, "a commit failed: no space");
    return true;
  }
  return false;
}

}  // namespace drydock
