// Hashing: millions of records a second of canonical values, without a byte of JSON.
#include <bit>
#include <cstring>

#include "contracts/codec.hpp"

namespace drydock {
namespace {

__extension__ using Wide = unsigned __int128;

constexpr std::uint64_t seed = 0x9E3779B97F4A7C15U;
constexpr std::uint64_t odd = 0xD1342543DE82EF95U;
constexpr std::uint64_t step = 0xA0761D6478BD642FU;
enum Mark : std::uint64_t { no_body = 1, raw_bytes = 2 };

// Folds the full 128-bit product: every bit of both words reaches every bit of the state.
std::uint64_t mixed(std::uint64_t state, std::uint64_t a, std::uint64_t b) {
  const Wide product = static_cast<Wide>(a ^ odd) * (b ^ state);
  return (static_cast<std::uint64_t>(product) ^ static_cast<std::uint64_t>(product >> 64)) + seed;
}
std::uint64_t mixed(std::uint64_t state, std::uint64_t word) { return mixed(state, word, 0); }

template <class Word>
std::uint64_t loaded(const char* at) {
  Word word = 0;
  std::memcpy(&word, at, sizeof word);
  if constexpr (std::endian::native == std::endian::big) {
    if constexpr (sizeof word == 8) return __builtin_bswap64(word);
    return __builtin_bswap32(static_cast<std::uint32_t>(word));
  }
  return word;
}

// Two words at a time; the last two overlap what came before, and the length keeps that unambiguous.
std::uint64_t mixed(std::uint64_t state, std::string_view text) {
  const std::size_t size = text.size();
  const char* at = text.data();
  state += (size + 1) * step;
  if (size >= 8) {
    const char* const last = at + size - 8;
    for (; last - at > 8; at += 16) state = mixed(state, loaded<std::uint64_t>(at), loaded<std::uint64_t>(at + 8));
    return mixed(state, at < last ? loaded<std::uint64_t>(at) : 0, loaded<std::uint64_t>(last));
  }
  if (size >= 4) return mixed(state, loaded<std::uint32_t>(at) << 32 | loaded<std::uint32_t>(at + size - 4));
  std::uint64_t word = 0;
  for (std::size_t i = 0; i < size; ++i) word = word << 8 | static_cast<unsigned char>(at[i]);
  return mixed(state, word);
}

std::uint64_t mixed(std::uint64_t state, const Type& type, const void* value) {
  switch (type.kind) {
    case Kind::boolean: return mixed(state, *static_cast<const bool*>(value) ? 1U : 0U);
    case Kind::integer: return mixed(state, static_cast<std::uint64_t>(*static_cast<const std::int64_t*>(value)));
    case Kind::text: return mixed(state, std::string_view(*static_cast<const std::string*>(value)));
    case Kind::instant: return mixed(state, static_cast<std::uint64_t>(static_cast<const Instant*>(value)->us));
    case Kind::enumeration: return mixed(state, *static_cast<const std::uint8_t*>(value));
    case Kind::optional:
      if (type.size(value) == 0) return state * odd + step;
      return mixed(state, *type.element, type.at(value, 0));
    case Kind::list: {
      const std::size_t size = type.size(value);
      state = mixed(state, size);
      for (std::size_t i = 0; i < size; ++i) state = mixed(state, *type.element, type.at(value, i));
      return state;
    }
    case Kind::record:
      for (const Field& field : type.fields) state = mixed(state, *field.type, field.get(value));
      return state;
  }
  return state;
}

}  // namespace

std::uint64_t content_hash(const Payload& payload) {
  if (const std::string* bytes = payload.bytes()) return mixed(mixed(seed, raw_bytes), std::string_view(*bytes));
  if (payload.empty()) return mixed(seed, no_body);
  return mixed(mixed(seed, payload.type()->name), *payload.type(), payload.data());
}

}  // namespace drydock
