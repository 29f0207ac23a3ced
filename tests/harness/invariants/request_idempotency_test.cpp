#include <gtest/gtest.h>

#include "tests/support/history_builder.hpp"

namespace drydock::testing {
namespace {

const Lines one{{"1", "A", 1}};
const Lines two{{"1", "A", 2}};

TEST(RequestIdempotency, holds_when_the_first_answer_comes_again) {
  History h;
  h.asked("pipeline", "erp", issue("O-1", "S-1", one), Posted{"P-1"}, "S-1");
  h.asked("pipeline", "erp", issue("O-1", "S-1", one), Posted{"P-1"}, "S-1");
  const Said said = h.judge("I09");
  EXPECT_EQ(said.state, InvariantState::held);
  EXPECT_EQ(said.evaluations, 1u);
}

TEST(RequestIdempotency, another_answer_to_the_same_request_is_charged) {
  History h;
  h.asked("pipeline", "erp", issue("O-1", "S-1", one), Posted{"P-1"}, "S-1");
  h.asked("pipeline", "erp", issue("O-1", "S-1", one), Posted{"P-2"}, "S-1");
  const Said said = h.judge("I09");
  ASSERT_EQ(said.count, 1u);
  EXPECT_EQ(said.findings[0].party, "erp");
}

TEST(RequestIdempotency, another_body_must_be_refused) {
  History h;
  h.asked("pipeline", "erp", issue("O-1", "S-1", one), Posted{"P-1"}, "S-1");
  h.asked("pipeline", "erp", issue("O-1", "S-1", two), Posted{"P-1"}, "S-1");
  EXPECT_EQ(h.judge("I09").count, 1u);
}

TEST(RequestIdempotency, a_refusal_of_another_body_is_right) {
  History h;
  h.asked("pipeline", "erp", issue("O-1", "S-1", one), Posted{"P-1"}, "S-1");
  h.asked("pipeline", "erp", issue("O-1", "S-1", two), Problem{}, "S-1", 409);
  h.asked("pipeline", "erp", issue("O-1", "S-1", one), Posted{"P-1"}, "S-1");
  EXPECT_EQ(h.judge("I09").state, InvariantState::held);
}

TEST(RequestIdempotency, two_effects_under_one_key_are_charged) {
  History h;
  h.effect("erp", issue("O-1", "S-1", one), "O-1", "S-1");
  h.effect("erp", issue("O-1", "S-1", one), "O-1", "S-1");
  EXPECT_EQ(h.judge("I09").count, 1u);
}

TEST(RequestIdempotency, other_keys_and_other_seats_are_other_requests) {
  History h;
  h.asked("pipeline", "wms-east", label_attach("O-1"), Accepted{"a", "b"}, "K");
  h.asked("pipeline", "wms-west", label_attach("O-1"), Accepted{"c", "d"}, "K");
  h.asked("pipeline", "wms-west", label_attach("O-1"), Accepted{"e", "f"}, "L");
  EXPECT_EQ(h.judge("I09").state, InvariantState::not_exercised);
}

TEST(RequestIdempotency, an_answer_lost_on_its_way_still_counts) {
  History h;
  const GoodsIssuePost body = issue("O-1", "S-1", one);
  const RequestId id = h.call("pipeline", "erp", body, "S-1");
  h.request(id, "pipeline", "erp", body, "S-1");
  h.answer(RecordKind::reply, id, "erp", "pipeline", Posted{"P-1"}, body);  // no ok follows
  h.asked("pipeline", "erp", body, Posted{"P-2"}, "S-1");
  EXPECT_EQ(h.judge("I09").count, 1u);
}

}  // namespace
}  // namespace drydock::testing
