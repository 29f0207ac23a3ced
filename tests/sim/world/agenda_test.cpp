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

RC_GTEST_PROP(Agenda, LanesChangeNothing, (const std::vector<std::pair<std::uint8_t, std::uint8_t>>& steps)) {
  Agenda plain;
  Agenda with_lanes;
  std::uint64_t number = 0;
  Instant now;
  for (const auto& [span, what] : steps) {
    const Happening happening{What::timer, 0, 0, 0, ++number};
    plain.add(now + microseconds(span % 8), happening);
    if (what % 2 == 0) {
      with_lanes.add(now + microseconds(span % 8), happening);
    } else {
      with_lanes.add_after(now, microseconds(span % 8), happening);
    }
    if (what % 3 != 0) continue;
    now = plain.next();
    RC_ASSERT(with_lanes.next() == now);
    RC_ASSERT(plain.take().value == with_lanes.take().value);
  }
  while (!plain.empty()) {
    RC_ASSERT(plain.next() == with_lanes.next());
    RC_ASSERT(plain.take().value == with_lanes.take().value);
  }
  RC_ASSERT(with_lanes.empty());
}

TEST(Agenda, MoreSpansThanLanesAreStillInOrder) {
  Agenda agenda;
  for (std::uint64_t i = 0; i < 200; ++i)
    agenda.add_after({}, microseconds(static_cast<std::int64_t>(i * 37 % 200)), {What::timer, 0, 0, 0, i * 37 % 200});
  for (std::uint64_t i = 0; i < 200; ++i) EXPECT_EQ(agenda.take().value, i);
}

}  // namespace
}  // namespace drydock
