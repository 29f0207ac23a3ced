// What the auditor asks, and when: its audits, and a replay between two of them.
#include "harness/auditor.hpp"

#include <gtest/gtest.h>

#include "contracts/canonical/stimulus.hpp"
#include "contracts/canonical/views.hpp"
#include "tests/support/fake_io.hpp"

namespace drydock::testing {
namespace {

FakeSeat auditor() {
  FakeSeat seat(make_auditor({std::nullopt, {}, {}}), "auditor", {{"pipeline", "pipeline"}, {"auditor", "auditor"}});
  seat.start();
  return seat;
}

/// Answers every list that is asked with an empty page. How many.
int answer_lists(FakeSeat& seat) {
  int lists = 0;
  const std::vector<SentRequest> sent = seat.io.requests;
  for (const SentRequest& one : sent) {
    if (one.answered || one.body.as<ReplayStart>() != nullptr) continue;
    ++lists;
    if (one.body.as<PositionList>() != nullptr) seat.answer(one.id, {200, Payload::of(PositionListResult{}), {}});
    if (one.body.as<OrderList>() != nullptr) seat.answer(one.id, {200, Payload::of(OrderListResult{}), {}});
    if (one.body.as<ReservationList>() != nullptr) seat.answer(one.id, {200, Payload::of(ReservationListResult{}), {}});
    if (one.body.as<DeadLetterList>() != nullptr) seat.answer(one.id, {200, Payload::of(DeadLetterListResult{}), {}});
    if (one.body.as<QueueList>() != nullptr) seat.answer(one.id, {200, Payload::of(QueueListResult{}), {}});
  }
  return lists;
}
ReplayStart asked_for(FakeSeat& seat) { return *seat.open<ReplayStart>().at(0).body.as<ReplayStart>(); }

TEST(Auditor, AsksEveryListWhenItIsTold) {
  FakeSeat seat = auditor();
  seat.stimulate(AuditNow{});
  EXPECT_EQ(answer_lists(seat), 5);
  EXPECT_EQ(answer_lists(seat), 0);
}

TEST(Auditor, AsksForAReplayBetweenTwoAudits) {
  FakeSeat seat = auditor();
  seat.stimulate(ReplayDecided{"RP-1", 3600});
  EXPECT_TRUE(seat.open<ReplayStart>().empty()) << "the views first";
  EXPECT_EQ(answer_lists(seat), 5);
  ASSERT_EQ(seat.open<ReplayStart>().size(), 1U);
  EXPECT_EQ(asked_for(seat).replay_id, "RP-1");
  EXPECT_EQ(asked_for(seat).until, seat.io.clock);
  EXPECT_EQ(asked_for(seat).from, seat.io.clock - hours(1));
  EXPECT_EQ(answer_lists(seat), 0);
  seat.answer(seat.open<ReplayStart>()[0].id, {200, Payload::of(ReplayStarted{"RP-1", 7}), {}});
  EXPECT_EQ(answer_lists(seat), 5) << "and the views again";
  EXPECT_TRUE(seat.open<ReplayStart>().empty());
}

TEST(Auditor, AsksForDeadLettersWithoutASpan) {
  FakeSeat seat = auditor();
  seat.stimulate(ReplayDecided{"RP-1", {}});
  answer_lists(seat);
  EXPECT_EQ(asked_for(seat), (ReplayStart{"RP-1", {}, {}, {}}));
}

TEST(Auditor, AsksAgainUntilThePipelineAnswers) {
  FakeSeat seat = auditor();
  seat.stimulate(ReplayDecided{"RP-1", {}});
  answer_lists(seat);
  seat.fail(seat.open<ReplayStart>()[0].id);
  EXPECT_TRUE(seat.open<ReplayStart>().empty());
  seat.pass(seconds(31));
  EXPECT_EQ(answer_lists(seat), 5);
  ASSERT_EQ(seat.open<ReplayStart>().size(), 1U);
  Problem busy;
  busy.status = 503;
  seat.answer(seat.open<ReplayStart>()[0].id, {503, Payload::of(busy), {}});
  seat.pass(seconds(31));
  answer_lists(seat);
  EXPECT_EQ(seat.open<ReplayStart>().size(), 1U);
}

TEST(Auditor, ReplaysOneAfterAnother) {
  FakeSeat seat = auditor();
  seat.stimulate(ReplayDecided{"RP-1", {}});
  seat.stimulate(ReplayDecided{"RP-2", {}});
  answer_lists(seat);
  ASSERT_EQ(seat.open<ReplayStart>().size(), 1U);
  seat.answer(seat.open<ReplayStart>()[0].id, {200, Payload::of(ReplayStarted{"RP-1", 0}), {}});
  answer_lists(seat);
  ASSERT_EQ(seat.open<ReplayStart>().size(), 1U);
  EXPECT_EQ(asked_for(seat).replay_id, "RP-2");
}

}  // namespace
}  // namespace drydock::testing
