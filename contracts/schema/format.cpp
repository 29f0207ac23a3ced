#include "contracts/schema/format.hpp"

#include "contracts/schema/pattern.hpp"

namespace drydock {
namespace {

struct Row {
  std::string_view name, description;
  bool (*accepts)(std::string_view);
};

// In the order of the enumeration.
constexpr Row rows[] = {
    {"date-time", "an RFC 3339 date-time such as \"2026-11-27T15:00:00Z\"", is_date_time},
    {"date", "a date such as \"2026-11-27\"", is_date},
    {"time", "an RFC 3339 time with offset such as \"15:00:00Z\"", is_time},
    {"email", "an e-mail address", is_email},
    {"idn-email", "an internationalised e-mail address", is_idn_email},
    {"hostname", "a host name", is_hostname},
    {"idn-hostname", "an internationalised host name", is_idn_hostname},
    {"ipv4", "an IPv4 address such as \"192.0.2.1\"", is_ipv4},
    {"ipv6", "an IPv6 address such as \"2001:db8::1\"", is_ipv6},
    {"uri", "an absolute URI", is_uri},
    {"uri-reference", "a URI or a relative reference", is_uri_reference},
    {"iri", "an absolute IRI", is_iri},
    {"iri-reference", "an IRI or a relative reference", is_iri_reference},
    {"uri-template", "a URI template", is_uri_template},
    {"json-pointer", "a JSON Pointer such as \"/lines/0\"", is_json_pointer},
    {"relative-json-pointer", "a relative JSON Pointer such as \"1/item\"", is_relative_json_pointer},
    {"regex", "an ECMA-262 regular expression", is_pattern},
};

}  // namespace

std::optional<Format> format_of(std::string_view name) {
  for (std::size_t i = 0; i < std::size(rows); ++i)
    if (rows[i].name == name) return static_cast<Format>(i);
  return std::nullopt;
}

std::string_view name_of(Format format) { return rows[static_cast<std::size_t>(format)].name; }
std::string_view description_of(Format format) { return rows[static_cast<std::size_t>(format)].description; }
bool has_format(Format format, std::string_view text) { return rows[static_cast<std::size_t>(format)].accepts(text); }

}  // namespace drydock
