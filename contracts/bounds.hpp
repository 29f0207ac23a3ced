// What foreign JSON may cost, wherever it is read.
#pragma once
#include <cstddef>

namespace drydock::bounds {

/// Nesting of objects and arrays.
inline constexpr std::size_t depth = 64;
/// Length of one document.
inline constexpr std::size_t bytes = std::size_t{8} << 20;

}  // namespace drydock::bounds
