// The four behaviours of an idempotency key, the same for every write of every mock.
#pragma once
#include <gtest/gtest.h>

#include "contracts/canonical/common.hpp"
#include "contracts/codec.hpp"
#include "tests/support/fake_io.hpp"

namespace drydock::testing {

inline std::string code_of(const Reply* reply) {
  if (reply == nullptr) return "no answer";
  const auto* why = reply->body.as<Problem>();
  return why == nullptr ? "no problem" : why->code;
}

/// Carries out `body` under `key` on a settled seat, and checks on the way: a missing key is refused; nothing is
/// answered before it is durable; the same again meanwhile is in progress; afterwards it gets the same answer and no
/// second effect, also from a restarted seat; another body under the key is refused. `other` must differ from `body`.
template <class T>
void check_write(FakeSeat& seat, const T& body, const T& other, const std::string& key) {
  const std::string_view operation = message_of<T>().name;
  const std::size_t before = seat.effects_of(operation).size();

  EXPECT_EQ(code_of(seat.reply_to(seat.call(body))), "idempotency_key_missing");
  const RequestId first = seat.call(body, key);
  EXPECT_EQ(seat.reply_to(first), nullptr) << "durable first";
  const RequestId meanwhile = seat.call(body, key);
  ASSERT_NE(seat.reply_to(meanwhile), nullptr);
  EXPECT_EQ(seat.reply_to(meanwhile)->status, 409);
  EXPECT_EQ(code_of(seat.reply_to(meanwhile)), "in_progress");

  seat.settle();
  ASSERT_NE(seat.reply_to(first), nullptr);
  ASSERT_TRUE(seat.reply_to(first)->ok()) << code_of(seat.reply_to(first));
  const Reply result = *seat.reply_to(first);
  EXPECT_EQ(result.body.type(), message_of<T>().reply);
  const auto same = [&](RequestId id) {
    seat.settle();
    ASSERT_NE(seat.reply_to(id), nullptr);
    EXPECT_EQ(seat.reply_to(id)->status, result.status);
    EXPECT_EQ(to_json(seat.reply_to(id)->body), to_json(result.body));
  };
  same(seat.call(body, key));
  seat.crash();
  seat.settle();
  same(seat.call(body, key));
  const RequestId changed = seat.call(other, key);
  EXPECT_EQ(code_of(seat.reply_to(changed)), "idempotency_key_reused");
  EXPECT_EQ(seat.reply_to(changed)->status, 422);
  EXPECT_EQ(seat.effects_of(operation).size(), before + 1) << "one effect";
  EXPECT_EQ(seat.replies_to(first), 1U);
}

/// Calls, settles, and gives the answer.
template <class T>
Reply ask(FakeSeat& seat, const T& body, const std::string& key = {}) {
  const RequestId id = seat.call(body, key);
  seat.settle();
  const Reply* reply = seat.reply_to(id);
  EXPECT_NE(reply, nullptr);
  return reply == nullptr ? Reply{} : *reply;
}
template <class T>
std::string refusal(FakeSeat& seat, const T& body, const std::string& key = "refused") {
  const Reply reply = ask(seat, body, key);
  return std::to_string(reply.status) + " " + code_of(&reply);
}

}  // namespace drydock::testing
