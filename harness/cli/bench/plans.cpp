#include "harness/cli/bench/plans.hpp"

#include <fmt/format.h>

#include <stdexcept>

#include "harness/cli/files.hpp"

namespace drydock::cli {

Plan plan_of(const Services& services, const std::string& scenario, const std::vector<std::string>& sets) {
  std::string why;
  const auto text = read_scenario(scenario, why);
  if (!text) throw std::runtime_error(scenario + ": " + why);
  PlanChoices choices;
  for (const auto& set : sets) choices.sets.push_back("--set " + set);
  Loaded loaded = services.plan_of_scenario(*text, scenario, choices);
  if (!loaded.plan) throw std::runtime_error(fmt::format("{}", fmt::join(loaded.mistakes, "; ")));
  return std::move(*loaded.plan);
}

Verdict judged(const Services& services, const Plan& plan, std::int64_t contracts_every) {
  RunOptions options;
  options.contracts_every = contracts_every;
  options.history = HistoryMode::none;
  options.stories = false;
  options.paired = false;
  options.stop = services.interrupted;
  Verdict verdict = services.run(plan, options);
  if (!verdict.cut_short.empty()) throw std::runtime_error("it was cut short by " + verdict.cut_short);
  if (verdict.outcome == Outcome::fail || verdict.outcome == Outcome::error)
    throw std::runtime_error(fmt::format("{} does not pass: drydock run {}", plan.scenario, plan.scenario));
  return verdict;
}

}  // namespace drydock::cli
