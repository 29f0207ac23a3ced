// What foreign JSON may cost, wherever it is read.
#pragma once
#include <cstddef>

namespace drydock {

/// Nesting of objects and arrays.
inline constexpr std::size_t max_json_depth = 64;
/// Length of one document.
inline constexpr std::size_t max_json_bytes = std::size_t{8} << 20;

}  // namespace drydock
