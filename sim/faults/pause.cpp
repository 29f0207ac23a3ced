// Pause: the seat stands still, as a process does that collects garbage or whose machine is moved. Nothing is lost:
// connections stay open, what is sent to it waits, and when it goes on everything that waited happens at once. Others
// see no answer until then.
#include "sim/faults/parameters.hpp"

namespace drydock {
namespace {

class Pause : public StandingFault {
  std::string opens() const override { return "stands still"; }
  bool pauses() const override { return true; }
};

}  // namespace

std::unique_ptr<StandingFault> make_pause(const FaultSpec&) { return std::make_unique<Pause>(); }

}  // namespace drydock
