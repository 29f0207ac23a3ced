// What was posted to the ERP lately, so that it can be said what its books held some hours ago.
#pragma once
#include <deque>
#include <optional>
#include <string>
#include <vector>

#include "mocks/pipeline/outbox.hpp"

namespace drydock::pipeline {

/// What a posting adds to the book balance of a position (item/location).
struct BookChange {
  std::string position;
  std::int64_t delta = 0;
};
/// Of a body that changes no balance: nothing.
std::vector<BookChange> booked_by(const Payload& posting);
/// The positions whose balance the posting that follows from an event will change.
std::vector<std::string> booked_for(const Payload& event);

/// On which side of a moment of the ERP's something was booked. Its clock may differ from ours by a minute.
enum class Side : std::uint8_t { before, after, unknown };

class PostingLog {
 public:
  /// Begins to remember; what was before is not known.
  void begin(Instant now) { begun_ = now; }
  /// A posting is over: the ERP has it.
  void booked(const Call&, Instant now);
  /// Units that were booked at a position after `as_of`, of what is over by now. Nothing, if the log does not reach back
  /// so far or one of them may have been booked before.
  std::optional<std::int64_t> since(const std::string& position, Instant as_of, Instant now) const;

  /// Of a posting that is not over, where it will have been booked.
  static Side side(const Call&, Instant as_of, Instant now);

 private:
  struct Entry {
    Instant earliest;  ///< between the two it was booked
    Instant latest;
    std::int64_t delta = 0;
  };

  Instant begun_;
  TextMap<std::deque<Entry>> entries_;
};

}  // namespace drydock::pipeline
