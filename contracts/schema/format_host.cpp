// Host names, IP addresses and mail addresses.
#include <algorithm>
#include <string>

#include "contracts/schema/format.hpp"
#include "contracts/utf8.hpp"

namespace drydock {
namespace {

constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }
constexpr bool is_alpha(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
constexpr bool is_hex(char c) { return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'); }

// Each label of a dotted name in turn; there is at least one.
template <class Accepts>
bool all_labels(std::string_view name, const Accepts& accepts) {
  for (;;) {
    const std::size_t dot = name.find('.');
    if (!accepts(name.substr(0, dot))) return false;
    if (dot == std::string_view::npos) return true;
    name.remove_prefix(dot + 1);
  }
}

bool is_label(std::string_view label) {
  if (label.empty() || label.size() > 63 || label.front() == '-' || label.back() == '-') return false;
  return std::all_of(label.begin(), label.end(), [](char c) { return is_alpha(c) || is_digit(c) || c == '-'; });
}

// The length a label has in Punycode (RFC 3492), "xn--" included.
std::size_t punycode_length(std::u32string_view label) {
  constexpr std::uint32_t base = 36, least = 1, most = 26, skew = 38, damp = 700;
  const auto basic =
      static_cast<std::uint32_t>(std::count_if(label.begin(), label.end(), [](char32_t c) { return c < 0x80; }));
  std::size_t length = 4 + basic + (basic > 0 ? 1 : 0);
  std::uint32_t bias = 72, handled = basic;
  std::uint64_t delta = 0;
  char32_t n = 0x80;
  while (handled < label.size()) {
    char32_t m = 0x110000;
    for (const char32_t c : label)
      if (c >= n) m = std::min(m, c);
    delta += static_cast<std::uint64_t>(m - n) * (handled + 1);
    n = m;
    for (const char32_t c : label) {
      if (c < n) ++delta;
      if (c != n) continue;
      std::uint64_t q = delta;
      for (std::uint32_t k = base;; k += base, ++length) {
        const std::uint32_t t = k <= bias ? least : k >= bias + most ? most : k - bias;
        if (q < t) break;
        q = (q - t) / (base - t);
      }
      ++length;
      delta = handled == basic ? delta / damp : delta / 2;
      delta += delta / (handled + 1);
      std::uint32_t k = 0;
      for (; delta > (base - least) * most / 2; k += base) delta /= base - least;
      bias = k + static_cast<std::uint32_t>((base - least + 1) * delta / (delta + skew));
      delta = 0;
      ++handled;
    }
    ++delta;
    ++n;
  }
  return length;
}

constexpr bool within(char32_t c, char32_t first, char32_t last) { return c >= first && c <= last; }

// The marks most scripts use; a label may not begin with one.
bool is_combining(char32_t c) {
  return within(c, 0x300, 0x36F) || within(c, 0x483, 0x489) || within(c, 0x591, 0x5BD) || within(c, 0x610, 0x61A) ||
         within(c, 0x64B, 0x65F) || within(c, 0x900, 0x903) || within(c, 0x93A, 0x93C) || within(c, 0x93E, 0x94F) ||
         within(c, 0x981, 0x983) || within(c, 0xE31, 0xE31) || within(c, 0xE34, 0xE3A) || within(c, 0x1DC0, 0x1DFF) ||
         within(c, 0x20D0, 0x20FF) || within(c, 0x3099, 0x309A) || within(c, 0xFE20, 0xFE2F);
}
bool is_virama(char32_t c) {
  constexpr char32_t known[] = {0x94D, 0x9CD, 0xA4D, 0xACD, 0xB4D, 0xBCD,  0xC4D,
                                0xCCD, 0xD4D, 0xDCA, 0xE3A, 0xF84, 0x1039, 0x17D2};
  return std::find(std::begin(known), std::end(known), c) != std::end(known);
}
bool is_hebrew(char32_t c) { return within(c, 0x591, 0x5F4); }
bool is_greek(char32_t c) { return within(c, 0x370, 0x3FF) || within(c, 0x1F00, 0x1FFF); }
bool is_kana_or_han(char32_t c) {
  return (within(c, 0x3041, 0x30FF) && c != 0x30FB && c != 0x30FC) || within(c, 0x31F0, 0x31FF) ||
         within(c, 0x3400, 0x4DBF) || within(c, 0x4E00, 0x9FFF) || c == 0x3005 || c == 0x3007;
}
// Controls, spaces, punctuation and symbols that RFC 5892 disallows, and its exceptions.
bool is_disallowed(char32_t c) {
  if (c < 0x80) return !(is_alpha(static_cast<char>(c)) || is_digit(static_cast<char>(c)) || c == '-');
  return (c < 0xDF && c != 0xB7) || c == 0xD7 || c == 0xF7 || c == 0x640 || c == 0x7FA || within(c, 0x302E, 0x302F) ||
         within(c, 0x3031, 0x3035) || c == 0x303B || (within(c, 0x2000, 0x206F) && c != 0x200C && c != 0x200D) ||
         within(c, 0x2190, 0x2BFF) || within(c, 0x3000, 0x3004) || within(c, 0xD800, 0xF8FF) ||
         within(c, 0xFE00, 0xFE0F) || within(c, 0xFF00, 0xFFEF) || c == invalid_code_point;
}

bool has_allowed_context(std::u32string_view label, std::size_t i) {
  const char32_t c = label[i];
  const char32_t before = i > 0 ? label[i - 1] : 0, after = i + 1 < label.size() ? label[i + 1] : 0;
  const auto any = [&](char32_t first, char32_t last) {
    return std::any_of(label.begin(), label.end(), [=](char32_t x) { return within(x, first, last); });
  };
  switch (c) {
    case 0xB7: return before == 'l' && after == 'l';
    case 0x375: return is_greek(after);
    case 0x5F3:
    case 0x5F4: return is_hebrew(before);
    case 0x30FB: return std::any_of(label.begin(), label.end(), is_kana_or_han);
    case 0x200C:
    case 0x200D: return is_virama(before);
    default: break;
  }
  if (within(c, 0x660, 0x669)) return !any(0x6F0, 0x6F9);
  if (within(c, 0x6F0, 0x6F9)) return !any(0x660, 0x669);
  return true;
}

bool is_idn_label(std::u32string_view label) {
  if (label.empty() || label.front() == '-' || label.back() == '-' || is_combining(label.front())) return false;
  const bool ascii = std::all_of(label.begin(), label.end(), [](char32_t c) { return c < 0x80; });
  if (!ascii && label.substr(0, 4).substr(std::min<std::size_t>(2, label.size())) == U"--") return false;
  for (std::size_t i = 0; i < label.size(); ++i)
    if (is_disallowed(label[i]) || !has_allowed_context(label, i)) return false;
  return (ascii ? label.size() : punycode_length(label)) <= 63;
}

// A UTF-8 text as code points; the separators of names are made one.
std::u32string host_code_points(std::string_view text) {
  std::u32string out;
  for (std::size_t at = 0; at < text.size();) {
    const char32_t c = next_code_point(text, at);
    out += c == 0x3002 || c == 0xFF0E || c == 0xFF61 ? U'.' : c;
  }
  return out;
}

bool is_atom_character(char c, bool international) {
  if (static_cast<unsigned char>(c) >= 0x80) return international;
  return is_alpha(c) || is_digit(c) || std::string_view("!#$%&'*+-/=?^_`{|}~").find(c) != std::string_view::npos;
}

bool is_quoted_local(std::string_view local, bool international) {
  if (local.size() < 2 || local.front() != '"' || local.back() != '"') return false;
  local = local.substr(1, local.size() - 2);
  for (std::size_t i = 0; i < local.size(); ++i) {
    const auto byte = static_cast<unsigned char>(local[i]);
    if (byte < 0x20 || byte == 0x7F || byte == '"' || (byte >= 0x80 && !international)) return false;
    if (byte == '\\' && ++i == local.size()) return false;
  }
  return true;
}

bool is_mailbox(std::string_view text, bool international) {
  const std::size_t at = text.rfind('@');
  if (at == std::string_view::npos || at == 0 || at > 64 * (international ? 4U : 1U)) return false;
  const std::string_view local = text.substr(0, at), domain = text.substr(at + 1);
  if (international && !is_utf8(text)) return false;
  const auto is_atom = [&](std::string_view atom) {
    return !atom.empty() &&
           std::all_of(atom.begin(), atom.end(), [&](char c) { return is_atom_character(c, international); });
  };
  if (!all_labels(local, is_atom) && !is_quoted_local(local, international)) return false;
  if (domain.size() > 2 && domain.front() == '[' && domain.back() == ']') {
    const std::string_view literal = domain.substr(1, domain.size() - 2);
    return is_ipv4(literal) || (literal.starts_with("IPv6:") && is_ipv6(literal.substr(5)));
  }
  return international ? is_idn_hostname(domain) : is_hostname(domain);
}

}  // namespace

bool is_hostname(std::string_view text) { return text.size() <= 253 && all_labels(text, is_label); }

bool is_idn_hostname(std::string_view text) {
  if (text.size() > 1024) return false;
  const std::u32string code = host_code_points(text);
  if (code.size() > 253) return false;
  std::u32string_view rest = code;
  for (;;) {
    const std::size_t dot = rest.find(U'.');
    if (!is_idn_label(rest.substr(0, dot))) return false;
    if (dot == std::u32string_view::npos) return true;
    rest.remove_prefix(dot + 1);
  }
}

bool is_ipv4(std::string_view text) {
  int parts = 0;
  const auto is_part = [&](std::string_view part) {
    ++parts;
    if (part.empty() || part.size() > 3 || !std::all_of(part.begin(), part.end(), is_digit)) return false;
    if (part.size() > 1 && part[0] == '0') return false;  // read as octal by some
    return part.size() < 3 || part <= "255";
  };
  return text.size() <= 15 && all_labels(text, is_part) && parts == 4;
}

bool is_ipv6(std::string_view text) {
  if (text.size() > 45) return false;
  int groups = 0;
  bool gap = false;
  std::size_t at = 0;
  if (text.starts_with("::")) {
    gap = true;
    at = 2;
  }
  while (at < text.size()) {
    const std::size_t first = at;
    while (at < text.size() && is_hex(text[at])) ++at;
    if (at < text.size() && text[at] == '.') {
      groups += 2;
      if (!is_ipv4(text.substr(first))) return false;
      at = text.size();
      break;
    }
    if (at == first || at - first > 4) return false;
    ++groups;
    if (at == text.size()) break;
    if (text[at++] != ':' || at == text.size()) return false;
    if (text[at] != ':') continue;
    if (gap) return false;
    gap = true;
    ++at;
  }
  return gap ? groups <= 7 : groups == 8;
}

bool is_email(std::string_view text) { return is_mailbox(text, false); }
bool is_idn_email(std::string_view text) { return is_mailbox(text, true); }

}  // namespace drydock
