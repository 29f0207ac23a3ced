#include "sim/world/agenda.hpp"

#include <algorithm>

namespace drydock {

Agenda::Key Agenda::made(Instant at, const Happening& happening) {
  std::uint32_t slot = static_cast<std::uint32_t>(slab_.size());
  if (free_.empty()) {
    slab_.push_back(happening);
  } else {
    slot = free_.back();
    free_.pop_back();
    slab_[slot] = happening;
  }
  return {at.us, ++sequence_, slot, no_lane};
}

void Agenda::rise(const Key& key) {
  std::size_t place = heap_.size();
  heap_.push_back(key);
  while (place > 0) {
    const std::size_t parent = (place - 1) / 4;
    if (!key.before(heap_[parent])) break;
    heap_[place] = heap_[parent];
    place = parent;
  }
  heap_[place] = key;
}

void Agenda::add(Instant at, const Happening& happening) { rise(made(at, happening)); }

void Agenda::add_after(Instant now, Duration span, const Happening& happening) {
  Key key = made(now + span, happening);
  std::uint32_t& known = lane_of_span_[static_cast<std::uint64_t>(span.us)];
  if (known == 0 && lanes_.size() < most_lanes) {
    lanes_.emplace_back();
    known = static_cast<std::uint32_t>(lanes_.size());
  }
  if (known == 0) return rise(key);
  key.lane = known - 1;
  Lane& lane = lanes_[key.lane];
  if (lane.in_heap) return lane.waiting.push_back(key);
  lane.in_heap = true;
  rise(key);
}

Happening Agenda::take() {
  const Key first = heap_.front();
  free_.push_back(first.slot);
  if (first.lane != no_lane && !lanes_[first.lane].waiting.empty()) {
    Lane& lane = lanes_[first.lane];
    const Key next = lane.waiting.front();
    lane.waiting.pop_front();
    sink(next);
    return slab_[first.slot];
  }
  if (first.lane != no_lane) lanes_[first.lane].in_heap = false;
  const Key last = heap_.back();
  heap_.pop_back();
  if (!heap_.empty()) sink(last);
  return slab_[first.slot];
}

// Puts the key at the top and lets it sink to where it belongs.
void Agenda::sink(Key key) {
  const std::size_t size = heap_.size();
  std::size_t place = 0;
  for (;;) {
    const std::size_t first = place * 4 + 1;
    if (first >= size) break;
    std::size_t least = first;
    for (std::size_t child = first + 1; child < std::min(first + 4, size); ++child)
      if (heap_[child].before(heap_[least])) least = child;
    if (!heap_[least].before(key)) break;
    heap_[place] = heap_[least];
    place = least;
  }
  heap_[place] = key;
}

}  // namespace drydock
