// What the tests of wrong clocks share.
#pragma once
#include <gtest/gtest.h>

#include <utility>
#include <variant>
#include <vector>

#include "tests/sim/small_world.hpp"

namespace drydock::testing {

/// What the seat's clock says, less the true time, at each of these moments.
inline std::vector<Duration> errors(FaultSpec wrong, std::vector<Duration> moments) {
  std::vector<Duration> found;
  WorldSpec spec = world_of({seat("erp", [&](const Event& event, Io& io) {
    if (std::holds_alternative<Started>(event))
      for (std::size_t i = 0; i < moments.size(); ++i) io.arm(moments[i], i);
    if (const auto* timer = std::get_if<TimerFired>(&event))
      found.push_back(io.now() - (day_one + moments[timer->tag]));
  })});
  wrong.target.links.clear();
  wrong.target.seats = {0};
  spec.faults = {std::move(wrong)};
  const Ran ran = run(std::move(spec));
  EXPECT_EQ(ran.fired.begin()->second, 1);
  return found;
}

}  // namespace drydock::testing
