#include "contracts/schema/program.hpp"

#include <algorithm>

#include "contracts/schema/explain.hpp"

namespace drydock {

std::string_view name_of(Keyword keyword) {
  // In the order of the enumeration.
  static constexpr std::string_view names[] = {"false",
                                               "$ref",
                                               "type",
                                               "const",
                                               "enum",
                                               "minimum",
                                               "maximum",
                                               "exclusiveMinimum",
                                               "exclusiveMaximum",
                                               "multipleOf",
                                               "minLength",
                                               "maxLength",
                                               "format",
                                               "pattern",
                                               "minItems",
                                               "maxItems",
                                               "items",
                                               "contains",
                                               "uniqueItems",
                                               "minProperties",
                                               "maxProperties",
                                               "properties",
                                               "propertyNames",
                                               "dependencies",
                                               "allOf",
                                               "anyOf",
                                               "oneOf",
                                               "not",
                                               "if",
                                               "enum",
                                               "properties"};
  return names[static_cast<std::size_t>(keyword)];
}

const ObjectRule::Name* ObjectRule::find(std::string_view name) const {
  const auto found =
      std::lower_bound(names.begin(), names.end(), name, [](const Name& a, std::string_view b) { return a.name < b; });
  return found != names.end() && found->name == name ? &*found : nullptr;
}

std::string described_shapes(std::uint64_t shapes) {
  struct Word {
    std::uint64_t shapes;
    std::string_view text;
  };
  static constexpr Word words[] = {{shape::null, "null"},       {shape::boolean, "a boolean"},
                                   {shape::number, "a number"}, {shape::integer, "an integer"},
                                   {shape::text, "a string"},   {shape::array, "an array"},
                                   {shape::object, "an object"}};
  std::string out;
  for (const Word& word : words) {
    if ((shapes & word.shapes) != word.shapes) continue;
    shapes &= ~word.shapes;
    if (!out.empty()) out += " or ";
    out += word.text;
  }
  return out.empty() ? "nothing" : out;
}

std::string quoted_text(std::string_view text) {
  std::size_t most = std::min<std::size_t>(text.size(), 80);
  while (most < text.size() && (static_cast<unsigned char>(text[most]) & 0xC0) == 0x80) ++most;  // whole code points
  std::string out = "\"";
  out += text.substr(0, most);
  out += most < text.size() ? "...\"" : "\"";
  return out;
}

std::string described_values(const EnumerationRule& rule) {
  constexpr std::size_t most = 12;
  std::string out = rule.values.size() == 1 ? "" : "one of ";
  for (std::size_t i = 0; i < rule.values.size() && i < most; ++i) {
    if (i > 0) out += ", ";
    const nlohmann::json& value = rule.values[i];
    out += value.is_string() ? quoted_text(value.get_ref<const std::string&>()) : described(JsonView(value));
  }
  if (rule.values.size() > most) out += " and " + std::to_string(rule.values.size() - most) + " more";
  return rule.values.empty() ? "nothing" : out;
}

}  // namespace drydock
