#include "harness/cli/performance.hpp"

#include <fmt/format.h>
#include <sys/resource.h>

#include <algorithm>
#include <exception>

#include "harness/cli/exit.hpp"
#include "harness/cli/out_folder.hpp"
#include "harness/cli/telling.hpp"
#include "harness/measures.hpp"
#include "harness/nearest.hpp"
#include "reports/escape.hpp"
#include "reports/formats.hpp"

namespace drydock::cli {
namespace {

using Clock = std::chrono::steady_clock;

std::uint64_t peak_memory() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return static_cast<std::uint64_t>(usage.ru_maxrss) * 1024;  // Linux counts in KiB
}

// What a target said keeps its lines.
std::string lines_for_terminal(const std::string& text) {
  std::string told;
  for (std::size_t at = 0; at <= text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    told += (at == 0 ? "" : "\n") + for_terminal(text.substr(at, end - at));
    at = end + 1;
  }
  return told;
}

Verdict error_verdict(const Plan& plan, const std::string& problem) {
  Verdict v;
  v.outcome = Outcome::error;
  v.problem = problem;
  v.scenario = plan.scenario;
  v.source = plan.source;
  v.seed = plan.seed;
  v.run_id = fmt::format("{}/{}", plan.scenario, plan.seed);
  v.start = plan.start;
  v.utc_offset_minutes = plan.utc_offset_minutes;
  v.defects = plan.defects;
  return v;
}

}  // namespace

Performance::Performance(const RunSettings& settings, const Services& services, Console& console, bool many)
    : settings_(settings), services_(services), console_(console), many_(many) {
  if (settings.deadline) deadline_ = Clock::now() + std::chrono::microseconds(settings.deadline->us);
}

std::string Performance::why_over() const {
  if (services_.interrupted()) return "a signal";
  if (deadline_ && Clock::now() >= *deadline_) return "the deadline of " + to_string(*settings_.deadline);
  return {};
}

bool Performance::over() const { return !why_over().empty(); }

int Performance::of(const Plan& plan, const std::string& reproduce) {
  std::optional<OutFolder> folder;
  if (!settings_.out.empty()) {
    folder.emplace(settings_.out, plan.scenario, plan.seed);
    if (const auto problem = folder->open(); !problem.empty()) {
      console_.err << "drydock: " << problem << "; nothing was run\n";
      return exit_harness;
    }
  }
  Progress progress(console_, fmt::format("{} seed {}", for_terminal(plan.scenario), plan.seed));
  RunOptions options = options_of(reproduce, progress);
  if (folder && options.history != HistoryMode::none) options.history_out = folder->history();

  Verdict verdict;
  try {
    verdict = once(plan, options);
    if (settings_.twice) compare(plan, options, verdict);
  } catch (const SeatUnreachable& unreachable) {
    progress.clear();
    console_.err << "drydock: " << lines_for_terminal(unreachable.what()) << '\n';
    if (folder && !target_output_.empty()) {
      folder->write("target.log", target_output_);
      if (const auto problem = folder->publish(); !problem.empty()) console_.err << "drydock: " << problem << '\n';
    }
    return exit_unreachable;
  } catch (const BadRequest& bad) {
    progress.clear();
    return usage_mistake(console_, for_terminal(bad.what()));
  } catch (const std::exception& failure) {
    verdict = error_verdict(plan, fmt::format("the harness failed: {}", failure.what()));
    verdict.reproduce = reproduce;
  }
  progress.clear();
  tell(verdict);
  const int code = exit_code(verdict.outcome);
  return folder ? worse(code, write(plan, verdict, *folder)) : code;
}

RunOptions Performance::options_of(const std::string& reproduce, Progress& progress) const {
  RunOptions made;
  made.contracts_every = settings_.contracts_every;
  made.history = settings_.history.value_or(settings_.live ? HistoryMode::keyed : HistoryMode::cone);
  made.paired = settings_.paired;
  made.stop = [this] { return over(); };
  made.progress = [&progress](double fraction) { progress.at(fraction); };
  made.reproduce = reproduce;
  return made;
}

Verdict Performance::verdict_of(const Plan& plan, const std::string& reproduce) {
  Progress progress(console_, fmt::format("{} seed {}", for_terminal(plan.scenario), plan.seed));
  RunOptions quiet = options_of(reproduce, progress);
  quiet.history = HistoryMode::none;
  quiet.stories = false;  // nobody reads them in a table
  try {
    return once(plan, quiet);
  } catch (const std::exception& failure) {
    Verdict verdict = error_verdict(plan, fmt::format("the harness failed: {}", failure.what()));
    verdict.reproduce = reproduce;
    return verdict;
  }
}

Verdict Performance::once(const Plan& plan, const RunOptions& options) {
  const auto begin = Clock::now();
  target_output_.clear();
  Verdict verdict;
  if (settings_.live) tell_waiting();
  if (settings_.live)
    verdict = services_.run_live(plan, options,
                                 {settings_.seats, settings_.links_file, settings_.port_base, settings_.target,
                                  settings_.target ? &target_output_ : nullptr});
  else
    verdict = services_.run(plan, options);
  verdict.wall_seconds = std::chrono::duration<double>(Clock::now() - begin).count();
  verdict.peak_rss_bytes = peak_memory();
  verdict.versions.try_emplace("drydock", DRYDOCK_VERSION);
  if (verdict.reproduce.empty()) verdict.reproduce = options.reproduce;
  if (!verdict.cut_short.empty())
    if (auto why = why_over(); !why.empty()) verdict.cut_short = std::move(why);
  return verdict;
}

void Performance::tell_waiting() {
  if (settings_.quiet) return;
  if (settings_.target)
    console_.err << (settings_.target->launched ? "starting target " : "waiting for target ")
                 << for_terminal(settings_.target->name) << " in the seat " << for_terminal(settings_.target->seat)
                 << std::endl;
  for (const auto& [name, url] : settings_.seats)
    console_.err << "waiting for /ready of " << for_terminal(name) << " at " << for_terminal(url)
                 << (settings_.links_file.empty() ? "" : "; its links are in " + for_terminal(settings_.links_file))
                 << std::endl;
}

void Performance::compare(const Plan& plan, const RunOptions& options, Verdict& verdict) {
  if (!verdict.cut_short.empty() || verdict.outcome == Outcome::error) return;
  RunOptions again = options;
  again.history = HistoryMode::none;
  again.history_out = nullptr;
  again.stories = false;
  again.paired = false;
  const Verdict second = services_.run(plan, again);
  if (over()) {
    verdict.cut_short = why_over();
    return;
  }
  if (second.history_hash == verdict.history_hash) return;
  verdict.outcome = Outcome::error;
  verdict.problem = fmt::format("the same plan gave hash {} and then {}", verdict.history_hash, second.history_hash);
  if (const auto where = services_.first_difference(plan); !where.empty()) verdict.problem += "; " + where;
}

int Performance::write(const Plan& plan, const Verdict& verdict, OutFolder& folder) {
  folder.write(find_format("json")->file_name, told(verdict, "json", console_));
  folder.write("plan.yaml", services_.plan_text(plan));
  if (settings_.target) folder.write("target.log", target_output_);
  for (const auto& name : settings_.formats)
    if (name != "json") folder.write(find_format(name)->file_name, find_format(name)->render(verdict, {}));
  const auto problem = folder.publish();
  if (problem.empty()) return exit_pass;
  console_.err << "drydock: " << problem << '\n';
  return exit_harness;
}

void Performance::tell(const Verdict& verdict) {
  const bool brief = settings_.quiet || (many_ && verdict.outcome == Outcome::pass);
  // Without --out, the one format asked for goes to stdout.
  const std::string format = settings_.out.empty() && !settings_.formats.empty() ? settings_.formats.front() : "text";
  if (brief && format == "text")
    console_.out << one_line(verdict) << '\n';
  else
    console_.out << told(verdict, format, console_) << (many_ ? "\n" : "");
  console_.out.flush();
}

std::string plan_summary(const Plan& plan, const Loaded& loaded) {
  std::string out = fmt::format("{}  seed {}  run {}  settle {}\n", for_terminal(plan.scenario), plan.seed,
                                to_string(plan.run), to_string(plan.settle));
  out += fmt::format("  {} warehouses, {} carriers, {} items, {} stimuli\n", plan.warehouses.size(),
                     plan.carriers.size(), plan.items.size(), plan.stimuli.size());
  for (const auto& fault : plan.faults) out += fmt::format("  fault {}: {} on {}\n", fault.id, fault.fault, fault.on);
  for (const auto& crash : plan.crashes) out += fmt::format("  fault {}: crash on {}\n", crash.id, crash.seat);
  for (const auto& name : plan.reached) out += fmt::format("  must reach {}\n", name);
  for (const auto& limit : plan.within)
    out += fmt::format("  must keep {} {} {}\n", measure_name(limit), limit.comparison, limit.limit);
  for (const auto& name : plan.defects) out += fmt::format("  defect {}\n", name);
  for (const auto& remark : loaded.remarks) out += fmt::format("  remark: {}\n", for_terminal(remark));
  return out;
}

std::string unknown_seat(const Plan& plan, const RunSettings& settings) {
  if (settings.seats.empty()) return {};
  std::vector<std::string> names;
  for (const auto& seat : seats_of(plan)) names.push_back(seat.name);
  for (const auto& [name, url] : settings.seats) {
    if (std::find(names.begin(), names.end(), name) != names.end()) continue;
    const auto near = nearest_name(name, names);
    return fmt::format("--seat: {} has no seat `{}`{}; its seats are {}", for_terminal(plan.scenario),
                       for_terminal(name), near.empty() ? "" : " (did you mean `" + near + "`?)",
                       fmt::join(names, ", "));
  }
  return {};
}

}  // namespace drydock::cli
