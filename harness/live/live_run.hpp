// A plan run over real sockets: all actors in this process, or some seats taken by the real thing.
#pragma once
#include <cstdint>
#include <optional>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "harness/run.hpp"
#include "harness/target/target.hpp"

namespace drydock::live {

struct LiveOptions {
  std::vector<std::pair<std::string, std::string>> seats;  ///< seat and base URL of the real thing
  std::optional<SeatTarget> target;                        ///< takes a seat too; started, killed and ended by the run
  std::string* target_output = nullptr;                    ///< gets what the target said, secrets masked
  std::string links_file;                                  ///< written for the real thing; empty: not written
  std::uint16_t port_base = 0;                             ///< the first of consecutive ports; 0: any free ones
  Duration ready_within = seconds(60);  ///< how long what has no target file may take until /ready answers 200
};

/// A seat could not be reached, started or killed, or never became ready.
struct NotReady : std::runtime_error {
  using std::runtime_error::runtime_error;
};
/// The options do not fit the plan: a seat that does not exist or cannot be real yet, a URL that is none.
struct BadSeat : std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// Runs the plan in real time and judges what was recorded. Throws NotReady, BadSeat, and std::runtime_error where a
/// port or the links file cannot be had.
Verdict run_live(const Plan&, const RunOptions&, const LiveOptions&);

}  // namespace drydock::live
