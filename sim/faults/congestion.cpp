// Congestion: the more is under way, the longer each message takes. The delay grows with every message beyond those
// that pass freely, up to a limit.
#include <algorithm>

#include "sim/faults/parameters.hpp"

namespace drydock {
namespace {

class Congestion : public Fault {
 public:
  Congestion(Duration each, std::int64_t free, Duration most, bool by_queue)
      : each_(each), free_(free), most_(most), by_queue_(by_queue) {}

 private:
  std::int64_t load(const Leg& leg) const { return by_queue_ ? leg.queued : leg.in_flight; }
  bool eligible(const Leg& leg) const override { return load(leg) > free_; }
  std::string act(const Leg& leg, Draw&, LegFate& fate) override {
    const std::int64_t beyond = std::min(load(leg) - free_, most_.us / std::max<std::int64_t>(1, each_.us) + 1);
    const Duration delay = std::min(each_ * beyond, most_);
    if (delay.us <= 0) return {};
    fate.delay = fate.delay + delay;
    return "delayed " + told(delay) + (by_queue_ ? " behind " : " among ") + std::to_string(load(leg)) +
           (by_queue_ ? " that wait" : " in flight");
  }

  Duration each_;
  std::int64_t free_;
  Duration most_;
  bool by_queue_;
};

}  // namespace

std::unique_ptr<Fault> make_congestion(const FaultSpec& spec) {
  return std::make_unique<Congestion>(parameter<Duration>(spec, "each").value_or(milliseconds(100)),
                                      parameter<std::int64_t>(spec, "free").value_or(0),
                                      parameter<Duration>(spec, "most").value_or(seconds(30)),
                                      parameter<std::string>(spec, "load").value_or("in-flight") == "queue");
}

}  // namespace drydock
