#include "harness/live/signature.hpp"

#include <gtest/gtest.h>

namespace drydock::live {
namespace {

// The published vector of the Standard Webhooks reference libraries.
constexpr std::string_view secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
constexpr std::string_view id = "msg_p5jXN8AQM9LWM0D4loKWxJek";
constexpr std::int64_t timestamp = 1614265330;
constexpr std::string_view body = R"({"test": 2432232314})";
constexpr std::string_view signature = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";

TEST(Signature, MatchesThePublishedVector) { EXPECT_EQ(sign(secret, id, timestamp, body), signature); }

TEST(Signature, VerifiesOneOfSeveral) {
  const std::string several = "v1,AAAA " + std::string(signature) + " v1a,BBBB";
  EXPECT_TRUE(verify(secret, id, "1614265330", body, several, timestamp + 10));
}

TEST(Signature, RefusesAnotherBodyIdOrTime) {
  EXPECT_FALSE(verify(secret, id, "1614265330", R"({"test": 1})", signature, timestamp));
  EXPECT_FALSE(verify(secret, "msg_other", "1614265330", body, signature, timestamp));
  EXPECT_FALSE(verify(secret, id, "1614265331", body, signature, timestamp));
  EXPECT_FALSE(verify(secret, id, "1614265330", body, "", timestamp));
  EXPECT_FALSE(verify(secret, id, "not a number", body, signature, timestamp));
}

TEST(Signature, RefusesWhatIsTooOldOrTooNew) {
  EXPECT_FALSE(verify(secret, id, "1614265330", body, signature, timestamp + signature_tolerance_seconds + 1));
  EXPECT_FALSE(verify(secret, id, "1614265330", body, signature, timestamp - signature_tolerance_seconds - 1));
}

TEST(Signature, AWrongSecretSignsNothing) {
  EXPECT_EQ(sign("whsec_short", id, timestamp, body), "");
  EXPECT_EQ(sign("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", id, timestamp, body), "");
}

TEST(Signature, NewSecretsSignAndDiffer) {
  const std::string one = new_secret();
  EXPECT_NE(one, new_secret());
  EXPECT_TRUE(verify(one, id, "1614265330", body, sign(one, id, timestamp, body), timestamp));
}

}  // namespace
}  // namespace drydock::live
