// The returns flow: authorised within what shipped, in stock by disposition, credited and refunded as it came.
#include <gtest/gtest.h>

#include "tests/mocks/pipeline/return_scene.hpp"

namespace drydock::testing {
namespace {

PipelineSettings settings() {
  PipelineSettings made;
  made.authorization_life = hours(1);
  return made;
}
Enterprise enterprise(bool with_payment = true) {
  return Enterprise({{"A", "wms-east", 10, 0, 0}, {"A", "wms-west", 10, 0, 0}}, settings(), with_payment);
}
std::vector<ReturnedLine> lines_of(const Enterprise& e) {
  return e.bodies<ReturnClose>().empty() ? std::vector<ReturnedLine>{} : e.bodies<ReturnClose>().back().lines;
}

TEST(Returns, WhatComesBackIsStockWhenItWasLookedAtAndIsCreditedOnce) {
  Enterprise e = enterprise();
  SentBack back{e};
  back.bought(4);
  back.asked(4);
  ASSERT_EQ(e.bodies<ReturnExpect>().size(), 1u);
  EXPECT_EQ(e.bodies<ReturnExpect>()[0], (ReturnExpect{"O-1-R1", "O-1", "wms-east", {{"1", "A", 4}}}));
  back.came(3);
  EXPECT_EQ(e.position("A", "wms-east").unrestricted, 6) << "nobody has looked at it";
  EXPECT_TRUE(e.bodies<GoodsReceiptPost>().empty());
  back.found(Disposition::restocked, 1, 2);
  back.found(Disposition::not_restocked, 1, 3);
  back.found(Disposition::processing, 1, 4);
  EXPECT_TRUE(e.bodies<ReturnClose>().empty()) << "one unit is not accounted for";
  EXPECT_TRUE(e.bodies<PaymentRefund>().empty());
  back.found(Disposition::missing, 1, 5);
  EXPECT_EQ(e.position("A", "wms-east").unrestricted, 7);
  EXPECT_EQ(e.position("A", "wms-east").quality_hold, 1);
  e.pass(seconds(2));
  EXPECT_EQ(e.shop["A/wms-east"], 7) << "it can be sold again";
  const auto receipts = e.bodies<GoodsReceiptPost>();
  ASSERT_EQ(receipts.size(), 2u);
  EXPECT_EQ(receipts[0], (GoodsReceiptPost{"O-1-R1-1-restocked", "O-1-R1", "A", "wms-east", 1}));
  EXPECT_EQ(lines_of(e), (std::vector<ReturnedLine>{{"1", "A", 4, 4, 3, 1, 1, {}}}));
  EXPECT_EQ(e.bodies<ReturnClose>()[0].outcome, ReturnOutcome::closed);
  ASSERT_EQ(e.bodies<CreditMemoPost>().size(), 1u);
  EXPECT_EQ(e.bodies<CreditMemoPost>()[0].total, (Money{4500, "USD"}));
  EXPECT_EQ(e.asked["credit_memo.post"], std::set<std::string>{"O-1-R1/credit"});
  ASSERT_EQ(e.bodies<PaymentRefund>().size(), 1u);
  EXPECT_EQ(e.bodies<PaymentRefund>()[0], (PaymentRefund{"O-1-R1", "O-1", "A-O-1-1", {4500, "USD"}, "returned"}));
}

TEST(Returns, WithoutAPaymentSeatNothingIsRefunded) {
  Enterprise e = enterprise(false);
  SentBack back{e};
  back.bought(2);
  back.asked(1);
  back.came(1);
  back.found(Disposition::restocked, 1, 2);
  EXPECT_TRUE(e.asked["payment.refund"].empty());
  EXPECT_EQ(e.bodies<CreditMemoPost>().size(), 1u);
  EXPECT_EQ(e.bodies<ReturnClose>().size(), 1u);
}

TEST(Returns, NoMoreThanWasShippedAndNothingTwice) {
  Enterprise e = enterprise();
  SentBack first{e};
  first.bought(3, 1);
  first.asked(3);
  EXPECT_EQ(first.authorized(), 2) << "the third has not left";
  SentBack second{e, "O-1-R2"};
  second.asked(2);
  EXPECT_EQ(second.authorized(), 2);
  ASSERT_EQ(e.bodies<ReturnClose>().size(), 1u);
  EXPECT_EQ(e.bodies<ReturnClose>()[0].return_id, "O-1-R2");
  EXPECT_EQ(e.bodies<ReturnClose>()[0].outcome, ReturnOutcome::declined);
  EXPECT_EQ(lines_of(e), (std::vector<ReturnedLine>{{"1", "A", 2, 0, 0, 0, 0, "already_returned"}}));
}

TEST(Returns, OfALineThatWasNeverOrderedTheyAreDeclined) {
  Enterprise e = enterprise();
  SentBack back{e};
  back.bought(2);
  e.deliver(ReturnRequested{"O-1-R1", "O-1", {}, {{"7", "A", 1}}, "why"}, "O-1-R1/requested", "commerce");
  EXPECT_EQ(lines_of(e), (std::vector<ReturnedLine>{{"7", "A", 1, 0, 0, 0, 0, "not_ordered"}}));
}

TEST(Returns, ALineNamedTwiceIsAuthorisedOnce) {
  Enterprise e = enterprise();
  SentBack back{e};
  back.bought(2);
  e.deliver(ReturnRequested{"O-1-R1", "O-1", {}, {{"1", "A", 2}, {"1", "A", 2}}, "why"}, "O-1-R1/requested",
            "commerce");
  EXPECT_EQ(back.authorized(), 2);
  back.came(2);
  back.found(Disposition::restocked, 2, 2);
  EXPECT_EQ(lines_of(e),
            (std::vector<ReturnedLine>{{"1", "A", 2, 2, 2, 2, 0, {}}, {"1", "A", 2, 0, 0, 0, 0, "already_returned"}}));
}

TEST(Returns, OfWhatNobodyHasHeardTheyArePutAside) {
  Enterprise e = enterprise();
  e.start();
  e.deliver(ReturnRequested{"O-9-R1", "O-9", {}, {{"1", "A", 1}}, "why"}, "O-9-R1/requested", "commerce");
  EXPECT_EQ(e.ask<DeadLetterListResult>(DeadLetterList{}).dead_letters.size(), 1u);
  EXPECT_TRUE(e.bodies<ReturnClose>().empty());
}

TEST(Returns, AParcelThatNeverCameIsClosedWithoutACredit) {
  Enterprise e = enterprise();
  SentBack back{e};
  back.bought(2);
  back.asked(2);
  back.came(0);
  back.found(Disposition::missing, 2, 2);
  EXPECT_TRUE(e.bodies<CreditMemoPost>().empty());
  EXPECT_TRUE(e.bodies<PaymentRefund>().empty());
  EXPECT_EQ(lines_of(e), (std::vector<ReturnedLine>{{"1", "A", 2, 2, 0, 0, 2, {}}}));
}

TEST(Returns, ToldTwiceInAnyOrderAndOverCrashesItIsOneReturn) {
  Enterprise e = enterprise();
  SentBack back{e};
  back.bought(3);
  const auto again = [&](auto tell) {
    for (int i = 0; i < 2; ++i) tell();
    e.crash();
    e.run();
    tell();
  };
  again([&] { back.asked(3); });
  again([&] { back.found(Disposition::missing, 1, 3); });
  again([&] { back.found(Disposition::restocked, 2, 2); });
  EXPECT_TRUE(e.asked["goods_receipt.post"].empty()) << "the parcel's receipt has not been told";
  EXPECT_EQ(e.position("A", "wms-east").unrestricted, 9);
  again([&] { back.came(2); });
  EXPECT_EQ(e.position("A", "wms-east").unrestricted, 9);
  for (const char* operation :
       {"return.expect", "goods_receipt.post", "credit_memo.post", "payment.refund", "return.close"})
    EXPECT_EQ(e.asked[operation].size(), 1u) << operation;
}

// The capture was refused: until the next authorisation is answered nobody knows what there is to give back.
TEST(Returns, ARefundWaitsForTheChargeItGivesBack) {
  Enterprise e = enterprise();
  SentBack back{e};
  e.down.insert("payment");
  back.bought(2);
  const auto captures = e.seat.open<PaymentCapture>();
  ASSERT_EQ(captures.size(), 1u);
  Problem why;
  why.status = 409;
  why.code = "authorization_expired";
  e.seat.answer(captures[0].id, Reply{409, Payload::of(why), {}});
  e.run();
  back.asked(2);
  back.came(2);
  back.found(Disposition::restocked, 2, 2);
  EXPECT_TRUE(e.bodies<ReturnClose>().empty());
  e.down.clear();
  e.pass(minutes(5), seconds(10));
  EXPECT_EQ(e.bodies<PaymentAuthorize>().size(), 1u);
  EXPECT_EQ(e.bodies<PaymentCapture>().size(), 1u);
  EXPECT_EQ(e.bodies<PaymentRefund>().size(), 1u);
  EXPECT_EQ(e.bodies<CreditMemoPost>().size(), 1u);
  EXPECT_EQ(e.bodies<ReturnClose>().size(), 1u);
}

TEST(Returns, KeepTheirOrderUntilTheyAreClosedAndAreForgottenAfterIt) {
  PipelineSettings short_memory = settings();
  short_memory.order_retention = hours(1);
  short_memory.tombstone_memory = hours(4);
  short_memory.sweep = minutes(10);
  Enterprise e({{"A", "wms-east", 10, 0, 0}, {"A", "wms-west", 10, 0, 0}}, short_memory);
  SentBack back{e};
  back.bought(2);
  e.seat.deliver(
      publication("O-1-F1-P1", "delivered", scan("O-1-F1-P1", "O-1", TrackingStatus::delivered, e.seat.io.clock), 1),
      "carrier-fast");
  e.run();
  back.asked(2);
  e.pass(hours(3), minutes(5));
  EXPECT_EQ(e.seat.journal.count("s/O-1"), 1u) << "its return is open";
  back.came(2);
  back.found(Disposition::restocked, 2, 2);
  ASSERT_EQ(e.bodies<ReturnClose>().size(), 1u);
  e.pass(hours(3), minutes(5));
  EXPECT_EQ(e.seat.journal.count("s/O-1"), 0u);
  EXPECT_EQ(e.seat.journal.count("q/O-1-R1"), 1u) << "a repetition of it must not open it again";
  back.asked(2);
  EXPECT_EQ(e.bodies<ReturnExpect>().size(), 1u);
  SentBack late{e, "O-1-R2"};
  late.asked(1);
  EXPECT_EQ(lines_of(e), (std::vector<ReturnedLine>{{"1", "A", 1, 0, 0, 0, 0, "return_period_over"}}));
  e.pass(hours(8), minutes(5));
  EXPECT_EQ(e.seat.journal.count("q/O-1-R1"), 0u);
}

}  // namespace
}  // namespace drydock::testing
