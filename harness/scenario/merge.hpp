// One document laid over another: maps merge, everything else replaces, `null` takes out.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "harness/scenario/node.hpp"
#include "harness/scenario/reading.hpp"

namespace drydock {

/// Lays `over` over `onto`; both are maps. What came from where keeps its place. A `null` over a key that is not there
/// takes nothing out and is told.
void merge_over(Node& onto, const Node& over, Reading&);

/// The member of a map, or null.
Member* find_member(Node& map, std::string_view key);
/// How the items of a list are called: by their `id`; without one, by what the key `kind` of them says and a number
/// (outage-1); transfers, which have no such key, transfer-1 and so on. Empty for one that has no name.
std::vector<std::string> item_names(const Node& list, std::string_view kind);

/// Takes the member out of a map; nothing if it is not there.
void take_out(Node& map, std::string_view key);

}  // namespace drydock
