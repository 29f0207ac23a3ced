#include "mocks/payment/payment.hpp"

#include <gtest/gtest.h>

#include "contracts/canonical/payment.hpp"
#include "tests/support/write_check.hpp"

namespace drydock {
namespace {

using testing::ask;
using testing::check_write;
using testing::FakeSeat;
using testing::refusal;

FakeSeat provider(PaymentSettings with = {}) {
  FakeSeat seat(make_payment(with), "payment", {{"payment", "payment"}, {"pipeline", "pipeline"}});
  seat.start();
  seat.settle();
  return seat;
}

PaymentAuthorize wish(std::int64_t minor = 5000, std::int64_t attempt = 1) { return {"O-1", attempt, {minor, "USD"}}; }
PaymentCapture take(std::int64_t minor, const std::string& shipment = "O-1-F1-S1") {
  return {shipment, "O-1", "A-O-1-1", {minor, "USD"}};
}
PaymentVoid less(std::int64_t minor, const std::string& id = "O-1-X1") {
  return {id, "O-1", "A-O-1-1", {minor, "USD"}, "changed_mind"};
}
PaymentRefund back(std::int64_t minor, const std::string& id = "O-1-X1") {
  return {id, "O-1", "A-O-1-1", {minor, "USD"}, "changed_mind"};
}
std::string state(const Reply& reply) {
  const auto* accepted = reply.body.as<Accepted>();
  return accepted == nullptr ? std::string("no state") : accepted->state;
}
FakeSeat authorised(PaymentSettings with = {}) {
  FakeSeat seat = provider(with);
  EXPECT_TRUE(ask(seat, wish(), "O-1").ok());
  return seat;
}

TEST(Payment, AuthorisesUntilAMoment) {
  FakeSeat seat = provider();
  const Instant now = seat.io.clock;
  const Reply reply = ask(seat, wish(), "O-1");
  EXPECT_EQ(reply.status, 201);
  EXPECT_EQ(
      *reply.body.as<PaymentAuthorization>(),
      (PaymentAuthorization{"A-O-1-1", "O-1", PaymentOutcome::authorized, {5000, "USD"}, now, now + days(7), {}}));
  ASSERT_EQ(seat.effects_of("payment.authorized").size(), 1U);
  EXPECT_NE(seat.effects_of("payment.authorized")[0].body.as<PaymentAuthorization>(), nullptr);
}

TEST(Payment, AnAuthorisationIsMadeOnceWhateverTheKey) {
  FakeSeat seat = authorised();
  const Reply first = ask(seat, wish(), "O-1");
  seat.crash();
  seat.settle();
  EXPECT_EQ(to_json(ask(seat, wish(), "O-1").body), to_json(first.body));
  EXPECT_EQ(to_json(ask(seat, wish(), "O-1/again").body), to_json(first.body)) << "the attempt names it";
  EXPECT_EQ(refusal(seat, wish(6000), "O-1/other"), "422 attempt_reused");
  EXPECT_EQ(refusal(seat, wish(6000), "O-1"), "422 idempotency_key_reused");
  EXPECT_EQ(seat.effects_of("payment.authorized").size(), 1U);
  EXPECT_EQ(ask(seat, wish(6000, 2), "O-1/2").body.as<PaymentAuthorization>()->authorization_id, "A-O-1-2");
}

TEST(Payment, DeclinesAreAnswersAndStay) {
  PaymentSettings settings;
  settings.declines = {1, 1};
  FakeSeat seat = provider(settings);
  const Reply reply = ask(seat, wish(), "O-1");
  EXPECT_EQ(reply.status, 200);
  const auto& answer = *reply.body.as<PaymentAuthorization>();
  EXPECT_EQ(answer.outcome, PaymentOutcome::declined);
  EXPECT_TRUE(answer.reason && !answer.reason->empty());
  EXPECT_FALSE(answer.expires_at);
  EXPECT_EQ(to_json(ask(seat, wish(), "O-1").body), to_json(reply.body));
  EXPECT_EQ(refusal(seat, take(100)), "404 unknown_authorization") << "nothing can be taken of it";
  EXPECT_EQ(seat.effects_of("payment.declined").size(), 1U);
  EXPECT_TRUE(ask(seat, wish(5000, 2), "O-1/2").body.as<PaymentAuthorization>()->expires_at)
      << "later attempts have a share of their own";
}

TEST(Payment, ATrustedOrderIsNeverDeclined) {
  PaymentSettings settings;
  settings.declines = {1, 1};
  settings.trusted = {"O-1"};
  FakeSeat seat = provider(settings);
  EXPECT_TRUE(ask(seat, wish(), "O-1").body.as<PaymentAuthorization>()->expires_at);
  PaymentAuthorize other = wish();
  other.order_id = "O-2";
  EXPECT_FALSE(ask(seat, other, "O-2").body.as<PaymentAuthorization>()->expires_at);
}

TEST(Payment, CapturesInPartsUpToTheAuthorisation) {
  FakeSeat seat = authorised();
  check_write(seat, take(2000), take(2001), "O-1-F1-S1");
  EXPECT_EQ(refusal(seat, take(3001, "O-1-F2-S1")), "409 more_than_authorized");
  EXPECT_EQ(state(ask(seat, take(1000, "O-1-F2-S1"), "O-1-F2-S1")), "partially_captured");
  EXPECT_EQ(state(ask(seat, take(2000, "O-1-F3-S1"), "O-1-F3-S1")), "captured");
  EXPECT_EQ(seat.effects_of("payment.capture").size(), 3U);
}

TEST(Payment, TakesASecondCaptureOfAShipmentUnderAnotherKeyAsLongAsSoMuchIsLeft) {
  FakeSeat seat = authorised();
  ask(seat, take(2000), "O-1-F1-S1");
  EXPECT_EQ(state(ask(seat, take(2000), "O-1-F1-S1/2")), "partially_captured");
  EXPECT_EQ(refusal(seat, take(2000), "O-1-F1-S1/3"), "409 more_than_authorized");
}

TEST(Payment, VoidsWhatIsNotCapturedAndNothingElse) {
  FakeSeat seat = authorised();
  check_write(seat, less(1000), less(1001), "O-1-X1");
  ask(seat, take(2500), "O-1-F1-S1");
  EXPECT_EQ(refusal(seat, less(1501, "O-1-X2")), "409 nothing_to_void");
  EXPECT_EQ(state(ask(seat, less(1500, "O-1-X2"), "O-1-X2")), "captured");
  EXPECT_EQ(refusal(seat, take(1, "O-1-F2-S1")), "409 more_than_authorized") << "what was given back is gone";
}

TEST(Payment, AllGivenBackIsVoided) {
  FakeSeat seat = authorised();
  EXPECT_EQ(state(ask(seat, less(5000), "O-1-X1")), "voided");
}

TEST(Payment, RefundsUpToWhatWasCaptured) {
  FakeSeat seat = authorised();
  EXPECT_EQ(refusal(seat, back(1)), "409 more_than_captured");
  ask(seat, take(2000), "O-1-F1-S1");
  check_write(seat, back(500), back(501), "O-1-X1");
  EXPECT_EQ(refusal(seat, back(1501, "O-1-X2")), "409 more_than_captured");
  EXPECT_EQ(state(ask(seat, back(1500, "O-1-X2"), "O-1-X2")), "refunded");
}

TEST(Payment, RunsOutAtItsTime) {
  PaymentSettings settings;
  settings.authorization_life = minutes(10);
  FakeSeat seat = authorised(settings);
  ask(seat, take(2000), "O-1-F1-S1");
  seat.pass(minutes(9));
  EXPECT_EQ(state(ask(seat, take(1000, "O-1-F2-S1"), "O-1-F2-S1")), "partially_captured");
  seat.pass(minutes(1));
  EXPECT_EQ(refusal(seat, take(1000, "O-1-F3-S1")), "409 authorization_expired");
  EXPECT_EQ(refusal(seat, less(1000)), "409 authorization_expired");
  EXPECT_EQ(state(ask(seat, take(2000), "O-1-F1-S1")), "partially_captured") << "what was done before stays answered";
  EXPECT_EQ(state(ask(seat, back(3000), "O-1-X1")), "refunded") << "what was captured can still go back";
}

TEST(Payment, RefusesWhatIsNotOfTheOrderOrInAnotherCurrency) {
  FakeSeat seat = authorised();
  EXPECT_EQ(refusal(seat, PaymentCapture{"S-1", "O-2", "A-O-1-1", {1, "USD"}}), "404 unknown_authorization");
  EXPECT_EQ(refusal(seat, PaymentVoid{"X-1", "O-1", "A-O-1-9", {1, "USD"}, "why"}), "404 unknown_authorization");
  EXPECT_EQ(refusal(seat, PaymentRefund{"X-1", "O-1", "A-O-1-1", {1, "EUR"}, "why"}), "422 wrong_currency");
  EXPECT_EQ(seat.effects.size(), 1U) << "the authorisation alone";
}

}  // namespace
}  // namespace drydock
