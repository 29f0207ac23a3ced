// Names of things inside a world.
#pragma once
#include <compare>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace drydock {

/// A seat's number in its world: its place in the directory.
using SeatIndex = std::uint16_t;
inline constexpr SeatIndex no_seat = 0xffff;

/// Something an actor asked the world for: (seat, incarnation, counter), so that an old answer never matches a new
/// question after a restart.
struct Handle {
  SeatIndex seat = no_seat;
  std::uint16_t incarnation = 0;
  std::uint32_t counter = 0;
  friend constexpr auto operator<=>(Handle, Handle) = default;
  std::uint64_t value() const { return (std::uint64_t{seat} << 48) | (std::uint64_t{incarnation} << 32) | counter; }
};
struct RequestId : Handle {};
struct TimerId : Handle {};
struct Ticket : Handle {};

struct HandleHash {
  std::size_t operator()(const Handle& handle) const { return std::hash<std::uint64_t>{}(handle.value()); }
};

/// Who sits where. Seat names are unique ("wms-east"); several seats may have one role ("wms").
struct Seat {
  std::string name;
  std::string role;
};
class Directory {
 public:
  explicit Directory(std::vector<Seat> seats) : seats_(std::move(seats)) {}
  std::size_t size() const { return seats_.size(); }
  const Seat& operator[](SeatIndex index) const { return seats_[index]; }
  /// The seat of that name, or no_seat.
  SeatIndex find(std::string_view name) const {
    for (std::size_t i = 0; i < seats_.size(); ++i)
      if (seats_[i].name == name) return static_cast<SeatIndex>(i);
    return no_seat;
  }
  /// All seats of a role, in order.
  std::vector<SeatIndex> with_role(std::string_view role) const {
    std::vector<SeatIndex> found;
    for (std::size_t i = 0; i < seats_.size(); ++i)
      if (seats_[i].role == role) found.push_back(static_cast<SeatIndex>(i));
    return found;
  }
  /// The first seat of a role, or no_seat: for roles of which an enterprise has one.
  SeatIndex first(std::string_view role) const {
    const auto all = with_role(role);
    return all.empty() ? no_seat : all.front();
  }

 private:
  std::vector<Seat> seats_;
};

}  // namespace drydock
