// The syntax tree of a regular expression.
#pragma once
#include <limits>
#include <memory>
#include <vector>

#include "contracts/schema/pattern.hpp"

namespace drydock {

/// Code points first to last, both included.
struct CodeRange {
  char32_t first, last;
};

struct PatternNode {
  enum class Kind : std::uint8_t { empty, set, begin, end, boundary, sequence, choice, repeat, group, reference, look };
  static constexpr std::uint32_t unlimited = std::numeric_limits<std::uint32_t>::max();

  Kind kind = Kind::empty;
  bool negated = false;            ///< boundary, look
  bool behind = false;             ///< look
  bool lazy = false;               ///< repeat
  std::uint32_t min = 0, max = 0;  ///< repeat
  std::uint32_t index = 0;         ///< group: its number, 0 if it does not capture; reference: the number
  std::vector<CodeRange> ranges;   ///< set: sorted, disjoint
  std::vector<PatternNode> children;
};

struct PatternTree {
  PatternNode root;
  std::uint32_t groups = 0;  ///< capturing groups are 1 to this
  bool regular = true;       ///< no look-around, reference or word boundary
};

std::optional<PatternTree> parse_pattern(std::string_view pattern, PatternError& error);

/// Whether a code point is in sorted ranges.
bool contains(const std::vector<CodeRange>& ranges, char32_t code_point);
/// Whether it is a word character: [0-9A-Za-z_].
bool is_word(char32_t code_point);

}  // namespace drydock
