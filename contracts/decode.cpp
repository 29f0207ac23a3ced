// Reading: JSON text or a document into a value, event by event, without a document in between.
#include <bitset>
#include <cassert>
#include <cmath>
#include <limits>
#include <nlohmann/json.hpp>

#include "contracts/bounds.hpp"
#include "contracts/codec.hpp"
#include "contracts/pointer.hpp"

namespace drydock {
namespace {

using Json = nlohmann::json;

std::string_view expectation(const Type& type) {
  switch (type.kind) {
    case Kind::boolean: return "a boolean";
    case Kind::integer: return "a 64-bit integer";
    case Kind::text: return "a string";
    case Kind::instant: return "an RFC 3339 date-time";
    case Kind::enumeration: return "a string";
    case Kind::list: return "an array";
    case Kind::optional: return expectation(*type.element);
    case Kind::record: return "an object";
  }
  return "a value";
}

std::string in_quotes(std::string_view text) {
  std::size_t most = std::min<std::size_t>(text.size(), 60);
  while (most < text.size() && (static_cast<unsigned char>(text[most]) & 0xC0) == 0x80) ++most;  // whole code points
  std::string out = "\"";
  out += text.substr(0, most);
  out += most < text.size() ? "...\"" : "\"";
  return out;
}

// The events of nlohmann's parser, each applied to the value under construction. The return value of every event says
// whether to go on.
class Builder {
 public:
  Builder(const Type& type, void* value) : root_(&type), root_value_(value) {}

  bool null() { return take() && (!slot_.type || wrong("null")); }
  bool boolean(bool value) {
    if (!take() || !slot_.type) return error_.empty();
    if (slot_.type->kind != Kind::boolean) return wrong("a boolean");
    *static_cast<bool*>(slot_.value) = value;
    return true;
  }
  bool number_integer(std::int64_t value) {
    if (!take() || !slot_.type) return error_.empty();
    if (slot_.type->kind != Kind::integer) return wrong("a number");
    *static_cast<std::int64_t*>(slot_.value) = value;
    return true;
  }
  bool number_unsigned(std::uint64_t value) {
    if (value <= static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max()))
      return number_integer(static_cast<std::int64_t>(value));
    return take() && (!slot_.type || wrong("a larger number"));
  }
  bool number_float(double value, const std::string&) {
    constexpr double exact = 9007199254740992.0;  // 2^53: above it a double no longer names one integer
    if (std::trunc(value) == value && std::abs(value) <= exact) return number_integer(static_cast<std::int64_t>(value));
    return take() && (!slot_.type || wrong("a number that is not an integer"));
  }
  bool string(const std::string& text) {
    if (!take() || !slot_.type) return error_.empty();
    switch (slot_.type->kind) {
      case Kind::text: *static_cast<std::string*>(slot_.value) = text; return true;
      case Kind::instant: return instant(text);
      case Kind::enumeration: return enumerator(text);
      default: return wrong("a string");
    }
  }
  bool binary(const Json::binary_t&) { return take() && (!slot_.type || wrong("binary data")); }

  bool start_object(std::size_t) {
    if (!take() || !enter()) return false;
    if (slot_.type && slot_.type->kind != Kind::record) return wrong("an object");
    frames_.push_back({slot_.type, slot_.value, 0, true, {}, {}});
    return true;
  }
  bool key(const std::string& name) {
    Frame& frame = frames_.back();
    frame.key = name;
    slot_ = {};
    if (!frame.type) return true;
    const std::size_t count = frame.type->fields.size();
    for (std::size_t i = 0; i < count; ++i) {
      const std::size_t at = (frame.next + i) % count;  // properties mostly come in the declared order
      if (frame.type->fields[at].name != name) continue;
      if (frame.seen[at]) return fail("expected every property once, found it twice");
      frame.seen[at] = true;
      frame.next = at + 1;
      // The object under construction is ours; only the description's accessor is const.
      slot_ = {frame.type->fields[at].type, const_cast<void*>(frame.type->fields[at].get(frame.value))};
      return true;
    }
    return true;
  }
  bool end_object() {
    const Frame& frame = frames_.back();
    if (frame.type) {
      for (std::size_t i = 0; i < frame.type->fields.size(); ++i) {
        const Field& field = frame.type->fields[i];
        if (frame.seen[i] || field.type->kind == Kind::optional) continue;
        frames_.back().key = field.name;
        return fail("expected " + std::string(expectation(*field.type)) + ", found no such property");
      }
    }
    frames_.pop_back();
    return true;
  }
  bool start_array(std::size_t) {
    if (!take() || !enter()) return false;
    if (slot_.type && slot_.type->kind != Kind::list) return wrong("an array");
    if (slot_.type) slot_.type->clear(slot_.value);
    frames_.push_back({slot_.type, slot_.value, 0, false, {}, {}});
    return true;
  }
  bool end_array() {
    frames_.pop_back();
    return true;
  }
  bool parse_error(std::size_t position, const std::string&, const nlohmann::detail::exception&) {
    return fail("expected JSON, found a syntax error at byte " + std::to_string(position));
  }

  std::string error() && { return std::move(error_); }
  std::string pointer() && { return std::move(pointer_); }

 private:
  struct Frame {
    const Type* type;  // null: an unknown value that is passed over
    void* value;
    std::size_t next;  // object: the field expected next; array: the number of elements so far
    bool object;
    std::string key;
    std::bitset<256> seen;
  };
  struct Slot {
    const Type* type = nullptr;
    void* value = nullptr;
  };

  // The place that the coming value goes to, in slot_.
  bool take() {
    if (frames_.empty()) {
      slot_ = {root_, root_value_};
    } else if (Frame& frame = frames_.back(); !frame.object) {
      slot_ = {};
      ++frame.next;
      if (frame.type) slot_ = {frame.type->element, frame.type->grow(frame.value)};
    }
    if (slot_.type && slot_.type->kind == Kind::optional) slot_ = {slot_.type->element, slot_.type->grow(slot_.value)};
    return true;
  }
  bool enter() {
    if (frames_.size() < max_json_depth) return true;
    return fail("expected at most " + std::to_string(max_json_depth) + " levels of nesting, found more");
  }
  bool instant(const std::string& text) {
    const std::optional<Instant> parsed = parse_instant(text);
    if (!parsed) return wrong(in_quotes(text));
    *static_cast<Instant*>(slot_.value) = *parsed;
    return true;
  }
  bool enumerator(const std::string& text) {
    const auto names = slot_.type->names;
    for (std::size_t i = 0; i < names.size(); ++i) {
      if (names[i] != text) continue;
      *static_cast<std::uint8_t*>(slot_.value) = static_cast<std::uint8_t>(i);
      return true;
    }
    std::string error = "expected one of ";
    for (std::size_t i = 0; i < names.size(); ++i) error.append(i == 0 ? "" : ", ").append(in_quotes(names[i]));
    return fail(error + ", found " + in_quotes(text));
  }
  bool wrong(std::string_view found) {
    return fail("expected " + std::string(expectation(*slot_.type)) + ", found " + std::string(found));
  }
  bool fail(std::string error) {
    if (!error_.empty()) return false;
    error_ = std::move(error);
    for (const Frame& frame : frames_) {
      if (!frame.object)
        append_pointer(pointer_, frame.next == 0 ? 0 : frame.next - 1);
      else if (!frame.key.empty())
        append_pointer(pointer_, frame.key);
    }
    return false;
  }

  const Type* root_;
  void* root_value_;
  std::vector<Frame> frames_;
  Slot slot_;
  std::string error_, pointer_;
};

// The events of a document. The builder refuses what is too deep, so the recursion is bounded.
bool walk(const Json& json, Builder& to) {
  switch (json.type()) {
    case Json::value_t::null:
    case Json::value_t::discarded: return to.null();
    case Json::value_t::boolean: return to.boolean(json.get<bool>());
    case Json::value_t::number_integer: return to.number_integer(json.get<std::int64_t>());
    case Json::value_t::number_unsigned: return to.number_unsigned(json.get<std::uint64_t>());
    case Json::value_t::number_float: return to.number_float(json.get<double>(), {});
    case Json::value_t::string: return to.string(json.get_ref<const std::string&>());
    case Json::value_t::binary: return to.binary(json.get_binary());
    case Json::value_t::object:
      if (!to.start_object(json.size())) return false;
      for (const auto& [name, value] : json.items())
        if (!to.key(name) || !walk(value, to)) return false;
      return to.end_object();
    case Json::value_t::array:
      if (!to.start_array(json.size())) return false;
      for (const Json& value : json)
        if (!walk(value, to)) return false;
      return to.end_array();
  }
  return false;
}

Decoded built(const Type& type, std::shared_ptr<void> value, Builder builder) {
  Decoded decoded;
  decoded.error = std::move(builder).error();
  decoded.pointer = std::move(builder).pointer();
  if (decoded) decoded.payload = Payload::adopt(&type, std::move(value));
  return decoded;
}

}  // namespace

Decoded decode(const Type& type, std::string_view json) {
  assert(type.kind == Kind::record);
  if (json.size() > max_json_bytes)
    return {
        {}, "expected at most " + std::to_string(max_json_bytes) + " bytes, found " + std::to_string(json.size()), ""};
  std::shared_ptr<void> value = type.make();
  Builder builder(type, value.get());
  Json::sax_parse(json.begin(), json.end(), &builder);
  return built(type, std::move(value), std::move(builder));
}

Decoded decode(const Type& type, const nlohmann::json& document) {
  assert(type.kind == Kind::record);
  std::shared_ptr<void> value = type.make();
  Builder builder(type, value.get());
  walk(document, builder);
  return built(type, std::move(value), std::move(builder));
}

}  // namespace drydock
