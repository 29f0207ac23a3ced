// Sets of invariants with a version: what a scenario or a build can ask for by one name, and what stays the same under
// that name when more invariants come.
#pragma once
#include <span>
#include <string_view>
#include <vector>

namespace drydock {

struct InvariantSet {
  std::string_view name;  ///< "gate@1"
  std::string_view summary;
  std::vector<std::string_view> ids;  ///< sorted
};

/// The table, sorted by name. A released set never changes: what is to be judged besides makes the next version.
std::span<const InvariantSet> invariant_sets();
const InvariantSet* find_invariant_set(std::string_view name);

}  // namespace drydock
