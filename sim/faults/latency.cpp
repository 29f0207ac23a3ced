// Latency: a link is slow. The delay is of the round trip, and spent on the way out, unless the scenario names a leg.
#include <algorithm>

#include "sim/faults/parameters.hpp"

namespace drydock {
namespace {

class Latency : public Fault {
 public:
  Latency(LogNormal shape, bool round_trip) : shape_(shape), round_trip_(round_trip) {}

 private:
  bool eligible(const Leg& leg) const override { return !round_trip_ || leg.kind != LegKind::reply; }
  std::string act(const Leg&, Draw& draw, LegFate& fate) override {
    const Duration delay = shape_.at(draw.bits());
    fate.delay = fate.delay + delay;
    return "delayed " + told(delay);
  }

  LogNormal shape_;
  bool round_trip_;
};

}  // namespace

std::unique_ptr<Fault> make_latency(const FaultSpec& spec) {
  const auto fixed = parameter<Duration>(spec, "fixed");
  const Duration median = fixed ? *fixed : parameter<Duration>(spec, "median").value_or(seconds(1));
  const Duration p99 = fixed ? *fixed : parameter<Duration>(spec, "p99").value_or(median);
  return std::make_unique<Latency>(LogNormal(median, std::max(median, p99)), !spec.target.leg);
}

}  // namespace drydock
