// What the design names and this version does not have: refused by name, so that nobody looks for a spelling mistake.
#pragma once
#include <span>
#include <string_view>

namespace drydock::cli {

/// Verbs: "explore". Two words where the first is a verb that is there: "contracts lint".
std::span<const std::string_view> later_verbs();
/// Flags, with their dashes.
std::span<const std::string_view> later_flags();

}  // namespace drydock::cli
