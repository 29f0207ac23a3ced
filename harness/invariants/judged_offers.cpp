#include "harness/invariants/judged_offers.hpp"

#include <algorithm>
#include <limits>

#include "contracts/canonical/availability.hpp"
#include "harness/invariants/clocks.hpp"
#include "harness/invariants/text.hpp"

namespace drydock {

JudgedOffers::JudgedOffers(const Courtroom& room, Places& places, const ItemTerms& terms)
    : pipeline_(room.seat("pipeline")),
      staleness_(room.plan->bounds.availability_staleness),
      places_(places),
      inputs_(room, places),
      terms_(terms),
      declared_clock_error_(declared_clock_error(*room.plan)) {}

void JudgedOffers::see(const Record& record) {
  ripe_.clear();
  ripen(record.t);
  inputs_.see(record);
  const bool asks = record.kind == RecordKind::request && record.to == pipeline_ && record.body != nullptr;
  if (asks && record.body->as<AvailabilityQuery>() != nullptr) asked_[record.request.value()] = record.t;
  if (record.kind == RecordKind::reply && record.from == pipeline_) answered(record);
}

void JudgedOffers::finish() {
  if (std::exchange(finished_, true)) return;
  ripe_.clear();
  ripen(Instant{std::numeric_limits<std::int64_t>::max()});
}

void JudgedOffers::ripen(Instant now) {
  for (; !waiting_.empty() && waiting_.front().at + AtpInputs::patience <= now; waiting_.pop_front()) {
    JudgedOffer& offer = ripe_.emplace_back(std::move(waiting_.front()));
    offer.free = free(offer, offer.as_of - declared_clock_error_);
    offer.declared = sellable(offer, offer.as_of - declared_clock_error_);
    offer.acknowledged = sellable(offer, offer.asked);
  }
}

void JudgedOffers::answered(const Record& record) {
  const Instant* asked = asked_.find(record.request.value());
  if (asked == nullptr) return;
  const auto* answer = record.body == nullptr ? nullptr : record.body->as<AvailabilityAnswer>();
  if (answer != nullptr && record.status < 300)
    for (const Offer& offer : answer->offers)
      waiting_.push_back({record.n,
                          *asked,
                          record.t,
                          answer->as_of,
                          std::string(record.key),
                          places_.number(offer.item, offer.location),
                          offer.quantity,
                          {},
                          {},
                          {}});
  asked_.erase(record.request.value());
}

std::optional<AtpInputs::Range> JudgedOffers::free(const JudgedOffer& offer, Instant since) {
  return inputs_.free_between(offer.place, since - staleness_, std::max(offer.at, offer.as_of));
}

std::optional<AtpInputs::Range> JudgedOffers::sellable(const JudgedOffer& offer, Instant since) {
  const auto units = free(offer, since);
  if (!units) return std::nullopt;
  const Instant from = since - staleness_;
  const Instant until = std::max(offer.at, offer.as_of);
  return AtpInputs::Range{terms_.least(offer.place, units->least, from, until),
                          terms_.most(offer.place, units->most, from, until)};
}

std::string in_words(const AtpInputs::Range& range) {
  return range.least == range.most ? text(range.least) : text("between ", range.least, " and ", range.most);
}

}  // namespace drydock
