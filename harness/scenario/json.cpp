// JSON with places. Our own few lines: libraries keep no columns, and a line of a plan file is one such value.
#include <set>

#include "contracts/utf8.hpp"
#include "harness/scenario/node.hpp"

namespace drydock {
namespace {

class JsonReader {
 public:
  JsonReader(std::string_view text, Mark at, const DocumentLimits& limits) : text_(text), at_(at), limits_(limits) {}

  bool whole(Node& node) {
    if (!value(node, 0)) return false;
    space();
    return i_ == text_.size() || fail("something follows the value");
  }
  Mark where() const { return error_at_; }
  const std::string& message() const { return message_; }

 private:
  bool fail(std::string message) {
    if (message_.empty()) {
      message_ = "not JSON: " + std::move(message);
      error_at_ = place();
    }
    return false;
  }
  Mark place() const { return {at_.line, at_.column + static_cast<int>(i_ - line_start_)}; }
  void space() {
    for (; i_ < text_.size(); ++i_) {
      const char c = text_[i_];
      if (c == '\n') {
        ++at_.line;
        at_.column = 1;
        line_start_ = i_ + 1;
      } else if (c != ' ' && c != '\t' && c != '\r') {
        break;
      }
    }
  }
  char peek() {
    space();
    return i_ < text_.size() ? text_[i_] : '\0';
  }

  bool value(Node& node, std::size_t depth) {
    const char c = peek();
    node.at = place();
    node.begin = i_;
    const bool read = read_value(c, node, depth);
    node.end = i_;
    return read;
  }
  bool read_value(char c, Node& node, std::size_t depth) {
    if (depth >= limits_.depth) return fail("nested deeper than " + std::to_string(limits_.depth) + " levels");
    if (++nodes_ > limits_.nodes) return fail("more than " + std::to_string(limits_.nodes) + " values");
    if (c == '{') return map(node, depth);
    if (c == '[') return list(node, depth);
    if (c == '"') {
      node.kind = Node::Kind::scalar;
      node.quoted = true;
      return string(node.text);
    }
    return word(node);
  }
  bool word(Node& node) {
    const std::size_t begin = i_;
    while (i_ < text_.size() && std::string_view(",]}: \t\r\n\"").find(text_[i_]) == std::string_view::npos) ++i_;
    const std::string_view found = text_.substr(begin, i_ - begin);
    if (found == "null") return true;
    if (found == "true" || found == "false" || number(found)) {
      node.kind = Node::Kind::scalar;
      node.text = found;
      return true;
    }
    i_ = begin;
    if (found.empty()) return fail(i_ == text_.size() ? "a value is missing at the end" : "a value is missing");
    return fail("`" + std::string(found.substr(0, 40)) + "` is no value; text stands in double quotes");
  }
  static bool number(std::string_view text) {
    const auto skip_digits = [&] {
      std::size_t n = 0;
      while (n < text.size() && text[n] >= '0' && text[n] <= '9') ++n;
      text.remove_prefix(n);
      return n;
    };
    if (text.starts_with('-')) text.remove_prefix(1);
    const bool zero = text.starts_with('0');
    const std::size_t whole = skip_digits();
    if (whole == 0 || (zero && whole > 1)) return false;
    if (text.starts_with('.')) {
      text.remove_prefix(1);
      if (skip_digits() == 0) return false;
    }
    if (text.starts_with('e') || text.starts_with('E')) {
      text.remove_prefix(1);
      if (text.starts_with('+') || text.starts_with('-')) text.remove_prefix(1);
      if (skip_digits() == 0) return false;
    }
    return text.empty();
  }
  bool list(Node& node, std::size_t depth) {
    node.kind = Node::Kind::list;
    ++i_;
    if (peek() == ']') return ++i_, true;
    while (true) {
      if (!value(node.items.emplace_back(), depth + 1)) return false;
      const char c = peek();
      if (c != ',' && c != ']') return fail("expected `,` or `]`");
      ++i_;
      if (c == ']') return true;
    }
  }
  bool map(Node& node, std::size_t depth) {
    node.kind = Node::Kind::map;
    ++i_;
    if (peek() == '}') return ++i_, true;
    while (true) {
      Member member;
      if (peek() != '"') return fail("expected a key in double quotes");
      member.at = place();
      if (!string(member.key)) return false;
      if (node.find(member.key) != nullptr) return fail("the key `" + member.key + "` stands twice");
      if (peek() != ':') return fail("expected `:`");
      ++i_;
      if (!value(member.value, depth + 1)) return false;
      node.members.push_back(std::move(member));
      const char c = peek();
      if (c != ',' && c != '}') return fail("expected `,` or `}`");
      ++i_;
      if (c == '}') return true;
    }
  }
  bool string(std::string& out) {
    ++i_;
    while (i_ < text_.size()) {
      const char c = text_[i_];
      if (c == '"') return ++i_, true;
      if (static_cast<unsigned char>(c) < 0x20) return fail("a control character inside text");
      if (c == '\\') {
        if (!escape(out)) return false;
      } else {
        out += c;
        ++i_;
      }
    }
    return fail("text without its closing quote");
  }
  bool escape(std::string& out) {
    static constexpr std::string_view letters = "\"\\/bfnrt";
    static constexpr std::string_view meanings = "\"\\/\b\f\n\r\t";
    const char c = i_ + 1 < text_.size() ? text_[i_ + 1] : '\0';
    if (const std::size_t found = c == '\0' ? std::string_view::npos : letters.find(c);
        found != std::string_view::npos) {
      out += meanings[found];
      i_ += 2;
      return true;
    }
    char32_t code = 0;
    if (c != 'u' || !hex(code)) return fail("an unknown escape in text");
    if (code >= 0xD800 && code < 0xDC00) {
      char32_t low = 0;
      if (text_.substr(i_, 2) != "\\u" || !hex(low) || low < 0xDC00 || low >= 0xE000)
        return fail("half a surrogate pair");
      code = 0x10000 + ((code - 0xD800) << 10) + (low - 0xDC00);
    } else if (code >= 0xDC00 && code < 0xE000) {
      return fail("half a surrogate pair");
    }
    append_code_point(out, code);
    return true;
  }
  // Four hex digits after "\u" at i_, which is moved past them.
  bool hex(char32_t& code) {
    if (i_ + 6 > text_.size()) return false;
    for (std::size_t k = i_ + 2; k < i_ + 6; ++k) {
      const char c = text_[k];
      const int digit = c >= '0' && c <= '9'   ? c - '0'
                        : c >= 'a' && c <= 'f' ? c - 'a' + 10
                        : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                               : -1;
      if (digit < 0) return false;
      code = code * 16 + static_cast<char32_t>(digit);
    }
    i_ += 6;
    return true;
  }

  std::string_view text_;
  std::size_t i_ = 0;
  std::size_t line_start_ = 0;
  Mark at_;
  DocumentLimits limits_;
  std::size_t nodes_ = 0;
  std::string message_;
  Mark error_at_;
};

}  // namespace

Parsed parse_json(std::string_view text, const std::string& file, Mark at, const DocumentLimits& limits) {
  Parsed parsed;
  const auto tell = [&](Mark where, std::string message) {
    Mistake mistake;
    mistake.file = file;
    mistake.line = where.line;
    mistake.column = where.column;
    mistake.message = std::move(message);
    parsed.mistakes.push_back(std::move(mistake));
  };
  if (text.size() > limits.bytes)
    tell({}, "longer than " + std::to_string(limits.bytes) + " bytes");
  else if (!is_utf8(text))
    tell(at, "not UTF-8 text");
  if (!parsed.mistakes.empty()) return parsed;
  JsonReader reader(text, at, limits);
  if (!reader.whole(parsed.root)) tell(reader.where(), reader.message());
  return parsed;
}

}  // namespace drydock
