#include "harness/live/wire.hpp"

#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include "contracts/canonical/fulfilment.hpp"
#include "contracts/canonical/reservation.hpp"
#include "harness/live/header_value.hpp"
#include "harness/live/signature.hpp"

namespace drydock::live {
namespace {

constexpr std::string_view secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

Publication allocated() {
  Publication event;
  event.type = &message_of<WmsAllocated>();
  event.data = Payload::of(WmsAllocated{"O-1-F1", "O-1", "wms-east", {{"1", "ITEM-1", 2}}});
  event.id = "O-1-F1/allocated";
  event.subject = "O-1-F1";
  event.partition_key = "O-1-F1";
  event.sequence = 2;
  event.occurred = Instant{1'700'000'000'000'000};
  event.headers.correlation_id = "O-1";
  event.headers.causation_id = "O-1-F1/accepted";
  event.headers.trace = {1, 2, 3};
  return event;
}

RC_GTEST_PROP(Traceparent, RoundTrips, (std::uint64_t high, std::uint64_t low, std::uint64_t span)) {
  RC_PRE((high != 0 || low != 0) && span != 0);
  const Trace trace{high, low, span};
  RC_ASSERT(parse_traceparent(to_traceparent(trace)) == trace);
}

TEST(Traceparent, InvalidOnesAreNone) {
  for (const char* text : {"", "00-", "00-00000000000000000000000000000000-0000000000000001-01",
                           "00-00000000000000000000000000000001-0000000000000000-01",
                           "ff-00000000000000000000000000000001-0000000000000001-01",
                           "00-0000000000000000000000000000000G-0000000000000001-01",
                           "00-00000000000000000000000000000001-0000000000000001-01-more"})
    EXPECT_EQ(parse_traceparent(text), Trace{}) << text;
}

TEST(Requests, CarryIdsAndCredential) {
  const Route* route = find_route("pipeline", message_of<ReservationConfirm>());
  ASSERT_NE(route, nullptr);
  Headers headers;
  headers.correlation_id = "O-1";
  headers.idempotency_key = "R-1";
  headers.trace = {4, 5, 6};
  const HttpRequest request =
      write_request(*route, Payload::of(ReservationConfirm{"R-1", "O-1"}), headers, "/base", "token");
  EXPECT_EQ(request.target, "/base/v1/reservation/confirm");
  EXPECT_EQ(credential_of(request), "token");
  const Headers back = read_headers(request);
  EXPECT_EQ(back.correlation_id, "O-1");
  EXPECT_EQ(back.idempotency_key, "R-1");
  EXPECT_EQ(back.trace, headers.trace);
  EXPECT_EQ(request.body, R"({"reservation_id":"R-1","order_id":"O-1"})");
}

TEST(Replies, RoundTripWithProblemsAndRetryAfter) {
  const MessageType& type = message_of<ReservationConfirm>();
  const Reply held{200, Payload::of(ReservationStatus{"R-1", ReservationState::confirmed}), {}};
  const Reply back = read_reply(write_reply(held), type);
  ASSERT_NE(back.body.as<ReservationStatus>(), nullptr);
  EXPECT_EQ(back.body.as<ReservationStatus>()->state, ReservationState::confirmed);
  const HttpResponse refused = problem(409, "reservation_gone", "Gone", "it expired");
  const Reply told = read_reply(refused, type);
  ASSERT_NE(told.body.as<Problem>(), nullptr);
  EXPECT_EQ(told.body.as<Problem>()->code, "reservation_gone");
  const HttpResponse later = write_reply({503, {}, milliseconds(1500)});
  EXPECT_EQ(retry_after_of(later, 0), seconds(2));
}

HttpResponse later(std::string retry_after, std::string date = {}) {
  HttpResponse response;
  response.status = 503;
  response.headers = {{"retry-after", std::move(retry_after)}, {"date", std::move(date)}};
  return response;
}

TEST(Replies, RetryAfterMayBeADate) {
  constexpr std::int64_t then = 784111777;  // Sun, 06 Nov 1994 08:49:37 GMT
  EXPECT_EQ(retry_after_of(later("Sun, 06 Nov 1994 08:49:37 GMT"), then - 90), seconds(90));
  EXPECT_EQ(retry_after_of(later("Sun, 06 Nov 1994 08:49:37 GMT"), then + 5), seconds(0));
  EXPECT_EQ(retry_after_of(later("Sun, 06 Nov 1994 08:49:37 GMT", "Sun, 06 Nov 1994 08:49:30 GMT"), 0), seconds(7));
}

TEST(Replies, RetryAfterIsBounded) {
  for (const char* text : {"", "-1", "soon", "86401", "99999999999999999999", "Sun, 06 Nov 1994 08:49:37 GMT"})
    EXPECT_FALSE(retry_after_of(later(text), 0)) << text;
  EXPECT_EQ(retry_after_of(later("86400"), 0), hours(24));
}

TEST(Requests, IdsNeverBecomeHeadersOfTheirOwn) {
  const Route* route = find_route("pipeline", message_of<ReservationConfirm>());
  ASSERT_NE(route, nullptr);
  Headers headers;
  headers.correlation_id = "O-1\r\nauthorization: Bearer other";
  headers.causation_id = " blank ";
  headers.idempotency_key = std::string("a\0b", 3);
  const HttpRequest request =
      write_request(*route, Payload::of(ReservationConfirm{"R-1", "O-1"}), headers, "", "token");
  EXPECT_EQ(unsendable_header(request.headers), "");
  const Headers back = read_headers(request);
  EXPECT_EQ(back.correlation_id, headers.correlation_id);
  EXPECT_EQ(back.causation_id, headers.causation_id);
  EXPECT_EQ(back.idempotency_key, headers.idempotency_key);
}

TEST(Requests, OverlongIdsAreNamed) {
  HttpRequest request;
  request.headers = {{"idempotency-key", std::string(1024, 'x')}, {"cookie", std::string(5000, 'x')}};
  EXPECT_EQ(overlong_id(request), "");
  request.headers.emplace_back("webhook-id", std::string(1025, 'x'));
  EXPECT_EQ(overlong_id(request), "webhook-id");
}

TEST(Requests, SayWhichAttemptTheyAre) {
  HttpRequest request;
  EXPECT_EQ(attempt_of(request), 1U);
  for (const auto& [text, attempt] :
       {std::pair("7", 7U), std::pair("0", 1U), std::pair("7x", 1U), std::pair("99999999999", 1U)}) {
    request.headers = {{"attempt", text}};
    EXPECT_EQ(attempt_of(request), attempt) << text;
  }
}

TEST(Replies, WhatDoesNotDecodeStaysRaw) {
  HttpResponse broken;
  broken.headers = {{"content-type", "application/json"}};
  broken.body = R"({"reservation_id":)";
  EXPECT_NE(read_reply(broken, message_of<ReservationConfirm>()).body.bytes(), nullptr);
}

TEST(Deliveries, AreSignedOverTheIdThatIsSent) {
  const HttpRequest request =
      write_delivery(allocated(), "wms-east", {"a\nb~1", 1, 1'700'000'000}, *find_intake("pipeline"), "", "t", secret);
  EXPECT_EQ(request.header("webhook-id"), "a%0Ab~1");
  EXPECT_TRUE(verify(secret, request.header("webhook-id"), request.header("webhook-timestamp"), request.body,
                     request.header("webhook-signature"), 1'700'000'000));
}

TEST(Deliveries, AreSignedAndReadBack) {
  const Publication event = allocated();
  const Delivery delivery{"O-1-F1/allocated~1", 3, 1'700'000'000};
  const HttpRequest request =
      write_delivery(event, "wms-east", delivery, *find_intake("pipeline"), "", "token", secret);
  EXPECT_TRUE(verify(secret, request.header("webhook-id"), request.header("webhook-timestamp"), request.body,
                     request.header("webhook-signature"), delivery.timestamp));
  EXPECT_EQ(request.header("attempt"), "3");
  ReadEvent read;
  const auto back = read_delivery(request, read);
  ASSERT_NE(back, nullptr) << read.error;
  EXPECT_EQ(back->id, event.id);
  EXPECT_EQ(back->type, event.type);
  EXPECT_EQ(back->sequence, 2);
  EXPECT_EQ(back->occurred, event.occurred);
  EXPECT_EQ(back->headers.causation_id, "O-1-F1/accepted");
  EXPECT_EQ(*back->data.as<WmsAllocated>(), *event.data.as<WmsAllocated>());
}

// Whatever a peer sends is an event or a refusal with a reason, never a crash.
RC_GTEST_PROP(Deliveries, HostileBodiesAreRefused, ()) {
  HttpRequest request = write_delivery(allocated(), "wms-east", {"d", 1, 1}, *find_intake("pipeline"), "", "t", secret);
  const auto cuts = *rc::gen::inRange(1, 6);
  for (int i = 0; i < cuts && !request.body.empty(); ++i) {
    const auto at = *rc::gen::inRange<std::size_t>(0, request.body.size());
    switch (*rc::gen::inRange(0, 3)) {
      case 0: request.body.erase(at, *rc::gen::inRange<std::size_t>(1, 40)); break;
      case 1: request.body[at] = static_cast<char>(*rc::gen::inRange(0, 256) - 128); break;
      default: request.body.insert(at, *rc::gen::element<std::string>("{", "[", "\"", "\\u0000", "9e999", "\xff\xfe"));
    }
  }
  ReadEvent read;
  const auto back = read_delivery(request, read);
  RC_ASSERT((back != nullptr) == read.code.empty());
  RC_ASSERT(back != nullptr || !read.error.empty());
}

}  // namespace
}  // namespace drydock::live
