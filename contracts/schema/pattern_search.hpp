// The trying matcher: what an automaton cannot express, within a budget.
#pragma once
#include "contracts/schema/pattern_syntax.hpp"

namespace drydock {

/// Whether the expression occurs in the text. A text of more than 4096 characters does not match, nor one on which a
/// hundred thousand steps decide nothing.
bool search_pattern(const PatternTree& tree, std::string_view text);

}  // namespace drydock
