// profiles: variations of a scenario by name, such as a short one for CI.
#pragma once
#include <string>
#include <vector>

#include "harness/scenario/node.hpp"
#include "harness/scenario/reading.hpp"

namespace drydock {

/// The names of the profiles of a document, in the order of the file. What is no map of maps, and keys that no profile
/// has, are told.
std::vector<std::string> check_profiles(const Node& document, Reading&);

/// Lays a profile over the document it stands in. Its `run` and `settle` are those of the clock. A name that is not
/// there is told as a mistake of --profile.
void apply_profile(Node& document, const std::string& name, Reading&);

}  // namespace drydock
