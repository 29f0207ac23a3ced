#include <gtest/gtest.h>

#include "tests/support/history_builder.hpp"

namespace drydock::testing {
namespace {

const Lines two{{"1", "A", 2}};

void take_in(History& h, int number) {
  const std::string order = "O-" + std::to_string(number);
  const RequestId id = h.call("pipeline", "erp", booking(order, two), order);
  h.request(id, "pipeline", "erp", booking(order, two), order);
}

TEST(BackPressure, holds_up_to_what_the_erp_takes) {
  History h;
  for (int n = 1; n <= 5; ++n) take_in(h, n);
  const Said said = h.judge("I52");
  EXPECT_EQ(said.state, InvariantState::held);
  EXPECT_EQ(said.evaluations, 5u);
}

TEST(BackPressure, one_more_is_charged) {
  History h;
  for (int n = 1; n <= 6; ++n) take_in(h, n);
  const Said said = h.judge("I52");
  ASSERT_EQ(said.count, 1u);
  EXPECT_EQ(said.findings[0].actual, "6");
}

TEST(BackPressure, what_was_answered_is_under_way_no_more) {
  History h;
  for (int n = 1; n <= 20; ++n)
    h.asked("pipeline", "erp", booking("O-" + std::to_string(n), two), Accepted{"O-" + std::to_string(n), "booked"},
            "O-" + std::to_string(n));
  EXPECT_EQ(h.judge("I52").state, InvariantState::held);
}

TEST(BackPressure, a_crash_forgets_what_was_under_way) {
  for (const char* fallen : {"pipeline", "erp", "commerce"}) {
    History h;
    for (int n = 1; n <= 5; ++n) take_in(h, n);
    h.crash(fallen);
    for (int n = 6; n <= 10; ++n) take_in(h, n);
    EXPECT_EQ(h.judge("I52").count, fallen == std::string("commerce") ? 5u : 0u) << fallen;
  }
}

// Whoever asks an ERP that stands still gives up and asks again; all of it arrives at once when it goes on.
TEST(BackPressure, calls_to_an_erp_that_stands_still_are_left_out) {
  History h;
  h.fault("erp-still", "pause", "erp", "", minutes(5), minutes(7));
  std::vector<RequestId> asked;
  const auto booked = [](int number) { return booking("O-" + std::to_string(number), two); };
  h.at(minutes(5)).window("erp-still", true);
  for (int n = 1; n <= 20; ++n) asked.push_back(h.call("pipeline", "erp", booked(n), "O-" + std::to_string(n)));
  h.at(minutes(7)).window("erp-still", false);
  for (int n = 1; n <= 20; ++n)
    h.request(asked[static_cast<std::size_t>(n - 1)], "pipeline", "erp", booked(n), "O-" + std::to_string(n));
  EXPECT_EQ(h.judge("I52").count, 0u);
  for (int n = 21; n <= 26; ++n) take_in(h, n);
  EXPECT_EQ(h.judge("I52").count, 1u) << "those after it count";
}

}  // namespace
}  // namespace drydock::testing
