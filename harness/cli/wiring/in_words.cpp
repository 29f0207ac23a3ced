#include "harness/cli/wiring/in_words.hpp"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "contracts/contract_set.hpp"

namespace drydock::cli {
namespace {

std::string_view to_string(FaultParameterRow::Shape shape) {
  static constexpr std::string_view names[] = {"a whole number", "a duration", "a share", "one of"};
  return names[static_cast<std::size_t>(shape)];
}

std::string word_of_schema(const MessageType& type, const char* word) {
  const auto part = type.kind == MessageKind::event ? MessagePart::event : MessagePart::request;
  const nlohmann::json* schema = contract_set().schema(type, part);
  return schema == nullptr ? std::string() : schema->value(word, std::string());
}

}  // namespace

std::string parameter_in_words(const FaultParameterRow& row) {
  std::string out = fmt::format("{}: {}", row.name, to_string(row.shape));
  if (!row.words.empty()) out += fmt::format(" {}", fmt::join(row.words, ", "));
  return out + (row.required ? " (required)" : "");
}

std::string title_of(const MessageType& type) { return word_of_schema(type, "title"); }
std::string description_of(const MessageType& type) { return word_of_schema(type, "description"); }

// Without reading YAML: the block of lines indented below `story:`.
std::string story_of(std::string_view yaml) {
  const auto at = yaml.find("\nstory:");
  if (at == std::string_view::npos) return {};
  std::string out;
  bool first = true;
  for (std::size_t line = at + 1; line < yaml.size();) {
    const auto end = std::min(yaml.find('\n', line), yaml.size());
    std::string_view part = yaml.substr(line, end - line);
    line = end + 1;
    if (first)
      part.remove_prefix(std::string_view("story:").size());
    else if (!part.starts_with(' '))
      break;
    first = false;
    const auto begin = part.find_first_not_of(" >|-\"");
    if (begin == std::string_view::npos) continue;
    out += (out.empty() ? "" : " ") + std::string(part.substr(begin));
  }
  return out;
}

std::string first_sentence(std::string_view text) { return std::string(text.substr(0, text.find(". "))); }

}  // namespace drydock::cli
