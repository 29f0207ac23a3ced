// Peers that do not do as they should: each request comes to one outcome, and it says what happened.
#include "harness/live/http_client.hpp"

#include <gtest/gtest.h>

#include <optional>

#include "tests/harness/live/rude_peer.hpp"

namespace drydock::live {
namespace {

using testing::RudePeer;

const std::string fine = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

class HttpClientTest : public ::testing::Test {
 protected:
  HttpOutcome ask(const RudePeer& peer, Resend resend = Resend::never, HttpRequest request = {},
                  std::chrono::milliseconds deadline = std::chrono::seconds(20)) {
    std::optional<HttpOutcome> outcome;
    client_.send("127.0.0.1", peer.port(), std::move(request), deadline, resend,
                 [&](HttpOutcome got) { outcome = std::move(got); });
    context_.restart();
    while (!outcome) context_.run_one();
    return *outcome;
  }
  boost::asio::io_context context_;
  HttpClient client_{context_};
};

TEST_F(HttpClientTest, WhatIsNotHttpIsMalformedAndNoReset) {
  const std::string answers[] = {
      "\x16\x03\x01 not http at all\r\n\r\n",
      "HTTP/1.1 200 OK\r\nBig: " + std::string(largest_header + 1, 'x') + "\r\n\r\n",
      "HTTP/1.1 200 OK\r\nContent-Length: 99999999\r\n\r\n",
      "HTTP/1.1 200 OK\r\nContent-Length: many\r\n\r\n",
  };
  for (const std::string& answer : answers) {
    const RudePeer peer({{answer}});
    const HttpOutcome outcome = ask(peer);
    EXPECT_FALSE(outcome.answered);
    EXPECT_FALSE(outcome.definite);
    EXPECT_TRUE(outcome.malformed()) << outcome.reason;
    EXPECT_FALSE(outcome.peer_is_gone());
    EXPECT_NE(outcome.detail, "");
  }
}

TEST_F(HttpClientTest, HalfAnAnswerIsAReset) {
  const RudePeer peer({{"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc"}});
  const HttpOutcome outcome = ask(peer);
  EXPECT_EQ(outcome.reason, "reset");
  EXPECT_TRUE(outcome.peer_is_gone());
}

TEST_F(HttpClientTest, SlowHeadersEndAtTheDeadline) {
  const RudePeer peer({{"HTTP/1.1 200 OK\r\nX-Slow:", RudePeer::stay}});
  const HttpOutcome outcome = ask(peer, Resend::never, {}, std::chrono::milliseconds(50));
  EXPECT_EQ(outcome.reason, "deadline");
  EXPECT_FALSE(outcome.peer_is_gone());
}

TEST_F(HttpClientTest, AWordBeforehandIsNotTheAnswer) {
  const RudePeer peer({{"HTTP/1.1 100 Continue\r\n\r\n" + fine, fine}});
  EXPECT_EQ(ask(peer).response.status, 200);
  EXPECT_EQ(ask(peer).response.status, 200);
}

TEST_F(HttpClientTest, WhatNobodyAskedForIsNoAnswer) {
  const RudePeer peer({{fine + "HTTP/1.1 500 Oops\r\nContent-Length: 0\r\n\r\n"}, {fine}});
  EXPECT_EQ(ask(peer).response.status, 200);
  EXPECT_EQ(ask(peer).response.status, 200);
  EXPECT_EQ(peer.connections(), 2);
}

TEST_F(HttpClientTest, ADeadKeptConnectionIsRepeatedOnce) {
  const RudePeer peer({{fine, RudePeer::close_after_request}, {fine}});
  EXPECT_TRUE(ask(peer).answered);
  const HttpOutcome again = ask(peer, Resend::once);
  EXPECT_TRUE(again.answered);
  EXPECT_EQ(peer.connections(), 2);
}

TEST_F(HttpClientTest, ADeadKeptConnectionSaysNothingAboutThePeer) {
  const RudePeer peer({{fine, RudePeer::close_after_request}});
  EXPECT_TRUE(ask(peer).answered);
  const HttpOutcome again = ask(peer);
  EXPECT_EQ(again.reason, "reset");
  EXPECT_FALSE(again.definite);
  EXPECT_TRUE(again.stale);
  EXPECT_FALSE(again.peer_is_gone());
}

// The request was on its way when the peer went away: that nobody takes the copy does not unsay the first one.
TEST_F(HttpClientTest, ARepeatedRequestIsNeverDefinitelyUnsent) {
  const RudePeer peer({{fine, RudePeer::close_after_request}});
  EXPECT_TRUE(ask(peer).answered);
  const HttpOutcome again = ask(peer, Resend::once);
  EXPECT_FALSE(again.answered);
  EXPECT_FALSE(again.definite);
  EXPECT_TRUE(again.peer_is_gone());
}

TEST_F(HttpClientTest, AFreshConnectionThatBreaksIsNotRepeated) {
  const RudePeer peer({{RudePeer::close_after_request}, {fine}});
  EXPECT_TRUE(ask(peer, Resend::once).peer_is_gone());
  EXPECT_EQ(peer.connections(), 1);
}

TEST_F(HttpClientTest, NoHeaderIsInjected) {
  const RudePeer peer({{fine}});
  HttpRequest request;
  request.headers = {{"idempotency-key", "a\r\nauthorization: b"}};
  const HttpOutcome outcome = ask(peer, Resend::once, request);
  EXPECT_TRUE(outcome.definite);
  EXPECT_EQ(outcome.reason, "unsendable");
  EXPECT_EQ(outcome.detail, "header idempotency-key has a control character");
  EXPECT_EQ(peer.connections(), 0);
}

}  // namespace
}  // namespace drydock::live
