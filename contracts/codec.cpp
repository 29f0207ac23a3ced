// Writing: values to JSON text and to documents.
#include "contracts/codec.hpp"

#include <array>
#include <charconv>
#include <cstring>
#include <nlohmann/json.hpp>

#include "contracts/bounds.hpp"
#include "contracts/utf8.hpp"

namespace drydock {
namespace {

// What a byte becomes inside a JSON string: 0 itself, 'u' \u00XX, else a backslash and this letter.
constexpr std::array<char, 256> escapes = [] {
  std::array<char, 256> table{};
  for (std::size_t i = 0; i < 0x20; ++i) table[i] = 'u';
  table['"'] = '"';
  table['\\'] = '\\';
  table['\b'] = 'b';
  table['\f'] = 'f';
  table['\n'] = 'n';
  table['\r'] = 'r';
  table['\t'] = 't';
  return table;
}();

std::string_view enumerator(const Type& type, const void* value) {
  const std::size_t index = *static_cast<const std::uint8_t*>(value);
  return index < type.names.size() ? type.names[index] : std::string_view();
}

// Whether eight bytes stand for themselves inside a JSON string: printable ASCII but the quote and the backslash.
bool is_plain(std::uint64_t eight) {
  constexpr std::uint64_t ones = 0x0101010101010101U, high = ones * 0x80;
  const std::uint64_t quote = eight ^ (ones * '"'), backslash = eight ^ (ones * '\\');
  const std::uint64_t special = (eight - ones * 0x20) | (quote - ones) | (backslash - ones) | eight;
  return (special & high) == 0;
}

// Writes through a buffer of its own: appending to a string byte by byte would cost more than the rest.
class Writer {
 public:
  explicit Writer(std::string& out) : out_(out) {}
  Writer(const Writer&) = delete;
  Writer& operator=(const Writer&) = delete;
  ~Writer() { flush(); }

  void value(const Type& type, const void* value) {
    switch (type.kind) {
      case Kind::boolean: return plain(*static_cast<const bool*>(value) ? "true" : "false");
      case Kind::integer: return integer(*static_cast<const std::int64_t*>(value));
      case Kind::text: return text(*static_cast<const std::string*>(value));
      case Kind::instant: return instant(*static_cast<const Instant*>(value));
      case Kind::enumeration: return text(enumerator(type, value));
      case Kind::list: return list(type, value);
      case Kind::record: return record(type, value);
      case Kind::optional:  // outside a record there is no property to leave out
        return type.size(value) == 0 ? plain("null") : this->value(*type.element, type.at(value, 0));
    }
  }

 private:
  static constexpr std::size_t capacity = 1024;

  void flush() {
    out_.append(buffer_, used_);
    used_ = 0;
  }
  char* room(std::size_t size) {
    if (capacity - used_ < size) flush();
    return buffer_ + used_;
  }
  void byte(char c) {
    *room(1) = c;
    ++used_;
  }
  void plain(std::string_view text) {
    if (text.size() > capacity) {
      flush();
      out_ += text;
      return;
    }
    std::memcpy(room(text.size()), text.data(), text.size());
    used_ += text.size();
  }

  void integer(std::int64_t value) {
    char* const to = room(20);
    used_ += static_cast<std::size_t>(std::to_chars(to, to + 20, value).ptr - to);
  }
  void instant(Instant value) {
    char* const to = room(instant_size + 2);
    to[0] = to[instant_size + 1] = '"';
    write_instant(to + 1, value);
    used_ += instant_size + 2;
  }

  void text(std::string_view text) {
    byte('"');
    if (is_utf8(text))
      escaped(text);
    else
      escaped(repaired_utf8(text));
    byte('"');
  }
  void escaped(std::string_view text) {
    std::size_t at = 0;
    for (; text.size() - at >= 8; at += 8) {
      std::uint64_t eight = 0;
      std::memcpy(&eight, text.data() + at, 8);
      if (!is_plain(eight)) break;
      std::memcpy(room(8), &eight, 8);
      used_ += 8;
    }
    for (; at < text.size(); ++at) {
      const auto code = static_cast<unsigned char>(text[at]);
      const char escape = escapes[code];
      if (escape != 0) {
        byte('\\');
        byte(escape);
      }
      if (escape == 'u') {
        plain("00");
        byte("0123456789abcdef"[code >> 4]);
        byte("0123456789abcdef"[code & 15]);
      }
      if (escape == 0) byte(text[at]);
    }
  }

  void record(const Type& type, const void* record) {
    char before = '{';
    for (const Field& field : type.fields) {
      const void* value = field.get(record);
      const Type* shape = field.type;
      if (shape->kind == Kind::optional) {
        if (shape->size(value) == 0) continue;
        value = shape->at(value, 0);
        shape = shape->element;
      }
      char* to = room(field.name.size() + 4);  // a member's name is short
      *to++ = before;
      *to++ = '"';
      to += field.name.copy(to, field.name.size());
      *to++ = '"';
      *to++ = ':';
      used_ += field.name.size() + 4;
      this->value(*shape, value);
      before = ',';
    }
    if (before == '{') byte('{');
    byte('}');
  }

  void list(const Type& type, const void* list) {
    byte('[');
    const std::size_t size = type.size(list);
    for (std::size_t i = 0; i < size; ++i) {
      if (i > 0) byte(',');
      value(*type.element, type.at(list, i));
    }
    byte(']');
  }

  std::string& out_;
  std::size_t used_ = 0;
  char buffer_[capacity];
};

nlohmann::json document_of_record(const Type& type, const void* record) {
  nlohmann::json object = nlohmann::json::object();
  for (const Field& field : type.fields) {
    const void* value = field.get(record);
    const Type* shape = field.type;
    if (shape->kind == Kind::optional) {
      if (shape->size(value) == 0) continue;
      value = shape->at(value, 0);
      shape = shape->element;
    }
    object[std::string(field.name)] = to_document(*shape, value);
  }
  return object;
}

nlohmann::json document_of_list(const Type& type, const void* list) {
  nlohmann::json array = nlohmann::json::array();
  const std::size_t size = type.size(list);
  for (std::size_t i = 0; i < size; ++i) array.push_back(to_document(*type.element, type.at(list, i)));
  return array;
}

// No deeper than the bound, counted without building anything: copying or printing a deep document recurses.
bool is_shallow(std::string_view json) {
  std::size_t depth = 0;
  bool in_string = false;
  for (std::size_t i = 0; i < json.size(); ++i) {
    const char c = json[i];
    if (in_string) {
      if (c == '\\') ++i;
      if (c == '"') in_string = false;
    } else if (c == '"') {
      in_string = true;
    } else if (c == '{' || c == '[') {
      if (++depth > max_json_depth) return false;
    } else if ((c == '}' || c == ']') && depth > 0) {
      --depth;
    }
  }
  return true;
}

}  // namespace

void write_json(std::string& out, const Type& type, const void* value) { Writer(out).value(type, value); }

std::string to_json(const Payload& payload) {
  if (const std::string* bytes = payload.bytes()) return *bytes;
  if (payload.empty()) return "null";
  std::string out;
  out.reserve(1024);
  write_json(out, *payload.type(), payload.data());
  return out;
}

nlohmann::json to_document(const Type& type, const void* value) {
  switch (type.kind) {
    case Kind::boolean: return *static_cast<const bool*>(value);
    case Kind::integer: return *static_cast<const std::int64_t*>(value);
    case Kind::text: {
      const auto& text = *static_cast<const std::string*>(value);
      return is_utf8(text) ? text : repaired_utf8(text);
    }
    case Kind::instant: return to_string(*static_cast<const Instant*>(value));
    case Kind::enumeration: return std::string(enumerator(type, value));
    case Kind::list: return document_of_list(type, value);
    case Kind::record: return document_of_record(type, value);
    case Kind::optional: break;
  }
  return type.size(value) == 0 ? nlohmann::json() : to_document(*type.element, type.at(value, 0));
}

std::optional<nlohmann::json> parse_document(std::string_view json) {
  if (json.size() > max_json_bytes || !is_shallow(json)) return std::nullopt;
  nlohmann::json document = nlohmann::json::parse(json.begin(), json.end(), nullptr, false);
  if (document.is_discarded()) return std::nullopt;
  return document;
}

nlohmann::json to_document(const Payload& payload) {
  if (const std::string* bytes = payload.bytes()) {
    std::optional<nlohmann::json> document = parse_document(*bytes);
    return document ? std::move(*document) : nlohmann::json(repaired_utf8(*bytes));
  }
  return payload.empty() ? nlohmann::json() : to_document(*payload.type(), payload.data());
}

}  // namespace drydock
