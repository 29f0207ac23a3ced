// Regular expressions of `pattern` and `patternProperties`: ECMA-262 without flags, searched anywhere in the text.
#pragma once
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace drydock {

/// Why a text is no regular expression, and at which byte.
struct PatternError {
  std::size_t at = 0;
  std::string message;
};

/// A compiled regular expression, immutable and cheap to copy. What is regular (classes, groups, alternation, greedy or
/// lazy quantifiers, anchors) runs in time linear in the text. Look-around, back references and word boundaries are
/// matched by trying, within a budget of steps; a text that exhausts it, or is longer than 4096 characters, does not
/// match.
///
/// Code points are characters, as with the `u` flag. Escaped punctuation and a lone brace are taken literally, as
/// without it; an escaped letter without a meaning is an error. Unicode property escapes (\p) are not supported.
class Pattern {
 public:
  /// The compiled pattern; on failure nothing, and `error` says why. Bounded: at most 4096 bytes, 100 nested groups,
  /// repetitions up to 10000.
  static std::optional<Pattern> compile(std::string_view pattern, PatternError& error);
  /// Whether the pattern occurs in a UTF-8 text.
  bool matches(std::string_view text) const;
  /// Whether it runs in linear time.
  bool linear() const;

  struct Machine;

 private:
  explicit Pattern(std::shared_ptr<const Machine> machine) : machine_(std::move(machine)) {}
  std::shared_ptr<const Machine> machine_;
};

/// Whether a text is a regular expression that Pattern accepts. The format "regex".
bool is_pattern(std::string_view text);

}  // namespace drydock
