// Arguments to a request. The only place that knows the spelling of verbs and flags.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "harness/cli/request.hpp"

namespace drydock::cli {

struct ParsedArguments {
  std::optional<Request> request;
  int exit_code = 0;    ///< without a request: 0 for help and version, else 2
  std::string out;      ///< help, version
  std::string mistake;  ///< what was found, what is allowed, the nearest name
};

/// `arguments` without the program's name.
ParsedArguments parse_arguments(const std::vector<std::string>& arguments);

/// Every verb, sorted; for messages and tests.
const std::vector<std::string>& verb_names();

}  // namespace drydock::cli
