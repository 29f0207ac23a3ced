// Redelivery burst: a broker that lost its acknowledgements tells at once everything again that was acknowledged in the
// last while. Each comes as a new delivery, and until it is acknowledged.
#include "sim/faults/parameters.hpp"

namespace drydock {
std::unique_ptr<StandingFault> make_redelivery_burst(const FaultSpec& spec) {
  return std::make_unique<Redelivers>(spec);
}

}  // namespace drydock
