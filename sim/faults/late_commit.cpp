// Late commit: a long transaction at the publisher. The entry has the stamp of when it was written, and appears in the
// feed when the transaction is committed: behind later stamps that somebody may have read by then.
#include <algorithm>

#include "sim/faults/parameters.hpp"

namespace drydock {
namespace {

class LateCommit : public Fault {
 public:
  explicit LateCommit(Duration within) : within_(within) {}

 private:
  bool eligible(const Leg& leg) const override { return leg.type != nullptr && leg.type->kind == MessageKind::event; }
  std::string act(const Leg&, Draw& draw, LegFate& fate) override {
    const Duration late = microseconds(draw.between(1, std::max<std::int64_t>(1, within_.us)));
    fate.hold = fate.hold + late;
    return "committed " + told(late) + " after its stamp";
  }

  Duration within_;
};

}  // namespace

std::unique_ptr<Fault> make_late_commit(const FaultSpec& spec) {
  return std::make_unique<LateCommit>(parameter<Duration>(spec, "within").value_or(seconds(1)));
}

}  // namespace drydock
