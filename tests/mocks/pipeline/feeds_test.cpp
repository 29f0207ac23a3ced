// Channels that are polled feeds: every entry once, however the feed is stamped, committed and cut.
#include "mocks/pipeline/feeds.hpp"

#include <gtest/gtest.h>

#include "tests/mocks/pipeline/enterprise.hpp"

namespace drydock::testing {
namespace {

class FeedsTest : public ::testing::Test {
 protected:
  FeedsTest() { e.start(); }

  static PipelineSettings settings() {
    PipelineSettings made;
    made.feeds["commerce"] = {seconds(10), 3, seconds(30)};
    return made;
  }
  static std::vector<Stock> stock() { return {{"A", "wms-east", 100, 0, 0}, {"A", "wms-west", 100, 0, 0}}; }
  Enterprise e{stock(), settings()};

  void lie(const std::string& number, Instant stamp) {
    e.ask<ReservationAnswer>(Enterprise::cart(number, 1), "C-" + number + "/1");
    e.call(ReservationConfirm{"R-" + number + "-1", "O-" + number}, "R-" + number + "-1");
    const auto event = publication("O-" + number, "placed", Payload::of(Enterprise::order(number, 1)), 1);
    e.feeds["commerce"].push_back(entry_of(*event, stamp));
  }
  Instant now() const { return e.seat.io.clock; }
  std::size_t booked() const { return e.bodies<SalesOrderCreate>().size(); }
  std::vector<FeedRead> reads() const { return e.bodies<FeedRead>(); }
};

TEST_F(FeedsTest, AnEmptyFeedIsAskedOncePerPeriod) {
  e.pass(seconds(100));
  EXPECT_GE(reads().size(), 9u);
  EXPECT_LE(reads().size(), 11u);
  EXPECT_FALSE(reads().front().since.has_value());
  EXPECT_EQ(reads().front().limit, 3);
  EXPECT_LE(*reads().back().since, now() - seconds(30)) << "so far back something may still be committed";
  EXPECT_GE(*reads().back().since, now() - seconds(45));
}

TEST_F(FeedsTest, EachEntryIsTakenOnceOverManyPages) {
  for (int i = 1; i <= 8; ++i) lie(std::to_string(i), now() + milliseconds(i));
  e.pass(seconds(60));
  EXPECT_EQ(booked(), 8u);
  EXPECT_EQ(e.seat.reply_to(e.call(DeadLetterList{}, {}))->body.as<DeadLetterListResult>()->dead_letters.size(), 0u);
}

TEST_F(FeedsTest, TheNextPageIsAskedForWhenThisOneIsDurable) {
  for (int i = 1; i <= 5; ++i) lie(std::to_string(i), now() + milliseconds(i));
  e.seat.pass(seconds(11));
  ASSERT_EQ(e.seat.open<FeedRead>().size(), 1u);
  e.answer(e.seat.open<FeedRead>()[0]);
  EXPECT_EQ(e.seat.open<FeedRead>().size(), 0u);
  e.seat.make_durable();
  ASSERT_EQ(e.seat.open<FeedRead>().size(), 1u);
  EXPECT_EQ(e.seat.open<FeedRead>()[0].body.as<FeedRead>()->offset, 2) << "begins with the last of the page before";
}

TEST_F(FeedsTest, WhatIsCommittedLateIsTaken) {
  const Instant stamp = now();
  lie("1", stamp + seconds(5));
  e.pass(seconds(20));
  EXPECT_EQ(booked(), 1u);
  lie("2", stamp);
  e.pass(seconds(15));
  EXPECT_EQ(booked(), 2u);
}

TEST_F(FeedsTest, EqualStampsAcrossAPageBorderAreTaken) {
  const Instant stamp = now();
  for (int i = 1; i <= 8; ++i) lie(std::to_string(i), stamp);
  e.pass(seconds(30));
  EXPECT_EQ(booked(), 8u);
}

TEST_F(FeedsTest, WhatAShiftedPageLeftOutIsTakenByTheNextReading) {
  for (const std::int64_t drift : {2, -1}) {
    const std::size_t before = booked();
    const Instant stamp = now();
    for (int i = 1; i <= 8; ++i) lie(std::to_string(100 + drift * 10 + i), stamp + milliseconds(i));
    e.drift = drift;
    e.pass(seconds(11));
    if (drift > 0) EXPECT_LT(booked(), before + 8);
    e.drift = 0;
    e.pass(seconds(11));
    EXPECT_EQ(booked(), before + 8) << drift;
  }
}

TEST_F(FeedsTest, ARestartGoesOnFromWhatWasKept) {
  lie("1", now());
  e.pass(seconds(60));
  const auto since = reads().back().since;
  e.crash();
  lie("2", now());
  e.pass(seconds(15));
  EXPECT_EQ(booked(), 2u);
  const auto all = reads();
  EXPECT_TRUE(std::all_of(all.end() - 1, all.end(), [&](const FeedRead& read) { return read.since >= since; }));
}

TEST_F(FeedsTest, APageThatWasNotKeptIsReadAgain) {
  lie("1", now());
  e.seat.pass(seconds(11));
  ASSERT_EQ(e.seat.open<FeedRead>().size(), 1u);
  e.answer(e.seat.open<FeedRead>()[0]);
  e.crash();
  e.pass(seconds(15));
  EXPECT_EQ(booked(), 1u);
}

TEST_F(FeedsTest, ASeatThatDoesNotAnswerIsAskedAgainWithTheNextPoll) {
  lie("1", now());
  e.seat.pass(seconds(11));
  e.seat.fail(e.seat.open<FeedRead>().at(0).id, Certainty::maybe);
  EXPECT_EQ(e.seat.open<FeedRead>().size(), 0u);
  e.pass(seconds(11));
  EXPECT_EQ(booked(), 1u);
}

TEST_F(FeedsTest, WhatCannotBeReadIsPutAsideAndHoldsNobodyUp) {
  e.feeds["commerce"].push_back({now(), "not an event"});
  e.feeds["commerce"].push_back({now(), "{\"id\": \"nor this\"}"});
  lie("1", now());
  e.pass(seconds(60));
  EXPECT_EQ(booked(), 1u);
  const auto letters = e.ask<DeadLetterListResult>(DeadLetterList{}).dead_letters;
  ASSERT_EQ(letters.size(), 2u);
  EXPECT_EQ(letters[0].reason, "malformed");
  EXPECT_EQ(letters[0].destination, "pipeline");
}

}  // namespace
}  // namespace drydock::testing
