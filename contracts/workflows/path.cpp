#include "contracts/workflows/path.hpp"

#include "contracts/pointer.hpp"

namespace drydock {
namespace {

std::string names_of(const Type& record) {
  std::string names;
  for (const Field& field : record.fields) names.append(names.empty() ? "" : ", ").append(field.name);
  return names;
}

const Field* member(const Type& record, std::string_view name) {
  for (const Field& field : record.fields)
    if (field.name == name) return &field;
  return nullptr;
}

}  // namespace

std::optional<FieldPath> FieldPath::resolve(const Type& record, std::string_view pointer, std::string& error) {
  const auto tokens = pointer_tokens(pointer);
  if (!tokens || tokens->empty()) {
    error = "expected a JSON Pointer such as /packages/*/package_id, found \"" + std::string(pointer) + "\"";
    return std::nullopt;
  }
  FieldPath path;
  path.text_ = pointer;
  const Type* type = &record;
  for (const std::string& token : *tokens) {
    if (type->kind == Kind::list && token == "*") {
      path.steps_.push_back({nullptr, type});
      type = type->element;
    } else if (const Field* field = type->kind == Kind::record ? member(*type, token) : nullptr) {
      path.steps_.push_back({field->get, nullptr});
      type = field->type;
    } else {
      error = "\"" + std::string(pointer) + "\": \"" + token + "\" names nothing here; ";
      error += type->kind == Kind::record ? "expected one of " + names_of(*type)
               : type->kind == Kind::list ? "expected * (every element)"
                                          : "the pointer must end before it";
      return std::nullopt;
    }
    if (type->kind == Kind::optional) {
      path.steps_.push_back({nullptr, type});
      type = type->element;
    }
  }
  if (type->kind == Kind::list || type->kind == Kind::record) {
    error = "\"" + std::string(pointer) + "\" ends at " + (type->kind == Kind::list ? "an array" : "an object") +
            "; expected a single value";
    return std::nullopt;
  }
  path.leaf_ = type;
  return path;
}

std::optional<std::int64_t> FieldPath::number(const void* record) const {
  std::optional<std::int64_t> first;
  each(record, [&](const void* value) {
    if (first) return;
    switch (leaf_->kind) {
      case Kind::boolean: first = *static_cast<const bool*>(value) ? 1 : 0; break;
      case Kind::integer: first = *static_cast<const std::int64_t*>(value); break;
      case Kind::instant: first = static_cast<const Instant*>(value)->us; break;
      case Kind::enumeration: first = *static_cast<const std::uint8_t*>(value); break;
      default: break;
    }
  });
  return first;
}

}  // namespace drydock
