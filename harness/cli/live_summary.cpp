#include "harness/cli/live_summary.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "reports/escape.hpp"

namespace drydock::cli {
namespace {

std::string real_time(const Plan& plan) {
  // Settling ends when all is quiet; what is left of its time is a limit.
  const Duration least = plan.prepare + plan.run + plan.bounds.quiet * 2;
  const Duration most = plan.prepare + plan.run + plan.settle;
  return fmt::format("  live: from {} to {} of real time\n", to_string(std::min(least, most)), to_string(most));
}

bool is_taken(const RunSettings& settings, const std::string& seat) {
  for (const auto& [name, url] : settings.seats)
    if (name == seat) return true;
  return settings.target && settings.target->seat == seat;
}

bool can_crash(const RunSettings& settings, const std::string& seat) {
  if (!is_taken(settings, seat)) return true;
  return settings.target && settings.target->seat == seat && settings.target->can_crash();
}

}  // namespace

std::string live_summary(const Plan& plan, const RunSettings& settings) {
  std::string out = real_time(plan);
  for (const auto& [name, url] : settings.seats)
    out += fmt::format("  seat {}: taken by {}\n", for_terminal(name), for_terminal(url));
  if (const auto& target = settings.target)
    out +=
        fmt::format("  seat {}: taken by target {}, {}\n", for_terminal(target->seat), for_terminal(target->name),
                    target->launched ? "started by the run with `" + for_terminal(target->launch.command.front()) + "`"
                                     : "which runs already at " + for_terminal(target->attach.url));
  for (const PlannedCrash& crash : plan.crashes)
    if (!can_crash(settings, crash.seat))
      out += fmt::format("  cannot be done: crash {} of {}, since nothing says how to crash what takes that seat\n",
                         for_terminal(crash.id), for_terminal(crash.seat));
  return out;
}

}  // namespace drydock::cli
