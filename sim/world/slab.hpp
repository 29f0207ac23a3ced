// Objects that live for a while, addressed by a small number.
#pragma once
#include <cstdint>
#include <deque>
#include <utility>
#include <vector>

namespace drydock {

/// References stay valid while other objects come and go. A slot that is taken again still holds what its last user
/// left, so that strings keep their storage.
template <class T>
class Slab {
 public:
  std::uint32_t take() {
    if (free_.empty()) {
      items_.emplace_back();
      return static_cast<std::uint32_t>(items_.size() - 1);
    }
    const std::uint32_t index = free_.back();
    free_.pop_back();
    return index;
  }
  std::uint32_t put(T what) {
    const std::uint32_t index = take();
    items_[index] = std::move(what);
    return index;
  }
  void give_back(std::uint32_t index) { free_.push_back(index); }
  T& operator[](std::uint32_t index) { return items_[index]; }
  std::size_t live() const { return items_.size() - free_.size(); }

 private:
  std::deque<T> items_;
  std::vector<std::uint32_t> free_;
};

}  // namespace drydock
