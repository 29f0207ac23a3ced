#include <fmt/format.h>

#include <limits>
#include <map>

#include "harness/cli/exit.hpp"
#include "harness/cli/files.hpp"
#include "harness/cli/live_summary.hpp"
#include "harness/cli/performance.hpp"
#include "harness/cli/sweep.hpp"
#include "harness/cli/telling.hpp"
#include "harness/cli/verbs.hpp"
#include "harness/target/read_target.hpp"
#include "reports/escape.hpp"

namespace drydock::cli {
namespace {

struct Source {
  std::string path;
  std::string text;
  Loaded first;  ///< with the first seed; its plan is dropped once it has been run
};

PlanChoices choices(const RunRequest& request, std::optional<std::uint64_t> seed) {
  PlanChoices made;
  made.seed = seed;
  made.defects = request.settings.defects;
  made.live = request.settings.live;
  made.lint = request.settings.dry_run;
  made.profile = request.profile;
  for (const auto& set : request.sets) made.sets.push_back("--set " + set);
  return made;
}

/// What lint warns of, on stderr, once a scenario: whoever reads a finding should know that the scenario itself may be
/// to blame.
void warn(const RunRequest& request, const Loaded& loaded, Console& console) {
  if (request.settings.quiet || request.settings.dry_run) return;
  for (const std::string& remark : loaded.remarks)
    if (remark.find(": warning: ") != std::string::npos) console.err << for_terminal(remark) << '\n';
}

/// Reads every scenario before the first is run: a mistake in the last must not cost the time of the others.
int load(const RunRequest& request, const Services& services, Console& console, std::vector<Source>& sources) {
  int code = exit_pass;
  std::map<std::string, std::string> names;
  for (const auto& path : request.scenarios) {
    std::string why;
    auto text = read_scenario(path, why);
    if (!text) {
      code = file_mistakes(console, {path + ": " + why});
      continue;
    }
    Source source{path, std::move(*text), {}};
    PlanChoices first = choices(request, request.seed);
    first.lint = first.lint || !request.settings.quiet;
    source.first = services.plan_of_scenario(source.text, path, first);
    if (!source.first.plan) {
      code = file_mistakes(console, source.first.mistakes);
      continue;
    }
    warn(request, source.first, console);
    const Plan& plan = *source.first.plan;
    if (const auto line = unknown_seat(plan, request.settings); !line.empty()) code = usage_mistake(console, line);
    if (const auto [it, fresh] = names.emplace(plan.scenario, path); !fresh && !request.settings.out.empty())
      code = usage_mistake(console,
                           fmt::format("{} and {} are both called {}: under --out one would replace the other",
                                       for_terminal(it->second), for_terminal(path), for_terminal(plan.scenario)));
    if (plan.seed > std::numeric_limits<std::uint64_t>::max() - (request.repeat - 1))
      code = usage_mistake(console, "--repeat: the last seed would be too large");
    sources.push_back(std::move(source));
  }
  return code;
}

/// The target file, from disk or as it comes with the program.
int find_target(RunSettings& settings, Console& console) {
  if (settings.target_file.empty()) return exit_pass;
  std::string why;
  const auto text = read_target_file(settings.target_file, why);
  if (!text) return file_mistakes(console, {settings.target_file + ": " + why});
  ReadTarget read = read_target(*text, settings.target_file);
  std::vector<std::string> lines;
  for (const Mistake& mistake : read.mistakes) lines.push_back(to_string(mistake));
  if (!lines.empty()) return file_mistakes(console, lines);
  settings.target = std::move(read.target);
  for (const auto& [name, url] : settings.seats)
    if (name == settings.target->seat)
      return usage_mistake(
          console, fmt::format("--target {} and --seat {}={} both take the seat {}", for_terminal(settings.target_file),
                               for_terminal(name), for_terminal(url), for_terminal(name)));
  return exit_pass;
}

int performed(const RunRequest& request, const Plan& plan, const std::string& path, std::uint64_t seed,
              Performance& performance, Console& console) {
  const int code = performance.of(plan, reproducing_line(request, path, seed));
  if (code == exit_pass && !request.settings.quiet)
    for (const std::string& defect : request.settings.defects)
      console.err << "drydock: nothing was found of the defect " << defect << " here; drydock explain " << defect
                  << " names a scenario that shows it\n";
  return code;
}

int run_seeds(const RunRequest& request, const Services& services, Console& console, Source& source,
              Performance& performance) {
  int code = exit_pass;
  const std::uint64_t first = source.first.plan->seed;
  for (std::uint64_t i = 0; i < request.repeat; ++i) {
    if (i > 0 && performance.over()) break;
    Loaded loaded = i == 0 ? std::move(source.first)
                           : services.plan_of_scenario(source.text, source.path, choices(request, first + i));
    source.first = {};
    if (!loaded.plan) return worse(code, file_mistakes(console, loaded.mistakes));
    if (request.settings.dry_run)
      console.out << plan_summary(*loaded.plan, loaded)
                  << (request.settings.live ? live_summary(*loaded.plan, request.settings) : "");
    else
      code = worse(code, performed(request, *loaded.plan, source.path, first + i, performance, console));
  }
  return code;
}

}  // namespace

std::string reproducing_line(const RunRequest& request, const std::string& scenario, std::uint64_t seed) {
  std::string line = fmt::format("./drydock run {} --seed {}", shell_word(scenario), seed);
  if (request.profile) line += " --profile " + shell_word(*request.profile);
  for (const auto& set : request.sets) line += " --set " + shell_word(set);
  for (const auto& name : request.settings.defects) line += " --defect " + shell_word(name);
  if (!request.settings.paired) line += " --no-paired";
  if (request.settings.live) line += " --live";
  if (!request.settings.target_file.empty()) line += " --target " + shell_word(request.settings.target_file);
  for (const auto& [name, url] : request.settings.seats) line += " --seat " + shell_word(name + "=" + url);
  if (!request.settings.links_file.empty()) line += " --links " + shell_word(request.settings.links_file);
  if (request.settings.port_base) line += fmt::format(" --port-base {}", *request.settings.port_base);
  return line;
}

int perform(const RunRequest& asked, const Services& services, Console& console) {
  RunRequest request = asked;
  if (request.settings.live && !services.run_live)
    return usage_mistake(console, "--live: this program has no live world");
  if (!known_defects(request.settings.defects, services, console)) return exit_usage;
  if (const int code = find_target(request.settings, console); code != exit_pass) return code;
  if (!request.sweep.empty()) return perform_sweep(request, services, console);
  std::vector<Source> sources;
  if (const int code = load(request, services, console, sources); code != exit_pass) return code;

  Performance performance(request.settings, services, console, sources.size() * request.repeat > 1);
  int code = exit_pass;
  for (auto& source : sources) {
    if (&source != &sources.front() && performance.over()) break;
    code = worse(code, run_seeds(request, services, console, source, performance));
  }
  return code;
}

}  // namespace drydock::cli
