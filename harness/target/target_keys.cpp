#include "harness/target/target_keys.hpp"

#include <algorithm>
#include <cassert>

namespace drydock {

std::span<const SectionRow> target_sections() {
  static const std::vector<SectionRow> rows{
      {"target",
       "the target",
       {{"format", true, "1"},
        {"target", true, "its name in reports"},
        {"seat", false, "the seat it takes (pipeline)"},
        {"launch", false, "how the run starts it; this or `attach`"},
        {"attach", false, "where it is already running; this or `launch`"},
        {"ready", false, "path that answers 200 once it can be worked with (/ready)"},
        {"ready_within", false, "how long that may take (60s)"}},
       {"bounds", "capabilities", "correlation", "flows", "timings"}},
      {"launch",
       "the launch",
       {{"command", true, "program and arguments, a list; no shell"},
        {"environment", false, "variables beside those of the run"},
        {"folder", false, "where it starts; from this file's folder"},
        {"stop_within", false, "from SIGTERM to SIGKILL when the run is over (5s)"}},
       {}},
      {"attach",
       "the attach",
       {{"url", true, "its base URL"},
        {"links", false, "where the links file is written for it"},
        {"reset", false, "command, once before the run"},
        {"crash", false, "command that kills it without warning"},
        {"start", false, "command that brings it back"}},
       {}},
  };
  return rows;
}

const SectionRow& target_section(std::string_view name) {
  const auto rows = target_sections();
  const auto found = std::find_if(rows.begin(), rows.end(), [&](const SectionRow& row) { return row.name == name; });
  assert(found != rows.end());
  return *found;
}

}  // namespace drydock
