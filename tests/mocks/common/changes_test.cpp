#include "mocks/common/changes.hpp"

#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include <map>

namespace drydock {
namespace {

std::vector<std::string> keys_since(const Changes<int>& rows, std::optional<std::int64_t>& cursor, std::int64_t page) {
  std::vector<std::string> found;
  const auto next = rows.since(cursor, page, [&](const std::string& key, int) { found.push_back(key); });
  if (next) cursor = next;
  return found;
}

TEST(Changes, ListsWhatChangedSinceOldestFirst) {
  Changes<int> rows;
  rows.begin(0);
  rows.touch("a") = 1;
  rows.touch("b") = 2;
  rows.touch("a") = 3;
  std::optional<std::int64_t> cursor;
  EXPECT_EQ(keys_since(rows, cursor, 10), (std::vector<std::string>{"b", "a"}));
  EXPECT_TRUE(keys_since(rows, cursor, 10).empty());
  rows.touch("b") = 4;
  EXPECT_EQ(keys_since(rows, cursor, 10), (std::vector<std::string>{"b"}));
  EXPECT_EQ(*rows.find("b"), 4);
  EXPECT_EQ(rows.find("c"), nullptr);
}

TEST(Changes, AnOldCursorGetsEverythingOfALaterIncarnation) {
  Changes<int> before;
  before.begin(0);
  for (int i = 0; i < 100; ++i) before.touch("a") = i;
  std::optional<std::int64_t> cursor;
  keys_since(before, cursor, 10);
  Changes<int> after;
  after.begin(1);
  after.touch("a") = 100;
  EXPECT_EQ(keys_since(after, cursor, 10), (std::vector<std::string>{"a"}));
}

// A reader who pages along while rows change sees, in the end, every row's latest value.
RC_GTEST_PROP(Changes, AReaderMissesNothing, ()) {
  Changes<int> rows;
  rows.begin(0);
  std::map<std::string, int> truth;
  std::map<std::string, int> seen;
  std::optional<std::int64_t> cursor;
  const auto read = [&] {
    const auto next =
        rows.since(cursor, *rc::gen::inRange(1, 4), [&](const std::string& key, int value) { seen[key] = value; });
    if (next) cursor = next;
    return next.has_value();
  };
  const auto steps = *rc::gen::container<std::vector<int>>(rc::gen::inRange(0, 12));
  int value = 0;
  for (const int step : steps) {
    if (step == 11) {
      read();
    } else {
      const std::string key = std::to_string(step % 5);
      rows.touch(key) = truth[key] = ++value;
    }
  }
  while (read()) {
  }
  RC_ASSERT(seen == truth);
}

}  // namespace
}  // namespace drydock
