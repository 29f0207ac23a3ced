#include "reports/escape.hpp"

#include <fmt/format.h>

#include <initializer_list>

#include "contracts/utf8.hpp"

namespace drydock {
namespace {

bool is_control(char32_t c) { return c < 0x20 || (c >= 0x7F && c < 0xA0) || c == 0x2028 || c == 0x2029; }
/// Marks that reorder what follows: "Trojan source".
bool turns_direction(char32_t c) {
  return c == 0x061C || c == 0x200E || c == 0x200F || (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
}
bool outside_xml(char32_t c) { return c == 0xFFFE || c == 0xFFFF; }

bool is_wide(char32_t c) {
  return (c >= 0x1100 && c <= 0x115F) || (c >= 0x2E80 && c <= 0xA4CF) || (c >= 0xAC00 && c <= 0xD7A3) ||
         (c >= 0xF900 && c <= 0xFAFF) || (c >= 0xFE30 && c <= 0xFE6F) || (c >= 0xFF00 && c <= 0xFF60) ||
         (c >= 0xFFE0 && c <= 0xFFE6) || (c >= 0x1F300 && c <= 0x1FAFF) || (c >= 0x20000 && c <= 0x3FFFD);
}
bool is_combining(char32_t c) {
  return (c >= 0x0300 && c <= 0x036F) || (c >= 0x1AB0 && c <= 0x1AFF) || (c >= 0x20D0 && c <= 0x20FF) ||
         (c >= 0x200B && c <= 0x200D) || (c >= 0xFE00 && c <= 0xFE0F) || (c >= 0xFE20 && c <= 0xFE2F);
}

void append_escaped(std::string& out, char32_t c) {
  switch (c) {
    case '\n': out += "\\n"; return;
    case '\r': out += "\\r"; return;
    case '\t': out += "\\t"; return;
    default: break;
  }
  if (c < 0x80)
    out += fmt::format("\\x{:02x}", static_cast<unsigned>(c));
  else
    out += fmt::format("\\u{:04x}", static_cast<unsigned>(c));
}

std::size_t width_of(char32_t c) {
  if (is_combining(c)) return 0;
  return is_wide(c) ? 2 : 1;
}

/// Calls `visible(code point)` for what may be shown and appends the escape of everything else.
template <class Visible>
std::string escaped(std::string_view text, Visible visible) {
  std::string out;
  out.reserve(text.size() + 8);
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t before = at;
    const char32_t c = next_code_point(text, at);
    if (c == invalid_code_point)
      out += fmt::format("\\x{:02x}", static_cast<unsigned char>(text[before]));
    else if (is_control(c) || turns_direction(c) || outside_xml(c))
      append_escaped(out, c);
    else
      visible(out, c);
  }
  return out;
}

}  // namespace

std::string for_terminal(std::string_view text) {
  return escaped(text, [](std::string& out, char32_t c) { append_code_point(out, c); });
}

std::string for_xml(std::string_view text) {
  return escaped(text, [](std::string& out, char32_t c) {
    switch (c) {
      case '&': out += "&amp;"; return;
      case '<': out += "&lt;"; return;
      case '>': out += "&gt;"; return;
      case '"': out += "&quot;"; return;
      default: append_code_point(out, c);
    }
  });
}

std::string for_markdown(std::string_view text) {
  static constexpr std::string_view read_by_markdown = "\\`*_{}[]<>#!|~&";
  // Escapes written for unprintable characters hold backslashes of their own: they come first, and are escaped too.
  std::string out;
  for (const char c : for_terminal(text)) {
    if (c == '<') {
      out += "&lt;";
    } else if (c == '>') {
      out += "&gt;";
    } else if (c == '&') {
      out += "&amp;";
    } else {
      if (read_by_markdown.find(c) != std::string_view::npos) out += '\\';
      out += c;
    }
  }
  return out;
}

std::string for_markdown_code(std::string_view text) {
  std::string out;
  for (const char c : for_terminal(text)) {
    if (c == '`')
      out += '\'';
    else if (c == '|')
      out += "\\|";
    else
      out += c;
  }
  return out;
}

std::size_t terminal_width(std::string_view text) {
  std::size_t columns = 0;
  for (std::size_t at = 0; at < text.size();) columns += width_of(next_code_point(text, at));
  return columns;
}

std::string cut_to_width(std::string_view text, std::size_t columns) {
  if (terminal_width(text) <= columns) return std::string(text);
  if (columns == 0) return {};
  std::size_t used = 0;
  std::size_t at = 0;
  while (at < text.size()) {
    std::size_t next = at;
    const std::size_t wide = width_of(next_code_point(text, next));
    if (used + wide > columns - 1) break;
    used += wide;
    at = next;
  }
  return std::string(text.substr(0, at)) + "…";
}

}  // namespace drydock
