// From documents to a program.
#include <algorithm>
#include <deque>

#include "contracts/nearest.hpp"
#include "contracts/pointer.hpp"
#include "contracts/schema/documents.hpp"
#include "contracts/schema/explain.hpp"
#include "contracts/schema/uri.hpp"

namespace drydock {
namespace {

using Json = nlohmann::json;

constexpr std::size_t most_errors = 20;
constexpr std::size_t most_pattern_bytes = 64 * 1024;  // all patterns of a schema: each may become a table

std::uint8_t shapes_named(std::string_view name) {
  if (name == "null") return shape::null;
  if (name == "boolean") return shape::boolean;
  if (name == "integer") return shape::integer;
  if (name == "number") return shape::number;
  if (name == "string") return shape::text;
  if (name == "array") return shape::array;
  return name == "object" ? shape::object : std::uint8_t{0};
}

class Compiler {
 public:
  explicit Compiler(const DocumentSource& source) : documents_(source) {}

  std::shared_ptr<SchemaProgram> run(const Json& document, std::string uri) {
    if (const std::string* id = id_of(document)) uri = resolve_uri(uri, trimmed_id(*id));
    const std::string trouble = documents_.add(uri, document);
    if (!trouble.empty()) {
      errors_.push_back({uri + "#", trouble});
      return nullptr;
    }
    root_ = uri;
    node_of(documents_.root_of(uri));
    while (!open_.empty() && errors_.size() < most_errors && !too_large_) {
      const auto [node, place] = std::move(open_.front());
      open_.pop_front();
      here_ = &place;
      compile(node, place);
    }
    if (errors_.empty()) bound_chains();
    return errors_.empty() ? program_ : nullptr;
  }
  std::vector<SchemaError> errors() && { return std::move(errors_); }

 private:
  void fail(std::string_view keyword, std::string message) {
    std::string where = here_->location();
    if (!keyword.empty()) append_pointer(where, keyword);
    errors_.push_back({std::move(where), std::move(message)});
  }
  void wrong(std::string_view keyword, std::string_view expected, const Json& found) {
    fail(keyword, "expected " + std::string(expected) + ", found " + described(JsonView(found)));
  }

  // The node of a place, made now and filled later; each place has one, which is what makes recursion possible.
  NodeId node_of(SchemaPlace place) {
    if (!place.value->is_object() && !place.value->is_boolean()) {
      errors_.push_back(
          {place.location(), "expected a schema (an object or a boolean), found " + described(JsonView(*place.value))});
      return 0;
    }
    documents_.settle_base(place);
    const auto [known, is_new] = nodes_.emplace(place.location(), static_cast<NodeId>(program_->nodes.size()));
    if (is_new) {
      if (program_->nodes.size() >= SchemaDocuments::most_places && !too_large_) {
        errors_.push_back({place.location(), "expected at most 20000 subschemas, found more"});
        too_large_ = true;
      }
      program_->nodes.push_back({});
      program_->locations.push_back(place.location());
      open_.emplace_back(known->second, std::move(place));
    }
    return known->second;
  }
  NodeId child(const Json& value, std::string_view keyword) {
    return node_of({here_->document, extended(keyword), &value, here_->base});
  }
  NodeId child(const Json& value, std::string_view keyword, std::string_view name) {
    std::string pointer = extended(keyword);
    append_pointer(pointer, name);
    return node_of({here_->document, std::move(pointer), &value, here_->base});
  }
  std::string extended(std::string_view keyword) const {
    std::string pointer = here_->pointer;
    append_pointer(pointer, keyword);
    return pointer;
  }

  void step(Keyword keyword, std::uint8_t applies, std::uint64_t value) { steps_.push_back({keyword, applies, value}); }
  template <class Rule>
  void rule(Keyword keyword, std::uint8_t applies, std::vector<Rule>& table, Rule rule) {
    step(keyword, applies, table.size());
    table.push_back(std::move(rule));
  }

  void compile(NodeId node, const SchemaPlace& place) {
    steps_.clear();
    const Json& schema = *place.value;
    if (schema.is_boolean()) {
      if (!schema.get<bool>()) step(Keyword::never, shape::any, 0);
    } else if (const auto ref = schema.find("$ref"); ref != schema.end()) {
      reference(*ref);
    } else {
      shapes(schema);
      values(schema);
      numbers(schema);
      texts(schema);
      arrays(schema);
      objects(schema);
      combinations(schema);
    }
    if (place.document == root_ && schema.is_object()) definitions(schema);
    program_->nodes[node].first = static_cast<std::uint32_t>(program_->steps.size());
    program_->nodes[node].count = static_cast<std::uint32_t>(steps_.size());
    program_->steps.insert(program_->steps.end(), steps_.begin(), steps_.end());
  }

  void reference(const Json& ref) {
    if (!ref.is_string()) return wrong("$ref", "a URI reference", ref);
    std::string error;
    SchemaPlace target = documents_.resolve(here_->base, ref.get_ref<const std::string&>(), error);
    if (target.value == nullptr) return fail("$ref", std::move(error));
    step(Keyword::ref, shape::any, node_of(std::move(target)));
  }

  // Definitions nobody refers to are compiled too, so that their mistakes are found.
  void definitions(const Json& schema) {
    const auto found = schema.find("definitions");
    if (found == schema.end()) return;
    if (!found->is_object()) return wrong("definitions", "an object of schemas", *found);
    for (const auto& [name, value] : found->get_ref<const Json::object_t&>()) child(value, "definitions", name);
  }

  const Json* keyword(const Json& schema, const char* name) const {
    const auto found = schema.find(name);
    return found == schema.end() ? nullptr : &*found;
  }

  void shapes(const Json& schema) {
    const Json* type = keyword(schema, "type");
    if (type == nullptr) return;
    std::uint8_t mask = 0;
    const auto take = [&](const Json& name) {
      const std::uint8_t named = name.is_string() ? shapes_named(name.get_ref<const std::string&>()) : std::uint8_t{0};
      if (named == 0) unknown_type(name);
      mask = mask | named;
    };
    if (type->is_array())
      for (const Json& name : *type) take(name);
    else
      take(*type);
    step(Keyword::type, shape::any, mask);
  }

  void unknown_type(const Json& found) {
    std::string message =
        "expected null, boolean, integer, number, string, array or object, found " + described(JsonView(found));
    if (found.is_string()) {
      const std::string_view nearest = nearest_of(
          found.get_ref<const std::string&>(), {"null", "boolean", "integer", "number", "string", "array", "object"});
      if (!nearest.empty()) message += "; nearest is \"" + std::string(nearest) + "\"";
    }
    fail("type", std::move(message));
  }

  static EnumerationRule enumeration(std::vector<Json> values) {
    EnumerationRule rule{std::move(values), {}};
    for (const Json& value : rule.values)
      if (value.is_string()) rule.texts.push_back(value.get_ref<const std::string&>());
    std::sort(rule.texts.begin(), rule.texts.end());
    return rule;
  }

  void values(const Json& schema) {
    if (const Json* value = keyword(schema, "const"))
      rule(Keyword::constant, shape::any, program_->enumerations, enumeration({*value}));
    if (const Json* list = keyword(schema, "enum")) {
      if (!list->is_array()) return wrong("enum", "an array", *list);
      rule(Keyword::enumeration, shape::any, program_->enumerations,
           enumeration(list->get_ref<const Json::array_t&>()));
    }
  }

  void numbers(const Json& schema) {
    const auto bound = [&](Keyword name) {
      const Json* value = keyword(schema, name_of(name).data());
      if (value == nullptr) return;
      if (!value->is_number()) return wrong(name_of(name), "a number", *value);
      const Number number = JsonView(*value).number();
      if (name == Keyword::multiple_of && number <= Number::of(std::int64_t{0}))
        return wrong(name_of(name), "a number above 0", *value);
      rule(name, shape::number, program_->numbers, number);
    };
    for (const Keyword name : {Keyword::minimum, Keyword::maximum, Keyword::exclusive_minimum,
                               Keyword::exclusive_maximum, Keyword::multiple_of})
      bound(name);
  }

  // A count: a whole number from 0. Larger ones than any document has are cut, which changes no verdict.
  void count(const Json& schema, Keyword name, std::uint8_t applies) {
    const Json* value = keyword(schema, name_of(name).data());
    if (value == nullptr) return;
    const bool is_count = value->is_number() && JsonView(*value).shape() == shape::integer &&
                          JsonView(*value).number() >= Number::of(std::int64_t{0});
    if (!is_count) return wrong(name_of(name), "a whole number from 0", *value);
    constexpr std::uint64_t most = std::uint64_t{1} << 53;
    const bool large = JsonView(*value).number() > Number::of(most);
    step(name, applies, large ? most : value->get<std::uint64_t>());
  }

  std::optional<Pattern> pattern(std::string_view keyword_name, const std::string& text) {
    PatternError error;
    std::optional<Pattern> pattern;
    pattern_bytes_ += text.size();
    if (pattern_bytes_ > most_pattern_bytes)
      error.message = "expected at most 65536 bytes of patterns in a schema, found more";
    else
      pattern = Pattern::compile(text, error);
    if (!pattern)
      fail(keyword_name, "expected a regular expression, found " + quoted_text(text) + ": at byte " +
                             std::to_string(error.at) + ", " + error.message);
    return pattern;
  }

  void texts(const Json& schema) {
    count(schema, Keyword::min_length, shape::text);
    count(schema, Keyword::max_length, shape::text);
    if (const Json* value = keyword(schema, "format")) {
      if (!value->is_string()) return wrong("format", "a string", *value);
      if (const auto format = format_of(value->get_ref<const std::string&>()))
        step(Keyword::format, shape::text, static_cast<std::uint64_t>(*format));
    }
    if (const Json* value = keyword(schema, "pattern")) {
      if (!value->is_string()) return wrong("pattern", "a regular expression", *value);
      const auto& text = value->get_ref<const std::string&>();
      if (auto compiled = pattern("pattern", text))
        rule(Keyword::pattern, shape::text, program_->patterns, PatternRule{std::move(*compiled), text});
    }
  }

  void arrays(const Json& schema) {
    count(schema, Keyword::min_items, shape::array);
    count(schema, Keyword::max_items, shape::array);
    if (const Json* value = keyword(schema, "items")) items(schema, *value);
    if (const Json* value = keyword(schema, "contains"))
      step(Keyword::contains, shape::array, child(*value, "contains"));
    if (const Json* value = keyword(schema, "uniqueItems")) {
      if (!value->is_boolean()) return wrong("uniqueItems", "a boolean", *value);
      if (value->get<bool>()) step(Keyword::unique_items, shape::array, 0);
    }
  }

  void items(const Json& schema, const Json& value) {
    ItemsRule made;
    if (value.is_array()) {
      for (std::size_t i = 0; i < value.size(); ++i) made.tuple.push_back(child(value[i], "items", std::to_string(i)));
      if (const Json* rest = keyword(schema, "additionalItems")) made.rest = child(*rest, "additionalItems");
      made.rest_is_additional = true;
    } else {
      made.rest = child(value, "items");
    }
    rule(Keyword::items, shape::array, program_->items, std::move(made));
  }

  // An array of texts, as `required` and `dependencies` have them.
  std::vector<std::string> names(std::string_view keyword_name, const Json& list) {
    std::vector<std::string> out;
    if (!list.is_array()) {
      wrong(keyword_name, "an array of property names", list);
      return out;
    }
    for (const Json& name : list) {
      if (name.is_string())
        out.push_back(name.get<std::string>());
      else
        wrong(keyword_name, "an array of property names", name);
    }
    return out;
  }

  void objects(const Json& schema) {
    count(schema, Keyword::min_properties, shape::object);
    count(schema, Keyword::max_properties, shape::object);
    properties(schema);
    if (const Json* value = keyword(schema, "propertyNames"))
      step(Keyword::property_names, shape::object, child(*value, "propertyNames"));
    if (const Json* value = keyword(schema, "dependencies")) dependencies(*value);
  }

  void properties(const Json& schema) {
    std::map<std::string, ObjectRule::Name> known;
    ObjectRule made;
    bool any = false;
    if (const Json* value = keyword(schema, "properties")) {
      any = true;
      if (!value->is_object()) return wrong("properties", "an object of schemas", *value);
      for (const auto& [name, property] : value->get_ref<const Json::object_t&>())
        known[name] = {name, child(property, "properties", name), false};
    }
    if (const Json* value = keyword(schema, "required")) {
      any = true;
      for (const std::string& name : names("required", *value)) {
        known[name].name = name;
        known[name].required = true;
      }
    }
    if (const Json* value = keyword(schema, "patternProperties")) {
      any = true;
      if (!value->is_object()) return wrong("patternProperties", "an object of schemas", *value);
      for (const auto& [text, property] : value->get_ref<const Json::object_t&>())
        if (auto compiled = pattern("patternProperties", text))
          made.patterns.push_back({{std::move(*compiled), text}, child(property, "patternProperties", text)});
    }
    if (const Json* value = keyword(schema, "additionalProperties")) {
      any = true;
      made.additional = child(*value, "additionalProperties");
    }
    if (!any) return;
    for (auto& [name, entry] : known) {
      made.required += entry.required ? 1U : 0U;
      made.names.push_back(std::move(entry));
    }
    rule(Keyword::object, shape::object, program_->objects, std::move(made));
  }

  void dependencies(const Json& value) {
    if (!value.is_object()) return wrong("dependencies", "an object", value);
    std::vector<DependencyRule> made;
    for (const auto& [name, needs] : value.get_ref<const Json::object_t&>()) {
      DependencyRule one{name, {}, no_node};
      if (needs.is_array())
        one.required = names("dependencies", needs);
      else
        one.node = child(needs, "dependencies", name);
      made.push_back(std::move(one));
    }
    rule(Keyword::dependencies, shape::object, program_->dependencies, std::move(made));
  }

  void combinations(const Json& schema) {
    for (const Keyword name : {Keyword::all_of, Keyword::any_of, Keyword::one_of}) {
      const Json* value = keyword(schema, name_of(name).data());
      if (value == nullptr) continue;
      if (!value->is_array() || value->empty()) {
        wrong(name_of(name), "an array of one or more schemas", *value);
        continue;
      }
      std::vector<NodeId> parts;
      for (std::size_t i = 0; i < value->size(); ++i)
        parts.push_back(child((*value)[i], name_of(name), std::to_string(i)));
      rule(name, shape::any, program_->groups, std::move(parts));
    }
    if (const Json* value = keyword(schema, "not")) step(Keyword::negation, shape::any, child(*value, "not"));
    if (const Json* value = keyword(schema, "if")) {
      ConditionRule made{child(*value, "if"), no_node, no_node};
      if (const Json* then = keyword(schema, "then")) made.then = child(*then, "then");
      if (const Json* otherwise = keyword(schema, "else")) made.otherwise = child(*otherwise, "else");
      rule(Keyword::condition, shape::any, program_->conditions, made);
    }
  }

  // The nodes that look at the same value as `node` does.
  std::vector<NodeId> in_place(NodeId node) const {
    std::vector<NodeId> out;
    for (const Step* step = program_->begin(node); step != program_->end(node); ++step) {
      if (step->keyword == Keyword::ref || step->keyword == Keyword::negation)
        out.push_back(static_cast<NodeId>(step->value));
      if (step->keyword == Keyword::all_of || step->keyword == Keyword::any_of || step->keyword == Keyword::one_of) {
        const auto& group = program_->groups[step->value];
        out.insert(out.end(), group.begin(), group.end());
      }
      if (step->keyword == Keyword::condition) {
        const ConditionRule& rule = program_->conditions[step->value];
        out.insert(out.end(), {rule.condition, rule.then, rule.otherwise});
      }
      if (step->keyword == Keyword::dependencies)
        for (const DependencyRule& rule : program_->dependencies[step->value]) out.push_back(rule.node);
    }
    std::erase(out, no_node);
    return out;
  }

  // A schema that refers to itself for the same value would be checked for ever; a long chain would exhaust the stack.
  // Depth first, without recursion.
  void bound_chains() {
    constexpr std::uint32_t fresh = 0, open = 0xFFFFFFFF, most = 300;
    std::vector<std::uint32_t> heights(program_->nodes.size(), fresh);
    struct Visit {
      NodeId node;
      std::vector<NodeId> parts;
      std::size_t next;
    };
    for (NodeId start = 0; start < heights.size(); ++start) {
      if (heights[start] != fresh) continue;
      std::vector<Visit> path;
      const auto enter = [&](NodeId node) {
        heights[node] = open;
        path.push_back({node, in_place(node), 0});
      };
      enter(start);
      while (!path.empty()) {
        Visit& visit = path.back();
        if (visit.next < visit.parts.size()) {
          const NodeId next = visit.parts[visit.next++];
          if (heights[next] == open)
            return chain_error(visit.node, "one that leads back to itself through " + program_->locations[next]);
          if (heights[next] == fresh) enter(next);
          continue;
        }
        std::uint32_t height = 0;
        for (const NodeId part : visit.parts) height = std::max(height, heights[part]);
        if (height >= most) return chain_error(visit.node, "a chain of more than 300");
        heights[visit.node] = height + 1;
        path.pop_back();
      }
    }
  }
  void chain_error(NodeId node, std::string found) {
    errors_.push_back(
        {program_->locations[node], "expected references that go deeper into the document, found " + std::move(found)});
  }

  SchemaDocuments documents_;
  std::shared_ptr<SchemaProgram> program_ = std::make_shared<SchemaProgram>();
  std::string root_;
  std::map<std::string, NodeId> nodes_;  // by location
  std::deque<std::pair<NodeId, SchemaPlace>> open_;
  std::vector<Step> steps_;
  const SchemaPlace* here_ = nullptr;
  std::size_t pattern_bytes_ = 0;
  bool too_large_ = false;
  std::vector<SchemaError> errors_;
};

}  // namespace

CompiledSchema Schema::compile(const nlohmann::json& document, const std::string& uri, const DocumentSource& source) {
  Compiler compiler(source);
  CompiledSchema compiled;
  const std::shared_ptr<SchemaProgram> program = compiler.run(document, uri);
  compiled.errors = std::move(compiler).errors();
  if (compiled.errors.size() > most_errors) compiled.errors.resize(most_errors);
  if (program) compiled.schema = Schema(program);
  return compiled;
}

}  // namespace drydock
