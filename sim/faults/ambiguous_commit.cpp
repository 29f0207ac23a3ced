// Ambiguous commit: the request did what it should, but its answer is lost, so that the caller cannot know. A request
// without an effect (a read, a refusal, the replay of an idempotent write) is left alone.
#include "sim/faults/parameters.hpp"

namespace drydock {
namespace {

class AmbiguousCommit : public Fault {
  bool eligible(const Leg& leg) const override { return leg.had_effect; }
  std::string act(const Leg&, Draw&, LegFate& fate) override {
    fate.lose = true;
    return "the answer was lost after the effect";
  }
};

}  // namespace

std::unique_ptr<Fault> make_ambiguous_commit(const FaultSpec&) { return std::make_unique<AmbiguousCommit>(); }

}  // namespace drydock
