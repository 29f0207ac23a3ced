// Sentences from parts.
#pragma once
#include <concepts>
#include <string>
#include <string_view>

#include "contracts/canonical/instant.hpp"

namespace drydock {
namespace text_detail {

inline void add(std::string& out, std::string_view part) { out += part; }
inline void add(std::string& out, Duration part) { out += to_string(part); }
inline void add(std::string& out, Instant part) { out += to_string(part); }
template <std::integral Number>
void add(std::string& out, Number part) {
  out += std::to_string(part);
}

}  // namespace text_detail

/// text("expected ", 3, " within ", seconds(5)) is "expected 3 within 5s".
template <class... Parts>
std::string text(const Parts&... parts) {
  std::string out;
  (text_detail::add(out, parts), ...);
  return out;
}

/// "1 unit", "3 units".
inline std::string units(std::int64_t count) { return text(count, count == 1 ? " unit" : " units"); }

}  // namespace drydock
