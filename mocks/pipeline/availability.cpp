// The availability flow: what could be promised now, and what the shop shows.
#include "mocks/pipeline/flows.hpp"

namespace drydock::pipeline {

namespace {

// How long an answer is kept; zero: no answer is.
Duration cache_life(const Platform& p) {
  const bool forgetful =
      p.has(Defect::availability_cache_ignores_reservations) || p.has(Defect::availability_cache_outlives_bound);
  return forgetful ? minutes(1) : p.settings.cache_age;
}

// What was answered of a place before, for as long as the cache thinks that it holds.
std::int64_t cached_offer(Platform& p, const Place& place, AvailabilityAnswer& answer) {
  CachedOffer& cached = p.offer_cache[place.item + "/" + place.location];
  const bool moved =
      p.has(Defect::availability_cache_ignores_reservations) && cached.unrestricted != place.unrestricted;
  if (cached.at.us == 0 || moved || p.now() - cached.at > cache_life(p))
    cached = {p.now(), place.unrestricted, p.inventory.promisable(place)};
  if (!p.has(Defect::availability_cache_ignores_reservations)) answer.as_of = std::min(answer.as_of, cached.at);
  return cached.quantity;
}

std::int64_t offer_of(Platform& p, const Place& place, AvailabilityAnswer& answer) {
  return cache_life(p).us > 0 ? cached_offer(p, place, answer) : p.inventory.promisable(place);
}

}  // namespace

void answer_availability(Platform& p, const Received& received, const AvailabilityQuery& query) {
  AvailabilityAnswer answer;
  answer.as_of = p.workers.oldest().value_or(p.now());
  answer.offers.reserve(query.items.size() * p.masters.nodes().size());
  for (const ItemQuantity& asked : query.items) {
    const bool known = p.inventory.sells(asked.item);
    for (std::size_t node = 0; node < p.masters.nodes().size(); ++node) {
      const std::int64_t quantity = known ? offer_of(p, p.inventory.at(asked.item, node), answer) : 0;
      answer.offers.push_back({asked.item, p.masters.nodes()[node].location.location, quantity});
    }
  }
  p.io->reply(received.id, {200, Payload::of(std::move(answer)), {}});
}

namespace {

void send_set(Platform& p, Place& place) {
  const std::string key = place.item + "/" + place.location;
  AvailabilitySet set;
  set.item = place.item;
  set.location = place.location;
  set.quantity = p.inventory.promisable(place);
  set.version = ++place.version;
  set.compare_version = place.shown_version;
  set.as_of = p.workers.oldest().value_or(p.now());
  place.sent_version = set.version;
  place.publishing = true;
  p.journal.touch(place);
  NewCall call{.to = p.commerce,
               .body = Payload::of(set),
               .idempotency_key = key + "/" + std::to_string(set.version),
               .subject = key};
  call.journaled = false;  // the position itself says what the shop must hear
  p.call(std::move(call), Cause{{}, key, {}});
}

}  // namespace

// One set is on its way per position; what changes meanwhile is found when it is answered, so only the newest is sent.
void publish_availability(Platform& p) {
  for (Place* place : p.inventory.take_changed()) {
    if (p.commerce == no_seat || place->publishing || !p.masters.knows(place->item)) continue;
    const bool doubtful = place->shown_version == 0 || place->sent_version != place->shown_version;
    if (doubtful || p.inventory.promisable(*place) != place->shown_quantity) send_set(p, *place);
  }
}

void availability_answered(Platform& p, const AvailabilitySet& set) {
  Place* place = p.inventory.at(set.item, set.location);
  if (place == nullptr) return;
  place->publishing = false;
  place->shown_version = set.version;
  place->shown_quantity = set.quantity;
  place->sent_version = set.version;
  p.journal.touch(*place);
  if (p.inventory.promisable(*place) != set.quantity) p.inventory.publish_again(*place);
}

// The shop holds another version than we thought: learn it, and set again.
bool availability_refused(Platform& p, const AvailabilitySet& set, const Problem& problem) {
  Place* place = p.inventory.at(set.item, set.location);
  if (place == nullptr) return false;
  place->publishing = false;
  if (!problem.current_version) return false;
  place->shown_version = *problem.current_version;
  place->shown_quantity = problem.current_quantity.value_or(-1);
  place->version = std::max(place->version, place->shown_version);
  place->sent_version = -1;
  p.journal.touch(*place);
  p.inventory.publish_again(*place);
  return true;
}

}  // namespace drydock::pipeline
