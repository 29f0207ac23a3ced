// Scenarios of the repository as plans, for tests that run them.
#pragma once
#include <gtest/gtest.h>

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "harness/cli/wiring/wiring.hpp"
#include "harness/run.hpp"
#include "tests/support/golden.hpp"

namespace drydock::testing {

/// The plan of scenarios/<name>.yaml ("packs/dup-storm"). A scenario that does not load fails the test.
inline Plan plan_of(const std::string& name, std::optional<std::uint64_t> seed = {},
                    std::vector<std::string> defects = {}) {
  const std::string file = "scenarios/" + name + ".yaml";
  const std::string text = file_text(std::filesystem::path(DRYDOCK_SOURCE_DIR) / file);
  cli::PlanChoices choices;
  choices.seed = seed;
  choices.defects = std::move(defects);
  const cli::Loaded loaded = cli::virtual_services().plan_of_scenario(text, file, choices);
  for (const auto& mistake : loaded.mistakes) ADD_FAILURE() << mistake;
  return loaded.plan.value_or(Plan());
}

/// All scenarios of a folder below scenarios/, by name.
inline std::vector<std::string> scenarios_in(const std::string& folder) {
  std::vector<std::string> names;
  for (const auto& entry :
       std::filesystem::directory_iterator(std::filesystem::path(DRYDOCK_SOURCE_DIR) / "scenarios" / folder))
    if (entry.path().extension() == ".yaml") names.push_back(folder + "/" + entry.path().stem().string());
  std::sort(names.begin(), names.end());
  return names;
}

/// What went wrong, for a test's message.
inline std::string complaints(const Verdict& verdict) {
  std::string out = verdict.problem;
  for (const auto& finding : verdict.findings)
    out += finding.invariant + " " + finding.name + ": " + finding.sentence + "\n";
  for (const auto& state : verdict.reached)
    if (state.declared && state.count == 0) out += "never reached: " + state.name + "\n";
  for (const auto& fault : verdict.faults)
    if (fault.must_fire && fault.fired == 0) out += "never fired: " + fault.id + "\n";
  return out;
}

}  // namespace drydock::testing
