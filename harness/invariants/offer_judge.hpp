// What I10 and I11 have in common: an offer must be one that the pipeline could have made.
#pragma once
#include <optional>
#include <string>

#include "harness/invariants/evidence.hpp"
#include "harness/invariants/judge.hpp"

namespace drydock {

class OfferJudge : public Judge {
 public:
  std::uint32_t kinds() const override { return JudgedOffers::kinds(); }
  void see(const Record&, Findings&) override;
  void finish(Instant, bool, Findings&) override;

 protected:
  /// `allowed`: within what an offer must lie.
  OfferJudge(std::string_view id, const Courtroom&, std::optional<AtpInputs::Range> JudgedOffer::*allowed);
  /// What is wrong with an offer that does not: "where unrestricted stock less ... makes 10".
  virtual std::string fault_of(const JudgedOffer&) const = 0;

 private:
  void judge(Findings&);
  void accuse(const JudgedOffer&, Findings&);

  Places& places_;
  JudgedOffers& offers_;
  std::optional<AtpInputs::Range> JudgedOffer::*allowed_;
};

}  // namespace drydock
