#include "sim/cloud_event.hpp"

#include <charconv>

namespace drydock {
namespace {

std::string hex(std::uint64_t value) {
  static constexpr char digits[] = "0123456789abcdef";
  std::string out(16, '0');
  for (std::size_t i = 0; i < 16; ++i) out[15 - i] = digits[(value >> (4 * i)) & 15U];
  return out;
}

bool parse_hex(std::string_view text, std::uint64_t& value) {
  for (const char c : text)
    if ((c < '0' || c > '9') && (c < 'a' || c > 'f')) return false;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value, 16);
  return error == std::errc() && end == text.data() + text.size();
}

}  // namespace

std::string to_traceparent(const Trace& trace) {
  if (trace == Trace{}) return {};
  return "00-" + hex(trace.high) + hex(trace.low) + "-" + hex(trace.span) + "-01";
}

Trace parse_traceparent(std::string_view text) {
  Trace trace;
  const bool shaped =
      text.size() >= 55 && text[2] == '-' && text[35] == '-' && text[52] == '-' && text.substr(0, 2) != "ff";
  if (!shaped) return {};
  std::uint64_t version = 0;
  std::uint64_t flags = 0;
  const bool read = parse_hex(text.substr(0, 2), version) && parse_hex(text.substr(3, 16), trace.high) &&
                    parse_hex(text.substr(19, 16), trace.low) && parse_hex(text.substr(36, 16), trace.span) &&
                    parse_hex(text.substr(53, 2), flags);
  if (!read || (version == 0 && text.size() != 55)) return {};
  if ((trace.high == 0 && trace.low == 0) || trace.span == 0) return {};
  return trace;
}

Envelope envelope_of(const Publication& publication, std::string_view publisher) {
  Envelope envelope;
  envelope.id = publication.id;
  envelope.source = "/seats/" + std::string(publisher);
  envelope.type = event_type(publication.type->name, 1);
  envelope.subject = publication.subject;
  envelope.time = publication.occurred;
  envelope.recordedtime = publication.occurred;
  envelope.dataschema = data_schema_id(*publication.type);
  envelope.correlationid = publication.headers.correlation_id;
  if (!publication.headers.causation_id.empty()) envelope.causationid = publication.headers.causation_id;
  envelope.traceparent = to_traceparent(publication.headers.trace);
  envelope.partitionkey = publication.partition_key;
  envelope.sequence = publication.sequence;
  return envelope;
}

std::shared_ptr<const Publication> publication_of(const ReadEvent& event) {
  auto publication = std::make_shared<Publication>();
  publication->type = event.type;
  publication->data = event.data;
  publication->id = event.envelope.id;
  publication->subject = event.envelope.subject;
  publication->partition_key = event.envelope.partitionkey;
  publication->sequence = event.envelope.sequence;
  publication->occurred = event.envelope.time;
  publication->headers.correlation_id = event.envelope.correlationid;
  publication->headers.causation_id = event.envelope.causationid.value_or("");
  publication->headers.trace = parse_traceparent(event.envelope.traceparent);
  return publication;
}

}  // namespace drydock
