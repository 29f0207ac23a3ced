// Percentiles of spans of time from counts in buckets: a few kilobytes, whatever the number of spans, and the same on
// every machine.
#pragma once
#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>

#include "contracts/canonical/instant.hpp"

namespace drydock {

/// Buckets are a sixteenth of a power of two wide: a percentile is at most 6.25 % too high, never too low.
class Latencies {
 public:
  void add(Duration span) {
    const std::int64_t us = std::max<std::int64_t>(0, span.us);
    ++counts_[bucket(static_cast<std::uint64_t>(us))];
    ++total_;
    largest_ = std::max(largest_, us);
  }
  std::uint64_t count() const { return total_; }
  /// Microseconds; 0 if there were no spans.
  std::int64_t largest() const { return largest_; }
  /// The smallest bound that `permille` thousandths of the spans do not exceed, in microseconds; 0 if there were none.
  std::int64_t percentile(std::uint64_t permille) const {
    if (total_ == 0) return 0;
    const std::uint64_t wanted = (total_ * permille + 999) / 1000;
    std::uint64_t seen = 0;
    for (std::size_t i = 0; i < counts_.size(); ++i) {
      seen += counts_[i];
      if (seen >= wanted) return std::min(top(i), largest_);
    }
    return largest_;
  }

 private:
  static constexpr std::uint64_t parts = 16;

  // Below 16 every value has its own bucket; above, sixteen to each power of two.
  static std::size_t bucket(std::uint64_t us) {
    if (us < parts) return static_cast<std::size_t>(us);
    const auto exponent = static_cast<std::uint64_t>(std::bit_width(us)) - 1;
    const std::uint64_t part = (us >> (exponent - 4)) & (parts - 1);
    return static_cast<std::size_t>((exponent - 3) * parts + part);
  }
  static std::int64_t top(std::size_t bucket) {
    if (bucket < parts) return static_cast<std::int64_t>(bucket);
    const std::uint64_t exponent = bucket / parts + 3;
    const std::uint64_t part = bucket % parts;
    return static_cast<std::int64_t>((((parts + part + 1) << (exponent - 4)) - 1));
  }

  std::array<std::uint64_t, parts * 61> counts_{};
  std::uint64_t total_ = 0;
  std::int64_t largest_ = 0;
};

}  // namespace drydock
