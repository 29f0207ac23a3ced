#include "harness/invariants/fading_map.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <map>
#include <vector>

namespace drydock {
namespace {

constexpr Duration memory = hours(2);

Instant at(std::int64_t minute) { return Instant{} + minutes(minute); }

TEST(FadingMap, KeepsWhatIsLookedUpAndDropsTheRest) {
  FadingMap<int> map(memory);
  map.pass(at(0));
  map[1] = 10;
  map[2] = 20;
  map.pass(at(121));
  ASSERT_NE(map.find(1), nullptr);
  EXPECT_EQ(*map.find(1), 10);
  EXPECT_FALSE(map.forgot());
  map.pass(at(242));
  EXPECT_NE(map.find(1), nullptr) << "looked up two hours ago";
  EXPECT_EQ(map.find(2), nullptr) << "nobody asked for it in four";
  EXPECT_TRUE(map.forgot());
}

TEST(FadingMap, ALongSilenceDropsEverything) {
  FadingMap<int> map(memory);
  map.pass(at(0));
  map[1] = 10;
  map.pass(at(600));
  EXPECT_EQ(map.find(1), nullptr);
  EXPECT_EQ(map.size(), 0U);
}

TEST(FadingMap, ErasesFromEitherTable) {
  FadingMap<int> map(memory);
  map.pass(at(0));
  map[1] = 10;
  map.pass(at(130));
  map[2] = 20;
  EXPECT_TRUE(map.erase(1));
  EXPECT_TRUE(map.erase(2));
  EXPECT_FALSE(map.erase(3));
  EXPECT_EQ(map.size(), 0U);
}

struct Touched {
  int value = 0;
  std::int64_t minute = 0;
};

// Against a map that remembers everything: what was touched within the memory is there, what was not for twice as long
// is gone, and in between either may be.
RC_GTEST_PROP(FadingMap, LivesForItsMemoryAndLessThanTwiceAsLong, ()) {
  FadingMap<int> map(memory);
  std::map<std::uint64_t, Touched> all;
  std::int64_t minute = 0;
  const auto steps = *rc::gen::container<std::vector<std::pair<int, int>>>(
      rc::gen::pair(rc::gen::inRange(0, 90), rc::gen::inRange(0, 6)));
  for (const auto& [wait, number] : steps) {
    minute += wait;
    map.pass(at(minute));
    const auto key = static_cast<std::uint64_t>(number);
    const int* found = map.find(key);
    const auto known = all.find(key);
    const std::int64_t age = known == all.end() ? 1'000 : minute - known->second.minute;
    if (age < 120) RC_ASSERT(found != nullptr);
    if (age >= 240) RC_ASSERT(found == nullptr);
    if (found != nullptr) RC_ASSERT(*found == known->second.value);
    map[key] = static_cast<int>(minute);
    all[key] = {static_cast<int>(minute), minute};
  }
}

}  // namespace
}  // namespace drydock
