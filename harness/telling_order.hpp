// The order in which findings are told: causes before what follows from them.
#pragma once
#include <span>
#include <string_view>
#include <vector>

#include "reports/finding.hpp"

namespace drydock {

/// Ids of invariants, each once. First those about one promise of one step, then those about effects, then stock, then
/// orders, and last those that most defects break along the way: agreement of views (I59), shape of messages (I56).
std::span<const std::string_view> telling_order();

/// Sorts by telling_order(); findings of one invariant stay in the order in which they were made.
void tell_causes_first(std::vector<Finding>&);

}  // namespace drydock
