#include "mocks/tms/loads.hpp"

#include <gtest/gtest.h>

#include "mocks/tms/tms.hpp"
#include "tests/support/write_check.hpp"

namespace drydock {
namespace {

using testing::ask;
using testing::FakeSeat;
using testing::refusal;

FakeSeat tms() {
  TmsSettings settings;
  settings.guide = {"north", "south"};
  settings.respond_within = minutes(10);
  FakeSeat seat(make_tms(settings), "tms",
                {{"tms", "tms"}, {"pipeline", "pipeline"}, {"north", "carrier"}, {"south", "carrier"}});
  seat.start();
  seat.settle();
  return seat;
}

LoadPlan plan(const std::string& order = "O-1") {
  return {order + "-F1", order, "wms-east", {"us-east", "1", "US"}, {{order + "-F1-P1", 500}}, Instant{seconds(9).us}};
}
TenderAnswer answer(std::int64_t attempt, const std::string& carrier, bool accepted = true) {
  return {"LD-O-1-F1", attempt, carrier, accepted, accepted ? "" : "no_equipment"};
}
MilestoneReport report(const std::string& id = "T-1/in_transit") {
  return {id,         "LD-O-1-F1", "O-1-F1-P1", "north", "T-1", TrackingStatus::in_transit, MilestoneKind::actual,
          Instant{1}, Instant{2}};
}
std::string key(std::int64_t attempt) { return "LD-O-1-F1/" + std::to_string(attempt); }

Reply say(FakeSeat& seat, std::int64_t attempt, const std::string& carrier, bool accepted = true) {
  return ask(seat, answer(attempt, carrier, accepted), key(attempt));
}
Reply again(FakeSeat& seat, std::int64_t attempt) {
  return ask(seat, LoadRetender{"LD-O-1-F1", attempt}, key(attempt));
}
void planned(FakeSeat& seat) { ask(seat, plan(), "O-1-F1"); }

TEST(Loads, EveryWriteHasTheFourBehaviours) {
  FakeSeat seat = tms();
  testing::check_write(seat, plan(), plan("O-2"), "O-1-F1");
  testing::check_write(seat, answer(1, "north", false), answer(1, "north"), key(1));
  testing::check_write(seat, LoadRetender{"LD-O-1-F1", 2}, LoadRetender{"LD-O-1-F1", 3}, key(2));
  testing::check_write(seat, report(), report("T-2"), "T-1/in_transit");
}

TEST(Loads, AreOfferedInTheOrderOfTheGuide) {
  FakeSeat seat = tms();
  const Reply first = ask(seat, plan(), "O-1-F1");
  EXPECT_EQ(*first.body.as<LoadTendered>(), (LoadTendered{"LD-O-1-F1", 1, "north"}));
  const auto asked = seat.open<TenderOffer>();
  ASSERT_EQ(asked.size(), 1U);
  EXPECT_EQ(seat.directory()[asked[0].to].name, "north");
  EXPECT_EQ(asked[0].headers.idempotency_key, key(1));
  EXPECT_EQ(asked[0].body.as<TenderOffer>()->respond_by, seat.io.clock + minutes(10));
  say(seat, 1, "north", false);
  EXPECT_EQ(*again(seat, 2).body.as<LoadTendered>(), (LoadTendered{"LD-O-1-F1", 2, "south"}));
  say(seat, 2, "south", false);
  EXPECT_EQ(*again(seat, 3).body.as<LoadTendered>(), (LoadTendered{"LD-O-1-F1", 3, "north"})) << "the first again";
}

TEST(Loads, TellHowATenderEnds) {
  FakeSeat seat = tms();
  planned(seat);
  say(seat, 1, "north", false);
  EXPECT_EQ(seat.events<TmsTenderDeclined>().at(0)->reason, "no_equipment");
  again(seat, 2);
  seat.pass(minutes(10));
  ASSERT_EQ(seat.events<TmsTenderExpired>().size(), 1U);
  EXPECT_EQ(seat.events<TmsTenderExpired>()[0]->attempt, 2);
  EXPECT_EQ(seat.events<TmsTenderExpired>()[0]->carrier, "south");
  again(seat, 3);
  say(seat, 3, "north");
  ASSERT_EQ(seat.events<TmsTenderAccepted>().size(), 1U);
  EXPECT_EQ(seat.events<TmsTenderAccepted>()[0]->answered_at, seat.io.clock);
  seat.pass(hours(1));
  EXPECT_EQ(seat.events<TmsTenderExpired>().size(), 1U) << "what was accepted does not run out";
  std::vector<std::int64_t> numbers;
  for (const auto& event : seat.published) numbers.push_back(event->sequence);
  EXPECT_EQ(numbers, (std::vector<std::int64_t>{1, 2, 3, 4})) << "one order of the load's events";
}

TEST(Loads, ALateYesIsToldAndChangesNothing) {
  FakeSeat seat = tms();
  planned(seat);
  seat.pass(minutes(10));
  again(seat, 2);
  const Reply reply = say(seat, 1, "north");
  EXPECT_EQ(reply.body.as<Accepted>()->state, "late");
  ASSERT_EQ(seat.events<TmsTenderAccepted>().size(), 1U);
  EXPECT_EQ(seat.events<TmsTenderAccepted>()[0]->attempt, 1);
  EXPECT_TRUE(seat.events<TmsMilestone>().empty()) << "nothing is planned on it";
  EXPECT_EQ(refusal(seat, LoadRetender{"LD-O-1-F1", 3}), "409 tender_open") << "south is still asked";
  say(seat, 2, "south");
  EXPECT_EQ(seat.events<TmsTenderAccepted>().size(), 2U);
}

TEST(Loads, PlanWhatWasPromisedAndPassOnWhatIsReported) {
  FakeSeat seat = tms();
  planned(seat);
  say(seat, 1, "north");
  const auto* planned_one = seat.events<TmsMilestone>().at(0);
  EXPECT_EQ(planned_one->kind, MilestoneKind::planned);
  EXPECT_EQ(planned_one->occurs_at, plan().deliver_by);
  EXPECT_FALSE(planned_one->tracking_number);
  EXPECT_EQ(ask(seat, report(), "T-1/in_transit").status, 201);
  const auto* told = seat.events<TmsMilestone>().at(1);
  EXPECT_EQ(told->milestone_id, "T-1/in_transit");
  EXPECT_EQ(told->order_id, "O-1");
  EXPECT_EQ(told->occurs_at, Instant{1});
}

TEST(Loads, RefuseWhatDoesNotFit) {
  FakeSeat seat = tms();
  EXPECT_EQ(refusal(seat, LoadRetender{"LD-O-1-F1", 2}), "404 unknown_load");
  EXPECT_EQ(refusal(seat, answer(1, "north")), "404 unknown_load");
  EXPECT_EQ(refusal(seat, report()), "404 unknown_load");
  planned(seat);
  EXPECT_EQ(refusal(seat, LoadRetender{"LD-O-1-F1", 2}), "409 tender_open");
  EXPECT_EQ(refusal(seat, LoadRetender{"LD-O-1-F1", 3}), "409 wrong_attempt");
  EXPECT_EQ(refusal(seat, answer(1, "south")), "409 wrong_attempt");
  EXPECT_EQ(refusal(seat, answer(2, "south")), "409 wrong_attempt");
  say(seat, 1, "north");
  EXPECT_EQ(refusal(seat, LoadRetender{"LD-O-1-F1", 2}), "409 load_accepted");
  FakeSeat without(make_tms({}), "tms", {{"tms", "tms"}, {"pipeline", "pipeline"}});
  without.start();
  EXPECT_EQ(refusal(without, plan()), "422 no_carrier");
}

TEST(Loads, ARestartGoesOnAskingAndWaiting) {
  FakeSeat seat = tms();
  planned(seat);
  seat.crash();
  EXPECT_EQ(seat.open<TenderOffer>().size(), 1U) << "nobody knows whether the carrier has the question";
  seat.answer(seat.open<TenderOffer>()[0].id, Accepted{key(1), "received"}, 202);
  seat.settle();
  seat.crash();
  EXPECT_TRUE(seat.open<TenderOffer>().empty());
  seat.pass(minutes(10));
  EXPECT_EQ(seat.events<TmsTenderExpired>().size(), 1U);
  seat.crash();
  seat.pass(hours(1));
  EXPECT_EQ(seat.events<TmsTenderExpired>().size(), 1U) << "told once";
}

TEST(Loads, ACarrierThatRefusesTheQuestionHasDeclined) {
  FakeSeat seat = tms();
  planned(seat);
  Problem no;
  no.status = 422;
  no.code = "no_freight";
  seat.answer(seat.open<TenderOffer>().at(0).id, Reply{422, Payload::of(no), {}});
  seat.settle();
  EXPECT_EQ(seat.events<TmsTenderDeclined>().at(0)->reason, "refused");
}

TEST(Loads, AnAnswerThatMeetsARestartAfterItsTimeIsLate) {
  FakeSeat seat = tms();
  planned(seat);
  seat.io.clock = seat.io.clock + minutes(11);  // the timer has not fired
  EXPECT_EQ(say(seat, 1, "north").body.as<Accepted>()->state, "late");
  EXPECT_EQ(seat.events<TmsTenderExpired>().size(), 1U);
  EXPECT_EQ(seat.events<TmsTenderAccepted>().size(), 1U);
}

}  // namespace
}  // namespace drydock
