// The canonical dialect on HTTP: requests, replies and event deliveries as bytes, and back.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "contracts/envelope.hpp"
#include "contracts/routes.hpp"
#include "harness/live/http.hpp"
#include "sim/cloud_event.hpp"

namespace drydock::live {

/// A request to a route below `base` ("" or "/api"), with a bearer credential.
HttpRequest write_request(const Route&, const Payload&, const Headers&, std::string_view base,
                          std::string_view credential);
/// The headers that belong to us.
Headers read_headers(const HttpRequest&);
/// The name of a header whose id is longer than longest_header_value; empty if there is none.
std::string overlong_id(const HttpRequest&);
/// Which attempt the sender says this is; 1 where it says nothing that makes sense.
std::uint32_t attempt_of(const HttpRequest&);
/// The bearer credential of a request, or empty.
std::string_view credential_of(const HttpRequest&);

HttpResponse write_reply(const Reply&);
/// A reply as far as it is one: a body that does not decode stays raw.
Reply read_reply(const HttpResponse&, const MessageType&);
/// A problem as an answer.
HttpResponse problem(int status, std::string code, std::string title, std::string detail);

/// What a delivery adds to its event.
struct Delivery {
  std::string id;  ///< webhook-id
  std::uint32_t attempt = 1;
  std::int64_t timestamp = 0;  ///< unix seconds
};
HttpRequest write_delivery(const Publication&, std::string_view publisher, const Delivery&, const Route& intake,
                           std::string_view base, std::string_view credential, std::string_view secret);
/// The publication a delivery carries; `event` says why not.
std::shared_ptr<const Publication> read_delivery(const HttpRequest&, ReadEvent& event);

/// Retry-After as a span: whole seconds, or an HTTP-date, counted from the response's own Date or else from
/// `now_seconds`; a date that has passed is no wait at all. None where it is more than a day away or makes no sense.
std::optional<Duration> retry_after_of(const HttpResponse&, std::int64_t now_seconds);

}  // namespace drydock::live
