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

ListingRecord& listing_of(Platform& p, SeatIndex shop, const Place& place) {
  const std::string& name = (*p.seat.directory)[shop].name;
  const std::string id = name + "/" + place.item + "/" + place.location;
  if (auto* known = p.listings.find(id)) return *known;
  ListingRow row;
  row.shop = name;
  row.item = place.item;
  row.location = place.location;
  return p.listings.add(id, std::move(row));
}

namespace {

void keep(Platform& p, Place& place, Place&) { p.journal.touch(place); }
void keep(Platform& p, Place& place, ListingRecord& listing) {
  p.journal.touch(place);
  p.journal.touch(listing);
}

template <class Listing>
void send_set(Platform& p, SeatIndex shop, Place& place, Listing& listing) {
  const std::string key = place.item + "/" + place.location;
  AvailabilitySet set;
  set.item = place.item;
  set.location = place.location;
  set.quantity = p.inventory.promisable(place);
  set.version = ++place.version;
  set.compare_version = listing.shown_version;
  set.as_of = p.workers.oldest().value_or(p.now());
  listing.sent_version = set.version;
  listing.publishing = true;
  keep(p, place, listing);
  NewCall call{
      .to = shop, .body = Payload::of(set), .idempotency_key = key + "/" + std::to_string(set.version), .subject = key};
  call.journaled = false;  // the position itself says what the shop must hear
  p.call(std::move(call), Cause{{}, key, {}});
}

template <class Listing>
void publish(Platform& p, SeatIndex shop, Place& place, Listing& listing) {
  if (listing.publishing) return;
  if (p.has(Defect::marketplace_not_told_of_stock) && shop != p.commerce && listing.shown_version > 0) return;
  const bool doubtful = listing.shown_version == 0 || listing.sent_version != listing.shown_version;
  if (doubtful || p.inventory.promisable(place) != listing.shown_quantity) send_set(p, shop, place, listing);
}

}  // namespace

// One set is on its way per position and shop; what changes meanwhile is found when it is answered, so only the newest
// is sent.
void publish_availability(Platform& p) {
  for (Place* place : p.inventory.take_changed()) {
    if (!p.masters.knows(place->item)) continue;
    for (const SeatIndex shop : p.shops)
      with_listing(p, shop, *place, [&](auto& listing) { publish(p, shop, *place, listing); });
  }
}

void availability_answered(Platform& p, SeatIndex shop, const AvailabilitySet& set) {
  Place* place = p.inventory.at(set.item, set.location);
  if (place == nullptr) return;
  with_listing(p, shop, *place, [&](auto& listing) {
    listing.publishing = false;
    listing.shown_version = set.version;
    listing.shown_quantity = set.quantity;
    listing.sent_version = set.version;
    p.journal.touch(listing);
  });
  if (p.inventory.promisable(*place) != set.quantity) p.inventory.publish_again(*place);
}

// The shop holds another version than we thought: learn it, and set again.
bool availability_refused(Platform& p, SeatIndex shop, const AvailabilitySet& set, const Problem& problem) {
  Place* place = p.inventory.at(set.item, set.location);
  if (place == nullptr) return false;
  with_listing(p, shop, *place, [&](auto& listing) {
    listing.publishing = false;
    if (!problem.current_version) return;
    listing.shown_version = *problem.current_version;
    listing.shown_quantity = problem.current_quantity.value_or(-1);
    place->version = std::max(place->version, listing.shown_version);
    listing.sent_version = -1;
    keep(p, *place, listing);
  });
  if (!problem.current_version) return false;
  p.inventory.publish_again(*place);
  return true;
}

}  // namespace drydock::pipeline
