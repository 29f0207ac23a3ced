#include "harness/cli/wiring/wiring.hpp"

#include <algorithm>

#include "harness/cli/files.hpp"
#include "harness/invariant.hpp"
#include "harness/invariant_sets.hpp"
#include "harness/measures.hpp"
#include "harness/reached.hpp"
#include "harness/scenario/checks.hpp"
#include "harness/scenario/expand.hpp"
#include "harness/scenario/lint.hpp"
#include "harness/scenario/loader.hpp"
#include "harness/scenario/plan_file.hpp"
#include "mocks/pipeline/defects.hpp"

namespace drydock::cli {
namespace {

std::vector<std::string> lines(const std::vector<Mistake>& mistakes) {
  std::vector<std::string> out;
  for (const auto& mistake : mistakes) out.push_back(to_string(mistake));
  return out;
}

/// The report of lint, a line each.
std::vector<std::string> report_lines(LintReport report, const std::string& file) {
  report.file = file;
  std::vector<std::string> out;
  const std::string text = to_string(report);
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    out.push_back(text.substr(at, end - at));
    at = end + 1;
  }
  return out;
}

Vocabulary vocabulary() {
  Vocabulary out;
  out.faults = fault_rows();
  for (const auto& row : invariant_rows()) out.invariants.emplace_back(row.id, row.name);
  for (const auto& row : invariant_sets())
    out.invariant_sets.emplace_back(row.name, std::vector<std::string>(row.ids.begin(), row.ids.end()));
  for (const auto& row : reached_rows()) out.reached.emplace_back(row.name);
  for (const auto& row : measure_rows()) out.measures.emplace_back(row.name);
  for (const auto& row : pipeline_defects()) out.defects.emplace_back(row.name);
  return out;
}

Loaded plan_of_scenario(std::string_view text, const std::string& file, const PlanChoices& choices) {
  const Vocabulary known = vocabulary();
  const LoadedScenario loaded = load_scenario(text, file, known, {find_base, choices.profile, choices.sets, find_data});
  Loaded out;
  if (!loaded.scenario) {
    out.mistakes = lines(loaded.mistakes);
    return out;
  }
  if (choices.live) out.mistakes = lines(check_live(*loaded.scenario, known));
  if (!out.mistakes.empty()) return out;
  if (choices.lint) out.remarks = report_lines(lint(*loaded.scenario), file);
  Plan plan = expand(*loaded.scenario, choices.seed.value_or(loaded.scenario->seed));
  plan.source = file;
  for (const auto& name : choices.defects) plan.defects.push_back(name);
  out.plan = std::move(plan);
  return out;
}

Loaded plan_of_plan(std::string_view text, const std::string& file) {
  LoadedPlan loaded = read_plan(text, file, vocabulary());
  return {std::move(loaded.plan), lines(loaded.mistakes), {}};
}

}  // namespace

Services virtual_services() {
  Services services;
  services.plan_of_scenario = plan_of_scenario;
  services.plan_of_plan = plan_of_plan;
  services.plan_text = write_plan;
  services.run = run;
  services.first_difference = first_difference;
  services.play = [](const Plan& plan, Tap& tap) { play(plan, tap); };
  services.check = check_history;
  services.check_document = check_document;
  services.list = catalogue;
  services.explanations = all_explanations;
  return services;
}

}  // namespace drydock::cli
