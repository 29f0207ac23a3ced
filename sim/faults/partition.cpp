// Partition: one direction of a link is cut, and nobody is told. Cut on the way out, nothing arrives; cut on the way
// back, everything arrives and has its effect, and no answer or acknowledgement ever comes back.
#include "sim/faults/parameters.hpp"

namespace drydock {
namespace {

class Partition : public Fault {
 public:
  explicit Partition(bool back) : back_(back) {}

 private:
  bool eligible(const Leg& leg) const override { return (leg.kind == LegKind::reply) == back_; }
  std::string act(const Leg&, Draw&, LegFate& fate) override {
    fate.lose = true;
    return back_ ? "no answer comes back" : "nothing arrives";
  }

  bool back_;
};

}  // namespace

std::unique_ptr<Fault> make_partition(const FaultSpec& spec) {
  return std::make_unique<Partition>(parameter<std::string>(spec, "cut").value_or("back") == "back");
}

}  // namespace drydock
