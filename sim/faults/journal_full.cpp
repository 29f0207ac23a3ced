// Journal full: the seat's disk has no space. Every commit fails, and nothing of it becomes durable, until the window
// closes.
#include "sim/faults/parameters.hpp"

namespace drydock {
namespace {

class JournalFull : public StandingFault {
  bool disk_full() const override { return true; }
};

}  // namespace

std::unique_ptr<StandingFault> make_journal_full(const FaultSpec&) { return std::make_unique<JournalFull>(); }

}  // namespace drydock
