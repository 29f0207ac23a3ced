// What a timer of the pipeline is for: a kind and a number, in one tag.
#pragma once
#include <cstdint>

namespace drydock::pipeline {

enum class TimerKind : std::uint8_t {
  call,       ///< an attempt may be made again: the call's number
  probe,      ///< a breaker's probe is due: the seat
  pause,      ///< a throttled seat may be called again: the seat
  commit,     ///< a commit that failed is tried again
  publish,    ///< changed availability goes to the shop
  expiry,     ///< holds run out
  sweep,      ///< what is out of retention is dropped
  feed,       ///< a feed is read: the seat
  worker,     ///< a lagging worker takes its next event: the event's number
  request,    ///< a request's turn has come: its number
  token,      ///< a token is asked for again: the seat
  reconcile,  ///< views are compared: 0 by the timetable, 1 once more
  master,     ///< a version of an item begins to hold
};

constexpr std::uint64_t tag_of(TimerKind kind, std::uint64_t what = 0) {
  return (std::uint64_t{static_cast<std::uint8_t>(kind)} << 56) | what;
}
constexpr TimerKind kind_of(std::uint64_t tag) { return static_cast<TimerKind>(tag >> 56); }
constexpr std::uint64_t what_of(std::uint64_t tag) { return tag & 0x00ff'ffff'ffff'ffff; }

}  // namespace drydock::pipeline
