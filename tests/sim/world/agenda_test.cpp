#include "sim/world/agenda.hpp"

#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <vector>

namespace drydock {
namespace {

RC_GTEST_PROP(Agenda, GivesBackByTimeThenInOrder, (const std::vector<std::uint8_t>& times)) {
  Agenda agenda;
  std::vector<std::pair<std::int64_t, std::uint64_t>> expected;
  std::vector<std::pair<std::int64_t, std::uint64_t>> given;
  std::uint64_t number = 0;
  // Every third addition is followed by a removal, so that slots are used again.
  for (const std::uint8_t time : times) {
    agenda.add(Instant{time % 16}, {What::timer, 0, 0, 0, ++number});
    expected.emplace_back(time % 16, number);
    if (number % 3 != 0) continue;
    const Instant next = agenda.next();
    const auto least = std::min_element(expected.begin(), expected.end());
    RC_ASSERT(*least == std::pair(next.us, agenda.take().value));
    expected.erase(least);
  }
  std::sort(expected.begin(), expected.end());
  while (!agenda.empty()) {
    const Instant next = agenda.next();
    given.emplace_back(next.us, agenda.take().value);
  }
  RC_ASSERT(given == expected);
}

}  // namespace
}  // namespace drydock
