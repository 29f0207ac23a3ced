// What the tests of faults that tell events again share.
#pragma once
#include <string>
#include <variant>
#include <vector>

#include "tests/sim/small_world.hpp"

namespace drydock::testing {

/// Six events, one a minute; the burst comes after four and a half and goes back two and a half.
inline WorldSpec minutely(Transport transport, const std::string& name, const Behaviour& subscriber = agreeable) {
  WorldSpec spec = world_of({seat("shop",
                                  [](const Event& event, Io& io) {
                                    if (std::holds_alternative<Started>(event))
                                      for (int i = 0; i < 6; ++i) io.arm(minutes(i), static_cast<std::uint64_t>(i));
                                    if (const auto* timer = std::get_if<TimerFired>(&event)) {
                                      const auto n = static_cast<std::int64_t>(timer->tag);
                                      Commit commit;
                                      commit.publications.push_back(placed("O-" + std::to_string(n), n + 1, "key"));
                                      io.commit(std::move(commit));
                                    }
                                  }),
                             seat("pipeline", subscriber)});
  spec.channels.push_back({0, 1, transport});
  spec.faults = {fault("again", name, 0, 1, {{"back", {minutes(2) + seconds(30)}}})};
  spec.faults[0].dose.from = day_one + minutes(4) + seconds(30);
  return spec;
}

/// Ids of the deliveries, as they came.
inline std::vector<std::string> deliveries(const Ran& ran) {
  std::vector<std::string> ids;
  for (const Kept& kept : ran.memory.of(RecordKind::deliver)) ids.push_back(kept.delivery);
  return ids;
}

}  // namespace drydock::testing
