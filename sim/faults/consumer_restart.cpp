// Consumer restart: the consumer of a log starts again at older offsets. From there every partition comes again, in
// order, before what is new.
#include "sim/faults/parameters.hpp"

namespace drydock {
std::unique_ptr<StandingFault> make_consumer_restart(const FaultSpec& spec) {
  return std::make_unique<Redelivers>(spec);
}

}  // namespace drydock
