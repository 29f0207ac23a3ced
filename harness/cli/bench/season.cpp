// What judging costs on the peak season, in ratios of one process.
#include <stdexcept>

#include "harness/cli/bench/isolated.hpp"
#include "harness/cli/bench/measurement.hpp"
#include "harness/cli/bench/plans.hpp"
#include "harness/cli/bench/stopwatch.hpp"
#include "sim/mixing.hpp"
#include "sim/world/agenda.hpp"

namespace drydock::cli {
namespace {

// What a season has pending at any time, as to order of magnitude.
constexpr int pending = 10'000;

/// Nanoseconds of one event of a loop that does nothing: it takes the next and adds one for later.
double bare_loop() {
  Agenda agenda;
  std::uint64_t chance = 1;
  const auto add = [&](Instant now) {
    chance = mixed(chance, 1);
    agenda.add(now + Duration{static_cast<std::int64_t>(chance % 1'000'000)}, {});
  };
  for (int i = 0; i < pending; ++i) add({});
  return nanoseconds_of([&] {
    const Instant now = agenda.next();
    agenda.take();
    add(now);
  });
}

struct Nobody : Tap {
  void see(const Record&) override {}
};

std::vector<double> season(const Services& services) {
  const Plan plan = plan_of(services, "peak-season");
  const double loop = bare_loop();
  const auto timed = [](const auto& work) {
    const Stopwatch watch;
    work();
    return watch.seconds();
  };
  Nobody nobody;
  services.play(plan, nobody);  // the first one pays for a cold heap
  const double bare = timed([&] { services.play(plan, nobody); });
  const double invariants = timed([&] { judged(services, plan, 0); });
  const double sampled = timed([&] { judged(services, plan, 100); });
  Verdict verdict;
  const double whole = timed([&] { verdict = judged(services, plan, 1); });
  const auto messages = static_cast<double>(verdict.counts.messages);
  const auto events_of_loop = [&](double seconds) { return seconds * 1e9 / messages / loop; };
  return {messages / whole, events_of_loop(sampled), events_of_loop(whole), (invariants - bare) / bare,
          verdict.virtual_seconds / whole};
}

}  // namespace

std::vector<Measurement> measure_season(const BenchTools& tools) {
  tools.telling("the peak season, five times");
  std::vector<Measurement> all{
      {"season.messages_per_second", {}, "messages/s", {}, true, "every message judged and checked"},
      {"season.sampled_over_loop",
       {},
       "ratio",
       40,
       false,
       "a judged message, contracts 1/100, in events of a bare loop"},
      {"season.checked_over_loop",
       {},
       "ratio",
       80,
       false,
       "a judged message, every one checked, in events of a bare loop"},
      {"season.invariants_over_bare", {}, "ratio", 1, false, "what the invariants add, beside the world without them"},
      {"season.virtual_over_wall", {}, "ratio", 5000, true, "every message judged and checked"}};
  const Isolated run = isolated([&] { return season(*tools.services); });
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (i < run.values.size()) all[i].value = run.values[i];
    if (!run.problem.empty()) all[i].note = run.problem;
  }
  return all;
}

}  // namespace drydock::cli
