// URIs, IRIs, templates and pointers.
#include <algorithm>
#include <array>

#include "contracts/pointer.hpp"
#include "contracts/schema/format.hpp"
#include "contracts/utf8.hpp"

namespace drydock {
namespace {

// What a byte may be part of.
enum Use : std::uint8_t {
  unreserved = 1,
  sub_delimiter = 2,
  colon_or_at = 4,
  slash = 8,
  question = 16,
  hex = 32,
  digit = 64,
  alpha = 128
};

constexpr std::array<std::uint8_t, 128> uses = [] {
  std::array<std::uint8_t, 128> table{};
  const auto mark = [&](std::string_view characters, int use) {
    for (const char c : characters) {
      auto& entry = table[static_cast<std::size_t>(c)];
      entry = static_cast<std::uint8_t>(entry | use);
    }
  };
  mark("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ", unreserved | alpha);
  mark("0123456789", unreserved | hex | digit);
  mark("abcdefABCDEF", hex);
  mark("-._~", unreserved);
  mark("!$&'()*+,;=", sub_delimiter);
  mark(":@", colon_or_at);
  mark("/", slash);
  mark("?", question);
  return table;
}();

constexpr bool is(char c, int use) {
  return static_cast<signed char>(c) >= 0 && (uses[static_cast<std::size_t>(c)] & use) != 0;
}

constexpr int segment_uses = unreserved | sub_delimiter | colon_or_at;

bool is_international(char32_t c, bool query) {
  if (query && ((c >= 0xE000 && c <= 0xF8FF) || (c >= 0xF0000 && c <= 0x10FFFD && (c & 0xFFFE) != 0xFFFE))) return true;
  if (c >= 0x10000 && c <= 0xEFFFD) return (c & 0xFFFE) != 0xFFFE && (c < 0xE0000 || c >= 0xE1000);
  return (c >= 0xA0 && c <= 0xD7FF) || (c >= 0xF900 && c <= 0xFDCF) || (c >= 0xFDF0 && c <= 0xFFEF);
}

// Every character is of the given uses, percent-encoded, or international where that is allowed.
bool consists_of(std::string_view text, int allowed, bool international, bool query = false) {
  for (std::size_t i = 0; i < text.size();) {
    const char c = text[i];
    if (is(c, allowed)) {
      ++i;
    } else if (c == '%') {
      if (text.size() - i < 3 || !is(text[i + 1], hex) || !is(text[i + 2], hex)) return false;
      i += 3;
    } else if (!international || static_cast<signed char>(c) >= 0 ||
               !is_international(next_code_point(text, i), query)) {
      return false;
    }
  }
  return true;
}

bool is_future_address(std::string_view text) {
  if (text.empty() || (text[0] | 0x20) != 'v') return false;
  const std::size_t dot = text.find('.');
  if (dot == std::string_view::npos || dot < 2 || dot + 1 == text.size()) return false;
  return std::all_of(text.begin() + 1, text.begin() + static_cast<std::ptrdiff_t>(dot),
                     [](char c) { return is(c, hex); }) &&
         std::all_of(text.begin() + static_cast<std::ptrdiff_t>(dot) + 1, text.end(),
                     [](char c) { return c == ':' || is(c, unreserved | sub_delimiter); });
}

bool is_authority(std::string_view text, bool international) {
  const std::size_t at = text.find('@');
  if (at != std::string_view::npos) {
    const std::string_view user = text.substr(0, at);
    if (!consists_of(user, segment_uses, international)) return false;
    text.remove_prefix(at + 1);
  }
  std::size_t host_end = std::string_view::npos;
  if (text.starts_with('[')) {
    const std::size_t close = text.find(']');
    if (close == std::string_view::npos) return false;
    const std::string_view address = text.substr(1, close - 1);
    if (!is_ipv6(address) && !is_future_address(address)) return false;
    host_end = close + 1;
  } else {
    host_end = std::min(text.find(':'), text.size());
    if (!consists_of(text.substr(0, host_end), unreserved | sub_delimiter, international)) return false;
  }
  if (host_end == text.size()) return true;
  if (text[host_end] != ':') return false;
  const std::string_view port = text.substr(host_end + 1);
  return std::all_of(port.begin(), port.end(), [](char c) { return is(c, digit); });
}

bool is_reference(std::string_view text, bool international, bool must_be_absolute) {
  const std::size_t hash = text.find('#');
  if (hash != std::string_view::npos) {
    if (!consists_of(text.substr(hash + 1), segment_uses | slash | question, international)) return false;
    text = text.substr(0, hash);
  }
  const std::size_t mark = text.find('?');
  if (mark != std::string_view::npos) {
    if (!consists_of(text.substr(mark + 1), segment_uses | slash | question, international, true)) return false;
    text = text.substr(0, mark);
  }
  const std::size_t colon = text.find(':');
  const bool absolute = colon != std::string_view::npos && colon < text.find('/');
  if (absolute) {
    if (colon == 0 || !is(text[0], alpha)) return false;
    for (const char c : text.substr(0, colon))
      if (!is(c, alpha | digit) && c != '+' && c != '-' && c != '.') return false;
    text.remove_prefix(colon + 1);
  } else if (must_be_absolute) {
    return false;
  }
  if (text.starts_with("//")) {
    text.remove_prefix(2);
    const std::size_t path = std::min(text.find('/'), text.size());
    if (!is_authority(text.substr(0, path), international)) return false;
    text.remove_prefix(path);
  }
  return consists_of(text, segment_uses | slash, international);
}

// One expression of a template, without its braces.
bool is_expression(std::string_view text) {
  if (!text.empty() && std::string_view("+#./;?&=,!@|").find(text[0]) != std::string_view::npos) text.remove_prefix(1);
  for (;;) {
    const std::size_t comma = text.find(',');
    std::string_view variable = text.substr(0, comma);
    if (variable.ends_with('*')) {
      variable.remove_suffix(1);
    } else if (const std::size_t colon = variable.find(':'); colon != std::string_view::npos) {
      const std::string_view length = variable.substr(colon + 1);
      if (length.empty() || length.size() > 4 || length[0] == '0') return false;
      if (!std::all_of(length.begin(), length.end(), [](char c) { return is(c, digit); })) return false;
      variable = variable.substr(0, colon);
    }
    if (variable.empty() || variable.front() == '.' || variable.back() == '.') return false;
    if (variable.find("..") != std::string_view::npos) return false;
    for (std::size_t i = 0; i < variable.size(); ++i) {
      const char c = variable[i];
      if (is(c, alpha | digit) || c == '_' || c == '.') continue;
      if (c != '%' || variable.size() - i < 3 || !is(variable[i + 1], hex) || !is(variable[i + 2], hex)) return false;
      i += 2;
    }
    if (comma == std::string_view::npos) return true;
    text.remove_prefix(comma + 1);
  }
}

}  // namespace

bool is_uri(std::string_view text) { return is_reference(text, false, true); }
bool is_uri_reference(std::string_view text) { return is_reference(text, false, false); }
bool is_iri(std::string_view text) { return is_reference(text, true, true); }
bool is_iri_reference(std::string_view text) { return is_reference(text, true, false); }

bool is_uri_template(std::string_view text) {
  for (std::size_t i = 0; i < text.size();) {
    if (text[i] == '{') {
      const std::size_t close = text.find('}', i);
      if (close == std::string_view::npos || !is_expression(text.substr(i + 1, close - i - 1))) return false;
      i = close + 1;
      continue;
    }
    const std::size_t open = std::min(text.find('{', i), text.size());
    const std::string_view literal = text.substr(i, open - i);
    // A literal may hold whatever a reference may, in any order.
    std::size_t at = 0;
    while (at < literal.size()) {
      const std::size_t end = std::min(literal.find_first_of("#[]", at), literal.size());
      if (!consists_of(literal.substr(at, end - at), segment_uses | slash | question, true, true)) return false;
      at = end + 1;
    }
    i = open;
  }
  return true;
}

bool is_json_pointer(std::string_view text) { return pointer_tokens(text).has_value() && is_utf8(text); }

bool is_relative_json_pointer(std::string_view text) {
  std::size_t at = 0;
  while (at < text.size() && is(text[at], digit)) ++at;
  if (at == 0 || (at > 1 && text[0] == '0')) return false;
  const std::string_view rest = text.substr(at);
  return rest == "#" || is_json_pointer(rest);
}

}  // namespace drydock
