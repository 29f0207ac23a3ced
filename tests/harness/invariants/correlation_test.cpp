#include <gtest/gtest.h>

#include "tests/support/history_builder.hpp"

namespace drydock::testing {
namespace {

const Lines two{{"1", "A", 2}};

Record& booked(History& h, std::string cause, const std::string& correlation) {
  Record& record =
      h.add(RecordKind::call, "pipeline", "erp", &message_of<SalesOrderCreate>(), Payload::of(booking("O-1", two)));
  record.causation = h.keep(std::move(cause));
  record.correlation = h.keep(correlation);
  record.idempotency = record.id = "O-1";
  return record;
}

TEST(Correlation, holds_when_a_call_names_its_cause_and_root) {
  History h;
  h.place("O-1", two);
  booked(h, "O-1/placed", "O-1");
  const Said said = h.judge("I54");
  EXPECT_EQ(said.state, InvariantState::held);
  EXPECT_EQ(said.evaluations, 1u);
}

TEST(Correlation, a_cause_that_nobody_sent_is_charged) {
  History h;
  booked(h, "made-up", "O-1");
  EXPECT_EQ(h.judge("I54").count, 1u);
}

TEST(Correlation, another_correlation_than_the_causes_is_charged) {
  History h;
  h.place("O-1", two);
  booked(h, "O-1/placed", "erp/O-1");
  const Said said = h.judge("I54");
  ASSERT_EQ(said.count, 1u);
  EXPECT_EQ(said.findings[0].actual, "erp/O-1");
}

TEST(Correlation, without_causes_nothing_is_exercised) {
  History h;
  h.place("O-1", two);
  booked(h, {}, {});
  EXPECT_EQ(h.judge("I54").state, InvariantState::not_exercised);
}

}  // namespace
}  // namespace drydock::testing
