// What was posted to the ERP lately, so that it can be said what its books held some hours ago.
#pragma once
#include <deque>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "mocks/pipeline/outbox.hpp"
#include "mocks/pipeline/records.hpp"
#include "mocks/pipeline/table.hpp"

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

/// On which side of a moment of the ERP's something was booked.
enum class Side : std::uint8_t { before, after, unknown };

class PostingLog {
 public:
  /// The ERP's clock may differ from ours by so much.
  PostingLog(Journal& journal, Duration clocks_differ) : clocks_differ_(clocks_differ), rows_(journal, "B/") {}

  /// A posting is over: the ERP has it. Returns the ids of what is remembered of it, for as long as `memory`.
  std::vector<std::string> booked(const Call&, Instant now);
  void restore(const Entries&);
  void forget(const std::string& id);
  static constexpr Duration memory = hours(26);  ///< a file of the night may come late in the morning after
  /// When each row that was restored may be forgotten.
  std::vector<std::pair<Instant, std::string>> restored();

  /// Units that were booked at a position after `as_of`, of what is over by now. Nothing, if the log does not reach
  /// back so far or one of them may have been booked before.
  std::optional<std::int64_t> since(const std::string& position, Instant as_of, Instant now) const;

  /// Of a posting that is not over, where it will have been booked.
  Side side(const Call&, Instant as_of) const;

 private:
  using Rows = Table<PostedRow>;

  Side side_of(Instant earliest, Instant latest, Instant as_of) const;

  Duration clocks_differ_;
  Rows rows_;
  TextMap<std::deque<const Rows::Record*>> at_;  ///< by position, in the order of `latest`
};

}  // namespace drydock::pipeline
