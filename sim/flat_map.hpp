// A hash table of 64-bit keys for lookup only: open addressing, one allocation, no iteration order that could escape.
#pragma once
#include <cassert>
#include <cstdint>
#include <utility>
#include <vector>

#include "sim/mixing.hpp"

namespace drydock {

/// An empty slot has the key 0; a real 0 lies under a number of its own. Value must be cheap to move and to
/// default-construct. Pointers into the table last until the next insertion or removal.
template <class Value>
class FlatMap {
 public:
  std::size_t size() const { return size_; }
  bool empty() const { return size_ == 0; }

  Value* find(std::uint64_t key) {
    key = stored(key);
    if (size_ == 0) return nullptr;
    for (std::size_t at = home(key);; at = next(at)) {
      if (slots_[at].key == 0) return nullptr;
      if (slots_[at].key == key) return &slots_[at].value;
    }
  }

  /// The value of the key, default-constructed if it was not there.
  Value& operator[](std::uint64_t key) {
    key = stored(key);
    if ((size_ + 1) * 4 > slots_.size() * 3) grow();
    for (std::size_t at = home(key);; at = next(at)) {
      Slot& slot = slots_[at];
      if (slot.key == key) return slot.value;
      if (slot.key != 0) continue;
      slot.key = key;
      slot.value = Value();
      ++size_;
      return slot.value;
    }
  }

  /// Takes the key out; false if it was not there.
  bool erase(std::uint64_t key) {
    key = stored(key);
    if (size_ == 0) return false;
    std::size_t hole = home(key);
    for (; slots_[hole].key != key; hole = next(hole))
      if (slots_[hole].key == 0) return false;
    close_up(hole);
    --size_;
    return true;
  }

  void clear() { *this = FlatMap(); }

  /// Calls visit(key, value) for every entry, in an order that means nothing: sort before anything escapes.
  template <class Visit>
  void for_each_unordered(Visit visit) const {
    for (const Slot& slot : slots_)
      if (slot.key != 0) visit(slot.key == zero ? 0 : slot.key, slot.value);
  }
  template <class Visit>
  void for_each_unordered(Visit visit) {
    for (Slot& slot : slots_)
      if (slot.key != 0) visit(slot.key == zero ? 0 : slot.key, slot.value);
  }

 private:
  struct Slot {
    std::uint64_t key = 0;
    Value value{};
  };

  static constexpr std::uint64_t zero = 0x9e3779b97f4a7c15U;
  static constexpr std::uint64_t stored(std::uint64_t key) { return key == 0 ? zero : key; }

  std::size_t home(std::uint64_t key) const { return static_cast<std::size_t>(finished(key)) & (slots_.size() - 1); }
  std::size_t next(std::size_t at) const { return (at + 1) & (slots_.size() - 1); }

  void grow() {
    std::vector<Slot> old(slots_.empty() ? 16 : slots_.size() * 2);
    old.swap(slots_);
    for (Slot& slot : old) {
      if (slot.key == 0) continue;
      std::size_t at = home(slot.key);
      while (slots_[at].key != 0) at = next(at);
      slots_[at] = std::move(slot);
    }
  }

  // Moves later entries of the same run into the hole, so that no search stops too early.
  void close_up(std::size_t hole) {
    for (std::size_t at = next(hole); slots_[at].key != 0; at = next(at)) {
      const std::size_t wanted = home(slots_[at].key);
      const bool stays = hole <= at ? (hole < wanted && wanted <= at) : (hole < wanted || wanted <= at);
      if (stays) continue;
      slots_[hole] = std::move(slots_[at]);
      hole = at;
    }
    slots_[hole] = Slot();
  }

  std::vector<Slot> slots_;
  std::size_t size_ = 0;
};

}  // namespace drydock
