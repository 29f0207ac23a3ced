// 64-bit mixing, the same on every machine: what keyed draws and the history hash are made of. Not for secrets.
#pragma once
#include <bit>
#include <cstdint>
#include <cstring>
#include <string_view>

namespace drydock {

__extension__ using Wide = unsigned __int128;

/// Folds one word into a state: both halves of the 128-bit product, so that every bit of either reaches every bit.
constexpr std::uint64_t mixed(std::uint64_t state, std::uint64_t word) {
  const Wide product = static_cast<Wide>(state ^ 0x8BB84B93962EACC9U) * (word ^ 0x2D358DCCAA6C78A5U ^ (state << 1));
  return (static_cast<std::uint64_t>(product) ^ static_cast<std::uint64_t>(product >> 64)) + 0x9E3779B97F4A7C15U +
         state;
}

/// Spreads every bit over the whole word; a bijection.
constexpr std::uint64_t finished(std::uint64_t word) {
  word = (word ^ (word >> 32)) * 0xD6E8FEB86659FD93U;
  word = (word ^ (word >> 32)) * 0xD6E8FEB86659FD93U;
  return word ^ (word >> 32);
}

/// Folds a text in, length first, so that ("ab", "c") and ("a", "bc") differ.
inline std::uint64_t mixed(std::uint64_t state, std::string_view text) {
  const char* at = text.data();
  std::size_t left = text.size();
  state = mixed(state, left);
  for (; left >= 8; left -= 8, at += 8) {
    std::uint64_t word = 0;
    std::memcpy(&word, at, 8);
    if constexpr (std::endian::native == std::endian::big) word = __builtin_bswap64(word);
    state = mixed(state, word);
  }
  if (left == 0) return state;
  std::uint64_t word = 0;
  for (std::size_t i = 0; i < left; ++i) word |= std::uint64_t{static_cast<unsigned char>(at[i])} << (8 * i);
  return mixed(state, word);
}

}  // namespace drydock
