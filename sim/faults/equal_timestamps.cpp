// Equal timestamps: the publisher stamps its entries with a coarse clock, so that several have the same stamp and a
// page may end between them. It has fired when an entry gets the stamp of the one before.
#include <algorithm>

#include "sim/fault_engine.hpp"
#include "sim/faults/parameters.hpp"

namespace drydock {
namespace {

class EqualTimestamps : public Fault {
 public:
  explicit EqualTimestamps(Duration granularity) : granularity_(granularity) {}

 private:
  bool eligible(const Leg& leg) const override { return leg.type != nullptr && leg.type->kind == MessageKind::event; }
  std::string act(const Leg& leg, Draw&, LegFate& fate) override {
    const Instant stamp{leg.now.us - leg.now.us % granularity_.us};
    fate.stamp = stamp;
    const auto [last, first] = last_.try_emplace(link_of(leg), stamp);
    if (first || std::exchange(last->second, stamp) != stamp) return {};
    return "stamped like the entry before it";
  }

  Duration granularity_;
  std::map<std::pair<SeatIndex, SeatIndex>, Instant> last_;
};

}  // namespace

std::unique_ptr<Fault> make_equal_timestamps(const FaultSpec& spec) {
  const Duration granularity = parameter<Duration>(spec, "granularity").value_or(seconds(1));
  return std::make_unique<EqualTimestamps>(std::max(granularity, microseconds(1)));
}

}  // namespace drydock
