// What is going to happen, in order of time.
#pragma once
#include <cstdint>
#include <deque>
#include <vector>

#include "contracts/canonical/instant.hpp"
#include "sim/flat_map.hpp"
#include "sim/ids.hpp"

namespace drydock {

/// Kinds of happenings; the words beside them say what `index` and `value` hold.
enum class What : std::uint8_t {
  start,             ///< a seat starts
  stimulus,          ///< index: the stimulus
  feed,              ///< index: the feed whose head is due
  request_departs,   ///< index: the parcel (a copy, or one held back)
  request_arrives,   ///< index: the parcel
  delivery_departs,  ///< index: the parcel (a copy)
  delivery_arrives,  ///< index: the parcel
  served,            ///< index: the parcel; service time is over
  reply_arrives,     ///< index: the parcel
  call_fails,        ///< index: the parcel; value: 1 if it certainly did not happen, 0 if the connection was reset
  deadline,          ///< value: the request
  answer_arrives,    ///< index: the parcel; its settlement reaches the transport
  timer,             ///< value: the timer
  durable,           ///< the seat's oldest commit
  crash,             ///< index: the crash
  restart,
  window,   ///< index: the fault; value: 1 opens, 0 closes
  courier,  ///< index: the channel; value: the courier's own
  trigger,  ///< index: the fault whose window opens now
};

struct Happening {
  What what = What::start;
  std::uint16_t incarnation = 0;
  SeatIndex seat = no_seat;
  std::uint32_t index = 0;
  std::uint64_t value = 0;
};

/// A four-ary heap of small keys over a slab. Equal times come in the order they were added.
class Agenda {
 public:
  bool empty() const { return heap_.empty(); }
  Instant next() const { return {heap_.front().time}; }
  void add(Instant at, const Happening&);
  /// The same as add(now + span, ...), for spans that many happenings share (deadlines, timeouts, commit times). `now`
  /// must never go back.
  void add_after(Instant now, Duration span, const Happening&);
  Happening take();

 private:
  static constexpr std::uint32_t no_lane = 0xffffffff;
  static constexpr std::size_t most_lanes = 64;
  struct Key {
    std::int64_t time;
    std::uint64_t sequence;
    std::uint32_t slot;
    std::uint32_t lane;
    bool before(const Key& other) const { return time != other.time ? time < other.time : sequence < other.sequence; }
  };
  // What is due one span after it was added is due in the order it was added: it queues behind its lane's first, which
  // alone is in the heap. Deadlines are many and nearly all come to nothing; so they cost next to nothing.
  struct Lane {
    std::deque<Key> waiting;
    bool in_heap = false;
  };
  Key made(Instant at, const Happening&);
  void rise(const Key&);
  void sink(Key);

  std::vector<Key> heap_;
  std::vector<Happening> slab_;
  std::vector<std::uint32_t> free_;
  std::vector<Lane> lanes_;
  FlatMap<std::uint32_t> lane_of_span_;  // plus one; 0: none yet
  std::uint64_t sequence_ = 0;
};

}  // namespace drydock
