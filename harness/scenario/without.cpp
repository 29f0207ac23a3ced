#include "harness/scenario/without.hpp"

#include <algorithm>

#include "harness/scenario/merge.hpp"

namespace drydock {
namespace {

// A place in a document where things have names.
struct Kind {
  std::string_view key;     // what a name may be led by: "faults"
  std::string_view path;    // "operations.once"
  std::string_view called;  // of a thing without an id: the key that says what it is, or the word itself
};
constexpr Kind kinds[] = {{"faults", "faults", "fault"},
                          {"demand", "demand", {}},
                          {"orders", "orders", {}},
                          {"transfers", "transfers", "transfer"},
                          {"master_data", "master_data", "do"},
                          {"once", "operations.once", "do"},
                          {"warehouses", "enterprise.warehouses", {}},
                          {"carriers", "enterprise.carriers", {}},
                          {"enterprise", "enterprise", {}}};

Node* at(Node& document, std::string_view path) {
  Node* node = &document;
  while (node != nullptr && !path.empty()) {
    const std::size_t dot = path.find('.');
    Member* member = node->kind == Node::Kind::map ? find_member(*node, path.substr(0, dot)) : nullptr;
    node = member == nullptr ? nullptr : &member->value;
    path.remove_prefix(dot == std::string_view::npos ? path.size() : dot + 1);
  }
  return node;
}

// What may be taken out at a place; of a list in its order.
std::vector<std::string> names_at(const Node& node, const Kind& kind) {
  std::vector<std::string> names;
  if (node.kind == Node::Kind::list) return item_names(node, kind.called);
  for (const Member& member : node.members) {
    const bool needed =
        (kind.key == "demand" && member.key == "shop") || (kind.key == "enterprise" && member.key != "payment");
    if (!needed) names.push_back(member.key);
  }
  return names;
}

class Taking {
 public:
  Taking(Node& document, Reading& reading) : document_(document), reading_(reading) {}

  void take(const Node& name) {
    std::vector<const Kind*> found;
    std::vector<std::string> known;
    for (const Kind& kind : kinds) {
      const Node* node = at(document_, kind.path);
      if (node == nullptr) continue;
      for (const std::string& one : names_at(*node, kind)) {
        if (one.empty()) continue;
        known.push_back(one);
        if (name.text == one || name.text == std::string(kind.key) + "." + one) found.push_back(&kind);
      }
    }
    if (found.size() == 1) return take(name.text, *found.front());
    std::sort(known.begin(), known.end());
    known.erase(std::unique(known.begin(), known.end()), known.end());
    if (found.empty())
      return reading_.wrong_name(name.at, name.text, "nothing is called `" + name.text + "` that could be left out",
                                 known);
    std::vector<std::string> choices;
    for (const Kind* kind : found) choices.push_back(std::string(kind->key) + "." + name.text);
    reading_.wrong_name(name.at, name.text, "several things are called `" + name.text + "`", choices);
  }

 private:
  void take(std::string name, const Kind& kind) {
    const std::string lead = std::string(kind.key) + ".";
    if (name.starts_with(lead)) name = name.substr(lead.size());
    Node& node = *at(document_, kind.path);
    if (node.kind == Node::Kind::list) {
      const auto names = names_at(node, kind);
      node.items.erase(node.items.begin() + (std::find(names.begin(), names.end(), name) - names.begin()));
    } else {
      take_out(node, name);
    }
    if (Node* during = kind.key == "faults" ? at(document_, "expect.during") : nullptr) take_out(*during, name);
    if (Node* seats = at(document_, "enterprise.seats")) take_out(*seats, name);
  }

  Node& document_;
  Reading& reading_;
};

}  // namespace

void take_out_all(Node& document, const Node& names, Reading& reading) {
  if (names.kind == Node::Kind::map) return reading.wrong_shape(names, "without", "a list of names, or one");
  Taking taking(document, reading);
  if (names.kind == Node::Kind::scalar) taking.take(names);
  for (const Node& name : names.items) {
    if (name.kind == Node::Kind::scalar)
      taking.take(name);
    else
      reading.wrong_shape(name, "without", "a name");
  }
}

void apply_without(Node& document, Reading& reading) {
  const Member* without = find_member(document, "without");
  if (without == nullptr) return;
  const Node names = without->value;
  take_out(document, "without");
  take_out_all(document, names, reading);
}

}  // namespace drydock
