// I11: an answer knows what was acknowledged a while before it was asked for.
#include <string>

#include "harness/invariants/evidence.hpp"
#include "harness/invariants/judge.hpp"
#include "harness/invariants/rows.hpp"
#include "harness/invariants/text.hpp"

namespace drydock {
namespace {

class AtpFreshness : public Judge {
 public:
  explicit AtpFreshness(const Courtroom& room)
      : Judge("I11", room), places_(evidence().places()), offers_(evidence().offers()) {}

  std::uint32_t kinds() const override { return JudgedOffers::kinds(); }

  void see(const Record&, Findings& findings) override { judge(findings); }

  void finish(Instant, bool, Findings& findings) override {
    offers_.finish();
    judge(findings);
  }

 private:
  void judge(Findings& findings) {
    for (const JudgedOffer& offer : offers_.ripe()) {
      if (!offer.acknowledged) continue;  // more is in motion than can be known from outside
      decided();
      if (offer.quantity < offer.acknowledged->least || offer.quantity > offer.acknowledged->most)
        accuse(offer, findings);
    }
  }

  void accuse(const JudgedOffer& offer, Findings& findings) {
    Charge made;
    made.sentence =
        text("the pipeline offered ", offer.quantity, " of ", places_.item(offer.place), " at ",
             places_.location(offer.place), ", a number from before something it had acknowledged more than ",
             bounds().availability_staleness, " earlier");
    made.expected = in_words(*offer.acknowledged);
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
