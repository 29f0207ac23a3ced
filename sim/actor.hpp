// The narrow door between an actor and its world. An actor is a state machine: it has no clock, socket, thread or
// global of its own. The same actor runs in the virtual world and over real sockets.
//
//   class Echo : public Actor {
//     void on(const Event& event, Io& io) override {
//       if (const auto* received = std::get_if<Received>(&event)) io.reply(received->id, {200, received->body});
//     }
//   };
#pragma once
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <variant>
#include <vector>

#include "sim/draw.hpp"
#include "sim/ids.hpp"
#include "sim/message.hpp"

namespace drydock {

/// Live journal entries: what a restarted actor gets back. Values are described records, so that a journal on disk can
/// hold them as JSON.
using Entries = std::map<std::string, Payload, std::less<>>;

/// A journal entry to write; an empty payload is a tombstone: the key is forgotten.
struct Entry {
  std::string key;
  Payload value;
};

/// A first start, with an empty journal.
struct Started {};
/// A restart. `entries` is valid during the call only. `torn`, if there is one, is the beginning of a record that was
/// being written when the seat fell: the first entries of a commit that was never confirmed to anybody, the last of
/// them broken off (a raw payload, or none at all). It is for telling, not for applying: a commit is whole or it never
/// was.
struct Recovered {
  const Entries* entries;
  const std::vector<Entry>* torn = nullptr;
};
/// The scenario acts: people and goods (contracts/canonical/stimulus.hpp). A stimulus is never lost: one that meets a
/// crashed seat waits until it is back.
struct Stimulus {
  Payload what;
};
/// A request (answer it with `reply`) or the delivery of an event (answer it with `settle`).
struct Received {
  RequestId id;
  const MessageType* type = nullptr;
  SeatIndex from = no_seat;
  Payload body;  ///< of type->body, or raw where it did not parse
  Headers headers;
  std::shared_ptr<const Publication> event;  ///< for events; shared by all deliveries
  std::string delivery_id;                   ///< constant over the retries of one delivery, new on a redelivery
  std::uint32_t attempt = 1;
  std::int64_t version = 1;  ///< of an event: the major version of the contract that its sender says it follows
  bool unmetered = false;    ///< asked by a seat that is not observed (SeatSpec): it takes no capacity and no time
  Signature signature = Signature::valid;  ///< of an event, as checked on arrival; its body does not show it
};
/// The callee answered, with success or a problem.
struct Replied {
  RequestId id;
  Reply reply;
};
/// No answer: refused connection (definite), timeout or lost answer (maybe).
struct Failed {
  RequestId id;
  Certainty certainty = Certainty::maybe;
  std::string reason;  ///< "deadline", "refused", "reset"; live also "malformed", "unsendable"
};
struct TimerFired {
  TimerId id;
  std::uint64_t tag = 0;
};
/// The outcome of a commit. Not `ok`: nothing of it became durable, neither entries, effects nor publications.
struct Durable {
  Ticket ticket;
  enum class Outcome : std::uint8_t { ok, full, failed } outcome = Outcome::ok;
};

using Event = std::variant<Started, Recovered, Stimulus, Received, Replied, Failed, TimerFired, Durable>;

/// A write to a mock's own ledger: physical or financial truth. `type` is the operation or event it belongs to
/// ("sales_order.create", "wms.shipped"), or "stock.opened"; `body` is that message's body.
struct Effect {
  std::string_view type;  ///< static storage
  std::string key;        ///< business key
  Payload body;
  Headers headers;  ///< of the request that caused it
};
/// All of it becomes durable together, or none of it.
struct Commit {
  std::vector<Entry> entries;
  std::vector<Effect> effects;
  std::vector<std::shared_ptr<const Publication>> publications;
  bool empty() const { return entries.empty() && effects.empty() && publications.empty(); }
};

/// Everything an actor may do to the world. Valid only during Actor::on.
class Io {
 public:
  virtual ~Io() = default;
  /// The seat's own clock: it may be skewed.
  virtual Instant now() const = 0;
  /// Keyed by the world's seed, this seat's name and the arguments.
  virtual Draw draw(Purpose, std::string_view key, std::string_view operation = {},
                    std::uint64_t attempt = 0) const = 0;
  /// Sends a request. Exactly one Replied or Failed follows in this incarnation; what comes later is recorded and
  /// dropped. `deadline` is a span from now; at its end comes Failed{maybe}.
  virtual RequestId request(SeatIndex to, Payload body, Duration deadline, Headers) = 0;
  /// Answers a Received request, once. Answers to requests of an earlier incarnation are dropped.
  virtual void reply(RequestId, Reply) = 0;
  /// Answers a Received delivery, once.
  virtual void settle(RequestId, Settlement) = 0;
  virtual TimerId arm(Duration, std::uint64_t tag) = 0;
  /// Cancelling a timer that has fired is allowed and does nothing.
  virtual void cancel(TimerId) = 0;
  /// Writes atomically; Durable follows. Effects become truth, and publications leave, when it is durable. Commits of a
  /// seat become durable in order.
  virtual Ticket commit(Commit) = 0;
};

class Actor {
 public:
  virtual ~Actor() = default;
  virtual void on(const Event&, Io&) = 0;
};

/// What a factory is told. The directory outlives the actor.
struct SeatConfig {
  SeatIndex self = no_seat;
  const Directory* directory = nullptr;
};
/// Makes a fresh actor; a restart calls it again.
using ActorFactory = std::function<std::unique_ptr<Actor>(const SeatConfig&)>;

}  // namespace drydock
