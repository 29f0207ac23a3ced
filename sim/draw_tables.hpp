// The shapes of the distributions, as integers with 32 binary digits after the point. No libm: log and exp differ
// between libraries, and a run must not.
#pragma once
#include <cstdint>

namespace drydock::draw_tables {

inline constexpr int cell_bits = 10;
inline constexpr std::int64_t cells = 1 << cell_bits;
inline constexpr std::int64_t one = std::int64_t{1} << 32;

extern const std::int64_t half_normal[cells + 1];
extern const std::int64_t exponential[cells + 1];
extern const std::int64_t powers_of_two[cells + 1];

/// The table's value at `at` in [0, 2^32), taken as a fraction of its whole range; linear within a cell.
inline std::int64_t looked_up(const std::int64_t* table, std::uint32_t at) {
  const std::uint32_t cell = at >> (32 - cell_bits);
  const auto rest = static_cast<std::int64_t>(at & ((1U << (32 - cell_bits)) - 1));
  return table[cell] + (((table[cell + 1] - table[cell]) * rest) >> (32 - cell_bits));
}

}  // namespace drydock::draw_tables
