// The formats of draft-07, all of them asserted.
#pragma once
#include <cstdint>
#include <optional>
#include <string_view>

namespace drydock {

enum class Format : std::uint8_t {
  date_time,
  date,
  time,
  email,
  idn_email,
  hostname,
  idn_hostname,
  ipv4,
  ipv6,
  uri,
  uri_reference,
  iri,
  iri_reference,
  uri_template,
  json_pointer,
  relative_json_pointer,
  regex
};

/// The format of a wire name ("date-time"), or nothing: an unknown format is an annotation and asserts nothing.
std::optional<Format> format_of(std::string_view name);
std::string_view name_of(Format format);
/// "an RFC 3339 date-time", for messages.
std::string_view description_of(Format format);
/// Whether a UTF-8 text has the format.
bool has_format(Format format, std::string_view text);

// One by one, with the source of the rule.
bool is_date_time(std::string_view);              // RFC 3339 date-time; a leap second only where UTC can have one
bool is_date(std::string_view);                   // RFC 3339 full-date
bool is_time(std::string_view);                   // RFC 3339 full-time
bool is_email(std::string_view);                  // RFC 5321 Mailbox
bool is_idn_email(std::string_view);              // RFC 6531
bool is_hostname(std::string_view);               // RFC 1123 section 2.1
bool is_idn_hostname(std::string_view);           // RFC 5890: lengths, hyphens and the contextual rules of RFC 5892
bool is_ipv4(std::string_view);                   // RFC 2673 section 3.2
bool is_ipv6(std::string_view);                   // RFC 4291 section 2.2
bool is_uri(std::string_view);                    // RFC 3986
bool is_uri_reference(std::string_view);          // RFC 3986
bool is_iri(std::string_view);                    // RFC 3987
bool is_iri_reference(std::string_view);          // RFC 3987
bool is_uri_template(std::string_view);           // RFC 6570
bool is_json_pointer(std::string_view);           // RFC 6901
bool is_relative_json_pointer(std::string_view);  // relative-json-pointer draft 01

}  // namespace drydock
