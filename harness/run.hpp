// From a plan to a verdict.
#pragma once
#include <functional>
#include <iosfwd>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "harness/plan.hpp"
#include "reports/verdict.hpp"

namespace drydock {

/// What of the history is written, to RunOptions::history_out (design section 5).
enum class HistoryMode : std::uint8_t { none, cone, keyed, full };

struct RunOptions {
  /// Each n-th message is checked against its contract; 0: none.
  std::int64_t contracts_every = 1;
  HistoryMode history = HistoryMode::cone;
  std::ostream* history_out = nullptr;  ///< JSON Lines; null: nowhere
  /// A failing run is done a second time, in which the causal stories of its findings are gathered.
  bool stories = true;
  /// The paired run without carrier faults that I34 needs. Without it I34 is not evaluated.
  bool paired = true;
  /// Asked now and then; true ends the run with a partial verdict (deadline, SIGTERM).
  std::function<bool()> stop;
  /// Told now and then how far the run is, 0 to 1.
  std::function<void(double)> progress;
  /// The command line that reproduces this run, for the verdict and its findings.
  std::string reproduce;
};

/// Runs a plan in the virtual world. Never throws for what the parties do; what the harness itself runs into is an
/// `error` verdict with its problem said.
Verdict run(const Plan&, const RunOptions&);

/// Plays a plan in the virtual world with nobody to judge it: the tap hears every record.
void play(const Plan&, Tap&);

/// Compares two runs of the same plan. Empty if they are the same, else the first record that differs, side by side.
std::string first_difference(const Plan&);

}  // namespace drydock
