// The bare event loop: what everything else is compared with.
#include <benchmark/benchmark.h>

#include "sim/mixing.hpp"
#include "sim/world/agenda.hpp"

namespace drydock {
namespace {

void take_and_add(benchmark::State& state) {
  Agenda agenda;
  std::uint64_t chance = 1;
  const auto add = [&](Instant now) {
    chance = mixed(chance, 1);
    agenda.add(now + Duration{static_cast<std::int64_t>(chance % 1'000'000)}, {});
  };
  for (std::int64_t i = 0; i < state.range(0); ++i) add({});
  for (auto _ : state) {
    const Instant now = agenda.next();
    benchmark::DoNotOptimize(agenda.take());
    add(now);
  }
  state.SetItemsProcessed(state.iterations());
}
BENCHMARK(take_and_add)->Arg(100)->Arg(10'000)->Arg(1'000'000);

}  // namespace
}  // namespace drydock
