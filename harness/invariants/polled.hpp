// Whose events the pipeline polls. They are accepted by reading on, some time after they were dealt with: nobody is
// kept waiting meanwhile, and the time between says nothing about the pipeline.
#pragma once
#include <vector>

#include "harness/invariant.hpp"

namespace drydock {

/// By seat: whether its events to the pipeline lie in a polled feed.
inline std::vector<char> polled_publishers(const Courtroom& room) {
  std::vector<char> polled(room.directory->size());
  for (const PlannedChannel& channel : room.plan->channels) {
    const SeatIndex seat = room.directory->find(channel.publisher);
    if (channel.transport == Transport::feed && seat != no_seat) polled[seat] = 1;
  }
  return polled;
}

}  // namespace drydock
