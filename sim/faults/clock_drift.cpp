// Clock drift: the seat's clock runs fast or slow; it is right when the window opens, and set right when it closes.
#include "sim/faults/parameters.hpp"

namespace drydock {
namespace {

class ClockDrift : public StandingFault {
 public:
  ClockDrift(Ratio rate, bool slow) : rate_(rate), slow_(slow) {}

 private:
  std::string opens() const override {
    return "the clock runs " + std::string(slow_ ? "slow" : "fast") + " by " + std::to_string(rate_.numerator) +
           " in " + std::to_string(rate_.denominator);
  }
  Duration clock_error(Duration open_for) const override {
    // In two steps, so that a span of years by a fine ratio does not overflow.
    const std::int64_t whole = open_for.us / rate_.denominator;
    const std::int64_t rest = open_for.us % rate_.denominator;
    const Duration error{whole * rate_.numerator + rest * rate_.numerator / rate_.denominator};
    return slow_ ? Duration{} - error : error;
  }

  Ratio rate_;
  bool slow_;
};

}  // namespace

std::unique_ptr<StandingFault> make_clock_drift(const FaultSpec& spec) {
  return std::make_unique<ClockDrift>(parameter<Ratio>(spec, "gain").value_or(Ratio{1, 1000}),
                                      parameter<std::string>(spec, "direction").value_or("ahead") == "behind");
}

}  // namespace drydock
