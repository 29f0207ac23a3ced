// Data files compiled into the program, so that a binary needs no folder beside it.
#pragma once
#include <span>
#include <string_view>

namespace drydock {

/// One embedded file: its path below the folder that was embedded ("events/wms/shipped/v1/schema.json") and its text.
struct EmbeddedFile {
  std::string_view path;
  std::string_view text;
};

/// Everything below contracts/ that is data (*.json, *.yaml), in path order.
std::span<const EmbeddedFile> embedded_contracts();
/// Everything below scenarios/ that is data. Linked with the harness.
std::span<const EmbeddedFile> embedded_scenarios();
/// Everything directly below scenarios/targets/.
std::span<const EmbeddedFile> embedded_targets();

}  // namespace drydock
