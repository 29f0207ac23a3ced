#include <gtest/gtest.h>

#include "contracts/canonical/token.hpp"
#include "tests/support/history_builder.hpp"

namespace drydock::testing {
namespace {

const Lines two{{"1", "A", 2}};

// A delivery of an order that does not verify, and what the pipeline answered.
History answered(std::string_view signature, int status) {
  History h;
  OrderPlaced placed;
  placed.order_id = "O-1";
  h.deliver("commerce", placed, "O-1/placed/forged").signature = signature;
  h.ack("commerce", placed, "O-1/placed/forged", status).signature = signature;
  return h;
}

Record& booking_call(History& h, std::string_view token, std::uint32_t attempt = 1) {
  h.call("pipeline", "erp", booking("O-1", two), "O-1");
  Record& record = h.last();
  record.token = token;
  record.attempt = attempt;
  return record;
}
void refused(History& h, std::string_view token, std::uint32_t attempt = 1) {
  const RequestId id = booking_call(h, token, attempt).request;
  Problem problem;
  problem.code = "token_expired";
  Record& record = h.answer(RecordKind::ok, id, "erp", "pipeline", problem, booking("O-1", two), 401);
  record.token = token;
  record.idempotency = "O-1";
  record.attempt = attempt;
}
void renewed(History& h) { h.asked("pipeline", "erp", TokenCreate{"pipeline"}, AccessToken{"T-1"}); }

TEST(EdgeSecurity, holds_when_what_does_not_verify_is_refused) {
  for (const auto& [signature, status] :
       std::map<std::string_view, int>{{"missing", 401}, {"invalid", 401}, {"foreign", 403}}) {
    const Said said = answered(signature, status).judge("I64");
    EXPECT_EQ(said.state, InvariantState::held) << signature;
    EXPECT_EQ(said.evaluations, 1u);
  }
}

TEST(EdgeSecurity, an_acknowledgement_is_charged) {
  EXPECT_EQ(answered("invalid", 204).judge("I64").count, 1u);
  EXPECT_EQ(answered("foreign", 204).judge("I64").count, 1u);
}

TEST(EdgeSecurity, another_reason_to_refuse_it_is_charged_and_nobody_there_is_not) {
  EXPECT_EQ(answered("invalid", 400).judge("I64").count, 1u);
  EXPECT_EQ(answered("invalid", 503).judge("I64").state, InvariantState::not_exercised);
}

TEST(EdgeSecurity, what_follows_from_it_is_charged_once) {
  History h = answered("invalid", 401);
  h.effect("erp", booking("O-1", two)).causation = "O-1/placed/forged";
  h.effect("erp", booking("O-1", two)).causation = "O-1/placed/forged";
  EXPECT_EQ(h.judge("I64").count, 1u);
}

TEST(EdgeSecurity, holds_when_a_refused_call_is_made_again_with_a_new_token) {
  History h;
  refused(h, "");
  renewed(h);
  booking_call(h, "T-1", 2);
  h.effect("erp", booking("O-1", two), "O-1", "O-1");
  const Said said = h.judge("I64");
  EXPECT_EQ(said.state, InvariantState::held);
  EXPECT_EQ(said.evaluations, 1u);
}

TEST(EdgeSecurity, an_effect_of_a_refused_call_is_charged) {
  History h;
  refused(h, "");
  h.effect("erp", booking("O-1", two), "O-1", "O-1");
  EXPECT_EQ(h.judge("I64").count, 1u);
}

TEST(EdgeSecurity, an_effect_of_an_earlier_attempt_is_not) {
  History h;
  booking_call(h, "", 1);
  refused(h, "", 2);
  h.effect("erp", booking("O-1", two), "O-1", "O-1");
  EXPECT_EQ(h.judge("I64").count, 0u);
}

TEST(EdgeSecurity, a_refused_token_that_is_shown_again_is_charged) {
  History h;
  refused(h, "");
  booking_call(h, "", 2);  // nobody has another yet
  renewed(h);
  booking_call(h, "", 3);
  EXPECT_EQ(h.judge("I64").count, 1u);
}

TEST(EdgeSecurity, a_restart_may_begin_with_the_one_that_was_given) {
  History h;
  refused(h, "");
  renewed(h);
  h.crash("pipeline").recover("pipeline");
  booking_call(h, "", 2);
  EXPECT_EQ(h.judge("I64").count, 0u);
}

TEST(EdgeSecurity, nobody_else_hears_of_it) {
  History h = answered("invalid", 204);
  EXPECT_EQ(h.judge("I44").evaluations, 0u);
}

}  // namespace
}  // namespace drydock::testing
