// Which directed links a live run needs, each with an endpoint and a credential of its own.
#pragma once
#include <vector>

#include "harness/live/live_world.hpp"

namespace drydock::live {

/// Every link along which a message may travel (harness/scenario/seating.hpp), and the auditor's to everybody, by
/// caller or publisher and then by callee or subscriber.
std::vector<LinkKey> links_of(const Directory&);

}  // namespace drydock::live
