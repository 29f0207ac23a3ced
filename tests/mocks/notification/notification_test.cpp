#include "mocks/notification/notification.hpp"

#include <gtest/gtest.h>

#include "contracts/canonical/notification.hpp"
#include "tests/support/write_check.hpp"

namespace drydock {
namespace {

using testing::ask;
using testing::check_write;
using testing::FakeSeat;
using testing::refusal;

FakeSeat provider(NotificationSettings with = {}) {
  FakeSeat seat(make_notification(with), "notification", {{"notification", "notification"}, {"pipeline", "pipeline"}});
  seat.start();
  seat.settle();
  return seat;
}

MessageSend notice(const std::string& package = "O-1-F1-P1", const std::string& recipient = "customer-1") {
  MessageSend made;
  made.dedup_key = package + "/shipped";
  made.recipient = recipient;
  made.order_id = "O-1";
  made.subject_id = package;
  return made;
}
std::vector<MessageState> states(FakeSeat& seat) {
  std::vector<MessageState> all;
  for (const char* type : {"message.sent", "message.delivered", "message.bounced"})
    for (const Effect& effect : seat.effects_of(type)) all.push_back(effect.body.as<MessageMoved>()->state);
  return all;
}
void pass(FakeSeat& seat, Duration span) {
  for (Duration gone{}; gone < span; gone = gone + seconds(1)) {
    seat.pass(seconds(1));
    seat.settle();
  }
}

TEST(Notification, TakesANoticeOnceAndSaysSoWhenItIsDurable) {
  FakeSeat seat = provider();
  check_write(seat, notice(), notice("O-1-F1-P1", "somebody-else"), "O-1-F1-P1/shipped");
}

TEST(Notification, TheDedupKeyNamesTheMessageWhateverTheIdempotencyKey) {
  FakeSeat seat = provider();
  const Reply first = ask(seat, notice(), "K-1");
  EXPECT_EQ(first.status, 201);
  EXPECT_EQ(*first.body.as<Accepted>(), (Accepted{"N-O-1-F1-P1/shipped", "queued"}));
  seat.crash();
  seat.settle();
  const Reply again = ask(seat, notice(), "K-2");
  EXPECT_EQ(again.status, 200);
  EXPECT_EQ(to_json(again.body), to_json(first.body));
  EXPECT_EQ(refusal(seat, notice("O-1-F1-P1", "somebody-else"), "K-3"), "422 dedup_key_reused");
  EXPECT_EQ(seat.effects_of("message.send").size(), 1U);
}

TEST(Notification, SendsAndDelivers) {
  FakeSeat seat = provider();
  ask(seat, notice(), "K-1");
  EXPECT_TRUE(states(seat).empty());
  pass(seat, seconds(70));
  EXPECT_EQ(states(seat), (std::vector{MessageState::sent, MessageState::delivered}));
  EXPECT_EQ(seat.effects_of("message.delivered")[0].body.as<MessageMoved>()->order_id, "O-1");
}

TEST(Notification, WhatBouncesIsNotDelivered) {
  NotificationSettings settings;
  settings.bounces = {1, 1};
  FakeSeat seat = provider(settings);
  ask(seat, notice(), "K-1");
  pass(seat, seconds(70));
  EXPECT_EQ(states(seat), (std::vector{MessageState::sent, MessageState::bounced}));
}

TEST(Notification, ARestartedProviderGoesOnWithItsQueueAndSendsNothingTwice) {
  FakeSeat seat = provider();
  ask(seat, notice(), "K-1");
  seat.crash();
  seat.settle();
  pass(seat, seconds(6));
  seat.crash();
  seat.settle();
  pass(seat, seconds(70));
  EXPECT_EQ(states(seat), (std::vector{MessageState::sent, MessageState::delivered}));
}

TEST(Notification, AcceptsASecondNoticeOfTheSameThingUnderAnotherDedupKey) {
  FakeSeat seat = provider();
  ask(seat, notice(), "K-1");
  MessageSend again = notice();
  again.dedup_key += "/2";
  EXPECT_EQ(ask(seat, again, "K-2").status, 201) << "the invariants are there to see it";
  EXPECT_EQ(seat.effects_of("message.send").size(), 2U);
}

}  // namespace
}  // namespace drydock
