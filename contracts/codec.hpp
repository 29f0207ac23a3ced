// The canonical JSON form of canonical values, both ways.
#pragma once
#include <cstdint>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <string_view>

#include "contracts/payload.hpp"

namespace drydock {

/// Appends the JSON of a value of `type` at `value`: members in declared order, absent optionals left out, no spaces.
/// Text is UTF-8; a byte that is not becomes U+FFFD.
void write_json(std::string& out, const Type& type, const void* value);
/// The JSON of a payload: a canonical value as above, raw bytes as they are, "null" for no body.
std::string to_json(const Payload&);
/// The same as a document, for those who need one. A raw payload is parsed if it is JSON within the bounds of decode(),
/// else it becomes a string.
nlohmann::json to_document(const Payload&);
nlohmann::json to_document(const Type& type, const void* value);
/// The document of a text, or nothing if it is not JSON within the bounds of decode().
std::optional<nlohmann::json> parse_document(std::string_view json);

/// What reading came to: the payload, or why not, with the JSON Pointer of the offending place.
struct Decoded {
  Payload payload;
  std::string error;    ///< empty when it worked: "expected an integer, found a string"
  std::string pointer;  ///< "/lines/0/quantity"
  explicit operator bool() const { return error.empty(); }
};
/// Reads a canonical value of the record `type`. Unknown properties are ignored (a tolerant reader); a missing required
/// property, a wrong shape (null included), a known property given twice, an unknown enumeration name or a number that
/// is no 64-bit integer (1.0 is one) is an error. Bounded: at most 64 levels deep and 8 MiB; no exception leaves.
Decoded decode(const Type& type, std::string_view json);
Decoded decode(const Type& type, const nlohmann::json& document);
// Text converts to a document just as well; these make it text.
inline Decoded decode(const Type& type, const std::string& json) { return decode(type, std::string_view(json)); }
inline Decoded decode(const Type& type, const char* json) { return decode(type, std::string_view(json)); }

/// 64-bit content hash of a payload, the same in every build and on every machine; it follows the canonical values, not
/// their bytes on a wire.
std::uint64_t content_hash(const Payload&);

}  // namespace drydock
