// Reads a target file (scenarios/targets/README.md).
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "harness/scenario/mistake.hpp"
#include "harness/target/target.hpp"

namespace drydock {

struct ReadTarget {
  std::optional<SeatTarget> target;  ///< absent if there is any mistake
  std::vector<Mistake> mistakes;     ///< all of them, in the order of the file
};

/// `file` is its path, in messages and for what the file names relative to itself.
ReadTarget read_target(std::string_view text, const std::string& file);

}  // namespace drydock
