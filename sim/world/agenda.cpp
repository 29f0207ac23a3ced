#include "sim/world/agenda.hpp"

#include <algorithm>

namespace drydock {

void Agenda::add(Instant at, const Happening& happening) {
  std::uint32_t slot = static_cast<std::uint32_t>(slab_.size());
  if (free_.empty()) {
    slab_.push_back(happening);
  } else {
    slot = free_.back();
    free_.pop_back();
    slab_[slot] = happening;
  }
  const Key key{at.us, ++sequence_, slot};
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

Happening Agenda::take() {
  const std::uint32_t slot = heap_.front().slot;
  const Key last = heap_.back();
  heap_.pop_back();
  if (!heap_.empty()) sink(last);
  free_.push_back(slot);
  return slab_[slot];
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
