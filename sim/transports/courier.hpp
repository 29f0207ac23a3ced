// A transport's side of one channel: it owns delivery, retry, redelivery and acknowledgement. Sans-IO, like an actor:
// the world that runs it carries each attempt and tells the time. It is infrastructure: what was given to it survives
// the crash of either end.
#pragma once
#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "sim/world.hpp"

namespace drydock {

/// One attempt to deliver one event. `delivery_id` is "<event id>~<n>", n from 1: constant over the retries of one
/// delivery, another n on a redelivery.
struct DeliveryAttempt {
  std::uint64_t token = 0;  ///< names the delivery to the courier
  std::shared_ptr<const Publication> event;
  std::string delivery_id;
  std::uint32_t attempt = 1;
  bool fetched = false;  ///< came with the batch before it: the way costs no time
};

/// What becomes of an entry of a feed when it is written.
struct FeedFate {
  std::optional<Instant> stamp;  ///< else the present
  Duration commit_after{};       ///< it is seen only then
};

/// What a courier asks of its world.
class CourierHost {
 public:
  virtual ~CourierHost() = default;
  virtual Instant now() const = 0;
  /// Sends it. Returns how long it is held back before it leaves: the timeout of the attempt counts from then on.
  virtual Duration attempt(DeliveryAttempt) = 0;
  /// Calls Courier::woken with the value at that time; wakes are never cancelled.
  virtual void wake(Instant, std::uint64_t value) = 0;
  /// A feed takes an entry in: what faults do to that.
  virtual FeedFate enters(const std::shared_ptr<const Publication>&) { return {}; }
};

class Courier {
 public:
  virtual ~Courier() = default;
  /// A durable event, in the order of its publisher's commits.
  virtual void publish(std::shared_ptr<const Publication>) = 0;
  /// The outcome of an attempt: what the subscriber answered, or a nack of status 0 where no connection came about or
  /// it broke. An answer to an attempt that was given up is ignored.
  virtual void answered(std::uint64_t token, std::uint32_t attempt, const Settlement&) = 0;
  virtual void woken(std::uint64_t value) = 0;
  virtual void subscriber_down() {}
  virtual void subscriber_up() {}
  /// Remembers what was acknowledged in the last so long; the longest span asked for counts.
  virtual void retain(Duration) {}
  /// Delivers once more what was acknowledged since then, as far as it is remembered. Returns how many events.
  virtual std::size_t redeliver(Instant /*since*/) { return 0; }
  /// A fresh delivery id for one more copy of this delivery.
  virtual std::string another_delivery_id(std::uint64_t token) = 0;
  /// How many events are not yet acknowledged.
  virtual std::size_t backlog() const = 0;
};

/// Of a transport that pushes; a feed is made by the world that serves its pages.
std::unique_ptr<Courier> make_courier(const ChannelSpec&, CourierHost&);

/// The wait before the next attempt after `failures` of them (from 1): Retry-After where it was given, else the
/// schedule, whose last entry repeats.
Duration wait_after(const ChannelSpec&, std::uint32_t failures, const Settlement&);

}  // namespace drydock
