// extends: a scenario that says only what differs from another.
#pragma once
#include <optional>

#include "harness/scenario/document.hpp"
#include "harness/scenario/reading.hpp"

namespace drydock {

/// The text of a file as one document, its marks pointing at that file, laid over what it extends, and so on. Nothing,
/// and the mistakes told, if a file cannot be read or the files go round in a circle.
std::optional<Node> read_extended(std::string_view text, const std::string& file, const FindScenario&, Reading&);

}  // namespace drydock
