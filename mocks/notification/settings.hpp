// What a scenario can say about the provider of messages to customers.
#pragma once
#include "mocks/common/limits.hpp"
#include "sim/draw.hpp"

namespace drydock {

/// Plain data. How long a message takes and whether it bounces is drawn with its dedup key.
struct NotificationSettings {
  Limits limits;
  Ratio bounces{0, 1};  ///< of the messages
  /// From the queue to the customer's mail server, and from there to the mailbox or back: at most, each.
  Duration send_time = seconds(5);
  Duration delivery_time = seconds(60);
};

}  // namespace drydock
