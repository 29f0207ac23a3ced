// Error burst: the callee's front answers with an error, before anything has happened behind it.
#include "sim/faults/parameters.hpp"

namespace drydock {
namespace {

class ErrorBurst : public Fault {
 public:
  ErrorBurst(int status, std::optional<Duration> retry_after) : status_(status), retry_after_(retry_after) {}

 private:
  std::string act(const Leg&, Draw&, LegFate& fate) override {
    fate.status = status_;
    fate.retry_after = retry_after_;
    return "answered " + std::to_string(status_) + " in its place";
  }

  int status_;
  std::optional<Duration> retry_after_;
};

}  // namespace

std::unique_ptr<Fault> make_error_burst(const FaultSpec& spec) {
  return std::make_unique<ErrorBurst>(static_cast<int>(parameter<std::int64_t>(spec, "status").value_or(503)),
                                      parameter<Duration>(spec, "retry_after"));
}

}  // namespace drydock
