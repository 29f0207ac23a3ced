#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <fstream>

#include "harness/cli/exit.hpp"
#include "harness/cli/files.hpp"
#include "harness/cli/telling.hpp"
#include "harness/cli/verbs.hpp"
#include "harness/scenario/templates.hpp"
#include "reports/escape.hpp"

namespace drydock::cli {

int perform(const ScenarioLintRequest& request, const Services& services, Console& console) {
  int code = exit_pass;
  for (const auto& path : request.files) {
    std::string why;
    const auto text = read_scenario(path, why);
    if (!text) {
      code = file_mistakes(console, {path + ": " + why});
      continue;
    }
    PlanChoices choices;
    choices.lint = true;
    const Loaded loaded = services.plan_of_scenario(*text, path, choices);
    if (!loaded.plan) code = file_mistakes(console, loaded.mistakes);
    for (const auto& remark : loaded.remarks) console.out << for_terminal(remark) << '\n';
    if (loaded.plan && loaded.remarks.empty()) console.out << for_terminal(path) << ": nothing to remark\n";
  }
  return code;
}

int perform(const ScenarioNewRequest& request, const Services&, Console& console) {
  const std::string& name = request.name;
  const bool plain = !name.empty() && name.size() <= 64 && name.front() != '-' && name.back() != '-' &&
                     std::all_of(name.begin(), name.end(),
                                 [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-'; });
  if (!plain)
    return usage_mistake(
        console, fmt::format("scenario new: expected a name of lower-case letters, digits and dashes, found \"{}\"",
                             for_terminal(name)));
  const std::string path = name + ".yaml";
  if (std::filesystem::exists(path)) return usage_mistake(console, path + " is there already; it was left as it is");
  std::ofstream file(path, std::ios::binary);
  file << scenario_template(name);
  file.close();
  if (file.fail()) {
    console.err << "drydock: cannot write " << path << '\n';
    return exit_harness;
  }
  console.out << "wrote " << path << "; try: ./drydock run " << path << '\n';
  return exit_pass;
}

int perform(const ScenarioSchemaRequest&, const Services&, Console& console) {
  console.out << scenario_schema();
  return exit_pass;
}

}  // namespace drydock::cli
