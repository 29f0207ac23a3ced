// When to stop calling a seat that does not answer. While it is open one probe at a time finds out whether the seat is
// back; any answer closes it.
#pragma once
#include <algorithm>

#include "mocks/pipeline/settings.hpp"

namespace drydock::pipeline {

class Breaker {
 public:
  explicit Breaker(BreakerSettings settings = {}) : settings_(settings), wait_(settings.probe_first) {}

  enum class State : std::uint8_t { closed, open, probing };
  State state() const { return state_; }
  bool closed() const { return state_ == State::closed; }

  /// The seat answered. True if that closed the breaker.
  bool answered() {
    failures_ = 0;
    wait_ = settings_.probe_first;
    const bool was_open = state_ != State::closed;
    state_ = State::closed;
    return was_open;
  }
  /// The seat did not answer. True if that opened the breaker: a probe is due after `wait()`.
  bool failed(bool probe) {
    ++failures_;
    if (state_ == State::closed && failures_ >= settings_.threshold) {
      state_ = State::open;
      return true;
    }
    if (state_ == State::probing && probe) {
      state_ = State::open;
      wait_ = std::min(wait_ * 2, settings_.probe_max);
      return true;
    }
    return false;
  }
  /// The wait is over: one call may be made.
  void probe() { state_ = State::probing; }
  Duration wait() const { return wait_; }

 private:
  BreakerSettings settings_;
  State state_ = State::closed;
  std::int64_t failures_ = 0;
  Duration wait_;
};

}  // namespace drydock::pipeline
