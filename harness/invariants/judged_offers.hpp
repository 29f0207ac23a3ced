// Availability answers, each with what the pipeline could have offered: what I10 and I11 judge, worked out once.
#pragma once
#include <deque>
#include <optional>
#include <string>
#include <vector>

#include "harness/invariants/atp_inputs.hpp"
#include "harness/invariants/item_terms.hpp"

namespace drydock {

struct JudgedOffer {
  std::uint64_t record = 0;  ///< of the answer
  Instant asked;
  Instant at;
  Instant as_of;
  std::string query;
  std::uint32_t place = 0;
  std::int64_t quantity = 0;
  /// What may be offered, safety stock off and never below zero, on the inputs known at some moment up to the answer:
  /// from the staleness bound before `as_of` (I10), and before the question (I11). Nothing where that cannot be said.
  std::optional<AtpInputs::Range> declared;
  std::optional<AtpInputs::Range> acknowledged;
  std::optional<AtpInputs::Range> free;  ///< as `declared`, before safety stock and status
};

/// An offer is judged a while after it was made (AtpInputs::patience): by then the reservations that were under way are
/// known.
class JudgedOffers {
 public:
  JudgedOffers(const Courtroom&, Places&, const ItemTerms&);

  static constexpr std::uint32_t kinds() { return AtpInputs::kinds(); }
  void see(const Record&);
  /// The history has ended: all that waits is ripe.
  void finish();
  /// What the last record seen, or the end, made ripe.
  const std::vector<JudgedOffer>& ripe() const { return ripe_; }

 private:
  void ripen(Instant now);
  void answered(const Record&);
  std::optional<AtpInputs::Range> free(const JudgedOffer&, Instant since);
  std::optional<AtpInputs::Range> sellable(const JudgedOffer&, Instant since);

  SeatIndex pipeline_;
  Duration staleness_;
  Places& places_;
  AtpInputs inputs_;
  const ItemTerms& terms_;
  FlatMap<Instant> asked_;  // by request
  std::deque<JudgedOffer> waiting_;
  std::vector<JudgedOffer> ripe_;
  bool finished_ = false;
  Duration declared_clock_error_;
};

/// "10", or "between 8 and 10".
std::string in_words(const AtpInputs::Range&);

}  // namespace drydock
