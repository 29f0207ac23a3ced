// Consumer restart: the consumer of a log starts again at older offsets. From there every partition comes again, in
// order, before what is new.
#include "sim/faults/parameters.hpp"

namespace drydock {
namespace {

class ConsumerRestart : public StandingFault {
 public:
  explicit ConsumerRestart(Duration back) : back_(back) {}

 private:
  std::optional<Duration> redelivers() const override { return back_; }

  Duration back_;
};

}  // namespace

std::unique_ptr<StandingFault> make_consumer_restart(const FaultSpec& spec) {
  return std::make_unique<ConsumerRestart>(parameter<Duration>(spec, "back").value_or(minutes(10)));
}

}  // namespace drydock
