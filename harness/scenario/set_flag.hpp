// --set path=value: one value of a scenario's document, from the command line.
#pragma once
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "harness/scenario/node.hpp"
#include "harness/scenario/reading.hpp"

namespace drydock {

/// "clock.run=8m" as path and value; nothing if there is no path or no `=`.
std::optional<std::pair<std::string, std::string>> split_set(std::string_view text);

/// The values of "v1,v2,v3": commas within brackets, braces or quotes do not count.
std::vector<std::string> split_values(std::string_view text);

/// Sets what `flag` says ("--set clock.run=8m"); mistakes, also later ones about the value, name the flag. Steps of the
/// path are keys, with dots between them; of a list, the id of an item or its place counted from 0. A key with a dot in
/// it that is not there yet stands in quotes. The value is YAML, or else a text; `null` takes out.
void apply_set(Node& document, const std::string& flag, Reading&);

}  // namespace drydock
