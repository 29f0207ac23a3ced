// What is legal but unwise: demand beyond capacity, goods that arrive after the run is over, states nothing leads to.
#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "harness/plan.hpp"
#include "harness/scenario/mistake.hpp"
#include "harness/scenario/scenario.hpp"

namespace drydock {

struct LintNote {
  Mark at;
  std::string message;
};

/// What the plan at the scenario's own seed comes to.
struct LintCounts {
  std::int64_t orders = 0;
  std::int64_t lines = 0;
  std::int64_t units = 0;
  std::int64_t looks = 0;
  std::int64_t declined =
      0;  ///< orders that no stock is left for, by a simple allocation without short picks and holds
  std::int64_t busiest_hour = 0;  ///< orders; of a shorter run: orders in the run
};

struct LintReport {
  std::string file;
  std::vector<std::string> sources;  ///< what the notes' marks point into; the first is `file`
  LintCounts counts;
  std::vector<LintNote> warnings;
};

/// Expands the scenario and looks at what it comes to.
LintReport lint(const Scenario&);

/// "scenarios/x.yaml:7:3: warning: ..." a line each, then a line of counts.
std::string to_string(const LintReport&);

/// The counts alone, of any plan.
LintCounts count_plan(const Plan&);

}  // namespace drydock
