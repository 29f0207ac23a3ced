// Names with wildcards, and where a fault or a channel points: seats or links.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace drydock {

/// `*` stands for any run of characters, `?` for one; the rest is literal.
bool glob_matches(std::string_view pattern, std::string_view name);

/// "erp", "wms-*", "wms-east, wms-west": seats. "pipeline -> carrier-*": links, from caller (publisher) to callee
/// (subscriber). Every part is a list of globs.
struct Target {
  std::vector<std::string> from;  ///< the seats, where there is no arrow
  std::vector<std::string> to;
  bool is_link = false;
};
/// Nothing if it is not of that form (an empty name, two arrows).
std::optional<Target> parse_target(std::string_view text);
/// Whether one of the globs matches.
bool any_matches(const std::vector<std::string>& globs, std::string_view name);

}  // namespace drydock
