#include <gtest/gtest.h>

#include "tests/harness/invariants/notice_history.hpp"

namespace drydock::testing {
namespace {

const Lines two{{"1", "A", 2}};
const Lines one{{"1", "A", 1}};

History came_up_short() {
  History h;
  h.opening("A", "wms-east", 5).opening("A", "wms-west", 5);
  h.place("O-1", two).send_out("O-1-F1", "O-1", "wms-east", two);
  h.at(minutes(10)).event("wms-east", pick_short("O-1", "1", "A", 1));
  return h;
}
PositionView east(std::int64_t unrestricted) {
  PositionView view;
  view.item = "A";
  view.location = "wms-east";
  view.unrestricted = unrestricted;
  return view;
}

TEST(ShortPickResponse, holds_when_reallocated_and_corrected) {
  History h = came_up_short();
  h.at(minutes(12)).send_out("O-1-F2", "O-1", "wms-west", one);
  h.at(minutes(40)).view("pipeline", east(4));
  const Said said = h.judge("I23");
  EXPECT_EQ(said.state, InvariantState::held) << (said.findings.empty() ? "" : said.findings[0].sentence);
  EXPECT_EQ(said.evaluations, 2u);
}

TEST(ShortPickResponse, holds_when_backordered) {
  History h = came_up_short();
  h.effect("commerce", OrderLineBackorder{"K-1", "O-1", "1", 1, "no stock"});
  h.at(minutes(40)).view("pipeline", east(4));
  EXPECT_EQ(h.judge("I23").state, InvariantState::held);
}

TEST(ShortPickResponse, silence_is_charged_at_the_deadline) {
  History h = came_up_short();
  h.at(minutes(26)).effect("erp", booking("O-1", two));
  h.at(minutes(30)).send_out("O-1-F2", "O-1", "wms-west", one).view("pipeline", east(4));
  const Said said = h.judge("I23");
  ASSERT_EQ(said.count, 1u);
  EXPECT_EQ(said.findings[0].order, "O-1");
  EXPECT_EQ(said.findings[0].at, t0 + minutes(26));
}

TEST(ShortPickResponse, a_position_left_as_it_was_is_charged_at_rest) {
  History h = came_up_short();
  h.at(minutes(12)).send_out("O-1-F2", "O-1", "wms-west", one);
  h.at(minutes(40)).view("pipeline", east(5));
  EXPECT_EQ(h.judge("I23", true).count, 1u);
  EXPECT_EQ(h.judge("I23", false).state, InvariantState::held);
}

TEST(ShortPickResponse, a_later_date_must_be_told) {
  History h = came_up_short();
  h.at(minutes(12)).send_out("O-1-F2", "O-1", "wms-west", one, t0 + hours(30));
  h.at(minutes(40)).view("pipeline", east(4));
  EXPECT_EQ(h.judge("I23").count, 1u);
  History told = came_up_short();
  told.at(minutes(12)).send_out("O-1-F2", "O-1", "wms-west", one, t0 + hours(30));
  told.effect("commerce", PromiseUpdate{"O-1-F2", "O-1", {t0 + hours(30), t0 + hours(70)}, "short pick"});
  told.at(minutes(40)).view("pipeline", east(4));
  EXPECT_EQ(told.judge("I23").state, InvariantState::held);
}

TEST(ShortPickResponse, the_deadline_runs_from_the_acknowledgement) {
  History h;
  h.opening("A", "wms-east", 5).place("O-1", two).send_out("O-1-F1", "O-1", "wms-east", two);
  const WmsPickShort missed = pick_short("O-1", "1", "A", 1);
  h.effect("wms-east", missed);
  h.publish("wms-east", missed, "E-1");
  h.at(hours(1)).ack("wms-east", missed, "E-1");
  h.at(hours(1) + minutes(10)).send_out("O-1-F2", "O-1", "wms-west", one).at(hours(2)).view("pipeline", east(4));
  EXPECT_EQ(h.judge("I23").state, InvariantState::held);
}

TEST(ShortPickResponse, time_under_a_declared_fault_does_not_count) {
  History h;
  h.fault("west-down", "outage", "wms-west", "", minutes(11), minutes(41));
  h.opening("A", "wms-east", 5).place("O-1", two).send_out("O-1-F1", "O-1", "wms-east", two);
  h.at(minutes(10)).event("wms-east", pick_short("O-1", "1", "A", 1));
  h.at(minutes(11)).window("west-down", true).at(minutes(41)).window("west-down", false);
  h.at(minutes(45)).send_out("O-1-F2", "O-1", "wms-west", one).at(hours(2)).view("pipeline", east(4));
  EXPECT_EQ(h.judge("I23").state, InvariantState::held);
}

// A later promise that the shop is told, in an enterprise where somebody tells customers.
Mailed promised_later() {
  Mailed h;
  h.opening("A", "wms-east", 5).opening("A", "wms-west", 5);
  h.place("O-1", two).send_out("O-1-F1", "O-1", "wms-east", two);
  h.at(minutes(10)).event("wms-east", pick_short("O-1", "1", "A", 1));
  h.at(minutes(12)).send_out("O-1-F2", "O-1", "wms-west", one, t0 + hours(30));
  h.effect("commerce", PromiseUpdate{"U-1", "O-1", {t0 + hours(30), t0 + hours(70)}, "short_pick"});
  return h;
}
MessageSend notice_of(Instant ship_by) {
  MessageSend notice = Mailed::notice(NoticeTemplate::promise_moved, "U-1");
  notice.promise = Promise{ship_by, ship_by + hours(40)};
  return notice;
}

TEST(ShortPickResponse, the_customer_must_be_told_too) {
  Mailed silent = promised_later();
  silent.at(minutes(43)).view("pipeline", east(4));
  const Said said = silent.judge("I23");
  ASSERT_EQ(said.count, 1u);
  EXPECT_EQ(said.findings[0].clause, "CL-NOTIFICATION-30");
  EXPECT_EQ(said.findings[0].order, "O-1");
  Mailed told = promised_later();
  told.at(minutes(41));
  told.told(notice_of(t0 + hours(30)));
  told.at(minutes(43)).view("pipeline", east(4));
  EXPECT_EQ(told.judge("I23").state, InvariantState::held);
  Mailed earlier = promised_later();
  earlier.told(notice_of(t0 + hours(20)));
  earlier.at(minutes(43)).view("pipeline", east(4));
  EXPECT_EQ(earlier.judge("I23").count, 1u) << "of another promise";
}

TEST(ShortPickResponse, time_in_which_the_provider_of_messages_is_away_does_not_count) {
  Mailed h = promised_later();
  h.fault("mails-down", "outage", "notification", "", minutes(15), minutes(45));
  h.at(minutes(15)).window("mails-down", true).at(minutes(45)).window("mails-down", false);
  h.at(minutes(50));
  h.told(notice_of(t0 + hours(30)));
  h.at(hours(2)).view("pipeline", east(4));
  EXPECT_EQ(h.judge("I23").state, InvariantState::held);
}

TEST(ShortPickResponse, a_notice_among_the_dead_letters_waits_for_a_person) {
  Mailed h = promised_later();
  DeadLetter letter;
  letter.dead_letter_id = "message.send/U-1/promise_moved";
  letter.message = "message.send";
  letter.correlation = "O-1";
  h.view("pipeline", letter).at(hours(2)).view("pipeline", east(4));
  EXPECT_EQ(h.judge("I23").state, InvariantState::held);
}

TEST(ShortPickResponse, two_shorts_of_one_line_need_two_answers) {
  History h = came_up_short();
  WmsPickShort second = pick_short("O-1", "1", "A", 1, "wms-west", "O-1-F2");
  h.at(minutes(12)).send_out("O-1-F2", "O-1", "wms-west", one).at(minutes(13)).event("wms-west", second);
  h.at(minutes(60)).view("pipeline", east(4));
  EXPECT_EQ(h.judge("I23").count, 1u);
}

TEST(ShortPickResponse, without_short_picks_nothing_is_exercised) {
  History h;
  h.place("O-1", two);
  EXPECT_EQ(h.judge("I23").state, InvariantState::not_exercised);
}

}  // namespace
}  // namespace drydock::testing
