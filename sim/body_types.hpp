// The canonical types that a body in a history can have, by name.
#pragma once
#include <string_view>

#include "contracts/canonical/describe.hpp"

namespace drydock {

/// The record type of that C++ name ("OrderPlaced", "Position"), or null: every type the contract book reaches, the
/// problem, and the stimuli.
const Type* find_body_type(std::string_view name);

}  // namespace drydock
