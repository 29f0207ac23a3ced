// Reorder: the message is held back, so that later ones overtake it, those of its own key included. It counts as not
// yet sent meanwhile: no timeout of a transport runs. In a log it holds its partition, whose order is kept; other keys
// overtake.
#include <algorithm>

#include "sim/faults/parameters.hpp"

namespace drydock {
namespace {

class Reorder : public Fault {
 public:
  explicit Reorder(Duration within) : within_(within) {}

 private:
  std::string act(const Leg&, Draw& draw, LegFate& fate) override {
    const Duration hold = microseconds(draw.between(1, std::max<std::int64_t>(1, within_.us)));
    fate.hold = fate.hold + hold;
    return "held back " + told(hold);
  }

  Duration within_;
};

}  // namespace

std::unique_ptr<Fault> make_reorder(const FaultSpec& spec) {
  return std::make_unique<Reorder>(parameter<Duration>(spec, "within").value_or(seconds(1)));
}

}  // namespace drydock
