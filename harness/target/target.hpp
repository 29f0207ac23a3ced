// Who takes a seat: a system that the run starts, or one that is already there.
#pragma once
#include <string>
#include <utility>
#include <vector>

#include "contracts/canonical/instant.hpp"

namespace drydock {

/// Words of a command, never given to a shell. `${NAME}` in a word is the value of that environment variable, where the
/// variables that the run sets (DRYDOCK_PORT and its like, scenarios/targets/README.md) count first.
using CommandWords = std::vector<std::string>;

/// Started by the run, in a process group of its own, and gone when the run is over.
struct Launch {
  CommandWords command;
  std::vector<std::pair<std::string, std::string>> environment;  ///< beside what the run itself has and sets
  std::string folder;                                            ///< where it starts; empty: where the run was started
  Duration stop_within = seconds(5);                             ///< from SIGTERM to SIGKILL, when the run is over
};

/// Already running, and still there afterwards. The commands are optional; one that fails ends the run (exit 3).
struct Attach {
  std::string url;
  std::string links;   ///< where the links file is written for it; empty: --links says so
  CommandWords reset;  ///< once before the run: forget what was before
  CommandWords crash;  ///< at each crash of the plan: kill it without warning
  CommandWords start;  ///< and bring it back
};

struct SeatTarget {
  std::string name;
  std::string seat = "pipeline";
  bool launched = false;  ///< else attached
  Launch launch;
  Attach attach;
  std::string ready = "/ready";  ///< path that answers 200 once it can be worked with
  Duration ready_within = seconds(60);

  /// Whether a crash of the plan can be done to it.
  bool can_crash() const { return launched || (!attach.crash.empty() && !attach.start.empty()); }
};

}  // namespace drydock
