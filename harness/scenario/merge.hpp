// One document laid over another: maps merge, everything else replaces, `null` takes out.
#pragma once
#include "harness/scenario/node.hpp"
#include "harness/scenario/reading.hpp"

namespace drydock {

/// Lays `over` over `onto`; both are maps. What came from where keeps its place. A `null` over a key that is not there
/// takes nothing out and is told.
void merge_over(Node& onto, const Node& over, Reading&);

/// The member of a map, or null.
Member* find_member(Node& map, std::string_view key);
/// Takes the member out of a map; nothing if it is not there.
void take_out(Node& map, std::string_view key);

}  // namespace drydock
