// A hash table of 64-bit keys for lookup only: open addressing, one allocation, no iteration order that could escape.
#pragma once
#include <cassert>
#include <cstdint>
#include <utility>
#include <vector>

#include "sim/mixing.hpp"

namespace drydock {

/// Value must be cheap to move and to default-construct. Pointers into the table last until the next insertion or
/// removal.
template <class Value>
class FlatMap {
 public:
  std::size_t size() const { return size_; }
  bool empty() const { return size_ == 0; }

  Value* find(std::uint64_t key) {
    if (size_ == 0) return nullptr;
    for (std::size_t at = home(key);; at = next(at)) {
      if (!slots_[at].used) return nullptr;
      if (slots_[at].key == key) return &slots_[at].value;
    }
  }

  /// The value of the key, default-constructed if it was not there.
  Value& operator[](std::uint64_t key) {
    if ((size_ + 1) * 4 > slots_.size() * 3) grow();
    for (std::size_t at = home(key);; at = next(at)) {
      Slot& slot = slots_[at];
      if (slot.used && slot.key == key) return slot.value;
      if (slot.used) continue;
      slot.used = true;
      slot.key = key;
      slot.value = Value();
      ++size_;
      return slot.value;
    }
  }

  /// Takes the key out; false if it was not there.
  bool erase(std::uint64_t key) {
    if (size_ == 0) return false;
    std::size_t hole = home(key);
    for (; slots_[hole].key != key || !slots_[hole].used; hole = next(hole))
      if (!slots_[hole].used) return false;
    close_up(hole);
    --size_;
    return true;
  }

  void clear() { *this = FlatMap(); }

  /// Calls visit(key, value) for every entry, in an order that means nothing: sort before anything escapes.
  template <class Visit>
  void for_each_unordered(Visit visit) {
    for (Slot& slot : slots_)
      if (slot.used) visit(slot.key, slot.value);
  }

 private:
  struct Slot {
    std::uint64_t key = 0;
    Value value{};
    bool used = false;
  };

  std::size_t home(std::uint64_t key) const { return static_cast<std::size_t>(finished(key)) & (slots_.size() - 1); }
  std::size_t next(std::size_t at) const { return (at + 1) & (slots_.size() - 1); }

  void grow() {
    std::vector<Slot> old(slots_.empty() ? 16 : slots_.size() * 2);
    old.swap(slots_);
    for (Slot& slot : old) {
      if (!slot.used) continue;
      std::size_t at = home(slot.key);
      while (slots_[at].used) at = next(at);
      slots_[at] = std::move(slot);
    }
  }

  // Moves later entries of the same run into the hole, so that no search stops too early.
  void close_up(std::size_t hole) {
    for (std::size_t at = next(hole); slots_[at].used; at = next(at)) {
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
