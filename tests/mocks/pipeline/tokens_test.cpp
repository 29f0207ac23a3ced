// Access tokens: one fetch for each seat that refused its token, and then everything under its key again.
#include <gtest/gtest.h>

#include "contracts/canonical/token.hpp"
#include "tests/mocks/pipeline/enterprise.hpp"

namespace drydock::testing {
namespace {

std::vector<Stock> plenty() { return {{"A", "wms-east", 1'000'000, 0, 0}, {"A", "wms-west", 1'000'000, 0, 0}}; }

Reply expired() {
  Problem problem;
  problem.status = 401;
  problem.code = "token_expired";
  return {401, Payload::of(problem), {}};
}

// The ERP refuses the token of whatever waits there. Returns the keys.
std::set<std::string> refuse_bookings(Enterprise& e) {
  std::set<std::string> keys;
  for (const SentRequest& sent : e.seat.open<SalesOrderCreate>()) {
    keys.insert(sent.headers.idempotency_key);
    e.seat.answer(sent.id, expired());
  }
  return keys;
}

// Three orders whose bookings wait for an answer of the ERP.
void place_three(Enterprise& e) {
  e.start();
  e.down = {"erp"};
  for (int n = 1; n <= 3; ++n) e.place(std::to_string(n), 1);
}

TEST(Tokens, OneIsFetchedAndTheCallsAreMadeAgainUnderTheirKeys) {
  Enterprise e(plenty());
  place_three(e);
  const auto keys = refuse_bookings(e);
  ASSERT_EQ(keys.size(), 3u);
  ASSERT_EQ(e.seat.open<TokenCreate>().size(), 1u) << "one fetch, however many calls were refused";
  EXPECT_TRUE(e.seat.open<SalesOrderCreate>().empty()) << "nothing is sent before there is a token";
  e.seat.answer(e.seat.open<TokenCreate>()[0].id, AccessToken{"T-1"});
  const auto again = e.seat.open<SalesOrderCreate>();
  ASSERT_EQ(again.size(), 3u);
  for (const SentRequest& sent : again) {
    EXPECT_TRUE(keys.contains(sent.headers.idempotency_key));
    EXPECT_EQ(sent.headers.token, "T-1");
  }
}

TEST(Tokens, ARefusedTokenIsNoAttempt) {
  PipelineSettings settings;
  settings.max_attempts = 2;
  Enterprise e(plenty(), settings);
  place_three(e);
  for (int round = 0; round < 5; ++round) {
    EXPECT_EQ(refuse_bookings(e).size(), 3u);
    ASSERT_EQ(e.seat.open<TokenCreate>().size(), 1u);
    e.seat.answer(e.seat.open<TokenCreate>()[0].id, AccessToken{"T-" + std::to_string(round)});
  }
  e.down = {};
  e.run();
  EXPECT_EQ(e.bodies<SalesOrderCreate>().size(), 3u);
  EXPECT_TRUE(e.ask<DeadLetterListResult>(DeadLetterList{}).dead_letters.empty());
}

TEST(Tokens, AFetchThatFailsIsTriedAgainAfterAPause) {
  Enterprise e(plenty());
  place_three(e);
  refuse_bookings(e);
  e.seat.fail(e.seat.open<TokenCreate>()[0].id);
  EXPECT_TRUE(e.seat.open<TokenCreate>().empty());
  e.seat.pass(seconds(5));
  ASSERT_EQ(e.seat.open<TokenCreate>().size(), 1u);
  EXPECT_TRUE(e.seat.open<SalesOrderCreate>().empty());
}

TEST(Tokens, ALateRefusalOfTheOldTokenFetchesNoOther) {
  Enterprise e(plenty());
  place_three(e);
  const auto sent = e.seat.open<SalesOrderCreate>();
  ASSERT_EQ(sent.size(), 3u);
  e.seat.answer(sent[0].id, expired());
  e.seat.answer(e.seat.open<TokenCreate>()[0].id, AccessToken{"T-1"});
  e.seat.answer(sent[1].id, expired());
  EXPECT_TRUE(e.seat.open<TokenCreate>().empty());
  EXPECT_EQ(e.seat.open<SalesOrderCreate>().size(), 3u);
}

TEST(Tokens, ARestartInBetweenLosesNothing) {
  Enterprise e(plenty());
  place_three(e);
  const auto keys = refuse_bookings(e);
  e.crash();
  e.seat.pass(seconds(5));
  std::set<std::string> again;
  for (const SentRequest& sent : e.seat.open<SalesOrderCreate>()) {
    again.insert(sent.headers.idempotency_key);
    EXPECT_EQ(sent.headers.token, "") << "tokens are in memory: it begins with the one it was given";
  }
  EXPECT_EQ(again, keys);
}

}  // namespace
}  // namespace drydock::testing
