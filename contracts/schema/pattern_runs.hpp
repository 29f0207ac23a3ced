// The fastest matcher, for what most contracts write: an anchored row of character sets, each so many times, as in
// "^ORD-[0-9]{6,12}$".
#pragma once
#include <array>

#include "contracts/schema/pattern_syntax.hpp"

namespace drydock {

/// A row of runs of ASCII characters. Exact only where no run could have taken less for the next one's sake.
class PatternRuns {
 public:
  /// Nothing if the expression is not of this kind.
  static std::optional<PatternRuns> build(const PatternTree& tree);

  bool matches(std::string_view text) const {
    std::size_t at = 0;
    for (const Run& run : runs_) {
      const std::size_t end = text.size() - at < run.max ? text.size() : at + run.max;
      const std::size_t first = at;
      while (at < end && (sets_[static_cast<unsigned char>(text[at])] & run.set) != 0) ++at;
      if (at - first < run.min) return false;
    }
    return at == text.size();
  }

 private:
  struct Run {
    std::uint32_t set;  // one bit of sets_
    std::uint32_t min, max;
  };

  bool add(const PatternNode& node);
  bool add_run(const std::vector<CodeRange>& ranges, std::uint32_t min, std::uint32_t max);
  bool is_exact() const;

  std::vector<Run> runs_;
  std::uint32_t bits_ = 0;
  std::array<std::uint32_t, 256> sets_{};  // by byte: the sets it is in
};

}  // namespace drydock
