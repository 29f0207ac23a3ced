#include "harness/run.hpp"

#include <algorithm>
#include <optional>
#include <ostream>

#include "harness/auditor.hpp"
#include "harness/compose.hpp"
#include "harness/cone.hpp"
#include "harness/knobs.hpp"
#include "harness/paired.hpp"
#include "harness/story.hpp"
#include "harness/trial.hpp"
#include "harness/triggers.hpp"
#include "mocks/pipeline/pipeline.hpp"
#include "sim/divergence.hpp"
#include "sim/history.hpp"
#include "sim/virtual_world.hpp"

namespace drydock {
namespace {

// How long the last audit may take: every list is read, page by page.
constexpr Duration last_audit = minutes(5);
// How often a run looks up: for a stop, and to say how far it is.
constexpr std::int64_t steps = 200;

// Stimuli of a plan, merged with the trucks' timetable, handed out one by one.
class StimulusFeed {
 public:
  StimulusFeed(const Plan& plan, const Directory& directory)
      : plan_(plan), directory_(directory), pickups_(pickups_of(plan, directory)) {}

  std::optional<StimulusSpec> operator()() {
    const bool planned = next_ < plan_.stimuli.size();
    const bool truck = pickup_ < pickups_.size();
    if (!planned && !truck) return std::nullopt;
    if (!planned || (truck && pickups_[pickup_].at < plan_.stimuli[next_].at)) return pickups_[pickup_++];
    return stimulus_of(plan_.stimuli[next_++], directory_);
  }

 private:
  const Plan& plan_;
  const Directory& directory_;
  std::vector<StimulusSpec> pickups_;
  std::size_t next_ = 0;
  std::size_t pickup_ = 0;
};

// What a run in the virtual world came to, apart from the judgement.
struct Played {
  bool whole = false;
  bool quiescent = false;
  Instant end;
  WorldCounts counts;
  std::uint64_t hash = 0;
  std::map<std::string, std::int64_t> fired;
};

// One run of a plan through its phases.
class Play : private TriggerHost {
 public:
  /// `last_effect` says when the last effect was written; quiescence is judged by it.
  Play(const Plan& plan, const RunOptions& options, Tap& tap, std::function<Instant()> last_effect)
      : plan_(plan),
        options_(options),
        last_effect_(std::move(last_effect)),
        directory_(seats_of(plan)),
        triggers_(plan, directory_, tap, *this),
        world_(compose(plan, make_pipeline(pipeline_settings(plan))), triggers_.watches() ? triggers_ : tap) {}

  Played run() {
    Played played;
    played.whole = phases();
    played.quiescent = quiescent_;
    played.end = world_.now();
    played.counts = world_.counts();
    played.hash = world_.history_hash();
    played.fired = world_.fired();
    return played;
  }

 private:
  void fault_is_due(const std::string& id, Duration after) override { world_.trigger(id, after); }
  void stimulus_is_due(const TriggeredStimulus& what, Duration after) override {
    world_.stimulate(stimulus_of(what, world_.now() + after, directory_));
  }

  bool phases() {
    world_.phase("prepare");
    world_.feed(StimulusFeed(plan_, world_.directory()));
    world_.start();
    const Instant healed = plan_.start + plan_.run;
    const Instant settled = healed + plan_.settle;
    if (!advance(plan_.start)) return false;
    world_.phase("run");
    if (!advance(healed)) return false;
    world_.heal();
    if (!advance(settled)) return false;
    quiescent_ = world_.backlog() == 0 && last_effect_() + plan_.bounds.quiet <= settled;
    world_.phase("quiesce");
    world_.stimulate({settled, world_.directory().first("auditor"), "audit", Payload::of(AuditNow{})});
    if (!advance(settled + last_audit)) return false;
    world_.phase("end");
    return true;
  }

  bool advance(Instant until) {
    const Instant begin = world_.now();
    const Duration step = (until - begin) / steps + Duration{1};
    for (Instant t = begin; t < until;) {
      if (options_.stop && options_.stop()) return false;
      t = std::min(until, t + step);
      world_.run_until(t);
      if (options_.progress) options_.progress(share(t));
    }
    return true;
  }

  double share(Instant t) const {
    const Duration whole = plan_.prepare + plan_.run + plan_.settle;
    return whole.us <= 0 ? 1.0 : static_cast<double>((t - world_start(plan_)).us) / static_cast<double>(whole.us);
  }

  const Plan& plan_;
  const RunOptions& options_;
  std::function<Instant()> last_effect_;
  const Directory directory_;
  Triggers triggers_;
  VirtualWorld world_;
  bool quiescent_ = false;
};

Played play(const Plan& plan, const RunOptions& options, Trial& trial) {
  return Play(plan, options, trial.tap(), [&] { return trial.last_effect(); }).run();
}

std::string hex(std::uint64_t value) {
  static constexpr char digits[] = "0123456789abcdef";
  std::string out(16, '0');
  for (std::size_t i = 0; i < 16; ++i) out[15 - i] = digits[(value >> (4 * i)) & 15U];
  return out;
}

std::optional<std::map<std::string, std::int64_t>> baseline_of(const Plan& plan, const RunOptions& options,
                                                               const Directory& directory) {
  if (!options.paired || !needs_paired_run(plan)) return std::nullopt;
  const Plan calm = without_carrier_faults(plan);
  RunOptions quiet;
  quiet.contracts_every = 0;
  quiet.stop = options.stop;
  Trial trial(calm, directory, quiet, nullptr, carrier_windows(plan));
  if (!play(calm, quiet, trial).whole) return std::nullopt;
  return trial.measures();
}

// The second run of a failing plan: the same records again, of which the findings' stories are made.
void tell_stories(Verdict& verdict, const Plan& plan, const RunOptions& options, const Directory& directory) {
  StoryCollector stories(directory, verdict.findings);
  RunOptions again = options;
  again.contracts_every = 0;
  again.progress = {};
  Trial trial(plan, directory, again, nullptr);
  trial.add(stories);
  std::optional<HistoryWriter> writer;
  std::optional<ConeFilter> cone;
  if (options.history == HistoryMode::cone && options.history_out != nullptr) {
    writer.emplace(*options.history_out, directory, HistoryDetail::cone);
    cone.emplace(verdict.findings, *writer);
    trial.add(*cone);
  }
  play(plan, again, trial);
  stories.tell(verdict.findings);
}

std::optional<HistoryWriter> writer_of(const RunOptions& options, const Directory& directory) {
  if (options.history_out == nullptr) return std::nullopt;
  if (options.history != HistoryMode::full && options.history != HistoryMode::keyed) return std::nullopt;
  return std::optional<HistoryWriter>(
      std::in_place, *options.history_out, directory,
      options.history == HistoryMode::full ? HistoryDetail::full : HistoryDetail::keyed);
}

}  // namespace

Verdict run(const Plan& plan, const RunOptions& options) {
  Verdict verdict = open_verdict(plan, options);
  const Directory directory(seats_of(plan));
  const auto baseline = baseline_of(plan, options, directory);
  Trial trial(plan, directory, options, baseline ? &*baseline : nullptr);
  auto history = writer_of(options, directory);
  if (history) trial.add(*history);
  const Played played = play(plan, options, trial);
  if (played.whole) trial.finish(played.end, played.quiescent);
  trial.tell(verdict);
  verdict.counts.messages = static_cast<std::uint64_t>(played.counts.messages);
  verdict.counts.events = static_cast<std::uint64_t>(played.counts.events);
  verdict.counts.records = static_cast<std::uint64_t>(played.counts.records);
  verdict.history_hash = hex(played.hash);
  verdict.virtual_seconds = static_cast<double>((played.end - world_start(plan)).us) / 1e6;
  if (!played.whole) verdict.cut_short = "a stop";
  tell_faults(verdict, plan, played.fired);
  conclude(verdict, plan);
  if (!verdict.findings.empty() && options.stories && played.whole) tell_stories(verdict, plan, options, directory);
  return verdict;
}

void play(const Plan& plan, Tap& tap) {
  const RunOptions quiet;
  Play(plan, quiet, tap, [] { return Instant{}; }).run();
}

std::string first_difference(const Plan& plan) {
  const Directory directory(seats_of(plan));
  const auto once = [&](Tap& tap) { play(plan, tap); };
  const auto found = first_divergence(once, once, directory);
  return found ? side_by_side(*found) : std::string();
}

}  // namespace drydock
