#include "contracts/schema/pattern_syntax.hpp"

#include <algorithm>
#include <map>

#include "contracts/utf8.hpp"

namespace drydock {
namespace {

using Ranges = std::vector<CodeRange>;
constexpr char32_t last_code_point = 0x10FFFF;
constexpr std::size_t most_bytes = 4096;
constexpr int most_nesting = 100;
constexpr std::uint32_t most_repeats = 10'000;

const Ranges digits{{'0', '9'}};
const Ranges word{{'0', '9'}, {'A', 'Z'}, {'_', '_'}, {'a', 'z'}};
const Ranges space{{'\t', '\r'},     {' ', ' '},       {0xA0, 0xA0},     {0x1680, 0x1680}, {0x2000, 0x200A},
                   {0x2028, 0x2029}, {0x202F, 0x202F}, {0x205F, 0x205F}, {0x3000, 0x3000}, {0xFEFF, 0xFEFF}};
const Ranges line_ends{{'\n', '\n'}, {'\r', '\r'}, {0x2028, 0x2029}};

void tidy(Ranges& ranges) {
  std::sort(ranges.begin(), ranges.end(), [](CodeRange a, CodeRange b) { return a.first < b.first; });
  Ranges out;
  for (const CodeRange range : ranges) {
    if (!out.empty() && range.first <= out.back().last + 1)
      out.back().last = std::max(out.back().last, range.last);
    else
      out.push_back(range);
  }
  ranges = std::move(out);
}

Ranges complement(const Ranges& ranges) {
  Ranges out;
  char32_t from = 0;
  for (const CodeRange range : ranges) {
    if (range.first > from) out.push_back({from, range.first - 1});
    from = range.last + 1;
  }
  if (from <= last_code_point) out.push_back({from, last_code_point});
  return out;
}

PatternNode set_node(Ranges ranges) {
  PatternNode node;
  node.kind = PatternNode::Kind::set;
  node.ranges = std::move(ranges);
  return node;
}

bool is_hex(char32_t c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'); }
char32_t hex_value(char32_t c) { return c <= '9' ? c - '0' : (c | 0x20) - 'a' + 10; }
bool is_letter(char32_t c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

class Parser {
 public:
  Parser(std::string_view text, PatternError& error) : text_(text), error_(error) {}

  std::optional<PatternTree> run() {
    if (text_.size() > most_bytes) {
      fail("expected at most 4096 bytes");
      return std::nullopt;
    }
    for (std::size_t at = 0; at < text_.size();) {
      starts_.push_back(at);
      code_.push_back(next_code_point(text_, at));
    }
    find_groups();
    tree_.root = choice();
    if (!failed_ && at_ < code_.size()) fail("expected the end, found ')' without its '('");
    if (!failed_ && largest_reference_ > tree_.groups) fail("expected a reference to one of the groups");
    if (failed_) return std::nullopt;
    return std::move(tree_);
  }

 private:
  using Kind = PatternNode::Kind;

  bool more() const { return at_ < code_.size() && !failed_; }
  char32_t peek(std::size_t ahead = 0) const { return at_ + ahead < code_.size() ? code_[at_ + ahead] : U'\0'; }
  bool eat(char32_t c) {
    if (!more() || code_[at_] != c) return false;
    ++at_;
    return true;
  }
  bool eat(std::u32string_view text) {
    if (std::u32string_view(code_).substr(std::min(at_, code_.size()), text.size()) != text) return false;
    at_ += text.size();
    return true;
  }
  PatternNode fail(std::string message) {
    if (!failed_) error_ = {at_ < starts_.size() ? starts_[at_] : text_.size(), std::move(message)};
    failed_ = true;
    return {};
  }

  // Names and numbers of groups are needed before the first reference to them.
  void find_groups() {
    bool in_class = false;
    for (std::size_t i = 0; i < code_.size(); ++i) {
      if (code_[i] == '\\') {
        ++i;
      } else if (code_[i] == '[') {
        in_class = true;
      } else if (code_[i] == ']') {
        in_class = false;
      } else if (code_[i] == '(' && !in_class) {
        const std::u32string_view rest = std::u32string_view(code_).substr(i + 1);
        const bool named = rest.starts_with(U"?<") && !rest.starts_with(U"?<=") && !rest.starts_with(U"?<!");
        if (rest.starts_with(U'?') && !named) continue;
        ++tree_.groups;
        if (named) names_.emplace(rest.substr(2, rest.find(U'>') - 2), tree_.groups);
      }
    }
  }

  PatternNode choice() {
    if (++nesting_ > most_nesting) return fail("expected at most 100 nested groups");
    PatternNode node;
    node.kind = Kind::choice;
    do node.children.push_back(sequence());
    while (eat(U'|'));
    --nesting_;
    return node.children.size() == 1 ? std::move(node.children.front()) : node;
  }

  PatternNode sequence() {
    PatternNode node;
    node.kind = Kind::sequence;
    while (more() && peek() != '|' && peek() != ')') node.children.push_back(quantified());
    return node;
  }

  PatternNode quantified() {
    const char32_t first = peek();
    std::uint32_t min = 0, max = 0;
    if (first == '*' || first == '+' || first == '?' || (first == '{' && quantifier(min, max)))
      return fail("expected something to repeat before the quantifier");
    PatternNode item = atom();
    const bool repeatable = item.kind == Kind::set || item.kind == Kind::group || item.kind == Kind::reference;
    if (!quantifier(min, max)) return item;
    if (!repeatable) return fail("expected something to repeat before the quantifier");
    PatternNode node;
    node.kind = Kind::repeat;
    node.min = min;
    node.max = max;
    node.lazy = eat(U'?');
    node.children.push_back(std::move(item));
    return node;
  }

  bool quantifier(std::uint32_t& min, std::uint32_t& max) {
    if (failed_) return false;
    max = PatternNode::unlimited;
    if (eat(U'*')) return true;
    if (eat(U'+')) return min = 1, true;
    if (eat(U'?')) return max = 1, true;
    if (peek() != '{') return false;
    const std::size_t back = at_++;
    if (!number(min)) return at_ = back, false;
    max = min;
    if (eat(U',') && !number(max)) max = PatternNode::unlimited;
    if (!eat(U'}')) return at_ = back, false;
    if (max < min) fail("expected the bounds of a repetition in order");
    if (min > most_repeats || (max > most_repeats && max != PatternNode::unlimited))
      fail("expected at most 10000 repetitions");
    return true;
  }

  bool number(std::uint32_t& value) {
    const std::size_t first = at_;
    for (value = 0; more() && peek() >= '0' && peek() <= '9'; ++at_)
      value = std::min(value * 10 + (peek() - '0'), 1'000'000U);
    return at_ > first;
  }

  PatternNode atom() {
    const char32_t c = code_[at_++];
    PatternNode node;
    switch (c) {
      case '^': node.kind = Kind::begin; return node;
      case '$': node.kind = Kind::end; return node;
      case '.': return set_node(complement(line_ends));
      case '[': return character_class();
      case '(': return group();
      case '\\': return escape();
      default: return set_node({{c, c}});
    }
  }

  PatternNode group() {
    PatternNode node;
    node.kind = Kind::group;
    if (eat(U"?:")) {
    } else if (eat(U"?=") || eat(U"?!") || eat(U"?<=") || eat(U"?<!")) {
      node.kind = Kind::look;
      node.negated = code_[at_ - 1] == '!';
      node.behind = code_[at_ - 2] == '<';
      tree_.regular = false;
    } else if (eat(U"?<")) {
      node.index = ++opened_;
      while (more() && peek() != '>') ++at_;
      if (!eat(U'>')) return fail("expected '>' after the name of a group");
    } else if (peek() == '?') {
      return fail("expected ':', '=', '!' or '<' after \"(?\"");
    } else {
      node.index = ++opened_;
    }
    node.children.push_back(choice());
    if (!eat(U')') && !failed_) return fail("expected ')' for a '(' before the end");
    return node;
  }

  PatternNode escape() {
    if (!more()) return fail("expected a character after the last '\\'");
    const char32_t c = peek();
    PatternNode node;
    if (c == 'b' || c == 'B') {
      ++at_;
      node.kind = Kind::boundary;
      node.negated = c == 'B';
      tree_.regular = false;
      return node;
    }
    if ((c >= '1' && c <= '9') || c == 'k') {
      ++at_;
      node.kind = Kind::reference;
      tree_.regular = false;
      if (c == 'k') {
        node.index = named_reference();
      } else {
        --at_;
        number(node.index);
      }
      largest_reference_ = std::max(largest_reference_, node.index);
      return node;
    }
    Ranges ranges;
    class_escape(ranges);
    return set_node(std::move(ranges));
  }

  std::uint32_t named_reference() {
    std::u32string name;
    if (eat(U'<'))
      while (more() && peek() != '>') name += code_[at_++];
    const auto found = names_.find(name);
    if (!eat(U'>') || found == names_.end()) fail("expected the name of a group in \\k<...>");
    return found == names_.end() ? 0 : found->second;
  }

  // What a '\' stands for inside or outside a class: one character or a set. True if it was one character.
  bool class_escape(Ranges& to) {
    const char32_t c = code_[at_++];
    const auto set = [&](const Ranges& ranges) { return to.insert(to.end(), ranges.begin(), ranges.end()), false; };
    const auto one = [&](char32_t value) { return to.push_back({value, value}), true; };
    switch (c) {
      case 'd': return set(digits);
      case 'D': return set(complement(digits));
      case 'w': return set(word);
      case 'W': return set(complement(word));
      case 's': return set(space);
      case 'S': return set(complement(space));
      case 't': return one('\t');
      case 'n': return one('\n');
      case 'v': return one('\v');
      case 'f': return one('\f');
      case 'r': return one('\r');
      case '0': return one(0);
      case 'c':
        if (!is_letter(peek())) break;
        return one(code_[at_++] % 32);
      case 'x': return one(hex(2));
      case 'u': return one(unicode());
      case 'p':
      case 'P': fail("Unicode property escapes are not supported: write the ranges out"); return true;
      default:
        if (is_letter(c) || (c >= '0' && c <= '9')) break;
        return one(c);
    }
    --at_;
    fail("expected an escape that has a meaning");
    return true;
  }

  char32_t hex(int count) {
    char32_t value = 0;
    for (int i = 0; i < count; ++i, ++at_) {
      if (!more() || !is_hex(peek())) return fail("expected a hexadecimal digit"), 0;
      value = value * 16 + hex_value(peek());
    }
    return value;
  }

  char32_t unicode() {
    if (eat(U'{')) {
      char32_t value = 0;
      const std::size_t first = at_;
      for (; more() && is_hex(peek()) && value <= last_code_point; ++at_) value = value * 16 + hex_value(peek());
      if (at_ == first || value > last_code_point || !eat(U'}')) fail("expected a code point in \\u{...}");
      return value;
    }
    const char32_t lead = hex(4);
    if (lead < 0xD800 || lead > 0xDBFF || peek() != '\\' || peek(1) != 'u' || peek(2) == '{') return lead;
    const std::size_t back = at_;
    at_ += 2;
    const char32_t trail = hex(4);
    if (trail >= 0xDC00 && trail <= 0xDFFF) return 0x10000 + ((lead - 0xD800) << 10) + (trail - 0xDC00);
    at_ = back;
    return lead;
  }

  PatternNode character_class() {
    const bool negated = eat(U'^');
    Ranges ranges;
    while (more() && peek() != ']') {
      const bool single = class_atom(ranges);
      if (failed_) return {};
      if (peek() != '-' || peek(1) == ']' || at_ + 1 >= code_.size()) continue;
      ++at_;
      Ranges upper;
      if (!class_atom(upper) || !single) return fail("expected a single character on each side of '-' in a class");
      if (failed_) return {};
      if (upper.back().first < ranges.back().first) return fail("expected the ends of a range in order");
      ranges.back().last = upper.back().first;
    }
    if (!eat(U']')) return fail("expected ']' for a '[' before the end");
    tidy(ranges);
    return set_node(negated ? complement(ranges) : std::move(ranges));
  }

  bool class_atom(Ranges& to) {
    const char32_t c = code_[at_++];
    if (c != '\\') return to.push_back({c, c}), true;
    if (!more()) return fail("expected a character after the last '\\'"), true;
    if (eat(U'b')) return to.push_back({'\b', '\b'}), true;
    return class_escape(to);
  }

  std::string_view text_;
  PatternError& error_;
  std::u32string code_;
  std::vector<std::size_t> starts_;  // the byte of each code point
  std::size_t at_ = 0;
  PatternTree tree_;
  std::map<std::u32string, std::uint32_t> names_;
  std::uint32_t opened_ = 0, largest_reference_ = 0;
  int nesting_ = 0;
  bool failed_ = false;
};

}  // namespace

std::optional<PatternTree> parse_pattern(std::string_view pattern, PatternError& error) {
  return Parser(pattern, error).run();
}

bool contains(const std::vector<CodeRange>& ranges, char32_t c) {
  const auto after =
      std::upper_bound(ranges.begin(), ranges.end(), c, [](char32_t v, CodeRange r) { return v < r.first; });
  return after != ranges.begin() && std::prev(after)->last >= c;
}

bool is_word(char32_t c) { return contains(word, c); }

}  // namespace drydock
