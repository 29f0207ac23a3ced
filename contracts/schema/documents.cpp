#include "contracts/schema/documents.hpp"

#include "contracts/nearest.hpp"
#include "contracts/pointer.hpp"
#include "contracts/schema/uri.hpp"

namespace drydock {
namespace {

using Json = nlohmann::json;
constexpr std::string_view meta_schema_uri = "http://json-schema.org/draft-07/schema";

bool is_schema(const Json& json) { return json.is_object() || json.is_boolean(); }

SchemaPlace below(const SchemaPlace& parent, std::string_view keyword, const Json& value) {
  SchemaPlace place{parent.document, parent.pointer, &value, parent.base};
  append_pointer(place.pointer, keyword);
  return place;
}

// The levels of a document, counted without recursion; stops where there are too many.
bool is_deeper_than(const Json& document, std::size_t most) {
  std::vector<std::pair<const Json*, std::size_t>> open{{&document, 1}};
  while (!open.empty()) {
    const auto [json, level] = open.back();
    open.pop_back();
    if (!json->is_structured()) continue;
    if (level > most) return true;
    for (const Json& child : *json) open.emplace_back(&child, level + 1);
  }
  return false;
}

}  // namespace

std::string trimmed_id(const std::string& id) { return id.ends_with('#') ? id.substr(0, id.size() - 1) : id; }

const std::string* id_of(const Json& schema) {
  if (!schema.is_object() || schema.contains("$ref")) return nullptr;
  const auto id = schema.find("$id");
  return id == schema.end() ? nullptr : id->get_ptr<const std::string*>();
}

void for_each_subschema(const SchemaPlace& parent, const std::function<void(const SchemaPlace&)>& f) {
  const Json& schema = *parent.value;
  if (!schema.is_object()) return;
  const auto each_of = [&](std::string_view keyword, const Json& value) {
    const SchemaPlace container = below(parent, keyword, value);
    if (value.is_object()) {
      for (const auto& [name, child] : value.get_ref<const Json::object_t&>())
        if (is_schema(child)) f(below(container, name, child));
    } else {
      for (std::size_t i = 0; i < value.size(); ++i)
        if (is_schema(value[i])) f(below(container, std::to_string(i), value[i]));
    }
  };
  for (const char* keyword :
       {"additionalItems", "additionalProperties", "contains", "else", "if", "items", "not", "propertyNames", "then"}) {
    const auto value = schema.find(keyword);
    if (value == schema.end()) continue;
    if (is_schema(*value)) f(below(parent, keyword, *value));
    if (value->is_array()) each_of(keyword, *value);
  }
  for (const char* keyword :
       {"allOf", "anyOf", "definitions", "dependencies", "oneOf", "patternProperties", "properties"}) {
    const auto value = schema.find(keyword);
    if (value != schema.end() && value->is_structured()) each_of(keyword, *value);
  }
}

std::string SchemaDocuments::add(const std::string& uri, const Json& document) {
  if (++documents_ > most_documents)
    return "expected at most " + std::to_string(most_documents) + " documents, found more";
  if (is_deeper_than(document, most_levels))
    return "expected at most " + std::to_string(most_levels) + " levels, found more";
  const SchemaPlace root{uri, "", &document, uri};
  places_.emplace(uri, root);
  std::vector<SchemaPlace> open{root};
  while (!open.empty()) {
    SchemaPlace place = std::move(open.back());
    open.pop_back();
    if (++places_seen_ > most_places)
      return "expected at most " + std::to_string(most_places) + " subschemas, found more";
    if (const std::string* id = id_of(*place.value)) {
      if (id->starts_with('#')) {
        places_.emplace(std::string(without_fragment(place.base)) + *id, place);
      } else {
        place.base = resolve_uri(place.base, trimmed_id(*id));
        bases_[place.location()] = place.base;
        places_.emplace(place.base, place);
        if (place.pointer.empty()) places_[uri].base = place.base;
      }
    }
    for_each_subschema(place, [&](const SchemaPlace& child) { open.push_back(child); });
  }
  return {};
}

void SchemaDocuments::settle_base(SchemaPlace& place) const {
  const auto base = bases_.find(place.location());
  if (base != bases_.end()) place.base = base->second;
}

SchemaPlace SchemaDocuments::walk(SchemaPlace from, std::string_view pointer, std::string& error) const {
  const auto tokens = pointer_tokens(pointer);
  if (!tokens) {
    error = "expected a JSON Pointer or a name after '#'";
    return {};
  }
  for (const std::string& token : *tokens) {
    const Json* next = nullptr;
    if (from.value->is_object()) {
      const auto found = from.value->find(token);
      if (found != from.value->end()) next = &*found;
    } else if (from.value->is_array() && !token.empty() && token.size() < 8 &&
               token.find_first_not_of("0123456789") == std::string::npos && (token.size() == 1 || token[0] != '0')) {
      const std::size_t index = std::stoul(token);
      if (index < from.value->size()) next = &(*from.value)[index];
    }
    append_pointer(from.pointer, token);
    if (next == nullptr) {
      error = "found nothing at " + from.location();
      std::vector<std::string_view> names;
      if (from.value->is_object())
        for (const auto& [name, value] : from.value->get_ref<const Json::object_t&>()) names.push_back(name);
      const std::string_view nearest = nearest_of(token, names);
      if (!nearest.empty()) error += "; nearest is \"" + std::string(nearest) + "\"";
      return {};
    }
    from.value = next;
    settle_base(from);
  }
  return from;
}

SchemaPlace SchemaDocuments::resolve(const std::string& base, std::string_view reference, std::string& error) {
  const std::string uri = resolve_uri(base, reference);
  const std::string document(without_fragment(uri));
  if (!places_.contains(document)) {
    const Json* found = document == meta_schema_uri ? &draft_07_schema() : source_ ? source_(document) : nullptr;
    if (found == nullptr) {
      error = "expected a document at \"" + document + "\", found none: store it or mend the reference";
      return {};
    }
    error = add(document, *found);
    if (!error.empty()) return {};
  }
  const std::string fragment = percent_decoded(fragment_of(uri));
  if (!fragment.empty() && fragment[0] != '/') {
    const auto named = places_.find(document + "#" + fragment);
    if (named != places_.end()) return named->second;
    error = "expected a schema with \"$id\": \"#" + fragment + "\" in \"" + document + "\", found none";
    return {};
  }
  return walk(places_.at(document), fragment, error);
}

}  // namespace drydock
