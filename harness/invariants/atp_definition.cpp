// I10: what is offered is what the definition makes of what the pipeline was told.
#include <string>

#include "harness/invariants/evidence.hpp"
#include "harness/invariants/judge.hpp"
#include "harness/invariants/rows.hpp"
#include "harness/invariants/text.hpp"

namespace drydock {
namespace {

class AtpDefinition : public Judge {
 public:
  explicit AtpDefinition(const Courtroom& room)
      : Judge("I10", room), places_(evidence().places()), offers_(evidence().offers()) {}

  std::uint32_t kinds() const override { return JudgedOffers::kinds(); }

  void see(const Record&, Findings& findings) override { judge(findings); }

  void finish(Instant, bool, Findings& findings) override {
    offers_.finish();
    judge(findings);
  }

 private:
  void judge(Findings& findings) {
    for (const JudgedOffer& offer : offers_.ripe()) {
      if (!offer.declared) continue;  // more is in motion than can be known from outside
      decided();
      if (offer.quantity < offer.declared->least || offer.quantity > offer.declared->most) accuse(offer, findings);
    }
  }

  void accuse(const JudgedOffer& offer, Findings& findings) {
    Charge made;
    made.sentence =
        text("the pipeline offered ", offer.quantity, " of ", places_.item(offer.place), " at ",
             places_.location(offer.place),
             " where unrestricted stock less reservations, picks and safety stock makes ", in_words(*offer.declared));
    made.expected = in_words(*offer.declared);
    made.actual = text(offer.quantity);
    made.item = places_.item(offer.place);
    made.seat = pipeline_name();
    made.flow = "availability";
    made.keys = {offer.query, places_.item(offer.place) + "/" + places_.location(offer.place)};
    made.record = offer.record;
    charge(findings, offer.at, std::move(made));
  }

  Places& places_;
  JudgedOffers& offers_;
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
