#include "sim/draw.hpp"

#include <algorithm>
#include <cassert>

#include "sim/draw_tables.hpp"
#include "sim/mixing.hpp"

namespace drydock {
namespace {

using draw_tables::cells;
using draw_tables::looked_up;
using draw_tables::one;

// log2 of a ratio >= 1, with 32 binary digits after the point, digit by digit: squaring doubles the logarithm.
std::int64_t log2_of_ratio(std::int64_t numerator, std::int64_t denominator) {
  Wide ratio = (static_cast<Wide>(numerator) << 62) / static_cast<Wide>(denominator);
  std::int64_t result = 0;
  while (ratio >= static_cast<Wide>(1) << 63) {
    ratio >>= 1;
    result += one;
  }
  for (std::int64_t digit = one >> 1; digit > 0; digit >>= 1) {
    ratio = (ratio * ratio) >> 62;
    if (ratio < static_cast<Wide>(1) << 63) continue;
    ratio >>= 1;
    result += digit;
  }
  return result;
}

std::int64_t scaled(std::int64_t value, std::int64_t factor) {  // value * factor / 2^32, both >= 0
  return static_cast<std::int64_t>((static_cast<Wide>(value) * static_cast<Wide>(factor)) >> 32);
}

}  // namespace

std::uint64_t keyed_bits(std::uint64_t seed, Purpose purpose, std::string_view key, std::string_view operation,
                         std::uint64_t attempt) {
  std::uint64_t state = mixed(seed, static_cast<std::uint64_t>(purpose));
  state = mixed(state, key);
  state = mixed(state, operation);
  return finished(mixed(state, attempt));
}

std::uint64_t Draw::bits() {
  state_ += 0x9E3779B97F4A7C15U;
  return finished(mixed(state_, 0));
}

std::int64_t Draw::below(std::int64_t bound) {
  assert(bound > 0);
  // The high half of a 128-bit product is uniform once the few low halves that would favour some results are refused.
  const auto range = static_cast<std::uint64_t>(bound);
  Wide product = static_cast<Wide>(bits()) * range;
  if (static_cast<std::uint64_t>(product) < range) {
    const std::uint64_t refused = (0 - range) % range;
    while (static_cast<std::uint64_t>(product) < refused) product = static_cast<Wide>(bits()) * range;
  }
  return static_cast<std::int64_t>(product >> 64);
}

LogNormal::LogNormal(Duration median, Duration p99)
    : median_(median), log2_ratio_(log2_of_ratio(p99.us, median.us)), cap_(median + (p99 - median) * 4) {
  assert(median.us > 0 && median <= p99);
}

Duration LogNormal::at(std::uint64_t bits) const {
  const bool above = (bits >> 63) != 0;
  const std::int64_t z = looked_up(draw_tables::half_normal, static_cast<std::uint32_t>(bits >> 16));
  const std::int64_t exponent = scaled(log2_ratio_, z);  // of two, of the distance from the median
  const std::int64_t whole = std::min<std::int64_t>(exponent / one, 40);
  const std::int64_t fraction = looked_up(draw_tables::powers_of_two, static_cast<std::uint32_t>(exponent % one));
  if (!above) {
    const Wide divided = (static_cast<Wide>(median_.us) << 32) / static_cast<Wide>(fraction);
    return {static_cast<std::int64_t>(divided >> whole)};
  }
  const Wide times = ((static_cast<Wide>(median_.us) * static_cast<Wide>(fraction)) << whole) >> 32;
  return times > static_cast<Wide>(cap_.us) ? cap_ : Duration{static_cast<std::int64_t>(times)};
}

Duration Draw::log_normal(Duration median, Duration p99) { return LogNormal(median, p99).at(bits()); }

Duration Draw::exponential(Duration mean) {
  assert(mean.us >= 0);
  std::int64_t total = 0;
  std::uint64_t drawn = bits();
  // An exponential has no memory: past the end of the table it starts again.
  while ((drawn >> (64 - draw_tables::cell_bits)) == static_cast<std::uint64_t>(cells - 1) && total < 12 * one) {
    total += draw_tables::exponential[cells - 1];
    drawn = bits();
  }
  total += looked_up(draw_tables::exponential, static_cast<std::uint32_t>(drawn >> 32));
  return {scaled(mean.us, std::min(total, 12 * one))};
}

}  // namespace drydock
