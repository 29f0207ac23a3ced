// From a file to a scenario, or to everything that is wrong with it.
#pragma once
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "harness/scenario/document.hpp"
#include "harness/scenario/mistake.hpp"
#include "harness/scenario/scenario.hpp"
#include "sim/fault.hpp"

namespace drydock {

/// The names a file may use that are kept in tables elsewhere. Passed in, so that the loader depends on none of them.
struct Vocabulary {
  std::span<const FaultRow> faults;                                              ///< fault_rows()
  std::vector<std::pair<std::string, std::string>> invariants;                   ///< id and name; a file may use either
  std::vector<std::pair<std::string, std::vector<std::string>>> invariant_sets;  ///< name ("gate@1") and ids
  std::vector<std::string> reached;
  std::vector<std::string> measures;
  std::vector<std::string> defects;
};

/// Either a scenario that is right in every respect the loader checks, or all the mistakes in it.
struct LoadedScenario {
  std::optional<Scenario> scenario;
  std::vector<Mistake> mistakes;  ///< in the order of the file
  explicit operator bool() const { return scenario.has_value(); }
};

/// Reads the text of a scenario; `file` is its name in messages. Its profiles are all checked, whichever is chosen.
/// Never throws.
LoadedScenario load_scenario(std::string_view text, const std::string& file, const Vocabulary&,
                             const DocumentChoices& = {});
/// The same from a file, with the CSV files beside it. One that cannot be read is a mistake without a line.
LoadedScenario load_scenario_file(const std::string& path, const Vocabulary&);

}  // namespace drydock
