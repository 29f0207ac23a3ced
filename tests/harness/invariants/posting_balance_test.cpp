#include <gtest/gtest.h>

#include "tests/harness/invariants/return_history.hpp"

namespace drydock::testing {
namespace {

const Lines two{{"1", "A", 2}};

TEST(PostingBalance, holds_for_a_shipment_posted_on_both_sides) {
  History h;
  h.place("O-1", two).event("wms-east", shipped("O-1", "S-1", two));
  h.effect("erp", issue("O-1", "S-1", two));
  h.effect("erp", invoice("O-1", "S-1", two));
  const Said said = h.judge("I36");
  EXPECT_EQ(said.state, InvariantState::held) << (said.findings.empty() ? "" : said.findings[0].sentence);
  EXPECT_EQ(said.evaluations, 2u);
}

TEST(PostingBalance, a_second_posting_is_charged_when_it_is_made) {
  History h;
  h.effect("erp", issue("O-1", "S-1", two));
  h.effect("erp", issue("O-1", "S-1", two));
  const Said said = h.judge("I36", false);
  ASSERT_EQ(said.count, 1u);
  EXPECT_EQ(said.findings[0].keys[0], "S-1");
}

TEST(PostingBalance, a_cent_that_was_cut_off_is_charged) {
  InvoiceCreate bill = invoice("O-1", "S-1", two);
  bill.lines[0].amount.minor -= 1;
  History h;
  h.effect("erp", bill);
  EXPECT_EQ(h.judge("I36", false).count, 2u);  // the line against its price, and the total against the lines
  bill.total.minor -= 1;
  History consistent;
  consistent.effect("erp", bill);
  EXPECT_EQ(consistent.judge("I36", false).count, 1u);
}

TEST(PostingBalance, both_sides_name_the_same_lines) {
  History h;
  h.effect("erp", issue("O-1", "S-1", {{"1", "A", 1}}));
  h.effect("erp", invoice("O-1", "S-1", two));
  EXPECT_EQ(h.judge("I36", false).count, 1u);
  History split;
  split.effect("erp", invoice("O-1", "S-1", {{"2", "B", 1}, {"1", "A", 2}}));
  split.effect("erp", issue("O-1", "S-1", {{"1", "A", 1}, {"2", "B", 1}, {"1", "A", 1}}));
  EXPECT_EQ(split.judge("I36", false).state, InvariantState::held);
}

TEST(PostingBalance, a_move_between_buckets_has_two_sides) {
  InventoryAdjust move = adjust("M-1", "A", 0);
  move.from = Bucket::unrestricted;
  move.to = Bucket::quality_hold;
  move.quantity = 3;
  History h;
  h.effect("erp", move);
  h.effect("erp", adjust("M-2", "A", -1));
  EXPECT_EQ(h.judge("I36", false).state, InvariantState::held);
  move.to = {};
  History half;
  half.effect("erp", move);
  EXPECT_EQ(half.judge("I36", false).count, 1u);
  move.to = Bucket::quality_hold;
  move.delta = -3;
  History both;
  both.effect("erp", move);
  EXPECT_EQ(both.judge("I36", false).count, 1u);
}

TEST(PostingBalance, a_missing_posting_is_charged_at_rest_only) {
  History h;
  h.place("O-1", two).event("wms-east", shipped("O-1", "S-1", two));
  h.effect("erp", issue("O-1", "S-1", two));
  EXPECT_EQ(h.judge("I36", true).count, 1u);
  EXPECT_EQ(h.judge("I36", false).state, InvariantState::held);
}

TEST(PostingBalance, a_dead_letter_says_why_there_is_none) {
  History h;
  h.place("O-1", two).event("wms-east", shipped("O-1", "S-1", two));
  h.effect("erp", issue("O-1", "S-1", two));
  DeadLetter letter;
  letter.dead_letter_id = "invoice.create/S-1/invoice";
  letter.message = "invoice.create";
  letter.key = "S-1";
  letter.reason = "refused";
  h.view("pipeline", letter);
  EXPECT_EQ(h.judge("I36", true).state, InvariantState::held);
}

TEST(PostingBalance, what_came_back_is_credited_once) {
  Returned h;
  h.come_back().credit(2).close({"1", "A", 3, 3, 2, 1, 1, {}});
  EXPECT_EQ(h.judge("I36", false).state, InvariantState::held) << sentences(h.judge("I36", false));
  h.credit(2);
  EXPECT_EQ(h.judge("I36", false).count, 1u) << "a second memo";
}

TEST(PostingBalance, a_credit_for_what_was_authorised_is_charged) {
  Returned h;
  h.come_back().credit(3);
  const Said said = h.judge("I36", false);
  ASSERT_EQ(said.count, 1u);
  EXPECT_EQ(said.findings[0].clause, "CL-RETURNS-37-CREDIT");
}

TEST(PostingBalance, a_closed_return_has_its_credit) {
  Returned h;
  h.come_back().close({"1", "A", 3, 3, 2, 1, 1, {}});
  const std::uint64_t missing = h.judge("I36", true).count;
  h.credit(2);
  EXPECT_EQ(h.judge("I36", true).count + 1, missing);
}

TEST(PostingBalance, a_credit_of_days_ago_is_not_forgotten) {
  Returned h;
  h.come_back().credit(2).close({"1", "A", 3, 3, 2, 1, 1, {}});
  const std::uint64_t before = h.judge("I36", true).count;
  h.at(hours(100));
  h.effect("erp", booking("O-2", two));
  h.effect("erp", issue("O-2", "S-2", two));
  EXPECT_EQ(h.judge("I36", true).count, before) << sentences(h.judge("I36", true));
}

TEST(PostingBalance, bookings_and_other_ledgers_are_no_postings) {
  History h;
  h.effect("erp", booking("O-1", two));
  h.effect("commerce", told("O-1", "S-1", two));
  EXPECT_EQ(h.judge("I36", false).state, InvariantState::not_exercised);
}

}  // namespace
}  // namespace drydock::testing
