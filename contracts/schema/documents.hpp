// The documents of a schema: which places have which base URI, and where a reference leads.
#pragma once
#include <map>
#include <nlohmann/json.hpp>

#include "contracts/schema/schema.hpp"

namespace drydock {

/// A subschema's place.
struct SchemaPlace {
  std::string document;  ///< the URI it was fetched by
  std::string pointer;   ///< JSON Pointer inside the document
  const nlohmann::json* value = nullptr;
  std::string base;  ///< what references in it are resolved against
  std::string location() const { return document + "#" + pointer; }
};

/// The `$id` of a schema, unless a `$ref` beside it makes it mean nothing; null if there is none.
const std::string* id_of(const nlohmann::json& schema);
/// Without the empty fragment, which says nothing.
std::string trimmed_id(const std::string& id);

/// Calls f(place) for each direct subschema of a schema: keyword by keyword of draft-07, in a fixed order.
void for_each_subschema(const SchemaPlace& parent, const std::function<void(const SchemaPlace&)>& f);

class SchemaDocuments {
 public:
  static constexpr std::size_t most_documents = 200;
  static constexpr std::size_t most_levels = 256;
  static constexpr std::size_t most_places = 20'000;

  explicit SchemaDocuments(const DocumentSource& source) : source_(source) {}

  /// Takes a document in, with every `$id` in it. Empty if that went well, else what is wrong with it.
  std::string add(const std::string& uri, const nlohmann::json& document);
  const SchemaPlace& root_of(const std::string& uri) const { return places_.at(uri); }

  /// Where a reference leads, fetching the document if need be. Null value and a reason if it leads nowhere.
  SchemaPlace resolve(const std::string& base, std::string_view reference, std::string& error);
  /// The base of a subschema below `parent`, given the place without its own base.
  void settle_base(SchemaPlace& place) const;

 private:
  SchemaPlace walk(SchemaPlace from, std::string_view pointer, std::string& error) const;

  const DocumentSource& source_;
  std::size_t documents_ = 0, places_seen_ = 0;
  std::map<std::string, SchemaPlace> places_;  // by URI: documents, `$id`s, and "uri#name"
  std::map<std::string, std::string> bases_;   // by location: the base from there on
};

/// The draft-07 meta-schema, in our own words.
const nlohmann::json& draft_07_schema();

}  // namespace drydock
