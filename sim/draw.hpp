// Keyed randomness. A draw depends on what it is for, never on how many draws came before: taking one order or one
// fault out of a plan leaves every other draw as it was.
#pragma once
#include <cstdint>
#include <string_view>

#include "contracts/canonical/instant.hpp"

namespace drydock {

/// A probability as an exact ratio: {1, 100} is one in a hundred. Never a floating-point number.
struct Ratio {
  std::int64_t numerator = 0;
  std::int64_t denominator = 1;
  friend constexpr bool operator==(Ratio, Ratio) = default;
};

/// What a draw is for: part of its key, so that two uses of the same business key are independent.
enum class Purpose : std::uint8_t {
  link_latency,
  service_time,
  retry_jitter,
  fault_dose,
  fault_effect,
  arrival,
  order_content,
  catalog,
  stock,
  pick,
  scan,
  transit,
  backoff,
  shuffle,
  identity
};

/// 64 random bits from (seed, purpose, key, operation, attempt): a counter-based hash, the same on every machine.
std::uint64_t keyed_bits(std::uint64_t seed, Purpose, std::string_view key, std::string_view operation = {},
                         std::uint64_t attempt = 0);

/// A log-normal distribution, from an integer table of quantiles: worked out once, drawn from many times. Capped at
/// four times the distance from median to p99 above the median. median > 0, median <= p99.
class LogNormal {
 public:
  LogNormal(Duration median, Duration p99);
  /// The value that belongs to these 64 random bits.
  Duration at(std::uint64_t bits) const;

 private:
  Duration median_;
  std::int64_t log2_ratio_;  // of p99 to median, with 32 binary digits after the point
  Duration cap_;
};

/// A small stream of random numbers that starts at one key. Copyable; two copies give the same numbers.
class Draw {
 public:
  explicit Draw(std::uint64_t bits) : state_(bits) {}
  Draw(std::uint64_t seed, Purpose purpose, std::string_view key, std::string_view operation = {},
       std::uint64_t attempt = 0)
      : state_(keyed_bits(seed, purpose, key, operation, attempt)) {}

  /// The next 64 bits.
  std::uint64_t bits();
  /// Uniform in [0, bound); bound > 0. Unbiased.
  std::int64_t below(std::int64_t bound);
  /// Uniform in [low, high], low <= high.
  std::int64_t between(std::int64_t low, std::int64_t high) { return low + below(high - low + 1); }
  /// True with this probability.
  bool chance(Ratio ratio) { return ratio.numerator > 0 && below(ratio.denominator) < ratio.numerator; }
  /// Log-normal with this median and 99th percentile, capped at four times the distance from median to p99 above it;
  /// from an integer table of quantiles, no libm. median <= p99, median > 0.
  Duration log_normal(Duration median, Duration p99);
  /// Exponential with this mean, from an integer table, capped at 12 means.
  Duration exponential(Duration mean);

 private:
  std::uint64_t state_;
};

}  // namespace drydock
