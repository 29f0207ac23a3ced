// One plan run and told: what `run` and `replay` have in common.
#pragma once
#include <chrono>
#include <optional>
#include <string>

#include "harness/cli/console.hpp"
#include "harness/cli/request.hpp"
#include "harness/cli/services.hpp"
#include "harness/cli/telling.hpp"

namespace drydock::cli {

class Performance {
 public:
  /// `many`: of several runs, a passing one is told in one line.
  Performance(const RunSettings&, const Services&, Console&, bool many);
  /// The exit code of this run. `reproduce` is the line for a shell.
  int of(const Plan&, const std::string& reproduce);
  /// The same in the virtual world, told and written by nobody.
  Verdict verdict_of(const Plan&, const std::string& reproduce);
  /// Whether no further run should begin: the deadline has passed, or somebody said stop.
  bool over() const;

 private:
  std::string why_over() const;
  /// Who has started the run and not yet the real thing sees that the run waits for it.
  void tell_waiting();
  RunOptions options_of(const std::string& reproduce, Progress&) const;
  Verdict once(const Plan&, const RunOptions&);
  void compare(const Plan&, const RunOptions&, Verdict&);
  int write(const Plan&, const Verdict&, class OutFolder&);
  void tell(const Verdict&);

  const RunSettings& settings_;
  const Services& services_;
  Console& console_;
  bool many_;
  std::string target_output_;  ///< of the run at hand
  std::optional<std::chrono::steady_clock::time_point> deadline_;
};

/// What would be run: for --dry-run.
std::string plan_summary(const Plan&, const Loaded&);
/// Seats named by --seat that the plan does not have: a line that says so, or empty.
std::string unknown_seat(const Plan&, const RunSettings&);

}  // namespace drydock::cli
