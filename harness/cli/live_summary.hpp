// What a live run will take and what it cannot do, said before it begins (--dry-run).
#pragma once
#include <string>

#include "harness/cli/request.hpp"
#include "harness/plan.hpp"

namespace drydock::cli {

/// Lines for people: real time, who takes which seat, and the crashes of the plan that nobody can do to it.
std::string live_summary(const Plan&, const RunSettings&);

}  // namespace drydock::cli
