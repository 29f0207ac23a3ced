#include "sim/transports/courier.hpp"

#include <algorithm>
#include <cassert>

#include "sim/transports/log.hpp"
#include "sim/transports/webhook.hpp"

namespace drydock {

std::unique_ptr<Courier> make_courier(const ChannelSpec& spec, CourierHost& host) {
  assert(spec.transport != Transport::feed && "a feed has another maker");
  if (spec.transport == Transport::log) return std::make_unique<Log>(spec, host);
  return std::make_unique<Webhook>(spec, host);
}

Duration wait_after(const ChannelSpec& spec, std::uint32_t failures, const Settlement& settlement) {
  if (settlement.kind == Settlement::Kind::retry_after) return std::max(settlement.after, Duration{});
  if (spec.retry.empty()) return spec.timeout;
  return spec.retry[std::min<std::size_t>(failures, spec.retry.size()) - 1];
}

}  // namespace drydock
