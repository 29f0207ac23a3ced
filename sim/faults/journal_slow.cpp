// Journal slow: the seat's disk takes longer. Commits still become durable in order: what follows a slow one waits for
// it.
#include <algorithm>

#include "sim/faults/parameters.hpp"

namespace drydock {
namespace {

class JournalSlow : public StandingFault {
 public:
  explicit JournalSlow(LogNormal shape) : shape_(shape) {}

 private:
  Duration commit_delay(Draw& draw) const override { return shape_.at(draw.bits()); }

  LogNormal shape_;
};

}  // namespace

std::unique_ptr<StandingFault> make_journal_slow(const FaultSpec& spec) {
  const Duration median = parameter<Duration>(spec, "median").value_or(milliseconds(100));
  const Duration p99 = parameter<Duration>(spec, "p99").value_or(median);
  return std::make_unique<JournalSlow>(LogNormal(median, std::max(median, p99)));
}

}  // namespace drydock
