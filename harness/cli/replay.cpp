#include "harness/cli/exit.hpp"
#include "harness/cli/files.hpp"
#include "harness/cli/performance.hpp"
#include "harness/cli/telling.hpp"
#include "harness/cli/verbs.hpp"

namespace drydock::cli {

int perform(const ReplayRequest& request, const Services& services, Console& console) {
  std::string why;
  const auto text = read_file(request.plan, why);
  if (!text) return file_mistakes(console, {request.plan + ": " + why});
  const Loaded loaded = services.plan_of_plan(*text, request.plan);
  if (!loaded.plan) return file_mistakes(console, loaded.mistakes);
  if (!known_defects(loaded.plan->defects, services, console)) return exit_usage;
  if (request.settings.dry_run) {
    console.out << plan_summary(*loaded.plan, loaded);
    return exit_pass;
  }
  Performance performance(request.settings, services, console, false);
  return performance.of(*loaded.plan, "./drydock replay " + shell_word(request.plan));
}

}  // namespace drydock::cli
