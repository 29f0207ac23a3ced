// Events on a wire: CloudEvents 1.0, structured mode, with the extensions of domain section 2.4.
#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "contracts/book.hpp"

namespace drydock {

/// The attributes beside the data. Their schema is contracts/envelope/v1/schema.json.
struct Envelope {
  std::string specversion = "1.0";
  std::string id;
  std::string source;   ///< "/seats/wms-east": with id unique per distinct event
  std::string type;     ///< message name and major version: "wms.shipped.v1"
  std::string subject;  ///< the entity it speaks of
  Instant time;         ///< when it happened
  std::string datacontenttype = "application/json";
  std::string dataschema;  ///< $id of the data's schema
  Instant recordedtime;    ///< when its publisher had it recorded
  std::string correlationid;
  std::optional<std::string> causationid;  ///< absent at a root
  std::string traceparent;
  std::string partitionkey;
  std::int64_t sequence = 0;  ///< per partition key, from 1, without gaps
  bool operator==(const Envelope&) const = default;
};
DRYDOCK_DESCRIBED(Envelope, specversion, id, source, type, subject, time, datacontenttype, dataschema, recordedtime,
                  correlationid, causationid, traceparent, partitionkey, sequence)

/// The whole event as JSON: the envelope's members, then `data`.
std::string write_event(const Envelope&, const Payload& data);

/// An event read from a wire, or why it could not be. `code` is a stable word: malformed (not JSON, or not an
/// envelope), unknown_type, unsupported_version (a major version nobody here knows), invalid_data.
struct ReadEvent {
  Envelope envelope;
  const MessageType* type = nullptr;
  Payload data;
  std::string code;
  std::string error;
  explicit operator bool() const { return code.empty(); }
};
ReadEvent read_event(std::string_view json);

/// "wms.shipped" and 1 to "wms.shipped.v1" and back; nothing if there is no version at the end.
std::string event_type(std::string_view message, int major);
struct VersionedName {
  std::string_view name;
  int major = 0;
};
std::optional<VersionedName> split_event_type(std::string_view type);

/// The $id of the schema of an event's data: "https://contracts.drydock.example/events/wms/pick-short/v1/schema.json".
std::string data_schema_id(const MessageType&);

}  // namespace drydock
