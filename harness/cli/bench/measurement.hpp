// What `drydock bench` measures: a table of rows, each of which runs something and says what it came to. It reports and
// does not judge: a missed target is told, and is no failure.
#pragma once
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "harness/cli/services.hpp"

namespace drydock::cli {

/// One figure. Times are of the wall clock of this machine: compare ratios of one run, not figures of two.
struct Measurement {
  std::string name;             ///< "season.virtual_over_wall"
  std::optional<double> value;  ///< absent: it could not be measured, and `note` says why
  std::string unit;             ///< "ms", "us/order", "MiB", "ratio"
  std::optional<double> target;
  bool at_least = false;  ///< the target is met by this much or more; else by this much or less
  std::string note;       ///< what it is, or why there is no value

  std::optional<bool> met() const {
    if (!value || !target) return std::nullopt;
    return at_least ? *value >= *target : *value <= *target;
  }
};

/// What a row needs of the program and of the machine.
struct BenchTools {
  const Services* services = nullptr;
  std::string ajv;                                ///< a script that times ajv; empty: it is left out
  bool quick = false;                             ///< leave out what takes minutes
  std::function<void(std::string_view)> telling;  ///< told what is being measured, before each part
};

/// A group of figures that are measured together.
struct BenchRow {
  std::string_view name;  ///< what the figures' names begin with
  std::string_view what;
  std::vector<Measurement> (*measure)(const BenchTools&);
};

/// season, scale, start, contracts: in the order they are run.
std::span<const BenchRow> bench_rows();

std::vector<Measurement> measure_season(const BenchTools&);
std::vector<Measurement> measure_scale(const BenchTools&);
std::vector<Measurement> measure_start(const BenchTools&);
std::vector<Measurement> measure_contracts(const BenchTools&);

}  // namespace drydock::cli
