// What passes between actors.
#pragma once
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "contracts/book.hpp"
#include "sim/ids.hpp"

namespace drydock {

/// W3C trace context: 128 bits of trace id and 64 of span id. All zero means none.
struct Trace {
  std::uint64_t high = 0;
  std::uint64_t low = 0;
  std::uint64_t span = 0;
  friend constexpr bool operator==(const Trace&, const Trace&) = default;
};

/// What travels beside a request. Sent as HTTP headers of these names with '-' for '_'; `trace` as traceparent.
struct Headers {
  std::string correlation_id;   ///< the root business transaction: the order, the movement
  std::string causation_id;     ///< id of the event or request that directly caused this one
  std::string idempotency_key;  ///< on every write
  Trace trace;
  /// The name of the access token that a call bears, never its secret; empty: the one that the caller was given with
  /// the link. The virtual world's alone: over real sockets a call bears the credential of its link.
  std::string token = {};
};

/// What a check of a delivery's signature says, against the secret that its publisher shares with its subscriber.
enum class Signature : std::uint8_t {
  valid,
  missing,  ///< there is none
  invalid,  ///< it is of no secret that is known here, or of other bytes
  foreign   ///< it is right, and of another tenant's secret, whatever the body claims
};
/// "missing", "invalid", "foreign"; empty for a valid one.
std::string_view to_string(Signature);

/// What comes back. 2xx: `body` is the operation's reply. Else a Problem (or raw bytes, from a broken party).
struct Reply {
  int status = 200;
  Payload body;
  std::optional<Duration> retry_after;
  bool ok() const { return status >= 200 && status < 300; }
};

/// An event as its publisher made it: the CloudEvents envelope of domain section 2.4, apart from what a delivery adds.
struct Publication {
  const MessageType* type = nullptr;
  Payload data;
  std::string id;             ///< the event id, derived from what happened ("F-1/picked"), never from a counter
  std::string subject;        ///< the entity it speaks of
  std::string partition_key;  ///< ordering key (MessageType::ordering_key)
  std::int64_t sequence = 0;  ///< per partition key, from 1, without gaps; given by the publisher
  Instant occurred;
  Headers headers;
};

/// What a subscriber answers to a delivery.
struct Settlement {
  enum class Kind : std::uint8_t { ack, nack, retry_after };
  Kind kind = Kind::ack;
  Duration after{};  ///< with retry_after
  int status = 204;  ///< what a webhook answers: 204, 400 malformed, 401 signature, 403 another tenant, 429, 500, 503
  static Settlement ack() { return {}; }
  static Settlement nack(int status_) { return {Kind::nack, {}, status_}; }
  static Settlement later(Duration after_, int status_ = 503) { return {Kind::retry_after, after_, status_}; }
};

/// Whether a failed request certainly had no effect, or may have had one. A timeout is always `maybe`.
enum class Certainty : std::uint8_t { definite, maybe };

}  // namespace drydock
