// Percentiles of spans of time: exact while they are few, then from counts in buckets, so that memory does not grow
// with their number. The same on every machine.
#pragma once
#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>
#include <vector>

#include "contracts/canonical/instant.hpp"

namespace drydock {

/// Of up to 4,096 spans percentiles are exact. Of more they come from buckets that are a 64th of a power of two wide:
/// at most 1.6 % too high, never too low.
class Latencies {
 public:
  void add(Duration span) {
    const std::int64_t us = std::max<std::int64_t>(0, span.us);
    ++counts_[bucket(static_cast<std::uint64_t>(us))];
    ++total_;
    largest_ = std::max(largest_, us);
    if (total_ <= few) spans_.push_back(us);
    if (total_ == few + 1) spans_ = {};
  }
  std::uint64_t count() const { return total_; }
  /// Microseconds; 0 if there were no spans.
  std::int64_t largest() const { return largest_; }
  /// The smallest bound that `permille` thousandths of the spans do not exceed, in microseconds; 0 if there were none.
  std::int64_t percentile(std::uint64_t permille) const {
    if (total_ == 0) return 0;
    const std::uint64_t wanted = std::max<std::uint64_t>(1, (total_ * permille + 999) / 1000);
    if (total_ <= few) return exact(wanted);
    std::uint64_t seen = 0;
    for (std::size_t i = 0; i < counts_.size(); ++i) {
      seen += counts_[i];
      if (seen >= wanted) return std::min(top(i), largest_);
    }
    return largest_;
  }

 private:
  static constexpr std::uint64_t few = 4096;
  static constexpr std::uint64_t parts = 64;
  static constexpr std::uint64_t digits = 6;  // 2^6 parts

  std::int64_t exact(std::uint64_t wanted) const {
    std::vector<std::int64_t> sorted = spans_;
    const auto at = sorted.begin() + static_cast<std::ptrdiff_t>(wanted - 1);
    std::nth_element(sorted.begin(), at, sorted.end());
    return *at;
  }

  // Below 64 every value has its own bucket; above, 64 to each power of two.
  static std::size_t bucket(std::uint64_t us) {
    if (us < parts) return static_cast<std::size_t>(us);
    const auto exponent = static_cast<std::uint64_t>(std::bit_width(us)) - 1;
    const std::uint64_t part = (us >> (exponent - digits)) & (parts - 1);
    return static_cast<std::size_t>((exponent - digits + 1) * parts + part);
  }
  static std::int64_t top(std::size_t bucket) {
    if (bucket < parts) return static_cast<std::int64_t>(bucket);
    const std::uint64_t exponent = bucket / parts + digits - 1;
    const std::uint64_t part = bucket % parts;
    return static_cast<std::int64_t>((((parts + part + 1) << (exponent - digits)) - 1));
  }

  std::array<std::uint64_t, parts*(65 - digits)> counts_{};
  std::vector<std::int64_t> spans_;  ///< all, while they are few
  std::uint64_t total_ = 0;
  std::int64_t largest_ = 0;
};

}  // namespace drydock
