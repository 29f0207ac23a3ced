#include <gtest/gtest.h>

#include "contracts/canonical/common.hpp"
#include "tests/support/history_builder.hpp"

namespace drydock::testing {
namespace {

const Lines one{{"1", "A", 1}};

// An attempt to book O-1 in the ERP, and its answer.
void attempt(History& h, int status, const std::string& code = {}, const std::string& key = "O-1") {
  const SalesOrderCreate body = booking("O-1", one);
  const RequestId id = h.call("pipeline", "erp", body, key, "O-1");
  if (status == 0) {
    Record& failed = h.add(RecordKind::info, "pipeline", "erp", &message_of<SalesOrderCreate>(), Payload::of(body));
    failed.request = id;
    return;
  }
  if (status < 300) {
    h.answer(RecordKind::ok, id, "erp", "pipeline", Accepted{"O-1", "booked"}, body, status);
    return;
  }
  Problem problem;
  problem.status = status;
  problem.code = code;
  h.answer(RecordKind::ok, id, "erp", "pipeline", problem, body, status).idempotency = h.keep(key);
}
DeadLetter letter(const std::string& reason) {
  DeadLetter made;
  made.dead_letter_id = "sales_order.create/O-1";
  made.message = "sales_order.create";
  made.key = "O-1";
  made.destination = "erp";
  made.reason = reason;
  return made;
}

TEST(ExceptionClasses, holds_when_a_refusal_becomes_a_case) {
  History h;
  attempt(h, 422, "unknown_item");
  h.view("pipeline", letter("refused"));
  const Said said = h.judge("I57");
  EXPECT_EQ(said.state, InvariantState::held);
  EXPECT_EQ(said.evaluations, 2u);
}

TEST(ExceptionClasses, a_refusal_made_again_is_charged) {
  History h;
  attempt(h, 422, "unknown_item");
  attempt(h, 422, "unknown_item");
  const Said said = h.judge("I57");
  ASSERT_EQ(said.count, 1u);
  EXPECT_EQ(said.findings[0].order, "O-1");
}

TEST(ExceptionClasses, failures_may_be_made_again) {
  for (const int status : {0, 400, 408, 425, 429, 500, 503}) {
    History h;
    attempt(h, status, "busy");
    attempt(h, 201);
    EXPECT_EQ(h.judge("I57").count, 0u) << status;
  }
  History h;
  attempt(h, 409, "idempotency_in_progress");
  attempt(h, 201);
  EXPECT_EQ(h.judge("I57").count, 0u);
}

TEST(ExceptionClasses, another_call_for_the_same_thing_is_another_way) {
  History h;
  attempt(h, 409, "compare_mismatch", "A/wms-east/3");
  attempt(h, 201, {}, "A/wms-east/4");
  EXPECT_EQ(h.judge("I57").state, InvariantState::held);
}

TEST(ExceptionClasses, an_operator_or_a_restart_may_ask_again) {
  History h;
  attempt(h, 422, "unknown_item");
  const RequestId id = h.call("auditor", "pipeline", ReplayStart{"RP-1", {}});
  h.request(id, "auditor", "pipeline", ReplayStart{"RP-1", {}});
  attempt(h, 422, "unknown_item");
  h.crash("pipeline").recover("pipeline");
  attempt(h, 201);
  EXPECT_EQ(h.judge("I57").state, InvariantState::held);
}

TEST(ExceptionClasses, a_letter_is_of_the_class_of_its_last_answer) {
  History refused;
  attempt(refused, 422, "unknown_item");
  refused.view("pipeline", letter("attempts_exhausted"));
  EXPECT_EQ(refused.judge("I57").count, 1u);
  History failed;
  attempt(failed, 500);
  failed.view("pipeline", letter("refused"));
  EXPECT_EQ(failed.judge("I57").count, 1u);
  History right;
  attempt(right, 500);
  right.view("pipeline", letter("attempts_exhausted")).view("pipeline", letter("attempts_exhausted"));
  const Said said = right.judge("I57");
  EXPECT_EQ(said.state, InvariantState::held);
  EXPECT_EQ(said.evaluations, 1u);
}

TEST(ExceptionClasses, a_letter_has_a_reason_and_an_owner) {
  History h;
  h.view("pipeline", letter(""));
  EXPECT_EQ(h.judge("I57").count, 1u);
  DeadLetter nobodys = letter("refused");
  nobodys.destination.clear();
  History other;
  other.view("pipeline", nobodys);
  EXPECT_EQ(other.judge("I57").count, 1u);
}

TEST(ExceptionClasses, without_failures_nothing_is_exercised) {
  History h;
  attempt(h, 201);
  EXPECT_EQ(h.judge("I57").state, InvariantState::not_exercised);
}

}  // namespace
}  // namespace drydock::testing
