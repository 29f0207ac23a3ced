#include "harness/scenario/plan_lines.hpp"

namespace drydock {
namespace {

void shift(Node& node, Mark by) {
  if (node.at.line == 1) node.at.column += by.column - 1;
  node.at.line += by.line - 1;
  for (Node& item : node.items) shift(item, by);
  for (Member& member : node.members) {
    if (member.at.line == 1) member.at.column += by.column - 1;
    member.at.line += by.line - 1;
    shift(member.value, by);
  }
}

std::size_t key_length(std::string_view line) {
  std::size_t n = 0;
  while (n < line.size() && ((line[n] >= 'a' && line[n] <= 'z') || line[n] == '_')) ++n;
  return n > 0 && n < line.size() && line[n] == ':' ? n : 0;
}

PlanLine value_at(std::string_view line, std::size_t from, int number) {
  while (from < line.size() && line[from] == ' ') ++from;
  return {line.substr(from), {number, static_cast<int>(from) + 1}};
}

}  // namespace

std::map<std::string, PlanEntry, std::less<>> split_plan(std::string_view text, Reading& reading) {
  std::map<std::string, PlanEntry, std::less<>> entries;
  PlanEntry* current = nullptr;
  int number = 0;
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    std::string_view line = text.substr(0, end);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    ++number;
    if (line.ends_with('\r')) line.remove_suffix(1);
    const std::size_t first = line.find_first_not_of(' ');
    if (first == std::string_view::npos || line[first] == '#' || line == "---") continue;
    if (line[first] == '-' && current != nullptr && current->is_list) {
      current->lines.push_back(value_at(line, first + 1, number));
      continue;
    }
    const std::size_t length = first == 0 ? key_length(line) : 0;
    if (length == 0) {
      Mistake& mistake = reading.wrong({number, static_cast<int>(first) + 1}, "a line of a plan that is none");
      mistake.found = line.substr(first, 60);
      mistake.expected = "`key: value`, or `- {...}` below a key";
      if (reading.count() > 20) return entries;
      continue;
    }
    const std::string key(line.substr(0, length));
    const auto [entry, added] = entries.try_emplace(key);
    if (!added) reading.wrong({number, 1}, "the key `" + key + "` stands twice").found = key;
    current = &entry->second;
    *current = {};
    current->key_at = {number, 1};
    const PlanLine value = value_at(line, length + 1, number);
    current->is_list = value.text.empty();
    if (!value.text.empty()) current->lines.push_back(value);
  }
  return entries;
}

std::optional<Node> read_line(const PlanLine& line, const std::string& file, Reading& reading) {
  Parsed parsed = parse_json(line.text, file, line.at);
  if (parsed) return std::move(parsed.root);
  Parsed yaml = parse_yaml(line.text, file);
  if (yaml) {
    shift(yaml.root, line.at);
    return std::move(yaml.root);
  }
  const Mistake& told = parsed.mistakes.front();
  reading.wrong({told.line, told.column}, told.message);
  return std::nullopt;
}

}  // namespace drydock
