// The command line as a function: main.cpp is a thin wrapper, and tests call it with a console of strings.
#pragma once
#include <string>
#include <vector>

#include "harness/cli/console.hpp"
#include "harness/cli/services.hpp"

namespace drydock::cli {

/// Reads the arguments (without the program's name), does what they ask, and returns the exit code. Never throws.
int command_line(const std::vector<std::string>& arguments, const Services&, Console&);

}  // namespace drydock::cli
