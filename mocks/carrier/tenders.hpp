// How a freight carrier answers tenders.
#pragma once
#include <map>
#include <string>

#include "contracts/canonical/freight.hpp"
#include "mocks/carrier/settings.hpp"
#include "mocks/common/desk.hpp"
#include "mocks/common/errands.hpp"

namespace drydock {

/// A tender, and what the carrier will say to it. An answer that is on its way is an errand.
struct TenderAsked {
  TenderOffer offer;
  Instant answer_at;
  bool accepts = false;
  bool answered = false;
  bool operator==(const TenderAsked&) const = default;
};
DRYDOCK_DESCRIBE(TenderAsked, offer, answer_at, accepts, answered)

class Tenders {
 public:
  Tenders(const CarrierSettings& settings, Errands& errands) : settings_(settings), errands_(errands) {}

  /// Whether the journal entry was a tender's.
  bool restore(std::string_view key, const Payload&);
  void resume(Io&);
  /// The settings must have `tender`.
  Outcome ask(const TenderOffer&, const Received&, Io&);
  /// The answer that is due; false if the timer is none of its own.
  bool timer(std::uint64_t tag, Commit&);
  /// The load that a package belongs to; empty if the carrier was never asked for it.
  std::string load_of(std::string_view package_id) const;

  static constexpr std::uint64_t tag_bit = std::uint64_t{1} << 61;

 private:
  void wait(const std::string& id, const TenderAsked&, Io&);
  void learn(const TenderOffer&);

  const CarrierSettings& settings_;
  Errands& errands_;
  std::map<std::string, TenderAsked> asked_;               ///< by load and attempt
  std::map<std::string, std::string, std::less<>> loads_;  ///< by package
  std::map<std::uint64_t, std::string> due_;               ///< by timer tag
  std::uint64_t tags_ = 0;
};

}  // namespace drydock
