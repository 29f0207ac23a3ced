// Dates as HTTP writes them (RFC 9110, section 5.6.7).
#pragma once
#include <cstdint>
#include <optional>
#include <string_view>

namespace drydock::live {

/// Unix seconds of "Sun, 06 Nov 1994 08:49:37 GMT" or of one of the two obsolete forms that a recipient must still
/// understand ("Sunday, 06-Nov-94 08:49:37 GMT", "Sun Nov  6 08:49:37 1994"); none for anything else.
std::optional<std::int64_t> parse_http_date(std::string_view);

}  // namespace drydock::live
