// The scenario's acts: those known beforehand, those pulled one by one, and those that goods on their way cause.
#include <algorithm>

#include "contracts/codec.hpp"
#include "sim/world/core.hpp"

namespace drydock {

void VirtualWorldCore::stimulate(StimulusSpec what) {
  const Instant at = std::max(what.at, now_);
  add(at, {What::stimulus, 0, no_seat, stimuli_.put(std::move(what)), 0});
}

void VirtualWorldCore::feed(std::function<std::optional<StimulusSpec>()> next) {
  feeds_.push_back({std::move(next), std::nullopt});
  pull(static_cast<std::uint32_t>(feeds_.size() - 1));
}

void VirtualWorldCore::pull(std::uint32_t index) {
  Feed& feed = feeds_[index];
  feed.head = feed.next();
  if (feed.head) add(std::max(feed.head->at, now_), {What::feed, 0, no_seat, index, 0});
}

void VirtualWorldCore::feed_due(std::uint32_t index) {
  const std::uint32_t stimulus = stimuli_.put(std::move(*feeds_[index].head));
  pull(index);
  act(stimulus);
}

// A seat that is down takes it up when it is back. One that falls before the first commit it made of it was durable
// knows nothing of it any more, but the people and the goods are still there: it is handed over again.
void VirtualWorldCore::act(std::uint32_t index) {
  SeatState& seat = seats_[stimuli_[index].seat];
  if (!seat.up() || seat.paused) return seat.waiting_stimuli.push_back(index);
  const StimulusSpec what = std::move(stimuli_[index]);
  stimuli_.give_back(index);
  Record record;
  record.kind = RecordKind::stimulus;
  record.to = seat.index;
  if (what.what.type() != nullptr) record.type = what.what.type()->name;
  record.key = what.key;
  record.body = &what.what;
  emit(record, content_hash(what.what));
  const std::size_t commits = seat.commits.size();
  dispatch(seat, Stimulus{what.what});
  if (seat.commits.size() > commits && may_still_fall(seat)) seat.commits[commits].stimulus = what;
}

}  // namespace drydock
