// Every key a scenario may have, in one table: what the loader takes, what scenarios/scenario.schema.json completes and
// what scenarios/README.md describes are compared with it by tests.
#pragma once
#include <span>
#include <string_view>
#include <vector>

namespace drydock {

struct KeyRow {
  std::string_view name;
  bool required;
  std::string_view summary;
};

/// One kind of map in the file. `name` is what messages and the schema's definitions call it.
struct SectionRow {
  std::string_view name;
  std::string_view place;  ///< in words: "the clock"
  std::vector<KeyRow> keys;
  std::vector<std::string_view> later;  ///< keys whose feature is not there yet: refused by name
};

/// All sections; the first is the file itself. Maps whose keys are names (warehouses, carriers, regions, channels,
/// limits) are not here.
std::span<const SectionRow> scenario_sections();
/// The section of that name, which must exist.
const SectionRow& scenario_section(std::string_view name);

}  // namespace drydock
