// I10: what is offered is what the definition makes of what the pipeline was told.
#include <string>

#include "harness/invariants/offer_judge.hpp"
#include "harness/invariants/rows.hpp"
#include "harness/invariants/text.hpp"

namespace drydock {
namespace {

class AtpDefinition : public OfferJudge {
 public:
  explicit AtpDefinition(const Courtroom& room) : OfferJudge("I10", room, &JudgedOffer::declared) {}

 private:
  std::string fault_of(const JudgedOffer& offer) const override {
    return text(" where unrestricted stock less reservations, picks and safety stock makes ",
                in_words(*offer.declared));
  }
};

}  // namespace

InvariantRow atp_definition() {
  return {
      "I10",
      "atp-definition",
      "every availability answer agrees with the declared definition, on what the pipeline had been told",
      "M",
      {"boundary", "ledgers", "plan"},
      {"availability"},
      {"CL-AVAILABILITY-01"},
      "an answer to availability.query that offers something",
      "Each offer must be max(0, unrestricted - reserved - released - picked - safety stock) on the inputs delivered "
      "to the pipeline at some moment between the answer's as_of less `availability_staleness` and the answer. Where "
      "it cannot be known from outside whether an input had been applied, both values are right; before an outbound "
      "order shows where an order is worked, either node is. "
      "Usual cause: quality holds are left in, open picks are subtracted twice, safety stock is forgotten or applied "
      "at both ends, nodes are summed before they are cut off at 0. "
      "Usual mend: one function for available, used by every channel.",
      &make_judge<AtpDefinition>};
}

}  // namespace drydock
