// How often a history reaches a state.
#pragma once
#include <gtest/gtest.h>

#include "harness/reached.hpp"
#include "tests/support/history_builder.hpp"

namespace drydock::testing {

inline std::uint64_t reached_count(History& h, const std::string& state) {
  Reached reached({&h.directory, &h.plan});
  h.play(reached);
  for (const ReachedResult& result : reached.results())
    if (result.name == state) return result.count;
  ADD_FAILURE() << "no state " << state;
  return 0;
}

}  // namespace drydock::testing
