#include "contracts/schema/pattern_runs.hpp"

namespace drydock {

std::optional<PatternRuns> PatternRuns::build(const PatternTree& tree) {
  using Kind = PatternNode::Kind;
  const PatternNode& root = tree.root;
  if (root.kind != Kind::sequence || root.children.size() < 2) return std::nullopt;
  if (root.children.front().kind != Kind::begin || root.children.back().kind != Kind::end) return std::nullopt;
  PatternRuns runs;
  for (std::size_t i = 1; i + 1 < root.children.size(); ++i)
    if (!runs.add(root.children[i])) return std::nullopt;
  return runs.is_exact() ? std::optional(std::move(runs)) : std::nullopt;
}

bool PatternRuns::add(const PatternNode& node) {
  using Kind = PatternNode::Kind;
  if (node.kind == Kind::set) return add_run(node.ranges, 1, 1);
  if (node.kind == Kind::repeat && node.children.front().kind == Kind::set)
    return add_run(node.children.front().ranges, node.min, node.max);
  if (node.kind == Kind::group) return add(node.children.front());
  if (node.kind != Kind::sequence) return false;
  for (const PatternNode& child : node.children)
    if (!add(child)) return false;
  return true;
}

bool PatternRuns::add_run(const std::vector<CodeRange>& ranges, std::uint32_t min, std::uint32_t max) {
  if (bits_ == 32 || ranges.empty() || ranges.back().last > 0x7F) return false;
  const std::uint32_t bit = std::uint32_t{1} << bits_++;
  for (const CodeRange range : ranges)
    for (char32_t c = range.first; c <= range.last; ++c) sets_[c] |= bit;
  runs_.push_back({bit, min, max});
  return true;
}

// A run takes all it can. That is right if it takes a fixed number, or if nothing it takes could begin what follows.
bool PatternRuns::is_exact() const {
  for (std::size_t i = 0; i < runs_.size(); ++i) {
    if (runs_[i].min == runs_[i].max) continue;
    for (std::size_t j = i + 1; j < runs_.size(); ++j) {
      for (const std::uint32_t sets : sets_)
        if ((sets & runs_[i].set) != 0 && (sets & runs_[j].set) != 0) return false;
      if (runs_[j].min > 0) break;
    }
  }
  return true;
}

}  // namespace drydock
