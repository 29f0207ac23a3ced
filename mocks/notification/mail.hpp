// What the provider keeps of a message.
#pragma once
#include "contracts/canonical/notification.hpp"

namespace drydock {

/// `fingerprint` is of the request: another one under the same dedup key is refused.
struct Mail {
  std::string order_id;
  std::int64_t fingerprint = 0;
  MessageState state = MessageState::queued;
  Instant changed_at;
  bool over() const { return state == MessageState::delivered || state == MessageState::bounced; }
  bool operator==(const Mail&) const = default;
};
DRYDOCK_DESCRIBE(Mail, order_id, fingerprint, state, changed_at)

}  // namespace drydock
