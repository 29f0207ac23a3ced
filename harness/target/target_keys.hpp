// Every key a target file may have: what the reader takes, what scenarios/target.schema.json completes and what
// scenarios/targets/README.md describes are compared with it by tests.
#pragma once
#include <span>

#include "harness/scenario/keys.hpp"

namespace drydock {

/// The first is the file itself.
std::span<const SectionRow> target_sections();
const SectionRow& target_section(std::string_view name);

}  // namespace drydock
