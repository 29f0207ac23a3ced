#include "contracts/schema/pattern_automaton.hpp"

#include <algorithm>
#include <map>

#include "contracts/utf8.hpp"

namespace drydock {
namespace {

constexpr std::size_t most_states = 20'000;   // nondeterministic
constexpr std::size_t most_rows = 1000;       // deterministic
constexpr std::size_t most_work = 1'000'000;  // members of state sets visited while making rows

}  // namespace

// Thompson's construction, from the end of the expression to its beginning: each part is built knowing what follows.
class PatternAutomaton::Builder {
 public:
  explicit Builder(std::vector<State>& states) : states_(states) {}

  bool failed() const { return failed_; }

  std::uint32_t add(State state) {
    if (states_.size() >= most_states) {
      failed_ = true;
      return 0;
    }
    states_.push_back(state);
    return static_cast<std::uint32_t>(states_.size() - 1);
  }

  std::uint32_t part(const PatternNode& node, std::uint32_t next) {
    using Kind = PatternNode::Kind;
    failed_ = failed_ || ++parts_ > 10 * most_states;  // repetitions of nothing cost no states
    if (failed_) return 0;
    switch (node.kind) {
      case Kind::empty: return next;
      case Kind::set: return set(node.ranges, next);
      case Kind::begin: return add({State::Kind::begin, 0, 0, next, 0});
      case Kind::end: return add({State::Kind::end, 0, 0, next, 0});
      case Kind::group: return part(node.children.front(), next);
      case Kind::sequence:
        for (auto child = node.children.rbegin(); child != node.children.rend(); ++child) next = part(*child, next);
        return next;
      case Kind::choice: {
        std::uint32_t first = part(node.children.back(), next);
        for (std::size_t i = node.children.size() - 1; i-- > 0;) first = split(part(node.children[i], next), first);
        return first;
      }
      case Kind::repeat: return repeat(node, next);
      case Kind::boundary:
      case Kind::reference:
      case Kind::look: break;
    }
    failed_ = true;
    return 0;
  }

 private:
  std::uint32_t split(std::uint32_t a, std::uint32_t b) { return add({State::Kind::split, 0, 0, a, b}); }

  std::uint32_t repeat(const PatternNode& node, std::uint32_t next) {
    const PatternNode& child = node.children.front();
    if (node.max == PatternNode::unlimited) {
      const std::uint32_t loop = split(0, next);
      const std::uint32_t body = part(child, loop);
      if (!failed_) states_[loop].next = body;
      next = loop;
    } else {
      const std::uint32_t after = next;
      for (std::uint32_t i = node.min; i < node.max && !failed_; ++i) next = split(part(child, next), after);
    }
    for (std::uint32_t i = 0; i < node.min && !failed_; ++i) next = part(child, next);
    return next;
  }

  std::uint32_t set(const std::vector<CodeRange>& ranges, std::uint32_t next) {
    bool any = false;
    std::uint32_t first = 0;
    const auto alternative = [&](std::uint32_t state) {
      first = any ? split(state, first) : state;
      any = true;
    };
    for (const CodeRange range : ranges) utf8(range.first, range.last, next, alternative);
    // An empty set matches nothing: a state no byte leads out of.
    return any ? first : add({State::Kind::bytes, 1, 0, next, 0});
  }

  // A range of code points as sequences of byte ranges: cut where the length changes, then where a prefix changes.
  template <class Add>
  void utf8(char32_t first, char32_t last, std::uint32_t next, const Add& alternative) {
    if (failed_) return;
    for (const char32_t edge : {0x7FU, 0x7FFU, 0xFFFFU}) {
      if (first > edge || last <= edge) continue;
      utf8(first, edge, next, alternative);
      return utf8(edge + 1, last, next, alternative);
    }
    for (unsigned shift = 6; shift <= 18 && last > 0x7F; shift += 6) {
      const char32_t low = (char32_t{1} << shift) - 1;
      if ((first & ~low) == (last & ~low)) break;  // the same prefix above these bits
      if ((first & low) != 0) {
        utf8(first, first | low, next, alternative);
        return utf8((first | low) + 1, last, next, alternative);
      }
      if ((last & low) != low) {
        utf8(first, (last & ~low) - 1, next, alternative);
        return utf8(last & ~low, last, next, alternative);
      }
    }
    std::string a, b;
    append_code_point(a, first);
    append_code_point(b, last);
    for (std::size_t i = a.size(); i-- > 0;)
      next = add({State::Kind::bytes, static_cast<std::uint8_t>(a[i]), static_cast<std::uint8_t>(b[i]), next, 0});
    alternative(next);
  }

  std::vector<State>& states_;
  std::size_t parts_ = 0;
  bool failed_ = false;
};

std::optional<PatternAutomaton> PatternAutomaton::build(const PatternTree& tree) {
  if (!tree.regular) return std::nullopt;
  PatternAutomaton automaton;
  Builder builder(automaton.states_);
  const std::uint32_t match = builder.add({State::Kind::match, 0, 0, 0, 0});
  automaton.entry_ = builder.part(tree.root, match);
  if (builder.failed()) return std::nullopt;
  automaton.matches_empty_ = automaton.accepts(automaton.closure({automaton.entry_}, true, true));
  automaton.make_classes();
  automaton.determinize();
  return automaton;
}

void PatternAutomaton::close(StateSet& set, std::vector<bool>& seen, std::uint32_t from, bool at_begin,
                             bool at_end) const {
  StateSet open{from};
  while (!open.empty()) {
    const std::uint32_t at = open.back();
    open.pop_back();
    if (seen[at]) continue;
    seen[at] = true;
    const State& state = states_[at];
    switch (state.kind) {
      case State::Kind::split:
        open.push_back(state.next);
        open.push_back(state.other);
        break;
      case State::Kind::begin:
        if (at_begin) open.push_back(state.next);
        break;
      case State::Kind::end:
        set.push_back(at);
        if (at_end) open.push_back(state.next);
        break;
      case State::Kind::bytes:
      case State::Kind::match: set.push_back(at); break;
    }
  }
}

PatternAutomaton::StateSet PatternAutomaton::closure(const StateSet& from, bool at_begin, bool at_end) const {
  StateSet set;
  std::vector<bool> seen(states_.size());
  for (const std::uint32_t state : from) close(set, seen, state, at_begin, at_end);
  std::sort(set.begin(), set.end());
  return set;
}

bool PatternAutomaton::accepts(const StateSet& set) const {
  return std::any_of(set.begin(), set.end(), [&](std::uint32_t s) { return states_[s].kind == State::Kind::match; });
}

void PatternAutomaton::make_classes() {
  std::array<bool, 257> cut{};
  for (const State& state : states_) {
    if (state.kind != State::Kind::bytes || state.first > state.last) continue;
    cut[state.first] = true;
    cut[state.last + 1U] = true;
  }
  std::uint8_t current = 0;
  for (std::size_t byte = 1; byte < 256; ++byte) classes_[byte] = cut[byte] ? ++current : current;
  width_ = current + 1U;
}

// The subset construction. The text is searched, so the entry joins every set. Gives up, leaving next_ empty, where the
// rows become many.
void PatternAutomaton::determinize() {
  std::map<StateSet, std::uint32_t> rows;
  std::vector<StateSet> sets;
  std::vector<std::uint32_t> next;
  std::vector<char> final;
  accepted_ = width_;
  next.resize(2 * width_, 0);
  std::fill(next.begin() + width_, next.end(), accepted_);
  final = {0, 1};
  const auto row_of = [&](StateSet set) -> std::uint32_t {
    if (accepts(set)) return accepted_;
    if (set.empty()) return 0;
    const auto [row, is_new] = rows.emplace(std::move(set), static_cast<std::uint32_t>(next.size()));
    if (is_new) {
      sets.push_back(row->first);
      next.resize(next.size() + width_, 0);
      final.push_back(accepts(closure(row->first, false, true)) ? 1 : 0);
    }
    return row->second;
  };

  std::array<std::uint8_t, 256> sample{};
  for (std::size_t byte = 256; byte-- > 0;) sample[classes_[byte]] = static_cast<std::uint8_t>(byte);
  start_ = row_of(closure({entry_}, true, false));
  const StateSet again = closure({entry_}, false, false);
  std::size_t work = 0;
  for (std::size_t done = 0; done < sets.size(); ++done) {
    const StateSet set = sets[done];
    const std::size_t row = (done + 2) * width_;
    for (std::uint32_t column = 0; column < width_; ++column) {
      StateSet moved = again;
      for (const std::uint32_t s : set) {
        const State& state = states_[s];
        if (state.kind == State::Kind::bytes && sample[column] >= state.first && sample[column] <= state.last)
          moved.push_back(state.next);
      }
      work += set.size() + moved.size() + states_.size() / 8;
      next[row + column] = row_of(closure(moved, false, false));
    }
    if (sets.size() > most_rows || work > most_work) return;
  }
  next_ = std::move(next);
  final_ = std::move(final);
}

bool PatternAutomaton::simulate(std::string_view text) const {
  StateSet set = closure({entry_}, true, false);
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (accepts(set)) return true;
    const auto byte = static_cast<std::uint8_t>(text[i]);
    StateSet moved{entry_};
    for (const std::uint32_t s : set)
      if (states_[s].kind == State::Kind::bytes && byte >= states_[s].first && byte <= states_[s].last)
        moved.push_back(states_[s].next);
    set = closure(moved, false, i + 1 == text.size());
  }
  return accepts(set);
}

}  // namespace drydock
