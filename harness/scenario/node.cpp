#include "harness/scenario/node.hpp"

#include <charconv>
#include <nlohmann/json.hpp>
#include <optional>

#include "contracts/pointer.hpp"

namespace drydock {
namespace {

bool digits(std::string_view text) {
  if (text.empty()) return false;
  for (const char c : text)
    if (c < '0' || c > '9') return false;
  return true;
}

std::optional<std::int64_t> integer(std::string_view text) {
  std::string_view body = text.starts_with('-') || text.starts_with('+') ? text.substr(1) : text;
  if (!digits(body)) return std::nullopt;
  std::int64_t value = 0;
  if (text.starts_with('+')) text = body;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

bool looks_like_decimal(std::string_view text) {
  if (text.starts_with('-')) text.remove_prefix(1);
  const std::size_t dot = text.find('.');
  return dot != std::string_view::npos && digits(text.substr(0, dot)) && digits(text.substr(dot + 1));
}

nlohmann::json scalar(const Node& node) {
  if (node.quoted) return node.text;
  if (node.text == "true" || node.text == "True" || node.text == "TRUE") return true;
  if (node.text == "false" || node.text == "False" || node.text == "FALSE") return false;
  if (const auto number = integer(node.text)) return *number;
  if (looks_like_decimal(node.text)) return nlohmann::json::parse(node.text, nullptr, false);
  return node.text;
}

}  // namespace

const Node* Node::find(std::string_view key) const {
  for (const Member& member : members)
    if (member.key == key) return &member.value;
  return nullptr;
}

std::string describe(const Node& node) {
  switch (node.kind) {
    case Node::Kind::null: return "nothing";
    case Node::Kind::list: return "a list";
    case Node::Kind::map: return "a map";
    case Node::Kind::scalar: break;
  }
  constexpr std::size_t longest = 60;
  std::string text = node.text.substr(0, longest);
  for (char& c : text)
    if (static_cast<unsigned char>(c) < 0x20) c = ' ';
  return "`" + text + (node.text.size() > longest ? "..." : "") + "`";
}

void set_source(Node& node, int source) {
  node.at.source = source;
  for (Node& item : node.items) set_source(item, source);
  for (Member& member : node.members) {
    member.at.source = source;
    set_source(member.value, source);
  }
}

nlohmann::json to_document(const Node& node) {
  switch (node.kind) {
    case Node::Kind::null: return nullptr;
    case Node::Kind::scalar: return scalar(node);
    case Node::Kind::list: {
      nlohmann::json list = nlohmann::json::array();
      for (const Node& item : node.items) list.push_back(to_document(item));
      return list;
    }
    case Node::Kind::map: {
      nlohmann::json map = nlohmann::json::object();
      for (const Member& member : node.members) map[member.key] = to_document(member.value);
      return map;
    }
  }
  return nullptr;
}

NodePlaces find_place(const Node& root, std::string_view pointer) {
  const Node* node = &root;
  NodePlaces places{root.at, root.at};
  const auto tokens = pointer_tokens(pointer);
  if (!tokens) return places;
  for (const std::string& token : *tokens) {
    const Node* next = nullptr;
    for (const Member& member : node->members)
      if (member.key == token) {
        next = &member.value;
        places = {member.value.at, member.at};
      }
    const auto index = integer(token);
    if (next == nullptr && index && *index >= 0 && static_cast<std::size_t>(*index) < node->items.size()) {
      next = &node->items[static_cast<std::size_t>(*index)];
      places = {next->at, next->at};
    }
    if (next == nullptr) break;
    node = next;
  }
  return places;
}

}  // namespace drydock
