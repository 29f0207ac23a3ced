// Calls to other seats. A call is written to the journal first and made when it is durable, again and again under the
// same idempotency key, until it is answered, refused, or has used up its attempts. Each seat has its own queue and its
// own pool, so that one slow seat holds up no other; calls of one lane to one seat are made one after another.
#pragma once
#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "contracts/canonical/views.hpp"
#include "mocks/pipeline/breaker.hpp"
#include "mocks/pipeline/defects.hpp"
#include "mocks/pipeline/records.hpp"
#include "mocks/pipeline/settings.hpp"
#include "mocks/pipeline/table.hpp"
#include "mocks/pipeline/timers.hpp"
#include "sim/actor.hpp"

namespace drydock::pipeline {

/// What led to a call: the id of the event or request, and the business transaction both belong to.
struct Cause {
  std::string id;
  std::string correlation;
  Trace trace;
  std::string suffix = {};   ///< of the keys of its calls; empty in a healthy pipeline
  SeatIndex from = no_seat;  ///< who told of it, where that is known
};

/// A call to be made.
struct NewCall {
  SeatIndex to = no_seat;
  Payload body;
  std::string idempotency_key;  ///< empty for a read
  std::string lane = {};        ///< empty: it goes by itself
  std::string subject = {};     ///< the order or position it is made for
  bool journaled = true;        ///< false: it can be worked out again after a restart
  bool essential = false;       ///< its attempts are never used up
};

struct Call {
  std::uint64_t number = 0;
  const MessageType* type = nullptr;
  SeatIndex to = no_seat;
  Payload body;
  Headers headers;
  std::string lane;
  std::string subject;
  bool journaled = true;
  bool essential = false;
  bool dead = false;
  bool probe = false;
  bool amended = false;       ///< still at the head of its lane, and waits for its other body to be durable
  std::int64_t attempts = 0;  ///< that count
  std::int64_t tries = 0;     ///< all
  bool in_flight = false;     ///< an attempt is neither answered nor given up
  bool restored = false;      ///< accepted before a restart: nobody knows what became of its attempts then
  Instant unsure_since;       ///< its first attempt of which nobody knows whether it was carried out; else 0
  Instant first_attempt;
  Instant last_attempt;
  Duration rest;        ///< how long it rests since it failed while its destination does not answer
  Instant rests_until;  ///< until then: it is no probe before
  std::string problem;  ///< why the last attempt failed
  std::string token;    ///< that the last attempt bore
};

/// What became of an attempt.
enum class Verdict : std::uint8_t { done, refused, unreachable, failed, throttled, token_expired };

/// What was made of a refusal.
enum class Dealt : std::uint8_t {
  no,      ///< nobody knows what to do: a dead letter
  yes,     ///< the call is over
  amended  ///< its body and key are other ones now: it is made again as soon as that is durable
};

/// Limits of the calls to a seat of that role.
const DestinationSettings& settings_of(const PipelineSettings&, std::string_view role);

class Outbox {
 public:
  /// Hears how calls end. A refusal comes with the problem.
  class Ends {
   public:
    virtual ~Ends() = default;
    /// Empty, or why nothing can be done with the answer: then the call becomes a dead letter for that reason.
    virtual std::string answered(Call&, const Payload& body) = 0;
    virtual Dealt refused(Call&, const Problem&) = 0;
    /// It has been overtaken while it waited: it is over without being made.
    virtual bool needless(const Call&) = 0;
    /// An attempt is about to be made (defects meddle here).
    virtual void before_send(Call&) = 0;
    /// It will not come back: its attempts are used up, or nobody knows what to do with the refusal.
    virtual void died(Call&, const DeadLetter&) = 0;
    /// A dead letter is being tried again.
    virtual void revived(const std::string& dead_letter_id) = 0;
    /// The call is over, one way or the other, and about to be forgotten.
    virtual void closed(Call&) = 0;
  };

  Outbox(const PipelineSettings&, const DefectSet&, const SeatConfig&, Journal&, Ends&);

  /// Accepts a call: into the journal with the next commit, on its way when that is durable. The answer goes to Ends.
  void accept(NewCall, const Cause&);
  /// A call read from the journal; `resume` when all are back.
  void restore(const CallRow&, Payload body);
  void resume(Io&);

  /// Its commit is durable.
  void release(std::uint64_t number, Io&);
  /// True if this was the answer to one of ours.
  bool replied(const Replied&, Io&);
  bool failed(const Failed&, Io&);
  void timer(TimerKind, std::uint64_t what, Io&);

  /// Calls a dead letter again; false if there is none of that id.
  bool revive(std::string_view dead_letter_id);
  /// The ids of its dead letters, in the order in which their calls were accepted.
  std::vector<std::string> dead_letters() const;

  /// The token to show on calls to this seat; empty: the one that was given with the link.
  const std::string& token(SeatIndex seat) { return at(seat).token; }
  /// The seat refused this token. A new one is fetched, unless there is one already or it is on its way.
  void token_refused(SeatIndex, const std::string& token, Io&);

  struct Depth {
    SeatIndex seat;
    std::int64_t waiting;
    std::int64_t in_flight;
  };
  /// Of every seat that is called, empty queues included.
  std::vector<Depth> depths() const;
  /// The queue to this seat takes no more events' calls.
  bool full(SeatIndex) const;
  std::int64_t in_flight() const { return total_in_flight_; }
  Call* find(std::uint64_t number);
  /// Calls that are neither done nor dead, oldest first.
  std::vector<const Call*> open_calls() const;
  /// The same and those that are dead letters.
  std::vector<const Call*> all_calls() const;
  /// The body or key of a journaled call has been changed.
  void rewrite(const Call&);

 private:
  struct Destination {
    DestinationSettings settings;
    Breaker breaker;
    std::int64_t in_flight = 0;
    std::int64_t accepted = 0;             ///< neither done nor dead
    std::map<std::uint64_t, Call*> ready;  ///< heads of lanes, by number
    TextMap<std::deque<Call*>> lanes;      ///< front: under way or ready; by lane
    bool paused = false;                   ///< by a 429: until its timer finds `paused_until` passed
    Instant paused_until{};
    std::int64_t minute = -1;      ///< that `made` counts
    std::int64_t made = 0;         ///< attempts of this minute
    std::string token;             ///< kept in memory only: a restart begins with the one that was given
    bool renewing = false;         ///< a new token is on its way, and no call is made before it is there
    std::uint64_t renewals = 0;    ///< attempts at the token that is on its way
    std::uint64_t last_probe = 0;  ///< the next probe is another call: one bad call must not speak for a seat
  };

  Destination& at(SeatIndex);
  void enqueue(Call&);
  void pump(SeatIndex, Io&);
  bool dropped(Call&);
  void send(Call&, Io&);
  void leave_lane(Call&);
  Verdict judge(const Call&, const Reply&) const;
  void refused(Call&, const Problem&);
  /// The last attempt may have been carried out, and nobody said so.
  static void unsure(Call&);
  void finish(Call&);
  void bury(Call&, const std::string& reason);
  DeadLetter letter_of(const Call&, const std::string& reason) const;
  void again(Call&, std::optional<Duration> retry_after, Io&);
  void pause(SeatIndex, Duration wait, Io&);
  /// Whether this minute's quota is used up; if so, the destination rests until the next.
  bool quota_spent(SeatIndex, Io&);
  void unreachable(Call&, std::optional<Duration> retry_after, Io&);
  void came_back(SeatIndex seat) { at(seat).breaker.answered(); }
  bool take(const RequestId&, Call*&);
  void expired(Call&, Io&);
  void fetch_token(SeatIndex, Io&);
  bool token_answered(const RequestId&, const Reply*, Io&);
  bool rests(const Call&, Instant now) const;
  Call* probe_of(Destination&, Instant now);
  Duration backoff(const Call&, std::optional<Duration> retry_after, Io&) const;

  const PipelineSettings& settings_;
  const DefectSet& defects_;
  const SeatConfig& seat_;
  Journal& journal_;
  Ends& ends_;
  std::vector<Destination> destinations_;  ///< by seat
  std::unordered_map<std::uint64_t, std::unique_ptr<Call>> calls_;
  std::unordered_map<RequestId, std::uint64_t, HandleHash> waiting_;
  std::unordered_map<RequestId, SeatIndex, HandleHash> fetching_;  ///< tokens that were asked for
  TextMap<std::uint64_t> dead_;
  std::uint64_t last_number_ = 0;
  std::int64_t total_in_flight_ = 0;
};

/// The dead letter that a call becomes.
std::string dead_letter_id(const Call&);

}  // namespace drydock::pipeline
