#include "harness/invariants/offer_judge.hpp"

#include "harness/invariants/text.hpp"

namespace drydock {

OfferJudge::OfferJudge(std::string_view id, const Courtroom& room,
                       std::optional<AtpInputs::Range> JudgedOffer::*allowed)
    : Judge(id, room), places_(evidence().places()), offers_(evidence().offers()), allowed_(allowed) {}

void OfferJudge::see(const Record&, Findings& findings) { judge(findings); }

void OfferJudge::finish(Instant, bool, Findings& findings) {
  offers_.finish();
  judge(findings);
}

void OfferJudge::judge(Findings& findings) {
  for (const JudgedOffer& offer : offers_.ripe()) {
    const std::optional<AtpInputs::Range>& allowed = offer.*allowed_;
    if (!allowed) continue;  // more is in motion than can be known from outside
    decided();
    if (offer.quantity < allowed->least || offer.quantity > allowed->most) accuse(offer, findings);
  }
}

void OfferJudge::accuse(const JudgedOffer& offer, Findings& findings) {
  Charge made;
  made.sentence = text("the pipeline offered ", offer.quantity, " of ", places_.item(offer.place), " at ",
                       places_.location(offer.place), fault_of(offer));
  made.expected = in_words(*(offer.*allowed_));
  made.actual = text(offer.quantity);
  made.item = places_.item(offer.place);
  made.seat = pipeline_name();
  made.flow = "availability";
  made.keys = {offer.query, places_.item(offer.place) + "/" + places_.location(offer.place)};
  made.record = offer.record;
  charge(findings, offer.at, std::move(made));
}

}  // namespace drydock
