// One fact of a run. Records are what the history is made of, what the invariants judge and what the hash covers.
#pragma once
#include <cstdint>
#include <string_view>

#include "sim/actor.hpp"

namespace drydock {

/// Kinds, with who stands in `from` and `to`:
/// call      a caller sends a request            caller -> callee   (not yet received: it may be lost)
/// request   the callee's actor receives it      caller -> callee
/// reply     the callee answers                  callee -> caller   status, body
/// ok        the caller receives the answer      callee -> caller   status, body; also for problems (status says)
/// fail      the caller learns it certainly did not happen          caller -> callee
/// info      the caller learns it may have happened (deadline)      caller -> callee
/// late      an answer that nobody waits for any more               callee -> caller
/// publish   an event became durable at its publisher               publisher -> no_seat
/// deliver   a subscriber's actor receives it    publisher -> subscriber   (of a feed: on a page that it asked for)
/// ack, nack the subscriber answers              subscriber -> publisher   status. Of a feed: it reads on behind the
///           event, delivered or not (then without a delivery id)
/// effect    a ledger write became durable       seat -> no_seat    type, key, body
/// view      what a system said when asked       seat -> no_seat    type: the list operation; body: a row of it
/// stimulus  the scenario acts                   no_seat -> seat
/// fault     an injected fault fired             legs as of the message; or no_seat -> seat
/// window    a fault's window opens or closes    status 1 or 0; fault: its id
/// crash, recover                                seat -> no_seat
/// phase     prepare, run, heal, quiesce, end    type: which; heal: every fault is provably removed
/// violation the wire tap found a contract broken  from: who sent it; body: a raw payload with the failure as text
enum class RecordKind : std::uint8_t {
  call,
  request,
  reply,
  ok,
  fail,
  info,
  late,
  publish,
  deliver,
  ack,
  nack,
  effect,
  view,
  stimulus,
  fault,
  window,
  crash,
  recover,
  phase,
  violation
};
std::string_view to_string(RecordKind);

/// Strings are valid during the call that hands the record over. Fields that make no sense for a kind are empty.
struct Record {
  std::uint64_t n = 0;  ///< place in the history, from 1
  Instant t;            ///< world time, never skewed
  RecordKind kind = RecordKind::call;
  SeatIndex from = no_seat;
  SeatIndex to = no_seat;
  const MessageType* message = nullptr;  ///< null for effects that are no message, stimuli, faults, phases
  std::string_view type;                 ///< the message's name, an effect's type, a phase, a stimulus' type
  std::string_view key;                  ///< business key
  std::string_view id;                   ///< event id; for calls the idempotency key, else empty
  RequestId request;                     ///< ties call, request, reply, ok/fail/info together
  std::string_view delivery;             ///< delivery id of deliver, ack, nack
  std::string_view correlation;
  std::string_view causation;
  std::string_view idempotency;
  std::string_view partition;  ///< ordering key of an event
  std::int64_t sequence = 0;   ///< of an event within its partition
  std::uint32_t attempt = 0;   ///< the world's count per link, operation and key (calls); of a delivery
  int status = 0;
  std::string_view token;      ///< calls: the name of the access token; empty: the one given with the link
  std::string_view signature;  ///< deliver, ack, nack: what is wrong with it (sim/message.hpp); empty: it is right
  Duration retry_after{};      ///< reply, ok: as long as the callee asks to wait; not part of the hash
  std::string_view fault;      ///< id of the fault that touched this message or fired
  std::string_view detail;     ///< fault: what it did; fail, info: why
  const Payload* body = nullptr;
};

/// Hears every record, in order.
class Tap {
 public:
  virtual ~Tap() = default;
  virtual void see(const Record&) = 0;
};

}  // namespace drydock
