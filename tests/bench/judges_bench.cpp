// What each invariant takes of a small season, by itself: the same plan, one judge, nobody checking contracts.
#include <benchmark/benchmark.h>

#include "harness/cli/bench/plans.hpp"
#include "harness/cli/wiring/wiring.hpp"
#include "harness/invariant.hpp"
#include "harness/run.hpp"

namespace drydock {
namespace {

struct Nobody : Tap {
  void see(const Record&) override {}
};

const Plan& season() {
  static const Plan plan = cli::plan_of(cli::virtual_services(), "dup-storm");
  return plan;
}

void bare_world(benchmark::State& state) {
  Nobody nobody;
  for (auto _ : state) play(season(), nobody);
}
BENCHMARK(bare_world)->Unit(benchmark::kMillisecond);

void one_judge(benchmark::State& state, const std::string& id) {
  Plan plan = season();
  plan.invariants = {id};
  RunOptions options;
  options.contracts_every = 0;
  options.history = HistoryMode::none;
  options.paired = options.stories = false;
  for (auto _ : state) benchmark::DoNotOptimize(run(plan, options));
}

const bool registered = [] {
  for (const InvariantRow& row : invariant_rows())
    benchmark::RegisterBenchmark(("one_judge/" + std::string(row.name)).c_str(), one_judge, std::string(row.id))
        ->Unit(benchmark::kMillisecond);
  return true;
}();

}  // namespace
}  // namespace drydock
