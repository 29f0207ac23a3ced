// Ids of foreign origin as values of HTTP headers: nothing that somebody else chose may end a header and begin another.
#pragma once
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace drydock::live {

/// The longest value of a header that is sent, and of an id that is taken from one, in bytes.
inline constexpr std::size_t longest_header_value = 1024;

/// The value as it may stand in a header: control characters, bytes beyond ASCII and outer blanks become %XX. A % that
/// would be read as such an encoding becomes %25, every other character stays: an ordinary id is sent as it is.
std::string encode_header_value(std::string_view);
/// Undoes encode_header_value; what it would not have written stays as it came.
std::string decode_header_value(std::string_view);

/// Why a message with these headers must not be sent, naming the header but never its value; empty if it may be.
std::string unsendable_header(const std::vector<std::pair<std::string, std::string>>& headers);

}  // namespace drydock::live
