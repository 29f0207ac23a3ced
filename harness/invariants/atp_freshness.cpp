// I11: an answer knows what was acknowledged a while before it was asked for.
#include <string>

#include "harness/invariants/offer_judge.hpp"
#include "harness/invariants/rows.hpp"
#include "harness/invariants/text.hpp"

namespace drydock {
namespace {

class AtpFreshness : public OfferJudge {
 public:
  explicit AtpFreshness(const Courtroom& room) : OfferJudge("I11", room, &JudgedOffer::acknowledged) {}

 private:
  std::string fault_of(const JudgedOffer&) const override {
    return text(", a number from before something it had acknowledged more than ", bounds().availability_staleness,
                " earlier");
  }
};

}  // namespace

InvariantRow atp_freshness() {
  return {
      "I11",
      "atp-freshness",
      "every movement acknowledged longer ago than the staleness bound is in the next availability answer",
      "A",
      {"boundary", "ledgers", "plan"},
      {"availability"},
      {"CL-AVAILABILITY-01-FRESH"},
      "an answer to availability.query that offers something",
      "Whatever moment an answer declares, it must contain every reservation and every movement that the pipeline had "
      "acknowledged `availability_staleness` before it was asked. "
      "Usual cause: a cache of answers without an end, or one whose entries are not dropped when stock moves. "
      "Usual mend: drop what is cached of an item when its position changes, and let nothing live longer than the "
      "bound.",
      &make_judge<AtpFreshness>};
}

}  // namespace drydock
