// The lines of a plan file: `key: value`, or `key:` with one `- value` a line below it. Values are JSON; YAML within
// one line is taken too.
#pragma once
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "harness/scenario/node.hpp"
#include "harness/scenario/reading.hpp"

namespace drydock {

/// A value that has not been read yet.
struct PlanLine {
  std::string_view text;
  Mark at;
};
struct PlanEntry {
  Mark key_at;
  std::vector<PlanLine> lines;  ///< one, or those below the key
  bool is_list = false;         ///< the lines stand below the key
};

/// The entries by key. What has no such form is told.
std::map<std::string, PlanEntry, std::less<>> split_plan(std::string_view text, Reading&);

/// The value of a line, or nothing (and a mistake told).
std::optional<Node> read_line(const PlanLine&, const std::string& file, Reading&);

}  // namespace drydock
