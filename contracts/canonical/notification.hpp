// Notices to the customer: what is sent, once for each thing there is to tell.
#pragma once
#include "contracts/canonical/common.hpp"

namespace drydock {

/// What a notice says. Of the three that speak of a package a later one supersedes the earlier ones.
enum class NoticeTemplate : std::uint8_t {
  shipped,
  out_for_delivery,
  delivered,
  cancelled,
  promise_moved,
  backordered
};
DRYDOCK_DESCRIBED_ENUM(NoticeTemplate, "shipped", "out_for_delivery", "delivered", "cancelled", "promise_moved",
                       "backordered")

/// message.send: a notice is sent to the customer. The idempotency key is the dedup key: subject id/template.
struct MessageSend {
  std::string dedup_key;  ///< the provider sends one message for it, whatever the idempotency key
  NoticeTemplate template_name = NoticeTemplate::shipped;
  std::string recipient;  ///< the customer
  std::string order_id;
  /// What it speaks of: a package; of `cancelled` the cancellation, of `promise_moved` the promise.update, of
  /// `backordered` the case.
  std::string subject_id;
  Instant occurred_at;              ///< when that happened, not when it is told
  std::optional<Promise> promise;   ///< promise_moved
  std::vector<LineQuantity> lines;  ///< cancelled, backordered
  bool operator==(const MessageSend&) const = default;
};
DRYDOCK_DESCRIBED(MessageSend, dedup_key, template_name, recipient, order_id, subject_id, occurred_at, promise, lines)

/// queued -> sent -> delivered | bounced.
enum class MessageState : std::uint8_t { queued, sent, delivered, bounced };
DRYDOCK_DESCRIBED_ENUM(MessageState, "queued", "sent", "delivered", "bounced")

/// What the provider's ledger says of a message that has left its queue: the effects message.sent, message.delivered
/// and message.bounced.
struct MessageMoved {
  std::string dedup_key;
  std::string order_id;
  MessageState state = MessageState::queued;
  Instant changed_at;
  bool operator==(const MessageMoved&) const = default;
};
DRYDOCK_DESCRIBED(MessageMoved, dedup_key, order_id, state, changed_at)

}  // namespace drydock
