#include "sim/world/attempts.hpp"

#include <utility>

namespace drydock {

void AttemptCounts::turn(Instant now) {
  if (now < turn_) return;
  const bool long_ago = now >= turn_ + rest;
  rested_ = long_ago ? FlatMap<std::uint32_t>() : std::move(resting_);
  resting_ = FlatMap<std::uint32_t>();
  turn_ = turn_ + rest * ((now - turn_).us / rest.us + 1);
}

std::uint32_t AttemptCounts::next(std::uint64_t key, Instant now) {
  turn(now);
  if (std::uint32_t* count = open_.find(key)) return ++*count;
  std::uint32_t count = 0;
  for (FlatMap<std::uint32_t>* resting : {&resting_, &rested_}) {
    const std::uint32_t* found = resting->find(key);
    if (found == nullptr) continue;
    count = *found;
    resting->erase(key);
    break;
  }
  return open_[key] = count + 1;
}

void AttemptCounts::succeeded(std::uint64_t key, Instant now) {
  turn(now);
  const std::uint32_t* found = open_.find(key);
  if (found == nullptr) return;
  const std::uint32_t count = *found;
  open_.erase(key);
  resting_[key] = count;
}

}  // namespace drydock
