// Lose: the message never arrives, and nobody is told.
#include "sim/faults/parameters.hpp"

namespace drydock {
namespace {

class Lose : public Fault {
  std::string act(const Leg&, Draw&, LegFate& fate) override {
    fate.lose = true;
    return "lost";
  }
};

}  // namespace

std::unique_ptr<Fault> make_lose(const FaultSpec&) { return std::make_unique<Lose>(); }

}  // namespace drydock
