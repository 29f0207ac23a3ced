// Refusals in the shape of RFC 9457 (application/problem+json).
#pragma once
#include <string>
#include <string_view>

#include "sim/message.hpp"

namespace drydock {

/// A refusal: `code` is the stable word to act on, `detail` says what was found and what was expected. The title is the
/// HTTP phrase of `status`.
Reply problem(int status, std::string_view code, std::string detail);

}  // namespace drydock
