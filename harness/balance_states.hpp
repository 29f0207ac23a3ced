// States that balances sent by night reach.
#pragma once
#include <memory>

#include "harness/reached.hpp"

namespace drydock {

/// The pipeline accepted a copy of balances of which some had moved since its moment.
std::unique_ptr<Detector> balances_outdated(const Courtroom&);

}  // namespace drydock
