// Malformed body: damaged after signing, on the first attempt; it comes again intact.
#include "sim/faults/parameters.hpp"

namespace drydock {
namespace {

class MalformedBody : public Fault {
  bool eligible(const Leg& leg) const override { return leg.attempt == 1 && !leg.copy; }
  std::string act(const Leg&, Draw&, LegFate& fate) override {
    fate.corrupt = true;
    return "the body was damaged";
  }
};

}  // namespace

std::unique_ptr<Fault> make_malformed_body(const FaultSpec&) { return std::make_unique<MalformedBody>(); }

}  // namespace drydock
