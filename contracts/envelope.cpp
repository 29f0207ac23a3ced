#include "contracts/envelope.hpp"

#include <charconv>
#include <nlohmann/json.hpp>

#include "contracts/codec.hpp"

namespace drydock {
namespace {

constexpr int known_major = 1;

ReadEvent refused(std::string code, std::string error) {
  ReadEvent out;
  out.code = std::move(code);
  out.error = std::move(error);
  return out;
}

std::string where(const Decoded& decoded) {
  return decoded.error + " at " + (decoded.pointer.empty() ? "/" : decoded.pointer);
}

}  // namespace

std::string write_event(const Envelope& envelope, const Payload& data) {
  std::string out;
  write_json(out, *type_of<Envelope>(), &envelope);
  out.back() = ',';  // the envelope's closing brace: the data goes inside
  out += "\"data\":";
  out += to_json(data);
  out += '}';
  return out;
}

std::string event_type(std::string_view message, int major) {
  return std::string(message) + ".v" + std::to_string(major);
}

std::optional<VersionedName> split_event_type(std::string_view type) {
  const std::size_t dot = type.rfind(".v");
  if (dot == std::string_view::npos) return std::nullopt;
  VersionedName split{type.substr(0, dot), 0};
  const char* end = type.data() + type.size();
  const auto [stop, error] = std::from_chars(type.data() + dot + 2, end, split.major);
  if (error != std::errc() || stop != end || split.major < 1) return std::nullopt;
  return split;
}

std::string data_schema_id(const MessageType& message) {
  const std::size_t dot = message.name.find('.');
  std::string folder(message.name.substr(dot + 1));
  for (char& c : folder)
    if (c == '.') c = '-';
  return "https://contracts.drydock.example/events/" + std::string(message.name.substr(0, dot)) + "/" + folder +
         "/v1/schema.json";
}

ReadEvent read_event(std::string_view json) {
  // The envelope is decoded as a tolerant reader would: `data` is one of the properties it does not know.
  const Decoded envelope = decode(*type_of<Envelope>(), json);
  if (!envelope) return refused("malformed", "not a CloudEvents envelope: " + where(envelope));
  ReadEvent out;
  out.envelope = *envelope.payload.as<Envelope>();
  const auto name = split_event_type(out.envelope.type);
  const MessageType* type = name ? find_message(name->name) : nullptr;
  if (type == nullptr || type->kind != MessageKind::event)
    return refused("unknown_type", "no event type `" + out.envelope.type + "` in the contract book");
  if (name->major != known_major)
    return refused("unsupported_version", "`" + out.envelope.type + "`: only major version 1 is known");
  const auto document = nlohmann::json::parse(json, nullptr, false);
  if (!document.is_object() || !document.contains("data")) return refused("malformed", "the event has no `data`");
  Decoded data = decode(*type->body, document["data"]);
  if (!data) return refused("invalid_data", "data: " + where(data));
  out.type = type;
  out.data = std::move(data.payload);
  return out;
}

}  // namespace drydock
