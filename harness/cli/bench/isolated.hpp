// A measurement in a process of its own, so that its memory is its own and its heap is fresh.
#pragma once
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace drydock::cli {

struct Isolated {
  std::vector<double> values;  ///< what the work returned; empty if it did not come to an end
  double peak_mebibytes = 0;   ///< resident, at its highest
  std::string problem;         ///< why there are no values
};

/// Runs the work in a child process and waits for it. What the work throws comes back as `problem`.
Isolated isolated(const std::function<std::vector<double>()>& work);

}  // namespace drydock::cli
