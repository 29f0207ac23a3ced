// The roles that can sit in a seat.
#pragma once
#include <span>
#include <string_view>
#include <vector>

#include "sim/actor.hpp"

namespace drydock {

/// One row of the table of roles.
struct RoleRow {
  std::string_view name;                     ///< "wms", as Seat::role has it
  std::string_view summary;                  ///< one line, for lists
  std::vector<std::string_view> serves;      ///< operations, by name in the contract book, sorted
  std::vector<std::string_view> publishes;   ///< events, likewise
  std::vector<std::string_view> conditions;  ///< stimuli and settings by which a scenario acts on its mock
  ActorFactory (*make)();  ///< our mock with its default settings; null where it is made elsewhere (the pipeline)
};

/// The table, sorted by name.
std::span<const RoleRow> role_rows();
/// The row of that name, or null.
const RoleRow* find_role(std::string_view name);

}  // namespace drydock
