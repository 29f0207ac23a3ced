#include "contracts/schema/pattern_search.hpp"

#include "contracts/utf8.hpp"

namespace drydock {
namespace {

constexpr std::size_t most_characters = 4096;
constexpr std::size_t most_steps = 100'000;
constexpr int most_depth = 4000;  // each level is a few hundred bytes of stack

// What has to match after the part at hand. A reference to a callable that outlives the call.
class Rest {
 public:
  template <class F>
  explicit Rest(const F& f)
      : object_(&f), call_([](const void* o, std::size_t at) { return (*static_cast<const F*>(o))(at); }) {}
  bool operator()(std::size_t at) const { return call_(object_, at); }

 private:
  const void* object_;
  bool (*call_)(const void*, std::size_t);
};

class Search {
 public:
  Search(const PatternTree& tree, std::u32string text)
      : tree_(tree), text_(std::move(text)), captures_(tree.groups + 1) {}

  bool run() {
    const auto found = [](std::size_t) { return true; };
    for (std::size_t at = 0; at <= text_.size() && !exhausted(); ++at) {
      captures_.assign(captures_.size(), {});
      if (match(tree_.root, at, false, Rest(found))) return !exhausted();
    }
    return false;
  }

 private:
  using Kind = PatternNode::Kind;
  struct Capture {
    std::size_t from = 0, to = 0;
    bool set = false;
  };

  bool exhausted() const { return steps_ > most_steps; }
  bool word_at(std::size_t at) const { return at < text_.size() && is_word(text_[at]); }

  // One character of a set, forwards or backwards.
  bool step(const PatternNode& set, std::size_t& at, bool back) const {
    if (back ? at == 0 : at == text_.size()) return false;
    if (!contains(set.ranges, text_[back ? at - 1 : at])) return false;
    at = back ? at - 1 : at + 1;
    return true;
  }

  bool match(const PatternNode& node, std::size_t at, bool back, const Rest& rest) {
    if (++steps_ > most_steps) return false;
    if (depth_ >= most_depth) {
      steps_ = most_steps + 1;
      return false;
    }
    ++depth_;
    const bool result = match_part(node, at, back, rest);
    --depth_;
    return result;
  }

  bool match_part(const PatternNode& node, std::size_t at, bool back, const Rest& rest) {
    switch (node.kind) {
      case Kind::empty: return rest(at);
      case Kind::set: return step(node, at, back) && rest(at);
      case Kind::begin: return at == 0 && rest(at);
      case Kind::end: return at == text_.size() && rest(at);
      case Kind::boundary: return ((at > 0 && word_at(at - 1)) != word_at(at)) != node.negated && rest(at);
      case Kind::sequence: return sequence(node, 0, at, back, rest);
      case Kind::choice:
        for (const PatternNode& child : node.children)
          if (match(child, at, back, rest)) return true;
        return false;
      case Kind::repeat: return repeat(node, 0, at, back, rest);
      case Kind::group: return group(node, at, back, rest);
      case Kind::reference: return reference(node, at, back, rest);
      case Kind::look: return look(node, at, rest);
    }
    return false;
  }

  bool sequence(const PatternNode& node, std::size_t done, std::size_t at, bool back, const Rest& rest) {
    const std::size_t count = node.children.size();
    if (done == count) return rest(at);
    const PatternNode& child = node.children[back ? count - 1 - done : done];
    const auto next = [&](std::size_t then) { return sequence(node, done + 1, then, back, rest); };
    return match(child, at, back, Rest(next));
  }

  bool repeat(const PatternNode& node, std::uint32_t done, std::size_t at, bool back, const Rest& rest) {
    const PatternNode& child = node.children.front();
    if (child.kind == Kind::set && !node.lazy) return repeat_set(node, at, back, rest);
    const auto again = [&](std::size_t then) {
      // An empty round could go on for ever: beyond the least number it is none, below it the others can be empty too.
      if (then == at) return done < node.min && rest(then);
      return repeat(node, done + 1, then, back, rest);
    };
    if (done < node.min) return match(child, at, back, Rest(again));
    if (node.lazy) return rest(at) || (done < node.max && match(child, at, back, Rest(again)));
    return (done < node.max && match(child, at, back, Rest(again))) || rest(at);
  }

  // The common loop, without recursion: as many as there are, then fewer.
  bool repeat_set(const PatternNode& node, std::size_t at, bool back, const Rest& rest) {
    std::uint32_t count = 0;
    while (count < node.max && step(node.children.front(), at, back)) ++count;
    for (steps_ += count;; --count, at = back ? at + 1 : at - 1) {
      if (count < node.min || exhausted()) return false;
      if (rest(at)) return true;
      ++steps_;
      if (count == 0) return false;
    }
  }

  bool group(const PatternNode& node, std::size_t at, bool back, const Rest& rest) {
    if (node.index == 0) return match(node.children.front(), at, back, rest);
    const auto close = [&](std::size_t then) {
      const Capture before = captures_[node.index];
      captures_[node.index] = {std::min(at, then), std::max(at, then), true};
      if (rest(then)) return true;
      captures_[node.index] = before;
      return false;
    };
    return match(node.children.front(), at, back, Rest(close));
  }

  bool reference(const PatternNode& node, std::size_t at, bool back, const Rest& rest) {
    const Capture& capture = captures_[node.index];
    if (!capture.set) return rest(at);  // a group that took no part matches the empty text
    const std::size_t size = capture.to - capture.from;
    if (back ? at < size : text_.size() - at < size) return false;
    const std::size_t from = back ? at - size : at;
    steps_ += size;
    if (text_.compare(from, size, text_, capture.from, size) != 0) return false;
    return rest(back ? from : at + size);
  }

  bool look(const PatternNode& node, std::size_t at, const Rest& rest) {
    const auto before = captures_;
    const auto found = [](std::size_t) { return true; };
    const bool matched = match(node.children.front(), at, node.behind, Rest(found));
    if (exhausted()) return false;
    if (matched == node.negated) {
      captures_ = before;
      return false;
    }
    if (node.negated) captures_ = before;
    if (rest(at)) return true;
    captures_ = before;
    return false;
  }

  const PatternTree& tree_;
  std::u32string text_;
  std::vector<Capture> captures_;
  std::size_t steps_ = 0;
  int depth_ = 0;
};

}  // namespace

bool search_pattern(const PatternTree& tree, std::string_view text) {
  std::u32string code;
  for (std::size_t at = 0; at < text.size();) {
    code.push_back(next_code_point(text, at));
    if (code.size() > most_characters) return false;
  }
  return Search(tree, std::move(code)).run();
}

}  // namespace drydock
