// A table of what was seen lately: what nobody asked for in a day and more is dropped, so that a long run keeps what is
// open and not what ever was.
#pragma once
#include <cstddef>
#include <cstdint>
#include <utility>

#include "contracts/canonical/instant.hpp"
#include "sim/flat_map.hpp"

namespace drydock {

/// A FlatMap that forgets. An entry lives for at least `memory` after it was last looked up, and for less than twice
/// as long. Forgetting costs nothing a look-up: there are two tables, and the older one is dropped as a whole.
/// A judge that uses it says nothing of what it may have forgotten. Pointers last until the next call.
template <class Value>
class FadingMap {
 public:
  /// The default is longer than any retry ladder and redelivery of a scenario: webhooks are repeated for four hours
  /// (Shopify), idempotency keys are known for a day.
  explicit FadingMap(Duration memory = hours(24)) : memory_(memory) {}

  /// Virtual time goes on; call it with the time of what is judged, before anything is looked up.
  void pass(Instant now) {
    if (now < since_ + memory_) return;
    const std::int64_t windows = (now - since_).us / memory_.us;
    forgot_ = forgot_ || !older_.empty() || (windows > 1 && !younger_.empty());
    older_ = windows > 1 ? FlatMap<Value>() : std::exchange(younger_, {});
    if (windows > 1) younger_.clear();  // a silence so long that the younger table is outlived too
    since_ = since_ + memory_ * windows;
  }

  Value* find(std::uint64_t key) {
    if (Value* found = younger_.find(key)) return found;
    Value* old = older_.find(key);
    if (old == nullptr) return nullptr;
    Value kept = std::move(*old);
    older_.erase(key);
    return &(younger_[key] = std::move(kept));
  }

  /// The value of the key, default-constructed if it was not there.
  Value& operator[](std::uint64_t key) {
    Value* found = find(key);
    return found != nullptr ? *found : younger_[key];
  }

  bool erase(std::uint64_t key) {
    const bool young = younger_.erase(key);
    return older_.erase(key) || young;
  }

  std::size_t size() const { return younger_.size() + older_.size(); }
  /// Whether anything was ever forgotten: a key that is not there may have been.
  bool forgot() const { return forgot_; }

 private:
  Duration memory_;
  Instant since_;  ///< when the younger table began: a multiple of the memory
  FlatMap<Value> younger_;
  FlatMap<Value> older_;
  bool forgot_ = false;
};

}  // namespace drydock
