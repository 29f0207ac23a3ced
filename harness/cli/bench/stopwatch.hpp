// Wall time for measurements.
#pragma once
#include <algorithm>
#include <array>
#include <chrono>

namespace drydock::cli {

class Stopwatch {
 public:
  double seconds() const { return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin_).count(); }

 private:
  std::chrono::steady_clock::time_point begin_ = std::chrono::steady_clock::now();
};

/// Nanoseconds that one call of `work` takes: the median of five rounds of at least a fifth of a second each.
template <class Work>
double nanoseconds_of(Work work) {
  std::array<double, 5> rounds{};
  for (double& round : rounds) {
    const Stopwatch watch;
    long calls = 0;
    do {
      for (int i = 0; i < 256; ++i) work();
      calls += 256;
    } while (watch.seconds() < 0.2);
    round = watch.seconds() * 1e9 / static_cast<double>(calls);
  }
  std::sort(rounds.begin(), rounds.end());
  return rounds[rounds.size() / 2];
}

}  // namespace drydock::cli
