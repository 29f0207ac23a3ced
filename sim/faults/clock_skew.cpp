// Clock skew: the seat's clock is wrong by a fixed span. Where the window begins in the middle of a run the clock
// jumps, and at its end it jumps back. Timers are not touched: they count spans.
#include "sim/faults/parameters.hpp"

namespace drydock {
namespace {

class ClockSkew : public StandingFault {
 public:
  ClockSkew(Duration by, bool behind) : by_(by), behind_(behind) {}

 private:
  std::string opens() const override { return "the clock is " + told(by_) + (behind_ ? " behind" : " ahead"); }
  Duration clock_error(Duration) const override { return behind_ ? Duration{} - by_ : by_; }

  Duration by_;
  bool behind_;
};

}  // namespace

std::unique_ptr<StandingFault> make_clock_skew(const FaultSpec& spec) {
  return std::make_unique<ClockSkew>(parameter<Duration>(spec, "by").value_or(seconds(1)),
                                     parameter<std::string>(spec, "direction").value_or("ahead") == "behind");
}

}  // namespace drydock
