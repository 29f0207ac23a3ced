#include "harness/live/header_value.hpp"

#include <algorithm>

namespace drydock::live {
namespace {

constexpr std::string_view digits = "0123456789ABCDEF";

bool is_control(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte < 0x20 || byte == 0x7f;
}

bool is_plain(char c) { return !is_control(c) && static_cast<unsigned char>(c) < 0x80; }

// The byte that the text encodes at `at`, if it is one that is ever encoded; else -1.
int encoded_at(std::string_view text, std::size_t at) {
  if (text[at] != '%' || text.size() - at < 3) return -1;
  const std::size_t high = digits.find(text[at + 1]);
  const std::size_t low = digits.find(text[at + 2]);
  if (high == std::string_view::npos || low == std::string_view::npos) return -1;
  const char byte = static_cast<char>(high * 16 + low);
  if (is_plain(byte) && byte != ' ' && byte != '%') return -1;
  return static_cast<unsigned char>(byte);
}

bool is_outer_blank(std::string_view text, std::size_t at) {
  return text[at] == ' ' && (at == 0 || at + 1 == text.size());
}

bool must_encode(std::string_view text, std::size_t at) {
  return !is_plain(text[at]) || is_outer_blank(text, at) || encoded_at(text, at) >= 0;
}

}  // namespace

std::string encode_header_value(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const auto byte = static_cast<unsigned char>(text[at]);
    if (must_encode(text, at))
      out.append({'%', digits[byte >> 4U], digits[byte & 15U]});
    else
      out += text[at];
  }
  return out;
}

std::string decode_header_value(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const int byte = encoded_at(text, at);
    out += byte < 0 ? text[at] : static_cast<char>(byte);
    if (byte >= 0) at += 2;
  }
  return out;
}

std::string unsendable_header(const std::vector<std::pair<std::string, std::string>>& headers) {
  for (const auto& [name, value] : headers) {
    if (value.size() > longest_header_value)
      return "header " + name + " has " + std::to_string(value.size()) + " bytes; at most " +
             std::to_string(longest_header_value) + " are sent";
    if (std::any_of(value.begin(), value.end(), is_control)) return "header " + name + " has a control character";
  }
  return {};
}

}  // namespace drydock::live
