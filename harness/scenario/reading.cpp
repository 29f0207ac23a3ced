#include "harness/scenario/reading.hpp"

#include <algorithm>

#include "harness/nearest.hpp"

namespace drydock {
namespace {

std::string quoted(std::string_view word) { return "`" + std::string(word) + "`"; }

bool name_like(std::string_view text) {
  if (text.empty() || text.size() > 40) return false;
  for (const char c : text)
    if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_')) return false;
  return text.front() != '-';
}

}  // namespace

int Reading::add_source(std::string name) {
  sources_.push_back(std::move(name));
  return static_cast<int>(sources_.size()) - 1;
}

void Reading::add(std::vector<Mistake> mistakes) {
  for (Mistake& mistake : mistakes) mistakes_.push_back(std::move(mistake));
}

Mistake& Reading::wrong(Mark at, std::string message) {
  Mistake mistake;
  const auto source = static_cast<std::size_t>(at.source);
  mistake.file = source < sources_.size() ? sources_[source] : std::string();
  mistake.line = at.line;
  mistake.column = at.column;
  mistake.message = std::move(message);
  return mistakes_.emplace_back(std::move(mistake));
}

void Reading::wrong_shape(const Node& node, std::string_view what, std::string_view shape) {
  Mistake& mistake = wrong(node.at, quoted(what) + " is " + describe(node));
  mistake.found = node.text;
  mistake.expected = shape;
}

void Reading::wrong_name(Mark at, std::string_view found, const std::string& message,
                         std::vector<std::string> allowed) {
  Mistake& mistake = wrong(at, message);
  mistake.found = found;
  mistake.nearest = nearest_name(found, allowed);
  mistake.allowed = std::move(allowed);
}

std::optional<std::string> Reading::text(const Node& node, std::string_view what) {
  if (node.kind == Node::Kind::scalar) return node.text;
  wrong_shape(node, what, "a text");
  return std::nullopt;
}

std::optional<std::string> Reading::name(const Node& node, std::string_view what) {
  if (node.kind == Node::Kind::scalar && name_like(node.text)) return node.text;
  wrong_shape(node, what, "a name of small letters, digits and hyphens");
  return std::nullopt;
}

std::optional<Duration> Reading::duration(const Node& node, std::string_view what) {
  const auto value = node.kind == Node::Kind::scalar ? parse_duration(node.text) : std::nullopt;
  if (!value) {
    wrong_shape(node, what, duration_shape);
  } else if (value->us < 0) {
    Mistake& mistake = wrong(node.at, quoted(what) + " is " + describe(node) + ", a negative duration");
    mistake.found = node.text;
    mistake.expected = "0s or more";
    return std::nullopt;
  }
  return value;
}

std::optional<Duration> Reading::positive(const Node& node, std::string_view what) {
  const auto value = duration(node, what);
  if (!value || value->us > 0) return value;
  wrong_shape(node, what, "more than 0s");
  return std::nullopt;
}

std::optional<Ratio> Reading::share(const Node& node, std::string_view what) {
  const auto value = node.kind == Node::Kind::scalar ? parse_share(node.text) : std::nullopt;
  if (!value) wrong_shape(node, what, share_shape);
  return value;
}

std::optional<Ratio> Reading::decimal(const Node& node, std::string_view what) {
  const auto value = node.kind == Node::Kind::scalar ? parse_decimal(node.text) : std::nullopt;
  if (!value) wrong_shape(node, what, decimal_shape);
  return value;
}

std::optional<std::int64_t> Reading::integer(const Node& node, std::string_view what, std::int64_t low,
                                             std::int64_t high) {
  const auto value = node.kind == Node::Kind::scalar ? parse_count(node.text) : std::nullopt;
  if (value && *value >= low && *value <= high) return value;
  wrong_shape(node, what, "a whole number from " + std::to_string(low) + " to " + std::to_string(high));
  return std::nullopt;
}

std::optional<std::string> Reading::one_of(const Node& node, std::string_view what,
                                           const std::vector<std::string>& allowed) {
  if (node.kind == Node::Kind::scalar && std::find(allowed.begin(), allowed.end(), node.text) != allowed.end())
    return node.text;
  wrong_name(node.at, node.text, quoted(what) + " is " + describe(node), allowed);
  return std::nullopt;
}

bool Reading::is_map(const Node& node, std::string_view what) {
  if (node.kind == Node::Kind::map) return true;
  wrong_shape(node, what, "a map");
  return false;
}

bool Reading::is_list(const Node& node, std::string_view what) {
  if (node.kind == Node::Kind::list) return true;
  wrong_shape(node, what, "a list");
  return false;
}

std::vector<Marked<std::string>> Reading::texts(const Node& node, std::string_view what) {
  std::vector<Marked<std::string>> found;
  if (node.kind == Node::Kind::scalar) {
    found.push_back({node.text, node.at});
  } else if (node.kind != Node::Kind::list) {
    wrong_shape(node, what, "a list of names, or one");
  }
  for (const Node& item : node.items)
    if (auto word = text(item, what)) found.push_back({std::move(*word), item.at});
  return found;
}

Keys::Keys(Reading& reading, const Node& node, const SectionRow& section, const std::vector<std::string>& extra)
    : node_(node) {
  if (node.kind != Node::Kind::map) {
    reading.wrong_shape(node, section.name, "a map");
    return;
  }
  std::vector<std::string> allowed(extra);
  for (const KeyRow& row : section.keys) allowed.emplace_back(row.name);
  std::sort(allowed.begin(), allowed.end());
  for (const Member& member : node.members) {
    if (std::binary_search(allowed.begin(), allowed.end(), member.key)) continue;
    if (std::find(section.later.begin(), section.later.end(), member.key) != section.later.end()) {
      reading.wrong(member.at, quoted(member.key) + " is not there yet").found = member.key;
      continue;
    }
    reading.wrong_name(member.at, member.key, "unknown key " + quoted(member.key) + " in " + std::string(section.place),
                       allowed);
  }
  for (const KeyRow& row : section.keys) {
    if (!row.required || node.find(row.name) != nullptr) continue;
    Mistake& mistake = reading.wrong(node.at, std::string(section.place) + " has no " + quoted(row.name));
    mistake.expected = row.summary;
  }
}

}  // namespace drydock
