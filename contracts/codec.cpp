// Writing: values to JSON text and to documents.
#include "contracts/codec.hpp"

#include <array>
#include <charconv>
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

void write_escaped(std::string& out, std::string_view text) {
  std::size_t plain = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    const char escape = escapes[byte];
    if (escape == 0) continue;
    out.append(text, plain, i - plain);
    plain = i + 1;
    out += '\\';
    out += escape;
    if (escape != 'u') continue;
    out += "00";
    out += "0123456789abcdef"[byte >> 4];
    out += "0123456789abcdef"[byte & 15];
  }
  out.append(text, plain, text.size() - plain);
}

void write_text(std::string& out, std::string_view text) {
  out += '"';
  if (is_utf8(text))
    write_escaped(out, text);
  else
    write_escaped(out, repaired_utf8(text));
  out += '"';
}

void write_integer(std::string& out, std::int64_t value) {
  char digits[20];
  const auto end = std::to_chars(digits, digits + sizeof digits, value).ptr;
  out.append(digits, static_cast<std::size_t>(end - digits));
}

std::string_view enumerator(const Type& type, const void* value) {
  const std::size_t index = *static_cast<const std::uint8_t*>(value);
  return index < type.names.size() ? type.names[index] : std::string_view();
}

void write_record(std::string& out, const Type& type, const void* record) {
  char before = '{';
  for (const Field& field : type.fields) {
    const void* value = field.get(record);
    const Type* shape = field.type;
    if (shape->kind == Kind::optional) {
      if (shape->size(value) == 0) continue;
      value = shape->at(value, 0);
      shape = shape->element;
    }
    out += before;
    out += '"';
    out += field.name;
    out += "\":";
    write_json(out, *shape, value);
    before = ',';
  }
  if (before == '{') out += '{';
  out += '}';
}

void write_list(std::string& out, const Type& type, const void* list) {
  out += '[';
  const std::size_t size = type.size(list);
  for (std::size_t i = 0; i < size; ++i) {
    if (i > 0) out += ',';
    write_json(out, *type.element, type.at(list, i));
  }
  out += ']';
}

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

void write_json(std::string& out, const Type& type, const void* value) {
  switch (type.kind) {
    case Kind::boolean: out += *static_cast<const bool*>(value) ? "true" : "false"; return;
    case Kind::integer: write_integer(out, *static_cast<const std::int64_t*>(value)); return;
    case Kind::text: write_text(out, *static_cast<const std::string*>(value)); return;
    case Kind::instant:
      out += '"';
      append_instant(out, *static_cast<const Instant*>(value));
      out += '"';
      return;
    case Kind::enumeration: write_text(out, enumerator(type, value)); return;
    case Kind::list: write_list(out, type, value); return;
    case Kind::record: write_record(out, type, value); return;
    case Kind::optional:  // outside a record there is no property to leave out
      if (type.size(value) == 0)
        out += "null";
      else
        write_json(out, *type.element, type.at(value, 0));
      return;
  }
}

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
