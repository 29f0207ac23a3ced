// Outage: a seat or a link is unreachable. On a seat it stops everything that is sent to it; what the seat itself sends
// still leaves, and answers to it come back.
#include "sim/faults/parameters.hpp"

namespace drydock {
namespace {

class Outage : public Fault {
 public:
  Outage(std::string mode, std::optional<Duration> retry_after) : mode_(std::move(mode)), retry_after_(retry_after) {}

 private:
  std::string act(const Leg&, Draw&, LegFate& fate) override {
    if (mode_ == "black-hole") {
      fate.black_hole = true;
      return "swallowed";
    }
    if (mode_ == "503") {
      fate.status = 503;
      fate.retry_after = retry_after_;
      return "answered 503 in its place";
    }
    fate.refuse = true;
    return "refused";
  }

  std::string mode_;
  std::optional<Duration> retry_after_;
};

}  // namespace

std::unique_ptr<Fault> make_outage(const FaultSpec& spec) {
  return std::make_unique<Outage>(parameter<std::string>(spec, "mode").value_or("refuse"),
                                  parameter<Duration>(spec, "retry_after"));
}

}  // namespace drydock
