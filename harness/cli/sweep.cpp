#include "harness/cli/sweep.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>

#include "harness/cli/exit.hpp"
#include "harness/cli/files.hpp"
#include "harness/cli/performance.hpp"
#include "harness/cli/telling.hpp"
#include "harness/cli/verbs.hpp"
#include "harness/measures.hpp"
#include "harness/scenario/set_flag.hpp"
#include "reports/escape.hpp"
#include "reports/reasons.hpp"
#include "reports/table.hpp"
#include "reports/when.hpp"

namespace drydock::cli {
namespace {

/// What is told of each run: fast enough, late, behind.
constexpr std::array<std::string_view, 5> told_measures{"availability.p99", "order.release.p95", "erp.posting.p95",
                                                        "visibility.p95", "orders_accepted"};

struct Variant {
  std::string value;
  Loaded loaded;
};
struct Told {
  std::string value;
  Verdict verdict;
};

std::uint64_t findings_of(const Verdict& verdict) {
  std::uint64_t all = 0;
  for (const auto& result : verdict.invariants) all += result.findings;
  return all;
}

const MeasureResult* measure_of(const Verdict& verdict, std::string_view name) {
  for (const auto& measure : verdict.measures)
    if (measure.name == name) return &measure;
  return nullptr;
}

/// The usual measures, and those to which the scenario sets limits.
std::vector<std::string> columns_of(const std::vector<Told>& runs) {
  std::vector<std::string> names(told_measures.begin(), told_measures.end());
  for (const auto& [value, verdict] : runs)
    for (const auto& expected : verdict.expectations)
      if (find_measure(expected.measure.substr(0, expected.measure.find('@'))) != nullptr &&
          std::find(names.begin(), names.end(), expected.measure) == names.end())
        names.push_back(expected.measure);
  return names;
}

std::string why(const Verdict& verdict) {
  const std::vector<std::string> all = reasons(verdict);
  if (all.empty()) return "";
  return for_terminal(all.front()) + (all.size() == 1 ? "" : fmt::format(", and {} more", all.size() - 1));
}

std::string as_text(const std::string& path, const std::vector<Told>& runs) {
  const std::vector<std::string> names = columns_of(runs);
  std::vector<Table::Align> aligned{Table::Align::left, Table::Align::left, Table::Align::right};
  aligned.insert(aligned.end(), names.size() + 1, Table::Align::right);
  aligned.push_back(Table::Align::left);
  Table table(std::move(aligned));
  std::vector<std::string> head{path, "verdict", "findings"};
  head.insert(head.end(), names.begin(), names.end());
  head.insert(head.end(), {"messages", "why"});
  table.row(head);
  for (const auto& [value, verdict] : runs) {
    std::vector<std::string> cells{value, std::string(to_string(verdict.outcome)), grouped(findings_of(verdict))};
    for (const auto& name : names) {
      const auto* measure = measure_of(verdict, name);
      cells.push_back(measure == nullptr ? "-" : measure_value(*measure));
    }
    cells.push_back(grouped(verdict.counts.messages));
    cells.push_back(why(verdict));
    table.row(std::move(cells));
  }
  return table.str(static_cast<std::size_t>(-1), 0);
}

/// Measures as verdict.json has them: microseconds, millionths, counts.
std::string as_json(const std::string& path, const std::vector<Told>& runs) {
  using Json = nlohmann::ordered_json;
  Json list = Json::array();
  for (const auto& [value, verdict] : runs) {
    Json measures = Json::object();
    for (const auto& measure : verdict.measures) measures[measure.name] = measure.value;
    list.push_back({{"value", value},
                    {"verdict", to_string(verdict.outcome)},
                    {"why", reasons(verdict)},
                    {"findings", findings_of(verdict)},
                    {"messages", verdict.counts.messages},
                    {"history_hash", verdict.history_hash},
                    {"reproduce", verdict.reproduce},
                    {"measures", std::move(measures)}});
  }
  const Json whole{{"format", 1},
                   {"scenario", runs.empty() ? "" : runs.front().verdict.scenario},
                   {"seed", runs.empty() ? 0 : runs.front().verdict.seed},
                   {"path", path},
                   {"runs", std::move(list)}};
  return whole.dump(2) + "\n";
}

PlanChoices choices_of(const RunRequest& request, const std::string& flag) {
  PlanChoices choices;
  choices.seed = request.seed;
  choices.defects = request.settings.defects;
  choices.profile = request.profile;
  for (const auto& set : request.sets) choices.sets.push_back("--set " + set);
  choices.sets.push_back(flag);
  return choices;
}

/// The scenario under each value; empty if one of them is not right, which has been told then.
std::vector<Variant> load(const RunRequest& request, const std::string& path, const std::vector<std::string>& values,
                          const Services& services, Console& console) {
  const std::string& name = request.scenarios.front();
  std::string why;
  const auto text = read_scenario(name, why);
  std::vector<std::string> mistakes;
  std::vector<Variant> variants;
  if (!text) mistakes.push_back(name + ": " + why);
  for (std::size_t i = 0; text && i < values.size(); ++i) {
    const std::string flag = fmt::format("--sweep {}={}", path, values[i]);
    variants.push_back({values[i], services.plan_of_scenario(*text, name, choices_of(request, flag))});
    // What is wrong whatever the value is told once.
    for (const auto& line : variants.back().loaded.mistakes)
      if (std::find(mistakes.begin(), mistakes.end(), line) == mistakes.end()) mistakes.push_back(line);
  }
  if (mistakes.empty()) return variants;
  file_mistakes(console, mistakes);
  return {};
}

std::string line_of(const RunRequest& request, const std::string& path, const std::string& value, std::uint64_t seed) {
  RunRequest one = request;
  one.sets.push_back(path + "=" + value);
  return reproducing_line(one, request.scenarios.front(), seed);
}

}  // namespace

int perform_sweep(const RunRequest& request, const Services& services, Console& console) {
  const auto split = split_set(request.sweep).value_or(std::pair<std::string, std::string>{});
  const auto& path = split.first;
  const auto variants = load(request, path, split_values(split.second), services, console);
  if (variants.empty()) return exit_usage;
  Performance performance(request.settings, services, console, true);
  std::vector<Told> runs;
  int code = exit_pass;
  for (const auto& [value, loaded] : variants) {
    if (!runs.empty() && performance.over()) break;
    const Plan& plan = *loaded.plan;
    runs.push_back({value, performance.verdict_of(plan, line_of(request, path, value, plan.seed))});
    code = worse(code, exit_code(runs.back().verdict.outcome));
  }
  const bool json = !request.settings.formats.empty() && request.settings.formats.front() == "json";
  if (!json)
    console.out << fmt::format("{}  seed {}\n\n", for_terminal(runs.front().verdict.scenario),
                               runs.front().verdict.seed);
  console.out << (json ? as_json(path, runs) : as_text(path, runs));
  return code;
}

}  // namespace drydock::cli
