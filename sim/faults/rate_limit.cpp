// Rate limit: a token bucket for each calling link. A message that finds no token is answered 429, with the time until
// there is one as Retry-After.
#include <algorithm>

#include "sim/fault_engine.hpp"
#include "sim/faults/parameters.hpp"

namespace drydock {
namespace {

class RateLimit : public Fault {
 public:
  RateLimit(std::int64_t rate, std::int64_t burst) : rate_(rate), full_(burst * token) {}

 private:
  static constexpr std::int64_t token = 1'000'000;  // in parts: a rate of n a second fills n parts a microsecond
  struct Bucket {
    std::int64_t parts;
    Instant filled;
  };

  std::string act(const Leg& leg, Draw&, LegFate& fate) override {
    Bucket& bucket = buckets_.try_emplace(link_of(leg), Bucket{full_, leg.now}).first->second;
    const std::int64_t passed = std::min((leg.now - bucket.filled).us, full_ / rate_ + 1);
    bucket.parts = std::min(full_, bucket.parts + passed * rate_);
    bucket.filled = leg.now;
    if (bucket.parts >= token) {
      bucket.parts -= token;
      return {};
    }
    fate.status = 429;
    fate.retry_after = microseconds((token - bucket.parts + rate_ - 1) / rate_);
    return "answered 429, a token is there in " + told(*fate.retry_after);
  }

  std::int64_t rate_;
  std::int64_t full_;
  std::map<std::pair<SeatIndex, SeatIndex>, Bucket> buckets_;
};

}  // namespace

std::unique_ptr<Fault> make_rate_limit(const FaultSpec& spec) {
  const std::int64_t rate = std::max<std::int64_t>(1, parameter<std::int64_t>(spec, "rate").value_or(1));
  const std::int64_t burst = std::max<std::int64_t>(1, parameter<std::int64_t>(spec, "burst").value_or(rate));
  return std::make_unique<RateLimit>(rate, burst);
}

}  // namespace drydock
