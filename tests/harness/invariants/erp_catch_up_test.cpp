#include <gtest/gtest.h>

#include "tests/support/history_builder.hpp"

namespace drydock::testing {
namespace {

const Lines two{{"1", "A", 2}};

// The ERP is away from minute 10 to minute 30.
History outage() {
  History h;
  h.fault("erp-down", "outage", "erp", "", minutes(10), minutes(30));
  return h;
}

TEST(ErpCatchUp, holds_when_all_is_posted_soon_after) {
  History h = outage();
  h.at(minutes(10)).window("erp-down", true).at(minutes(15)).place("O-1", two);
  h.at(minutes(30)).window("erp-down", false).at(minutes(31)).effect("erp", booking("O-1", two));
  h.at(minutes(60)).effect("erp", booking("O-0", two));
  const Said said = h.judge("I37");
  EXPECT_EQ(said.state, InvariantState::held);
  EXPECT_EQ(said.evaluations, 1u);
}

TEST(ErpCatchUp, what_is_missing_after_the_bound_is_charged) {
  History h = outage();
  h.at(minutes(10)).window("erp-down", true).at(minutes(15)).place("O-1", two);
  h.at(minutes(30)).window("erp-down", false);
  h.at(minutes(44)).effect("erp", booking("O-0", two));
  h.at(minutes(45)).effect("erp", booking("O-1", two));
  const Said said = h.judge("I37");
  ASSERT_EQ(said.count, 1u);
  EXPECT_EQ(said.findings[0].order, "O-1");
  EXPECT_EQ(said.findings[0].faults, std::vector<std::string>{"erp-down"});
}

TEST(ErpCatchUp, the_bound_may_be_set) {
  History h = outage();
  h.plan.bounds.erp_catch_up = hours(1);
  h.at(minutes(10)).window("erp-down", true).at(minutes(15)).place("O-1", two);
  h.at(minutes(30)).window("erp-down", false);
  h.at(minutes(45)).effect("erp", booking("O-1", two));
  h.at(hours(3)).effect("erp", booking("O-0", two));
  EXPECT_EQ(h.judge("I37").state, InvariantState::held);
}

TEST(ErpCatchUp, posted_twice_is_charged) {
  History h = outage();
  h.at(minutes(10)).window("erp-down", true).at(minutes(15)).place("O-1", two);
  h.at(minutes(30)).window("erp-down", false);
  h.effect("erp", booking("O-1", two));
  h.effect("erp", booking("O-1", two));
  EXPECT_EQ(h.judge("I37").count, 1u);
}

TEST(ErpCatchUp, nothing_is_posted_while_it_is_down) {
  History h = outage();
  h.at(minutes(10)).window("erp-down", true).at(minutes(15)).place("O-1", two);
  h.effect("erp", booking("O-1", two));
  EXPECT_EQ(h.judge("I37").count, 1u);
}

TEST(ErpCatchUp, but_what_it_had_received_before) {
  History h = outage();
  h.place("O-1", two);
  const SalesOrderCreate body = booking("O-1", two);
  h.request(h.call("pipeline", "erp", body, "O-1"), "pipeline", "erp", body, "O-1");
  h.at(minutes(10)).window("erp-down", true).at(minutes(10) + milliseconds(50)).effect("erp", body);
  h.at(minutes(30)).window("erp-down", false);
  EXPECT_EQ(h.judge("I37").state, InvariantState::not_exercised);
}

TEST(ErpCatchUp, what_was_accepted_before_or_after_is_not_in_the_window) {
  History h = outage();
  h.place("O-1", two).at(minutes(10)).window("erp-down", true).at(minutes(30)).window("erp-down", false);
  h.at(minutes(31)).place("O-2", two).at(hours(2)).effect("erp", booking("O-0", two));
  EXPECT_EQ(h.judge("I37").state, InvariantState::not_exercised);
}

TEST(ErpCatchUp, without_an_outage_nothing_is_exercised) {
  History h;
  h.place("O-1", two);
  EXPECT_EQ(h.judge("I37").state, InvariantState::not_exercised);
}

}  // namespace
}  // namespace drydock::testing
