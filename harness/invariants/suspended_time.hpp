// Time that does not count against a deadline: while a declared fault lay on the seats and links concerned, or the seat
// was down (domain section 3.0).
#pragma once
#include <functional>
#include <string>
#include <vector>

#include "harness/invariant.hpp"
#include "harness/invariants/names.hpp"

namespace drydock {

class SuspendedTime {
 public:
  /// Which planned faults count, beside crashes of the pipeline's seat.
  using Counts = std::function<bool(const PlannedFault&)>;
  /// `seats`: whose crashes count beside those of the pipeline's seat.
  /// `all_along`: faults that pick single messages over the whole run count too, for whom one late message makes those
  /// behind it late.
  SuspendedTime(const Courtroom&, const Counts&, std::vector<SeatIndex> seats = {}, bool all_along = false);

  static constexpr std::uint32_t kinds() {
    return bit(RecordKind::window) | bit(RecordKind::crash) | bit(RecordKind::recover);
  }
  /// Takes window, crash and recover records; others are ignored.
  void see(const Record&);

  /// How long time was suspended in all up to `now`; now must not lie before the last record seen.
  Duration until(Instant now) const { return total_ + (active_ > 0 ? now - since_ : Duration{}); }
  bool active() const { return active_ > 0; }

 private:
  void change(Instant now, int by);

  std::vector<SeatIndex> seats_;
  FlatMap<char> faults_;  // those that count, by id; 1 while open
  FlatMap<char> open_;
  FlatMap<char> down_;  // of the seats: 1 while one is
  int active_ = 0;
  Instant since_{};
  Duration total_{};
};

/// A clock for every shop: what holds one of them up excuses nothing that is late at another.
class ShopClocks {
 public:
  /// `make`: the clock of one shop. Without a shop there is one all the same.
  ShopClocks(const Courtroom& room, const std::function<SuspendedTime(SeatIndex shop)>& make);
  void see(const Record& record) {
    for (SuspendedTime& clock : clocks_) clock.see(record);
  }
  /// Of a seat that is no shop: the first shop's.
  const SuspendedTime& of(SeatIndex shop) const;

 private:
  std::vector<SeatIndex> shops_;
  std::vector<SuspendedTime> clocks_;
};

/// Whether a planned fault picks single messages over the whole run: such a one suspends nothing.
bool strikes_all_along(const Plan&, const PlannedFault&);
/// Whether a planned fault lies on a seat, or on a link one of whose ends is it.
bool touches_seat(const PlannedFault&, const std::string& seat);
/// Whether it lies on a link between the two, either way, or on one of the seats themselves.
bool touches_link(const PlannedFault&, const std::string& one, const std::string& other);

/// A span that a deadline allows, measured without suspended time.
struct Allowance {
  Instant from;
  Duration suspended_before{};
  Duration allowed{};
  static Allowance start(const SuspendedTime& clock, Instant now, Duration allowed) {
    return {now, clock.until(now), allowed};
  }
  /// What is left at `now`; negative once it is overrun.
  Duration left(const SuspendedTime& clock, Instant now) const {
    return allowed - ((now - from) - (clock.until(now) - suspended_before));
  }
};

}  // namespace drydock
