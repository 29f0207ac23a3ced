// "Did you mean": the accepted name nearest to one that was found.
#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace drydock {

/// Edits (insertions, deletions, substitutions, swaps of neighbours) from one text to the other, in bytes; letters
/// differing in case only count nothing. Texts are cut at 64 bytes.
std::size_t edit_distance(std::string_view a, std::string_view b);
/// The nearest candidate, the first of equals; empty if none is near enough to be meant (a third of the longer text).
std::string_view nearest_of(std::string_view found, const std::vector<std::string_view>& candidates);

}  // namespace drydock
