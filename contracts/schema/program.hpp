// The model of a schema: nodes (subschemas) that hold steps (keywords). Flat, so that a check runs through memory in
// order.
#pragma once
#include <array>
#include <bitset>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "contracts/canonical/describe.hpp"
#include "contracts/schema/format.hpp"
#include "contracts/schema/number.hpp"
#include "contracts/schema/pattern.hpp"

namespace drydock {

using NodeId = std::uint32_t;
inline constexpr NodeId no_node = 0xFFFFFFFF;

/// The shapes of JSON values as a set of bits. A number is an integer or a fraction; 1.0 is an integer.
namespace shape {
inline constexpr std::uint8_t null = 1, boolean = 2, integer = 4, fraction = 8, text = 16, array = 32, object = 64;
inline constexpr std::uint8_t number = integer | fraction, any = 127;
}  // namespace shape

/// What a step asserts. The last two exist in bound programs only.
enum class Keyword : std::uint8_t {
  never,
  ref,
  type,
  constant,
  enumeration,
  minimum,
  maximum,
  exclusive_minimum,
  exclusive_maximum,
  multiple_of,
  min_length,
  max_length,
  format,
  pattern,
  min_items,
  max_items,
  items,
  contains,
  unique_items,
  min_properties,
  max_properties,
  object,
  property_names,
  dependencies,
  all_of,
  any_of,
  one_of,
  negation,
  condition,
  names,
  members
};
/// Its name in a schema; "properties" for `object`, which stands for several.
std::string_view name_of(Keyword keyword);

/// One assertion. `value` is, by keyword: a NodeId (ref, contains, property_names, negation), a limit (lengths and
/// counts), a set of shapes (type), a Format, or an index into the table of the keyword's rules.
struct Step {
  Keyword keyword;
  std::uint8_t applies;  ///< the shapes it says something about; others pass
  std::uint64_t value;
};

struct SchemaNode {
  std::uint32_t first = 0, count = 0;  ///< its steps
};

struct EnumerationRule {
  std::vector<nlohmann::json> values;  ///< as written
  std::vector<std::string> texts;      ///< the strings among them, sorted
};
struct PatternRule {
  Pattern pattern;
  std::string text;
};
/// items and additionalItems: the first elements by position, then the rest.
struct ItemsRule {
  std::vector<NodeId> tuple;
  NodeId rest = no_node;
  bool rest_is_additional = false;
};
/// properties, patternProperties, additionalProperties and required.
struct ObjectRule {
  struct Name {
    std::string name;
    NodeId node = no_node;  ///< no_node: only required, not described
    bool required = false;
  };
  struct Matching {
    PatternRule pattern;
    NodeId node;
  };
  std::vector<Name> names;  ///< sorted
  std::vector<Matching> patterns;
  NodeId additional = no_node;
  std::size_t required = 0;  ///< how many names are
  const Name* find(std::string_view name) const;
};
struct DependencyRule {
  std::string name;
  std::vector<std::string> required;
  NodeId node = no_node;
};
struct ConditionRule {
  NodeId condition = no_node, then = no_node, otherwise = no_node;
};
/// What is left to check of a record's members once its type is known.
struct MembersRule {
  struct Member {
    const void* (*get)(const void* record);
    const Type* optional;  ///< null if it is always there
    const Type* type;      ///< of the value
    NodeId node;
  };
  struct Presence {
    const void* (*get)(const void* record);
    const Type* optional;
    bool present;  ///< must be there, or must not
  };
  std::vector<Member> members;
  std::vector<Presence> presences;
};

/// A compiled schema. Node 0 is its root.
struct SchemaProgram {
  std::vector<SchemaNode> nodes;
  std::vector<std::string> locations;  ///< by node: "https://example.com/schema.json#/properties/lines"
  std::vector<Step> steps;
  std::vector<Number> numbers;                ///< bounds and multiple_of
  std::vector<EnumerationRule> enumerations;  ///< enumeration, constant
  std::vector<PatternRule> patterns;
  std::vector<ItemsRule> items;
  std::vector<ObjectRule> objects;
  std::vector<std::vector<DependencyRule>> dependencies;
  std::vector<std::vector<NodeId>> groups;  ///< all_of, any_of, one_of
  std::vector<ConditionRule> conditions;
  std::vector<MembersRule> members;     ///< bound: members
  std::vector<std::bitset<256>> names;  ///< bound: which enumerators are accepted

  const Step* begin(NodeId node) const { return steps.data() + nodes[node].first; }
  const Step* end(NodeId node) const { return begin(node) + nodes[node].count; }
};

/// The program specialised for a type: the engine's fast path for canonical values. It has no locations.
SchemaProgram bind_program(const SchemaProgram& program, const Type& type);

}  // namespace drydock
