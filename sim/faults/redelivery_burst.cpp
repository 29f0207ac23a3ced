// Redelivery burst: a broker that lost its acknowledgements tells at once everything again that was acknowledged in the
// last while. Each comes as a new delivery, and until it is acknowledged.
#include "sim/faults/parameters.hpp"

namespace drydock {
namespace {

class RedeliveryBurst : public StandingFault {
 public:
  explicit RedeliveryBurst(Duration back) : back_(back) {}

 private:
  std::optional<Duration> redelivers() const override { return back_; }

  Duration back_;
};

}  // namespace

std::unique_ptr<StandingFault> make_redelivery_burst(const FaultSpec& spec) {
  return std::make_unique<RedeliveryBurst>(parameter<Duration>(spec, "back").value_or(minutes(10)));
}

}  // namespace drydock
