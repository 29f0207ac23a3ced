#include <gtest/gtest.h>

#include "tests/support/history_builder.hpp"

namespace drydock::testing {
namespace {

// As many availability queries, a second apart, each answered after so long.
void questions(History& h, Duration from, int count, Duration takes) {
  for (int n = 0; n < count; ++n) {
    AvailabilityQuery query;
    query.query_id = "Q-" + std::to_string(n);
    h.at(from + seconds(n));
    const RequestId id = h.call("commerce", "pipeline", query);
    h.request(id, "commerce", "pipeline", query);
    h.at(from + seconds(n) + takes);
    h.answer(RecordKind::reply, id, "pipeline", "commerce", AvailabilityAnswer{}, query);
  }
}
History outage_of(const std::string& seat) {
  History h;
  h.fault("away", "outage", seat, "", minutes(10), minutes(20));
  return h;
}

TEST(ClassFairness, holds_when_questions_take_no_longer) {
  History h = outage_of("erp");
  questions(h, minutes(1), 20, milliseconds(5));
  questions(h, minutes(11), 20, milliseconds(25));
  const Said said = h.judge("I53");
  EXPECT_EQ(said.state, InvariantState::held);
  EXPECT_EQ(said.evaluations, 1u);
}

TEST(ClassFairness, questions_that_wait_behind_the_pile_are_charged) {
  History h = outage_of("erp");
  questions(h, minutes(1), 20, milliseconds(5));
  questions(h, minutes(11), 20, milliseconds(900));
  const Said said = h.judge("I53");
  ASSERT_EQ(said.count, 1u);
  EXPECT_EQ(said.findings[0].faults, std::vector<std::string>{"away"});
}

TEST(ClassFairness, catching_up_is_part_of_it) {
  History h = outage_of("erp");
  questions(h, minutes(1), 20, milliseconds(5));
  questions(h, minutes(25), 20, milliseconds(900));
  EXPECT_EQ(h.judge("I53").count, 1u);
  History later = outage_of("erp");
  questions(later, minutes(1), 20, milliseconds(5));
  questions(later, minutes(31), 20, milliseconds(900));
  EXPECT_EQ(later.judge("I53").state, InvariantState::not_exercised);
}

TEST(ClassFairness, too_few_questions_say_nothing) {
  History h = outage_of("erp");
  questions(h, minutes(1), 19, milliseconds(5));
  questions(h, minutes(11), 20, milliseconds(900));
  EXPECT_EQ(h.judge("I53").state, InvariantState::not_exercised);
}

TEST(ClassFairness, faults_on_the_shoppers_way_are_left_out) {
  for (const char* seat : {"pipeline", "commerce"}) {
    History h = outage_of(seat);
    questions(h, minutes(1), 20, milliseconds(5));
    questions(h, minutes(11), 20, milliseconds(900));
    EXPECT_EQ(h.judge("I53").state, InvariantState::not_exercised) << seat;
  }
}

TEST(ClassFairness, a_slow_link_behind_the_pipeline_counts) {
  History h;
  h.fault("slow", "latency", "pipeline", "carrier-fast", minutes(10), minutes(20));
  questions(h, minutes(1), 20, milliseconds(5));
  questions(h, minutes(11), 20, milliseconds(900));
  EXPECT_EQ(h.judge("I53").count, 1u);
}

}  // namespace
}  // namespace drydock::testing
