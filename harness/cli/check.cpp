#include <fmt/format.h>

#include <filesystem>
#include <fstream>

#include "harness/cli/exit.hpp"
#include "harness/cli/files.hpp"
#include "harness/cli/telling.hpp"
#include "harness/cli/verbs.hpp"

namespace drydock::cli {
namespace {

namespace fs = std::filesystem;

/// The plan that goes with the history; none is legal, for then less can be judged.
std::optional<Loaded> plan_for(const CheckRequest& request, const Services& services) {
  std::string path = request.plan;
  if (path.empty()) {
    const fs::path beside = fs::path(request.history).parent_path() / "plan.yaml";
    if (!fs::exists(beside)) return std::nullopt;
    path = beside.string();
  }
  std::string why;
  const auto text = read_file(path, why);
  if (!text) return Loaded{std::nullopt, {path + ": " + why}, {}};
  return services.plan_of_plan(*text, path);
}

}  // namespace

int perform(const CheckRequest& request, const Services& services, Console& console) {
  if (request.formats.size() > 1) return usage_mistake(console, "check: one --format at a time");
  std::ifstream history(request.history, std::ios::binary);
  std::error_code ignored;
  if (fs::is_directory(request.history, ignored))
    return file_mistakes(console, {request.history + ": is a folder; expected its history.jsonl"});
  if (!history.is_open()) return file_mistakes(console, {request.history + ": no such file"});
  std::optional<Plan> plan;
  if (auto loaded = plan_for(request, services)) {
    if (!loaded->plan) return file_mistakes(console, loaded->mistakes);
    plan = std::move(loaded->plan);
  }
  Checked checked = services.check(history, request.history, plan);
  if (!checked.verdict) return file_mistakes(console, checked.mistakes);
  if (!plan && !request.quiet)
    console.err
        << "drydock: no plan.yaml lies beside the history, and --plan names none: what the scenario expects is not "
           "judged, nor is what needs its masters, bounds and faults\n";
  Verdict& verdict = *checked.verdict;
  verdict.versions.try_emplace("drydock", DRYDOCK_VERSION);
  if (verdict.reproduce.empty()) verdict.reproduce = "./drydock check " + shell_word(request.history);
  if (request.quiet)
    console.out << one_line(verdict) << '\n';
  else
    console.out << told(verdict, request.formats.empty() ? "text" : request.formats.front(), console);
  return exit_code(verdict.outcome);
}

}  // namespace drydock::cli
