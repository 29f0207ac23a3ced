#include <gtest/gtest.h>

#include "tests/support/history_builder.hpp"

namespace drydock::testing {
namespace {

const Lines one{{"1", "A", 1}};

WmsShipped of(const std::string& order) { return shipped(order, order + "-S1", one); }

// The pipeline was given an event of O-1 that it cannot read.
History poisoned(int status = 400) {
  History h;
  h.deliver("wms-east", of("O-1"), "P-1");
  h.ack("wms-east", of("O-1"), "P-1", status);
  return h;
}
// An event of another order comes, and is turned away for as long.
void turned_away(History& h, Duration from, Duration span, int status = 503) {
  h.at(from).deliver("wms-east", of("O-2"), "E-2");
  h.ack("wms-east", of("O-2"), "E-2", status);
  h.at(from + span).deliver("wms-east", of("O-2"), "E-2", "D-1", 2);
  h.ack("wms-east", of("O-2"), "E-2", status);
}

TEST(PoisonIsolation, holds_when_others_go_on) {
  History h = poisoned();
  h.at(seconds(1)).deliver("wms-east", of("O-2"), "E-2");
  h.ack("wms-east", of("O-2"), "E-2");
  const Said said = h.judge("I46");
  EXPECT_EQ(said.state, InvariantState::held);
  EXPECT_EQ(said.evaluations, 1u);
}

TEST(PoisonIsolation, another_key_that_is_turned_away_too_long_is_charged_once) {
  History h = poisoned();
  turned_away(h, seconds(1), seconds(61));
  h.at(seconds(90)).ack("wms-east", of("O-2"), "E-2", 503);
  const Said said = h.judge("I46");
  ASSERT_EQ(said.count, 1u);
  EXPECT_EQ(said.findings[0].party, "pipeline");
}

TEST(PoisonIsolation, up_to_the_bound_it_may) {
  History h = poisoned();
  turned_away(h, seconds(1), seconds(60));
  EXPECT_EQ(h.judge("I46").count, 0u);
}

TEST(PoisonIsolation, its_own_key_may_wait) {
  History h = poisoned();
  h.at(seconds(1)).deliver("wms-east", of("O-1"), "E-2");
  h.ack("wms-east", of("O-1"), "E-2", 503);
  h.at(minutes(5)).ack("wms-east", of("O-1"), "E-2", 503);
  EXPECT_EQ(h.judge("I46").count, 0u);
}

TEST(PoisonIsolation, once_it_is_settled_it_is_no_excuse_and_no_charge) {
  History h = poisoned();
  h.at(seconds(1)).ack("wms-east", of("O-1"), "P-1");
  turned_away(h, seconds(2), minutes(5));
  EXPECT_EQ(h.judge("I46").state, InvariantState::not_exercised);
}

TEST(PoisonIsolation, to_be_turned_away_is_not_to_be_unreadable) {
  for (const int status : {404, 429, 503}) {
    History h = poisoned(status);
    turned_away(h, seconds(1), minutes(5));
    EXPECT_EQ(h.judge("I46").state, InvariantState::not_exercised) << status;
  }
}

TEST(PoisonIsolation, time_under_a_declared_fault_of_the_pipeline_does_not_count) {
  History h;
  h.fault("full", "error-burst", "pipeline", "", seconds(2), minutes(5));
  h.deliver("wms-east", of("O-1"), "P-1");
  h.ack("wms-east", of("O-1"), "P-1", 400);
  h.at(seconds(1)).deliver("wms-east", of("O-2"), "E-2");
  h.at(seconds(2)).window("full", true);
  h.at(minutes(5)).window("full", false).ack("wms-east", of("O-2"), "E-2", 503);
  EXPECT_EQ(h.judge("I46").count, 0u);
}

TEST(PoisonIsolation, after_a_crash_the_publisher_decides_when_it_comes_again) {
  History h = poisoned();
  h.at(seconds(1)).deliver("wms-east", of("O-2"), "E-2");
  h.crash("pipeline").recover("pipeline");
  turned_away(h, minutes(10), seconds(5));
  EXPECT_EQ(h.judge("I46").count, 0u);
}

}  // namespace
}  // namespace drydock::testing
