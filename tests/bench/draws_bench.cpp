// A keyed draw, and what of the history goes into the hash.
#include <benchmark/benchmark.h>

#include <string>

#include "sim/mixing.hpp"

namespace drydock {
namespace {

void mixing_of_a_key(benchmark::State& state) {
  const std::string key(static_cast<std::size_t>(state.range(0)), 'k');
  std::uint64_t hash = 1;
  for (auto _ : state) benchmark::DoNotOptimize(hash = mixed(hash, std::string_view(key)));
  state.SetBytesProcessed(state.iterations() * state.range(0));
}
BENCHMARK(mixing_of_a_key)->Arg(8)->Arg(24)->Arg(256);

}  // namespace
}  // namespace drydock
