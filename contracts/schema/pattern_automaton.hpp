// The linear matcher: a regular expression as an automaton over the bytes of UTF-8.
#pragma once
#include <array>

#include "contracts/schema/pattern_syntax.hpp"

namespace drydock {

/// A deterministic automaton where that stays small, else the nondeterministic one it would be made of.
class PatternAutomaton {
 public:
  /// Nothing if the expression is not regular or needs more than some ten thousand states.
  static std::optional<PatternAutomaton> build(const PatternTree& tree);
  bool matches(std::string_view text) const {
    if (text.empty()) return matches_empty_;
    return next_.empty() ? simulate(text) : run(text);
  }

 private:
  struct State {
    enum class Kind : std::uint8_t { bytes, split, begin, end, match };
    Kind kind;
    std::uint8_t first = 0, last = 0;   // bytes
    std::uint32_t next = 0, other = 0;  // other: split
  };
  using StateSet = std::vector<std::uint32_t>;
  class Builder;

  void close(StateSet& set, std::vector<bool>& seen, std::uint32_t from, bool at_begin, bool at_end) const;
  StateSet closure(const StateSet& from, bool at_begin, bool at_end) const;
  bool accepts(const StateSet& set) const;
  void make_classes();
  void determinize();
  bool simulate(std::string_view text) const;

  bool run(std::string_view text) const {
    std::uint32_t at = start_;
    for (const char c : text) {
      at = next_[at + classes_[static_cast<unsigned char>(c)]];
      if (at <= accepted_) break;  // nothing that follows can change the answer
    }
    return final_[at / width_];
  }

  std::vector<State> states_;
  std::uint32_t entry_ = 0;
  bool matches_empty_ = false;               // apart, since only an empty text ends where it begins
  std::array<std::uint8_t, 256> classes_{};  // bytes that no state tells apart share a class
  std::uint32_t width_ = 1;                  // number of classes
  std::uint32_t start_ = 0, accepted_ = 0;   // deterministic states are row offsets: 0 is dead, width_ has accepted
  std::vector<std::uint32_t> next_;          // empty: nondeterministic
  std::vector<char> final_;                  // whether the text may end in this row
};

}  // namespace drydock
