// What `scenario new` writes.
#pragma once
#include <string>
#include <string_view>

namespace drydock::cli {

/// A small scenario of that name: one shop, one warehouse, one carrier, two faults, what must be reached.
std::string scenario_template(std::string_view name);

}  // namespace drydock::cli
