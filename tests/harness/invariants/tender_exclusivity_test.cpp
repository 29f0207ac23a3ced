#include <gtest/gtest.h>

#include "contracts/canonical/freight.hpp"
#include "tests/support/history_builder.hpp"

namespace drydock::testing {
namespace {

constexpr Duration time_to_answer = minutes(10);

// The load of order O-1 is planned, and offered to carrier-fast; freight-north would be next.
History planned() {
  History h;
  h.directory = Directory({{"commerce", "commerce"},
                           {"pipeline", "pipeline"},
                           {"erp", "erp"},
                           {"tms", "tms"},
                           {"wms-east", "wms"},
                           {"wms-west", "wms"},
                           {"carrier-fast", "carrier"},
                           {"freight-north", "carrier"},
                           {"auditor", "auditor"}});
  h.effect("tms", LoadPlan{"O-1-F1", "O-1", "wms-east", {}, {{"O-1-F1-P1", 500}}, t0 + hours(50)});
  return h;
}
TmsTenderAccepted yes(const History& h, std::int64_t attempt, const std::string& carrier) {
  return {"LD-1", attempt, "O-1-F1", "O-1", carrier, t0 + time_to_answer * attempt, h.now()};
}
void accepts(History& h, std::int64_t attempt, const std::string& carrier) { h.event("tms", yes(h, attempt, carrier)); }
TmsTenderExpired expired(std::int64_t attempt, const std::string& carrier) {
  return {"LD-1", attempt, "O-1-F1", "O-1", carrier, t0 + time_to_answer * attempt};
}
void runs_out(History& h, std::int64_t attempt = 1, const std::string& carrier = "carrier-fast") {
  h.at(time_to_answer * attempt).event("tms", expired(attempt, carrier));
}
void asks_again(History& h, std::int64_t attempt = 2) { h.effect("tms", LoadRetender{"LD-1", attempt}); }
void books(History& h, const std::string& carrier) { h.effect(carrier, label_buy("O-1")); }
void leaves(History& h, const std::string& carrier) {
  WmsShipped left = shipped("O-1", "S-1", {{"1", "A", 2}});
  left.packages[0].carrier = carrier;
  h.effect("wms-east", left);
}
std::string first(const Said& said) { return said.findings.empty() ? std::string() : said.findings[0].sentence; }

TEST(TenderExclusivity, HoldsWhenTheOneThatTookItInTimeHasIt) {
  History h = planned();
  h.at(minutes(5));
  accepts(h, 1, "carrier-fast");
  books(h, "carrier-fast");
  h.at(minutes(30));
  leaves(h, "carrier-fast");
  const Said said = h.judge("I32");
  EXPECT_EQ(said.state, InvariantState::held) << first(said);
  EXPECT_EQ(said.evaluations, 2u);
}

TEST(TenderExclusivity, SaysNothingWhereNothingGoesByFreight) {
  History h;
  books(h, "carrier-fast");
  leaves(h, "carrier-fast");
  EXPECT_EQ(h.judge("I32").state, InvariantState::not_exercised);
}

TEST(TenderExclusivity, ALateYesIsNoReasonToGiveItAway) {
  History h = planned();
  runs_out(h);
  asks_again(h);
  h.at(time_to_answer + seconds(1));
  accepts(h, 1, "carrier-fast");
  h.at(minutes(15));
  accepts(h, 2, "freight-north");
  books(h, "freight-north");
  leaves(h, "freight-north");
  EXPECT_EQ(h.judge("I32").state, InvariantState::held) << "the late one is not heard";

  History taken = planned();
  runs_out(taken);
  asks_again(taken);
  taken.at(time_to_answer + seconds(1));
  accepts(taken, 1, "carrier-fast");
  books(taken, "carrier-fast");
  EXPECT_EQ(first(taken.judge("I32", false)),
            "load LD-1 was given to carrier-fast, which accepted it after its tender had run out");
}

TEST(TenderExclusivity, TwoCarriersAreOneTooMany) {
  History h = planned();
  runs_out(h);
  asks_again(h);
  h.at(minutes(15));
  accepts(h, 2, "freight-north");
  books(h, "freight-north");
  accepts(h, 1, "carrier-fast");
  books(h, "carrier-fast");
  const Said said = h.judge("I32");
  EXPECT_EQ(said.count, 1u);
  EXPECT_EQ(first(said), "load LD-1 was given to carrier-fast when freight-north had it already");
}

TEST(TenderExclusivity, NobodyIsBookedOrPicksUpBeforeAnAcceptance) {
  History h = planned();
  books(h, "carrier-fast");
  h.at(minutes(5));
  accepts(h, 1, "carrier-fast");
  EXPECT_EQ(h.judge("I32").count, 1u);
  EXPECT_NE(first(h.judge("I32")).find("which had not accepted it"), std::string::npos);

  History other = planned();
  other.at(minutes(5));
  accepts(other, 1, "carrier-fast");
  books(other, "carrier-fast");
  leaves(other, "freight-north");
  EXPECT_EQ(other.judge("I32").count, 1u);
}

TEST(TenderExclusivity, ATenderThatCameToNothingIsFollowedByTheNext) {
  History h = planned();
  runs_out(h);
  h.at(time_to_answer + seconds(59));
  asks_again(h);
  h.at(minutes(20)).event("tms", TmsTenderDeclined{"LD-1", 2, "O-1-F1", "O-1", "freight-north", "no_equipment"});
  h.at(minutes(20) + seconds(30));
  asks_again(h, 3);
  h.at(hours(1));
  accepts(h, 3, "carrier-fast");
  EXPECT_EQ(h.judge("I32").state, InvariantState::held);

  History forgotten = planned();
  runs_out(forgotten);
  forgotten.at(minutes(30)).phase("settle");
  EXPECT_EQ(forgotten.judge("I32", false).count, 1u);
  EXPECT_EQ(forgotten.judge("I32").count, 1u) << "charged once";
  EXPECT_EQ(first(forgotten.judge("I32")),
            "tender 1 of load LD-1 was declined or ran out, and no other carrier was asked");
}

TEST(TenderExclusivity, TimeUnderAFaultDoesNotCount) {
  History h = planned();
  h.fault("tms-away", "outage", "pipeline", "tms", time_to_answer, time_to_answer + minutes(20));
  h.at(time_to_answer).window("tms-away", true);
  runs_out(h);
  h.at(time_to_answer + minutes(20)).window("tms-away", false);
  h.at(time_to_answer + minutes(20) + seconds(50));
  asks_again(h);
  h.at(hours(1));
  EXPECT_EQ(h.judge("I32").count, 0u);
}

TEST(TenderExclusivity, WhatWasNeverHeardOfCountsAtRestOnly) {
  History h = planned();
  h.at(time_to_answer).publish("tms", expired(1, "carrier-fast"), "LD-1/1/expired");
  h.at(hours(1)).phase("settle");
  EXPECT_EQ(h.judge("I32", false).count, 0u);
  EXPECT_EQ(h.judge("I32").count, 1u);
}

}  // namespace
}  // namespace drydock::testing
