// Whether a run of many orders costs as much an order as a run of few: state is dropped when nothing asks for it.
#include <fmt/format.h>

#include <algorithm>

#include "harness/cli/bench/isolated.hpp"
#include "harness/cli/bench/measurement.hpp"
#include "harness/cli/bench/plans.hpp"
#include "harness/cli/bench/stopwatch.hpp"

namespace drydock::cli {
namespace {

constexpr std::int64_t orders_an_hour = 3'200;

/// An even stream of so many orders in the enterprise of the peak season, with nothing going wrong.
Plan steady(const Services& services, std::int64_t orders) {
  const std::int64_t minutes = orders * 60 / orders_an_hour;
  return plan_of(services, "peak-season",
                 {fmt::format("clock.run={}m", minutes), fmt::format("demand.shop.orders={}/h", orders_an_hour),
                  "demand.shop.curve=null", "faults=null", "operations.once=null",
                  fmt::format("enterprise.catalog.opening_cover={}d", minutes / 1440 + 3)});
}

/// Microseconds an order, of planning and of running; and how many orders there were.
std::vector<double> timed(const Services& services, std::int64_t orders) {
  const Stopwatch watch;
  const Verdict verdict = judged(services, steady(services, orders), 1);
  const auto count = static_cast<double>(verdict.counts.orders);
  return {watch.seconds() * 1e6 / count, count};
}

}  // namespace

std::vector<Measurement> measure_scale(const BenchTools& tools) {
  std::vector<std::int64_t> sizes{10'000, 100'000};
  if (!tools.quick) sizes.push_back(1'000'000);
  std::vector<Measurement> all;
  std::vector<double> costs;
  Isolated last;
  for (const std::int64_t orders : sizes) {
    tools.telling(fmt::format("{} orders", orders));
    last = isolated([&] { return timed(*tools.services, orders); });
    Measurement& made = all.emplace_back();
    made.name = fmt::format("scale.{}_orders", orders);
    made.unit = "us/order";
    made.note = last.problem;
    if (last.values.empty()) continue;
    made.value = last.values[0];
    made.note = fmt::format("{:.0f} orders, peak memory {:.0f} MiB", last.values[1], last.peak_mebibytes);
    costs.push_back(last.values[0]);
  }
  Measurement flat{"scale.flatness", {}, "ratio", 1.2, false, "the dearest order over the cheapest, by size of run"};
  if (costs.size() < sizes.size())
    flat.note = "one of them was not measured";
  else
    flat.value = *std::max_element(costs.begin(), costs.end()) / *std::min_element(costs.begin(), costs.end());
  all.push_back(std::move(flat));
  Measurement memory{"scale.peak_memory", {}, "MiB", 1024, false, fmt::format("at {} orders", sizes.back())};
  if (!last.values.empty())
    memory.value = last.peak_mebibytes;
  else
    memory.note = last.problem;
  all.push_back(std::move(memory));
  return all;
}

}  // namespace drydock::cli
