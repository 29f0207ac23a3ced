// Faults. What a fault does is in its own file under sim/faults/; where, when and how often (its dose) is here, the
// same for all.
#pragma once
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "sim/draw.hpp"
#include "sim/message.hpp"

namespace drydock {

/// `feed` is no way but a place: an entry written to a polled feed, or a page of it cut, at its publisher. The link is
/// that of the channel, publisher to subscriber.
enum class LegKind : std::uint8_t { request, reply, event, feed };

/// Where a fault acts: a seat, or a directed link; both by glob over seat names. Drawn into concrete seats by the plan.
struct FaultTarget {
  std::vector<SeatIndex> seats;                        ///< a fault on a seat
  std::vector<std::pair<SeatIndex, SeatIndex>> links;  ///< a fault on links (caller, callee) or (publisher, subscriber)
  std::optional<LegKind> leg;                          ///< restrict to one leg
  std::vector<std::string> types;                      ///< restrict to these operations or event types; empty: all
};

/// When and how often. Window: [from, until). Of the ways to count, `chance` is drawn per message and attempt, `every`
/// takes each n-th, `nth` exactly one, `times` stops after so many. None given: always.
struct Dose {
  std::optional<Instant> from;
  std::optional<Instant> until;
  std::optional<Ratio> chance;
  std::optional<std::int64_t> every;
  std::optional<std::int64_t> nth;
  std::optional<std::int64_t> times;
  /// What must be true or have happened before the window opens, in words; empty: nothing. Such a window has no `from`:
  /// whoever watches for it tells the world (VirtualWorld::trigger), and it stays open for `length`, at most to
  /// `until`.
  std::string trigger = {};
  std::optional<Duration> length = {};
};

/// A parameter of a fault, as the scenario gave it and the loader typed it.
struct FaultParameter {
  std::variant<std::int64_t, Duration, Ratio, std::string> value;
};

/// One fault of a plan. `id` is unique ("erp-down"; by default the fault's name and its place in the list).
struct FaultSpec {
  std::string id;
  std::string fault;  ///< name in the table
  FaultTarget target;
  Dose dose;
  std::map<std::string, FaultParameter> parameters;
};

/// A message about to travel one leg.
struct Leg {
  LegKind kind = LegKind::request;
  SeatIndex from = no_seat;  ///< who sends this leg's bytes (the callee, for a reply)
  SeatIndex to = no_seat;
  const MessageType* type = nullptr;
  std::string_view key;       ///< business key
  std::uint32_t attempt = 1;  ///< of this operation and key on this link
  Instant now;
  bool had_effect = false;         ///< reply leg: the request led to at least one effect
  std::string_view draw_key = {};  ///< what draws go by where the business key is not enough: an event's delivery id
  bool copy = false;               ///< a copy that a fault made; it is not copied again
  bool token_expired = false;      ///< request: the callee will refuse it, for its token is no longer valid
  /// Calls from the caller to the callee that are not yet answered, this one included; of an event: those of its
  /// channel that are not yet acknowledged. Only the virtual world counts them.
  std::int64_t in_flight = 0;
  std::int64_t queued = 0;
  /// Reply leg, virtual world: what was asked, and what the callee answers.
  const Payload* asked = nullptr;
  const Reply* answer = nullptr;
};

/// How a body may have moved away from the contract that its receiver knows.
enum class Drift : std::uint8_t { none, unknown_field, unknown_value, unknown_version };

/// The member that an unknown value goes into: the first whose values are counted up. Null if there is none.
const Field* enumeration_of(const MessageType&);

/// What faults do to a leg; later faults add to what earlier ones left.
struct LegFate {
  Duration delay{};
  Duration hold{};            ///< before it is sent: a transport's timeout counts from then on. Of an entry of a feed:
                              ///< from its stamp until it is committed
  bool lose = false;          ///< the leg never arrives
  bool refuse = false;        ///< request, event: connection refused: fails at once, definite
  bool black_hole = false;    ///< swallowed; the caller waits for its deadline
  std::optional<int> status;  ///< answered by the fault in the callee's place, without reaching it
  std::optional<Duration> retry_after;
  bool corrupt = false;       ///< the body is damaged after signing
  Drift drift = Drift::none;  ///< the body is of a later contract than its receiver's
  struct Copy {
    Duration after{};
    bool new_delivery_id = false;  ///< events: a redelivery instead of a second copy of one delivery
  };
  std::vector<Copy> copies;
  bool expire_token = false;  ///< request: its token is valid no longer, for it and for whatever bears it after it
  /// Event: a copy under an event id of its own goes beside it, from somebody who has not got the secret.
  Signature forged = Signature::valid;
  std::optional<Instant> stamp;      ///< feed: of the entry, instead of the time it is written
  Payload old_answer;                ///< reply: the body to answer with instead; empty: its own
  int page_shift = 0;                ///< feed: entries by which the page begins too late, or (negative) too early
  std::vector<std::string_view> by;  ///< ids of the faults that acted
};

/// A fault at work. It keeps whatever state it needs (a bucket's tokens) in members.
class Fault {
 public:
  virtual ~Fault() = default;
  /// False for legs that this fault cannot touch; they do not count for its dose.
  virtual bool eligible(const Leg&) const { return true; }
  /// A leg travels, chosen or not: for a fault that remembers what it saw.
  virtual void notice(const Leg&) {}
  /// The dose has chosen this leg. Says what it did ("delayed 4.2s"), or nothing if it left the leg alone after all.
  virtual std::string act(const Leg&, Draw&, LegFate&) = 0;
};

/// A fault that lies on a seat or on a channel as a whole, for as long as its window is open, instead of on messages.
/// The world asks it; what it leaves alone stays as it is.
class StandingFault {
 public:
  virtual ~StandingFault() = default;
  /// Said once for each seat when the window opens; empty: nothing is said and counted until something comes of it.
  virtual std::string opens() const { return {}; }
  /// The seat stands still: nothing happens at it, and everything waits.
  virtual bool pauses() const { return false; }
  /// By how much the seat's clock is wrong, so long after the window has opened; negative: it is behind.
  virtual Duration clock_error(Duration /*open_for*/) const { return {}; }
  /// How much longer a commit of the seat takes.
  virtual Duration commit_delay(Draw&) const { return {}; }
  /// Commits of the seat fail for want of space.
  virtual bool disk_full() const { return false; }
  /// On a channel: what was acknowledged in the last so long is delivered once more when the window opens.
  virtual std::optional<Duration> redelivers() const { return std::nullopt; }
};

/// What a parameter of a fault may be; for the loader, `list faults` and the scenario schema.
struct FaultParameterRow {
  std::string_view name;
  enum class Shape : std::uint8_t { integer, duration, ratio, word } shape;
  bool required;
  std::string_view summary;
  std::vector<std::string_view> words = {};  ///< shape word: the allowed ones
};

/// One row of the table of faults (sim/faults.cpp).
struct FaultRow {
  std::string_view name;
  std::string_view summary;
  std::vector<LegKind> legs;            ///< on which legs it is legal; empty: not on legs
  std::optional<LegKind> default_leg;   ///< where it acts if the scenario names none; none: all its legs
  bool on_seats;                        ///< legal on a seat
  bool live;                            ///< legal in the live world too
  std::vector<std::string_view> roles;  ///< on_seats: which roles; empty: any
  std::vector<FaultParameterRow> parameters;
  std::unique_ptr<Fault> (*make)(const FaultSpec&);                     ///< null for faults that do not act on messages
  std::unique_ptr<StandingFault> (*stand)(const FaultSpec&) = nullptr;  ///< for those that lie on a seat or a channel
  std::string_view transport = {};  ///< of a fault on a channel: which transport can suffer it: "webhook", "log"
};

/// The table, sorted by name.
std::span<const FaultRow> fault_rows();
const FaultRow* find_fault(std::string_view name);

}  // namespace drydock
