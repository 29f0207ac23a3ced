#include <gtest/gtest.h>

#include "tests/support/history_builder.hpp"

namespace drydock::testing {
namespace {

Record& violation(History& h, const std::string& fault = {}) {
  Record& record = h.add(RecordKind::violation, "wms-east", "pipeline", &message_of<WmsShipped>(),
                         Payload::raw("expected an integer, found a string"));
  record.detail = "type at /packages/0/lines/0/quantity";
  record.fault = h.keep(fault);
  return record;
}

TEST(ContractConformance, holds_over_clean_messages) {
  History h;
  h.place("O-1", {{"1", "A", 1}});
  const Said said = h.judge("I56");
  EXPECT_EQ(said.state, InvariantState::held);
  EXPECT_EQ(said.evaluations, 1u);
}

TEST(ContractConformance, a_violation_names_keyword_place_and_sender) {
  History h;
  violation(h);
  const Said said = h.judge("I56");
  ASSERT_EQ(said.count, 1u);
  EXPECT_EQ(said.findings[0].keyword, "type");
  EXPECT_EQ(said.findings[0].pointer, "/packages/0/lines/0/quantity");
  EXPECT_EQ(said.findings[0].party, "wms-east");
  EXPECT_EQ(said.findings[0].actual, "expected an integer, found a string");
}

TEST(ContractConformance, a_violation_without_a_place_is_one_too) {
  History h;
  violation(h).detail = "unknown_type";
  EXPECT_EQ(h.judge("I56").count, 1u);
}

TEST(ContractConformance, what_a_fault_has_damaged_is_not_charged_to_its_sender) {
  History h;
  violation(h, "corrupt");
  EXPECT_EQ(h.judge("I56").state, InvariantState::not_exercised);
}

}  // namespace
}  // namespace drydock::testing
