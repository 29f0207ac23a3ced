#include "harness/live/wire.hpp"

#include <algorithm>
#include <charconv>

#include "contracts/canonical/common.hpp"
#include "contracts/canonical/instant.hpp"
#include "contracts/codec.hpp"
#include "harness/live/header_value.hpp"
#include "harness/live/http_date.hpp"
#include "harness/live/signature.hpp"
#include "sim/cloud_event.hpp"

namespace drydock::live {
namespace {

constexpr std::int64_t longest_retry_after = 86'400;  // seconds
constexpr std::string_view json_type = "application/json";
constexpr std::string_view problem_type = "application/problem+json";
constexpr std::string_view event_media_type = "application/cloudevents+json";
constexpr std::string_view id_headers[] = {"correlation-id", "causation-id", "idempotency-key", "webhook-id"};

void add(std::vector<std::pair<std::string, std::string>>& headers, std::string name, std::string_view value) {
  if (!value.empty()) headers.emplace_back(std::move(name), encode_header_value(value));
}

void add_ours(HttpRequest& request, const Headers& headers, std::string_view credential) {
  if (!credential.empty()) request.headers.emplace_back("authorization", "Bearer " + std::string(credential));
  add(request.headers, "correlation-id", headers.correlation_id);
  add(request.headers, "causation-id", headers.causation_id);
  add(request.headers, "idempotency-key", headers.idempotency_key);
  add(request.headers, "traceparent", to_traceparent(headers.trace));
}

bool is_media_type(std::string_view header, std::string_view type) {
  return header.substr(0, header.find(';')) == type;
}

}  // namespace

HttpRequest write_request(const Route& route, const Payload& body, const Headers& headers, std::string_view base,
                          std::string_view credential) {
  HttpRequest request;
  request.method = route.method;
  request.target = std::string(base) + route.path;
  add_ours(request, headers, credential);
  if (route.method == "GET") return request;
  request.headers.emplace_back("content-type", std::string(json_type));
  request.body = to_json(body);
  return request;
}

Headers read_headers(const HttpRequest& request) {
  Headers headers;
  headers.correlation_id = decode_header_value(request.header("correlation-id"));
  headers.causation_id = decode_header_value(request.header("causation-id"));
  headers.idempotency_key = decode_header_value(request.header("idempotency-key"));
  headers.trace = parse_traceparent(request.header("traceparent"));
  return headers;
}

std::string overlong_id(const HttpRequest& request) {
  for (const std::string_view name : id_headers)
    if (request.header(name).size() > longest_header_value) return std::string(name);
  return {};
}

std::string_view credential_of(const HttpRequest& request) {
  constexpr std::string_view scheme = "Bearer ";
  const std::string_view value = request.header("authorization");
  return value.starts_with(scheme) ? value.substr(scheme.size()) : std::string_view();
}

HttpResponse write_reply(const Reply& reply) {
  HttpResponse response;
  response.status = reply.status;
  if (reply.retry_after) {
    const std::int64_t whole = (reply.retry_after->us + seconds(1).us - 1) / seconds(1).us;
    response.headers.emplace_back("retry-after", std::to_string(whole < 1 ? 1 : whole));
  }
  if (reply.body.empty()) return response;
  const bool is_problem = reply.body.as<Problem>() != nullptr;
  response.headers.emplace_back("content-type", std::string(is_problem ? problem_type : json_type));
  response.body = to_json(reply.body);
  return response;
}

Reply read_reply(const HttpResponse& response, const MessageType& type) {
  Reply reply;
  reply.status = response.status;
  if (response.body.empty()) return reply;
  const bool is_problem = is_media_type(response.header("content-type"), problem_type);
  const Type* shape = is_problem ? type_of<Problem>() : reply.ok() ? type.reply : nullptr;
  Decoded decoded;
  if (shape != nullptr) decoded = decode(*shape, response.body);
  reply.body = shape != nullptr && decoded ? decoded.payload : Payload::raw(response.body);
  return reply;
}

HttpResponse problem(int status, std::string code, std::string title, std::string detail) {
  Problem told;
  told.status = status;
  told.code = std::move(code);
  told.title = std::move(title);
  told.detail = std::move(detail);
  return write_reply({status, Payload::of(std::move(told)), {}});
}

HttpRequest write_delivery(const Publication& publication, std::string_view publisher, const Delivery& delivery,
                           const Route& intake, std::string_view base, std::string_view credential,
                           std::string_view secret) {
  HttpRequest request;
  request.method = intake.method;
  request.target = std::string(base) + intake.path;
  add_ours(request, publication.headers, credential);
  request.body = write_event(envelope_of(publication, publisher), publication.data);
  request.headers.emplace_back("content-type", std::string(event_media_type));
  const std::string id = encode_header_value(delivery.id);
  request.headers.emplace_back("webhook-id", id);
  request.headers.emplace_back("webhook-timestamp", std::to_string(delivery.timestamp));
  request.headers.emplace_back("webhook-signature", sign(secret, id, delivery.timestamp, request.body));
  add(request.headers, "event-id", publication.id);
  request.headers.emplace_back("attempt", std::to_string(delivery.attempt));
  return request;
}

std::uint32_t attempt_of(const HttpRequest& request) {
  constexpr std::uint32_t most = 1'000'000;
  const std::string_view text = request.header("attempt");
  std::uint32_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  const bool whole = error == std::errc() && end == text.data() + text.size();
  return whole && value >= 1 && value <= most ? value : 1;
}

std::shared_ptr<const Publication> read_delivery(const HttpRequest& request, ReadEvent& event) {
  event = read_event(request.body);
  if (!event) return nullptr;
  return publication_of(event);
}

std::optional<Duration> retry_after_of(const HttpResponse& response, std::int64_t now_seconds) {
  const std::string_view text = response.header("retry-after");
  if (const auto at = parse_http_date(text)) {
    const std::int64_t span = *at - parse_http_date(response.header("date")).value_or(now_seconds);
    if (span < -longest_retry_after || span > longest_retry_after) return std::nullopt;
    return seconds(std::max<std::int64_t>(0, span));
  }
  std::int64_t whole = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), whole);
  if (error != std::errc() || end != text.data() + text.size() || whole < 0 || whole > longest_retry_after)
    return std::nullopt;
  return seconds(whole);
}

}  // namespace drydock::live
