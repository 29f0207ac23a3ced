#include "harness/cli/bench/measurement.hpp"

namespace drydock::cli {

std::span<const BenchRow> bench_rows() {
  static const BenchRow rows[] = {
      {"season", "the peak season: what judging costs beside the bare event loop and the bare world", &measure_season},
      {"scale", "wall time of an order and peak memory at 10,000, 100,000 and 1,000,000 orders", &measure_scale},
      {"start", "from the start of the program to the first record of a run", &measure_start},
      {"contracts", "contract checks of a shipment event, typed and over JSON, beside ajv", &measure_contracts},
  };
  return rows;
}

}  // namespace drydock::cli
