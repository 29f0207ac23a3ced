// Texts that help to write a scenario.
#pragma once
#include <optional>
#include <string>
#include <string_view>

namespace drydock {

/// A complete small scenario of that name to start from, every section explained. The name must be one of small
/// letters, digits and hyphens; nothing else is checked.
std::string scenario_template(std::string_view name);

/// scenarios/scenario.schema.json.
std::string_view scenario_schema();

/// The text of an embedded scenario by its path below scenarios/ ("peak/peak-season.yaml"), with or without
/// "scenarios/" before it, or by its name alone ("peak-season"). Nothing if there is none.
std::optional<std::string_view> embedded_scenario(std::string_view name);

}  // namespace drydock
