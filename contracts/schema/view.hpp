// What the engine sees of a value: the same questions answered by a document and by a canonical value.
#pragma once
#include <algorithm>
#include <nlohmann/json.hpp>

#include "contracts/schema/program.hpp"
#include "contracts/utf8.hpp"

namespace drydock {

/// A view of a document.
class JsonView {
 public:
  explicit JsonView(const nlohmann::json& json) : json_(&json) {}

  std::uint8_t shape() const {
    using Form = nlohmann::json::value_t;
    switch (json_->type()) {
      case Form::boolean: return shape::boolean;
      case Form::number_integer:
      case Form::number_unsigned: return shape::integer;
      case Form::number_float: return number().is_integer() ? shape::integer : shape::fraction;
      case Form::string: return shape::text;
      case Form::array: return shape::array;
      case Form::object: return shape::object;
      default: return shape::null;
    }
  }
  bool boolean() const { return *json_->get_ptr<const bool*>(); }
  Number number() const {
    if (json_->is_number_float()) return Number::of(*json_->get_ptr<const double*>());
    if (json_->is_number_unsigned()) return Number::of(*json_->get_ptr<const std::uint64_t*>());
    return Number::of(*json_->get_ptr<const std::int64_t*>());
  }
  std::string_view text(std::string&) const { return *json_->get_ptr<const std::string*>(); }
  std::size_t size() const { return json_->size(); }
  JsonView at(std::size_t index) const { return JsonView((*json_)[index]); }
  /// Calls f(name, view) for each property by name, until it returns false; says whether none did.
  template <class F>
  bool each(const F& f) const {
    for (const auto& [name, value] : *json_->get_ptr<const nlohmann::json::object_t*>())
      if (!f(std::string_view(name), JsonView(value))) return false;
    return true;
  }
  std::optional<JsonView> find(const std::string& name) const {
    const auto found = json_->find(name);
    return found == json_->end() ? std::nullopt : std::optional(JsonView(*found));
  }

 private:
  const nlohmann::json* json_;
};

/// A view of a canonical value, which looks exactly like the JSON that write_json() makes of it.
class TypedView {
 public:
  TypedView(const Type* type, const void* value) : type_(type), value_(value) {
    while (type_->kind == Kind::optional && type_->size(value_) == 1) {
      value_ = type_->at(value_, 0);
      type_ = type_->element;
    }
  }

  std::uint8_t shape() const {
    constexpr std::uint8_t shapes[] = {shape::boolean, shape::integer, shape::text, shape::text,
                                       shape::text,    shape::array,   shape::null, shape::object};
    return shapes[static_cast<std::size_t>(type_->kind)];
  }
  bool boolean() const { return *static_cast<const bool*>(value_); }
  Number number() const { return Number::of(*static_cast<const std::int64_t*>(value_)); }
  std::string_view text(std::string& scratch) const {
    if (type_->kind == Kind::text) {
      const std::string& text = *static_cast<const std::string*>(value_);
      if (is_utf8(text)) return text;
      return scratch = repaired_utf8(text);
    }
    if (type_->kind == Kind::enumeration)
      return enumerator() < type_->names.size() ? type_->names[enumerator()] : std::string_view();
    scratch.clear();
    append_instant(scratch, *static_cast<const Instant*>(value_));
    return scratch;
  }
  std::size_t size() const {
    if (type_->kind == Kind::list) return type_->size(value_);
    std::size_t present = 0;
    for (const Field& field : type_->fields)
      present += field.type->kind != Kind::optional || field.type->size(field.get(value_));
    return present;
  }
  TypedView at(std::size_t index) const { return {type_->element, type_->at(value_, index)}; }
  template <class F>
  bool each(const F& f) const {
    std::vector<const Field*> fields;
    for (const Field& field : type_->fields) fields.push_back(&field);
    std::sort(fields.begin(), fields.end(), [](const Field* a, const Field* b) { return a->name < b->name; });
    for (const Field* field : fields) {
      const void* value = field->get(value_);
      if (field->type->kind == Kind::optional && field->type->size(value) == 0) continue;
      if (!f(field->name, TypedView(field->type, value))) return false;
    }
    return true;
  }
  std::optional<TypedView> find(const std::string& name) const {
    for (const Field& field : type_->fields) {
      if (field.name != name) continue;
      const void* value = field.get(value_);
      if (field.type->kind == Kind::optional && field.type->size(value) == 0) return std::nullopt;
      return TypedView(field.type, value);
    }
    return std::nullopt;
  }

  const void* value() const { return value_; }
  std::size_t enumerator() const { return *static_cast<const std::uint8_t*>(value_); }

 private:
  const Type* type_;
  const void* value_;
};

/// A view of a property's name.
class NameView {
 public:
  explicit NameView(std::string_view name) : name_(name) {}
  std::uint8_t shape() const { return shape::text; }
  bool boolean() const { return false; }
  Number number() const { return Number::of(std::int64_t{0}); }
  std::string_view text(std::string&) const { return name_; }
  std::size_t size() const { return 0; }
  NameView at(std::size_t) const { return *this; }
  template <class F>
  bool each(const F&) const {
    return true;
  }
  std::optional<NameView> find(const std::string&) const { return std::nullopt; }

 private:
  std::string_view name_;
};

/// Values nested deeper than this are not compared: they count as different.
inline constexpr int most_levels = 500;

/// Whether two views show the same JSON value.
template <class A, class B>
bool same_value(const A& a, const B& b, int level = 0) {
  const std::uint8_t kind = a.shape();
  if (kind != b.shape() || level > most_levels) return false;
  switch (kind) {
    case shape::null: return true;
    case shape::boolean: return a.boolean() == b.boolean();
    case shape::integer:
    case shape::fraction: return a.number() == b.number();
    case shape::text: {
      std::string x, y;
      return a.text(x) == b.text(y);
    }
    case shape::array:
      if (a.size() != b.size()) return false;
      for (std::size_t i = 0; i < a.size(); ++i)
        if (!same_value(a.at(i), b.at(i), level + 1)) return false;
      return true;
    default:
      return a.size() == b.size() && b.each([&](std::string_view name, const B& value) {
        const std::optional<A> other = a.find(std::string(name));
        return other && same_value(*other, value, level + 1);
      });
  }
}

/// Equal for values that are the same.
template <class View>
std::uint64_t hash_of_value(const View& view, int level = 0) {
  const auto mix = [](std::uint64_t hash, std::uint64_t word) {
    return (hash ^ word) * 0x9E3779B97F4A7C15U ^ hash >> 29;
  };
  const auto mix_text = [&](std::uint64_t hash, std::string_view text) {
    for (const char c : text) hash = mix(hash, static_cast<unsigned char>(c));
    return hash;
  };
  std::uint64_t hash = view.shape();
  if (level > most_levels) return hash;
  switch (view.shape()) {
    case shape::boolean: return mix(hash, view.boolean());
    case shape::integer:
    case shape::fraction: return mix(hash, view.number().hash());
    case shape::text: {
      std::string scratch;
      return mix_text(hash, view.text(scratch));
    }
    case shape::array:
      for (std::size_t i = 0; i < view.size(); ++i) hash = mix(hash, hash_of_value(view.at(i), level + 1));
      return hash;
    case shape::object:
      view.each([&](std::string_view name, const View& value) {
        hash = mix(mix_text(hash, name), hash_of_value(value, level + 1));
        return true;
      });
      return hash;
    default: return hash;
  }
}

}  // namespace drydock
