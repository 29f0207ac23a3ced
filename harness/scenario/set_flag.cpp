#include "harness/scenario/set_flag.hpp"

#include <algorithm>
#include <charconv>

#include "harness/scenario/merge.hpp"

namespace drydock {
namespace {

// The end of the first step of a path: a dot outside quotes.
std::size_t step_end(std::string_view path) {
  bool quoted = false;
  for (std::size_t i = 0; i < path.size(); ++i) {
    if (path[i] == '"') quoted = !quoted;
    if (path[i] == '.' && !quoted) return i;
  }
  return path.size();
}

std::string unquoted(std::string_view step) {
  std::string text(step);
  std::erase(text, '"');
  return text;
}

std::optional<std::size_t> place_of(const Node& list, const std::string& step) {
  const auto names = item_names(list, "fault");
  const auto found = std::find(names.begin(), names.end(), step);
  if (found != names.end()) return static_cast<std::size_t>(found - names.begin());
  std::size_t place = 0;
  const auto [end, error] = std::from_chars(step.data(), step.data() + step.size(), place);
  if (error != std::errc() || end != step.data() + step.size() || place >= list.items.size()) return std::nullopt;
  return place;
}

class Setting {
 public:
  Setting(std::string path, Node value, Mark at, Reading& reading)
      : path_(std::move(path)), value_(std::move(value)), at_(at), reading_(reading) {}

  void apply(Node& document) { into(document, 0); }

 private:
  bool removes() const { return value_.kind == Node::Kind::null; }
  std::string_view rest(std::size_t from) const { return std::string_view(path_).substr(from); }
  std::string done(std::size_t from) const {
    return from == 0 ? "the scenario" : "`" + path_.substr(0, from - 1) + "`";
  }

  void into(Node& node, std::size_t from) {
    if (node.kind == Node::Kind::map) return into_map(node, from);
    if (node.kind == Node::Kind::list) return into_list(node, from);
    reading_.wrong(at_, done(from) + " is " + describe(node) + ", which has no keys").found = rest(from);
  }

  // A key that is there may have dots of its own: `availability.p99`.
  Member* longest_member(Node& map, std::size_t from, std::size_t& length) const {
    Member* best = nullptr;
    for (Member& member : map.members) {
      const std::string_view path = rest(from);
      const std::size_t size = member.key.size();
      const bool fits = path.starts_with(member.key) && (path.size() == size || path[size] == '.');
      if (!fits || (best != nullptr && size <= best->key.size())) continue;
      best = &member;
      length = size;
    }
    return best;
  }

  void into_map(Node& map, std::size_t from) {
    std::size_t length = step_end(rest(from));
    Member* member = longest_member(map, from, length);
    const std::string key = member != nullptr ? member->key : unquoted(rest(from).substr(0, length));
    if (member == nullptr) member = find_member(map, key);
    const bool last = from + length == path_.size();
    if (member == nullptr && removes()) return tell_absent(map, key);
    if (member == nullptr) member = &map.members.emplace_back(Member{key, at_, new_map()});
    if (!last) return into(member->value, from + length + 1);
    if (removes()) return take_out(map, key);
    *member = {key, at_, value_};
  }

  void into_list(Node& list, std::size_t from) {
    const std::size_t length = step_end(rest(from));
    const std::string step = unquoted(rest(from).substr(0, length));
    const auto place = place_of(list, step);
    if (!place) return tell_no_item(list, from, step);
    const auto item = list.items.begin() + static_cast<std::ptrdiff_t>(*place);
    if (from + length < path_.size()) return into(*item, from + length + 1);
    if (removes())
      list.items.erase(item);
    else
      *item = value_;
  }

  Node new_map() const {
    Node map;
    map.kind = Node::Kind::map;
    map.at = at_;
    return map;
  }
  void tell_absent(const Node& map, const std::string& key) {
    std::vector<std::string> there;
    for (const Member& member : map.members) there.push_back(member.key);
    reading_.wrong_name(at_, key, "`" + key + "` is to be taken out, but is not there", there);
  }
  void tell_no_item(const Node& list, std::size_t from, const std::string& step) {
    std::vector<std::string> names = item_names(list, "fault");
    std::erase(names, std::string());
    if (names.empty() && !list.items.empty()) names = {"0 to " + std::to_string(list.items.size() - 1)};
    reading_.wrong_name(at_, step, done(from) + " has no item `" + step + "`", names);
  }

  std::string path_;
  Node value_;
  Mark at_;
  Reading& reading_;
};

// What decides how the document is put together cannot be set in it afterwards.
bool decides(std::string_view path) {
  const std::string first = unquoted(path.substr(0, step_end(path)));
  return first == "extends" || first == "profiles";
}

// What is not YAML is a text: `>= 99%` would need quotes within quotes in a shell.
Node read_value(const std::string& text, const std::string& flag) {
  Parsed parsed = parse_yaml(text, flag);
  if (parsed) return std::move(parsed.root);
  Node plain;
  plain.kind = Node::Kind::scalar;
  plain.text = text;
  return plain;
}

void place_all(Node& node, Mark at) {
  node.at = at;
  for (Node& item : node.items) place_all(item, at);
  for (Member& member : node.members) {
    member.at = at;
    place_all(member.value, at);
  }
}

}  // namespace

std::optional<std::pair<std::string, std::string>> split_set(std::string_view text) {
  const std::size_t equals = text.find('=');
  if (equals == std::string_view::npos || equals == 0) return std::nullopt;
  const std::string_view path = text.substr(0, equals);
  const bool whole = !path.starts_with('.') && !path.ends_with('.') && path.find("..") == std::string_view::npos;
  if (!whole) return std::nullopt;
  return std::pair{std::string(path), std::string(text.substr(equals + 1))};
}

std::vector<std::string> split_values(std::string_view text) {
  std::vector<std::string> values(1);
  int depth = 0;
  char quote = 0;
  for (const char c : text) {
    if (quote != 0) {
      if (c == quote) quote = 0;
    } else if (c == '"' || c == '\'') {
      quote = c;
    } else if (c == '[' || c == '{') {
      ++depth;
    } else if (c == ']' || c == '}') {
      --depth;
    }
    if (c == ',' && depth == 0 && quote == 0)
      values.emplace_back();
    else
      values.back() += c;
  }
  return values;
}

void apply_set(Node& document, const std::string& flag, Reading& reading) {
  const Mark at{0, 0, reading.add_source(flag)};
  const std::size_t name = flag.find(' ');
  const auto split = split_set(std::string_view(flag).substr(name == std::string::npos ? 0 : name + 1));
  if (!split) {
    reading.wrong(at, "no value is set").expected = "path=value, such as clock.run=8m";
    return;
  }
  if (decides(split->first)) {
    reading.wrong(at, "`" + split->first + "` cannot be set: it decides what the scenario is made of");
    return;
  }
  Node value = read_value(split->second, flag);
  place_all(value, at);
  Setting(split->first, std::move(value), at, reading).apply(document);
}

}  // namespace drydock
