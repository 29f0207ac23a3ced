// UTF-8, as far as contracts need it: code points, lengths, validity.
#pragma once
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>

namespace drydock {

/// What stands for a byte sequence that is not UTF-8.
inline constexpr char32_t replacement_character = 0xFFFD;

/// The code point at `at`, which is moved past it. A byte that begins no valid sequence yields invalid_code_point and
/// is passed alone. `at` must lie inside the text.
inline constexpr char32_t invalid_code_point = 0xFFFFFFFF;
char32_t next_code_point_slow(std::string_view text, std::size_t& at);
inline char32_t next_code_point(std::string_view text, std::size_t& at) {
  const auto byte = static_cast<unsigned char>(text[at]);
  if (byte < 0x80) {
    ++at;
    return byte;
  }
  return next_code_point_slow(text, at);
}

/// The number of code points; a byte that is not UTF-8 counts as one.
std::size_t count_code_points(std::string_view text);
inline bool is_ascii(std::string_view text) {
  constexpr std::uint64_t high = 0x8080808080808080U;
  const auto word = [&](std::size_t at) {
    std::uint64_t eight = 0;
    std::memcpy(&eight, text.data() + at, 8);
    return eight;
  };
  const std::size_t size = text.size();
  if (size < 8) {
    unsigned seen = 0;
    for (const char c : text) seen |= static_cast<unsigned char>(c);
    return seen < 0x80;
  }
  std::uint64_t seen = word(size - 8);  // the last word overlaps the one before
  for (std::size_t at = 0; at + 8 < size; at += 8) seen |= word(at);
  return (seen & high) == 0;
}
bool is_utf8_slow(std::string_view text);
inline bool is_utf8(std::string_view text) { return is_ascii(text) || is_utf8_slow(text); }
void append_code_point(std::string& out, char32_t code_point);
/// The text with every invalid byte replaced by U+FFFD.
std::string repaired_utf8(std::string_view text);

}  // namespace drydock
