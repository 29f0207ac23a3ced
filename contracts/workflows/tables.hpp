// The clauses and the effect map as Markdown: the tables of README.md in this folder.
#pragma once
#include <string>

#include "contracts/workflows/workflows.hpp"

namespace drydock {

/// One table a flow, under a heading each.
std::string clause_tables(const Workflows&);
/// One row a rule.
std::string effect_table(const Workflows&);

}  // namespace drydock
