#include <gtest/gtest.h>

#include "contracts/canonical/master.hpp"
#include "tests/support/history_builder.hpp"

namespace drydock::testing {
namespace {

ItemChanged record(const std::string& item, std::int64_t version, Duration valid_from, std::int64_t safety,
                   const std::string& status = "active") {
  return {item, version, t0 + valid_from, item, status, 100, {price, "USD"}, {{"wms-east", safety}}};
}
void decides(History& h, const ItemChanged& change) {
  h.plan.stimuli.push_back({t0, "erp", Payload::of(ItemDecided{change})});
}
const ItemChanged keep_more = record("A", 2, minutes(30), 5);
const ItemChanged end_of_line = record("A", 2, minutes(30), 0, "discontinued");
const ItemChanged launch = record("NEW", 1, minutes(30), 0);

// A has been in the masters from the start, without safety stock; there are 20 at wms-east.
History with(const ItemChanged& change) {
  History h;
  h.plan.items.push_back({"A", "A", "active", 100, {price, "USD"}});
  decides(h, change);
  h.opening("A", "wms-east", 20);
  return h;
}
void tells(History& h, const ItemChanged& change) {
  h.event("erp", change, change.item + "/" + std::to_string(change.version) + "/changed", change.version);
}
void tells_warehouses(History& h, const ItemChanged& change) {
  for (const char* seat : {"wms-east", "wms-west"})
    h.effect(seat, ItemUpsert{change.item, seat, change.version, change.valid_from, "A", change.status, 100});
}
void offers(History& h, std::int64_t quantity) {
  AvailabilityQuery query;
  query.query_id = "Q-1";
  query.items = {{"A", 1}};
  AvailabilityAnswer answer;
  answer.as_of = h.now();
  answer.offers = {{"A", "wms-east", quantity}};
  h.asked("commerce", "pipeline", query, answer);
}
void sells_ahead(History& h) { h.place("O-1", {{"2", "NEW", 1}}); }
void receives(History& h) {
  WmsReceived received;
  received.movement_id = "M-1";
  received.receipt_id = "R-1";
  received.item = "NEW";
  received.location = "wms-east";
  received.quantity = 10;
  received.position_version = 1;
  h.event("wms-east", received);
}
void posts(History& h) {
  const GoodsReceiptPost post{"M-1", "R-1", "NEW", "wms-east", 10};
  h.call("pipeline", "erp", post, "M-1");
  h.effect("erp", post);
}
Said judged(History& h) {
  h.at(hours(3)).phase("end");
  return h.judge("I61");
}
std::string first(const Said& said) { return said.findings.empty() ? std::string() : said.findings[0].sentence; }

TEST(MasterDataOrdering, HoldsWhereTheOldTermsHoldUntilTheMomentAndTheNewOnesFromThenOn) {
  History h = with(keep_more);
  h.at(minutes(10));
  tells(h, keep_more);
  tells_warehouses(h, keep_more);
  h.at(minutes(29));
  offers(h, 20);
  h.at(minutes(31));
  offers(h, 15);
  const Said said = judged(h);
  EXPECT_EQ(said.state, InvariantState::held) << first(said);
  EXPECT_EQ(said.evaluations, 4u) << "two offers, two warehouses";
}

TEST(MasterDataOrdering, SaysNothingWhereNoItemChanges) {
  History h;
  h.opening("A", "wms-east", 20);
  h.at(minutes(5));
  offers(h, 20);
  EXPECT_EQ(judged(h).state, InvariantState::not_exercised);
}

TEST(MasterDataOrdering, AVersionMustNotHoldBeforeItsMoment) {
  History h = with(keep_more);
  h.at(minutes(10));
  tells(h, keep_more);
  tells_warehouses(h, keep_more);
  h.at(minutes(20));
  offers(h, 15);
  const Said said = judged(h);
  EXPECT_EQ(said.state, InvariantState::violated);
  EXPECT_NE(first(said).find("version 2, which holds only from"), std::string::npos) << first(said);
}

TEST(MasterDataOrdering, NorAnOldOneAfterwards) {
  History h = with(keep_more);
  h.at(minutes(10));
  tells(h, keep_more);
  tells_warehouses(h, keep_more);
  h.at(minutes(40));
  offers(h, 20);
  const Said said = judged(h);
  EXPECT_EQ(said.state, InvariantState::violated);
  EXPECT_NE(first(said).find("version 1, which a higher one has overtaken"), std::string::npos) << first(said);
}

TEST(MasterDataOrdering, AroundItsMomentBothAreRight) {
  for (const std::int64_t quantity : {15, 20}) {
    History h = with(keep_more);
    h.at(minutes(10));
    tells(h, keep_more);
    tells_warehouses(h, keep_more);
    h.at(minutes(30) + seconds(1));
    offers(h, quantity);
    EXPECT_EQ(judged(h).state, InvariantState::held) << quantity;
  }
}

TEST(MasterDataOrdering, WhatCameLateHoldsFromItsAcknowledgementOn) {
  History h = with(keep_more);
  h.at(minutes(40));
  offers(h, 20);
  h.at(minutes(50));
  tells(h, keep_more);
  tells_warehouses(h, keep_more);
  h.at(minutes(51));
  offers(h, 15);
  EXPECT_EQ(judged(h).state, InvariantState::held);
}

TEST(MasterDataOrdering, NothingIsPromisedOfWhatIsDiscontinued) {
  for (const auto& [at, state] :
       {std::pair{minutes(25), InvariantState::held}, std::pair{minutes(35), InvariantState::violated}}) {
    History h = with(end_of_line);
    h.at(minutes(10));
    tells(h, end_of_line);
    tells_warehouses(h, end_of_line);
    h.at(at).hold("R-1", {{"1", "A", "wms-east", 1}});
    EXPECT_EQ(judged(h).state, state) << to_string(at);
  }
}

TEST(MasterDataOrdering, WhatWaitedGoesOnWhenTheItemIsKnown) {
  History h = with(launch);
  h.at(minutes(5));
  sells_ahead(h);
  receives(h);
  h.at(minutes(45));
  tells(h, launch);
  tells_warehouses(h, launch);
  h.at(minutes(46)).send_out("O-1-F1", "O-1", "wms-east", {{"2", "NEW", 1}});
  posts(h);
  const Said said = judged(h);
  EXPECT_EQ(said.state, InvariantState::held) << first(said);
}

TEST(MasterDataOrdering, AnOrderLineMustNotWaitForEver) {
  History h = with(launch);
  h.at(minutes(5));
  sells_ahead(h);
  h.at(minutes(20));
  tells(h, launch);
  tells_warehouses(h, launch);
  const Said said = judged(h);
  EXPECT_EQ(said.state, InvariantState::violated);
  EXPECT_NE(first(said).find("line 2 of order O-1 waited for item NEW"), std::string::npos) << first(said);
}

TEST(MasterDataOrdering, ACancelledOrBackorderedLineDoesNotWait) {
  for (const bool cancelled : {false, true}) {
    History h = with(launch);
    h.at(minutes(5));
    sells_ahead(h);
    h.at(minutes(20));
    tells(h, launch);
    tells_warehouses(h, launch);
    if (cancelled)
      h.effect("commerce", CancellationAccept{"O-1-X1", "O-1", {{"2", "NEW", 1}}});
    else
      h.effect("commerce", OrderLineBackorder{"case", "O-1", "2", 1, "sold_ahead"});
    EXPECT_EQ(judged(h).state, InvariantState::held) << cancelled;
  }
}

TEST(MasterDataOrdering, NorMustAMovement) {
  History h = with(launch);
  h.at(minutes(5));
  receives(h);
  h.at(minutes(20));
  tells(h, launch);
  tells_warehouses(h, launch);
  const Said said = judged(h);
  EXPECT_EQ(said.state, InvariantState::violated);
  EXPECT_NE(first(said).find("movement M-1 waited"), std::string::npos) << first(said);
}

TEST(MasterDataOrdering, NothingIsReleasedOrPostedOfAnItemThatDoesNotHoldYet) {
  for (const bool release : {true, false}) {
    History h = with(launch);
    h.at(minutes(5));
    tells(h, launch);
    tells_warehouses(h, launch);
    h.at(minutes(10));
    if (release) {
      sells_ahead(h);
      h.send_out("O-1-F1", "O-1", "wms-east", {{"2", "NEW", 1}});
    } else {
      receives(h);
      posts(h);
    }
    const Said said = judged(h);
    EXPECT_EQ(said.state, InvariantState::violated) << release;
    EXPECT_NE(first(said).find("although no version of item NEW holds yet"), std::string::npos) << first(said);
  }
}

TEST(MasterDataOrdering, EveryWarehouseIsToldUnlessAHigherVersionMakesItNeedless) {
  History missing = with(keep_more);
  missing.at(minutes(10));
  tells(missing, keep_more);
  const Said said = judged(missing);
  EXPECT_EQ(said.state, InvariantState::violated);
  EXPECT_NE(first(said).find("wms-east has not been told"), std::string::npos) << first(said);

  const ItemChanged higher = record("A", 3, minutes(30), 4);
  History needless = with(keep_more);
  decides(needless, higher);
  needless.at(minutes(10));
  tells(needless, higher);
  tells_warehouses(needless, higher);
  needless.at(minutes(11));
  tells(needless, keep_more);
  EXPECT_EQ(judged(needless).state, InvariantState::held);
}

TEST(MasterDataOrdering, TimeUnderFaultsThatMakeCallsLateDoesNotCount) {
  History h = with(keep_more);
  h.fault("east-away", "outage", "pipeline", "wms-east", minutes(9), minutes(40));
  h.at(minutes(9)).window("east-away", true);
  h.at(minutes(10));
  tells(h, keep_more);
  h.at(minutes(39));
  tells_warehouses(h, keep_more);
  h.at(minutes(40)).window("east-away", false);
  EXPECT_EQ(judged(h).state, InvariantState::held);
}

}  // namespace
}  // namespace drydock::testing
