// YAML by yaml-cpp's events: they carry the places, and duplicate keys and depth are seen before anything is built.
#include <yaml-cpp/anchor.h>
#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>

#include <map>
#include <sstream>

#include "contracts/utf8.hpp"
#include "harness/scenario/node.hpp"

namespace drydock {
namespace {

// Thrown through yaml-cpp to stop its parser; never leaves this file.
struct Stop {
  Mark at;
  std::string message;
};

Mark mark_of(const YAML::Mark& mark) { return {mark.line + 1, mark.column + 1}; }

class Builder final : public YAML::EventHandler {
 public:
  Builder(std::string file, const DocumentLimits& limits) : file_(std::move(file)), limits_(limits) {}

  Parsed take() {
    if (!stack_.empty() && mistakes_.empty()) tell(stack_.front().node.at, "the document is not complete");
    return {std::move(root_), std::move(mistakes_)};
  }
  void tell(Mark at, std::string message, std::string found = {}) {
    Mistake mistake;
    mistake.file = file_;
    mistake.line = at.line;
    mistake.column = at.column;
    mistake.found = std::move(found);
    mistake.message = std::move(message);
    mistakes_.push_back(std::move(mistake));
  }

  void OnDocumentStart(const YAML::Mark&) override {}
  void OnDocumentEnd() override {}
  void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    Node node;
    node.at = mark_of(mark);
    place(std::move(node), anchor);
  }
  void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                const std::string& value) override {
    Node node;
    node.at = mark_of(mark);
    node.quoted = tag == "!" || tag == "tag:yaml.org,2002:str";
    const bool empty = !node.quoted && (value.empty() || value == "~" || value == "null" || value == "Null");
    if (!empty) {
      node.kind = Node::Kind::scalar;
      node.text = value;
    }
    place(std::move(node), anchor);
  }
  void OnAlias(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    const auto found = anchors_.find(anchor);
    if (found == anchors_.end()) throw Stop{mark_of(mark), "an alias inside the value it names"};
    Node copy = found->second;
    count(size_of(copy), mark_of(mark));
    if (stack_.size() + depth_of(copy) > limits_.depth) throw Stop{mark_of(mark), too_deep()};
    copy.at = mark_of(mark);
    place(std::move(copy), 0);
  }
  void OnSequenceStart(const YAML::Mark& mark, const std::string&, YAML::anchor_t anchor,
                       YAML::EmitterStyle::value) override {
    open(Node::Kind::list, mark_of(mark), anchor);
  }
  void OnSequenceEnd() override { close(); }
  void OnMapStart(const YAML::Mark& mark, const std::string&, YAML::anchor_t anchor,
                  YAML::EmitterStyle::value) override {
    open(Node::Kind::map, mark_of(mark), anchor);
  }
  void OnMapEnd() override { close(); }

 private:
  struct Open {
    Node node;
    YAML::anchor_t anchor = 0;
    std::string key;
    Mark key_at;
    bool has_key = false;
    bool duplicate = false;
    std::map<std::string, Mark, std::less<>> keys;
  };

  std::string too_deep() const { return "nested deeper than " + std::to_string(limits_.depth) + " levels"; }
  void count(std::size_t nodes, Mark at) {
    nodes_ += nodes;
    if (nodes_ > limits_.nodes)
      throw Stop{at, "more than " + std::to_string(limits_.nodes) + " values in one document"};
  }
  static std::size_t size_of(const Node& node) {
    std::size_t size = 1;
    for (const Node& item : node.items) size += size_of(item);
    for (const Member& member : node.members) size += size_of(member.value);
    return size;
  }
  static std::size_t depth_of(const Node& node) {
    std::size_t deepest = 0;
    for (const Node& item : node.items) deepest = std::max(deepest, depth_of(item));
    for (const Member& member : node.members) deepest = std::max(deepest, depth_of(member.value));
    return deepest + 1;
  }
  void open(Node::Kind kind, Mark at, YAML::anchor_t anchor) {
    if (stack_.size() >= limits_.depth) throw Stop{at, too_deep()};
    if (!stack_.empty() && stack_.back().node.kind == Node::Kind::map && !stack_.back().has_key)
      throw Stop{at, "a key must be a word, not a list or a map"};
    Open open;
    open.node.kind = kind;
    open.node.at = at;
    open.anchor = anchor;
    stack_.push_back(std::move(open));
  }
  void close() {
    Open closed = std::move(stack_.back());
    stack_.pop_back();
    place(std::move(closed.node), closed.anchor);
  }
  void place(Node node, YAML::anchor_t anchor) {
    count(1, node.at);
    if (anchor != 0) anchors_[anchor] = node;
    if (stack_.empty()) {
      root_ = std::move(node);
      return;
    }
    Open& parent = stack_.back();
    if (parent.node.kind == Node::Kind::list) {
      parent.node.items.push_back(std::move(node));
    } else if (!parent.has_key) {
      take_key(parent, node);
    } else {
      if (!parent.duplicate) parent.node.members.push_back({parent.key, parent.key_at, std::move(node)});
      parent.has_key = false;
    }
  }
  void take_key(Open& parent, const Node& node) {
    if (node.kind != Node::Kind::scalar && !node.quoted) throw Stop{node.at, "a key is missing"};
    parent.key = node.text;
    parent.key_at = node.at;
    parent.has_key = true;
    const auto [first, added] = parent.keys.emplace(parent.key, node.at);
    parent.duplicate = !added;
    if (!added)
      tell(node.at, "the key `" + parent.key + "` stands twice; first in line " + std::to_string(first->second.line),
           parent.key);
  }

  std::string file_;
  DocumentLimits limits_;
  std::vector<Open> stack_;
  std::map<YAML::anchor_t, Node> anchors_;
  Node root_;
  std::size_t nodes_ = 0;
  std::vector<Mistake> mistakes_;
};

// yaml-cpp's own words, made fit for the end of a sentence.
std::string in_words(std::string message) {
  if (message.empty()) message = "unreadable";
  return "not YAML: " + message;
}

}  // namespace

Parsed parse_yaml(std::string_view text, const std::string& file, const DocumentLimits& limits) {
  Builder builder(file, limits);
  if (text.size() > limits.bytes) {
    builder.tell({}, "longer than " + std::to_string(limits.bytes) + " bytes");
    return builder.take();
  }
  if (!is_utf8(text)) {
    builder.tell({}, "not UTF-8 text");
    return builder.take();
  }
  std::istringstream stream{std::string(text)};
  try {
    YAML::Parser parser(stream);
    if (!parser.HandleNextDocument(builder)) {
      builder.tell({1, 1}, "an empty document");
      return builder.take();
    }
    Builder rest(file, limits);
    if (parser.HandleNextDocument(rest)) builder.tell({}, "more than one document in the file");
  } catch (const Stop& stop) {
    builder.tell(stop.at, stop.message);
  } catch (const YAML::Exception& error) {
    builder.tell(error.mark.is_null() ? Mark{1, 1} : mark_of(error.mark), in_words(error.msg));
  }
  return builder.take();
}

}  // namespace drydock
