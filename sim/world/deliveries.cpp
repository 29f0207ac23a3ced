// An event's way: one attempt of a transport to deliver it, and the answer back to the transport.
#include <cassert>

#include "sim/world/core.hpp"

namespace drydock {
namespace {

// Ids of deliveries share the space of request ids; no seat lives that often.
constexpr std::uint16_t delivery_incarnation = 0xffff;

}  // namespace

Duration VirtualWorldCore::attempt(std::uint32_t channel, DeliveryAttempt what) {
  const ChannelSpec& spec = channels_[channel].spec;
  const std::uint32_t index = parcels_.take();
  Parcel& parcel = parcels_[index];
  parcel.id = {{spec.publisher, delivery_incarnation, ++seats_[spec.publisher].deliveries}};
  parcel.type = what.event->type;
  parcel.from = spec.publisher;
  parcel.to = spec.subscriber;
  parcel.is_event = true;
  parcel.copy = parcel.corrupt = parcel.received = parcel.had_effect = false;
  parcel.fetched = what.fetched;
  parcel.wire = {};
  parcel.drift = Drift::none;
  parcel.signature = Signature::valid;
  parcel.version = 1;
  parcel.direct = link(spec.publisher, spec.subscriber).direct;
  parcel.holders = 1;
  parcel.attempt = what.attempt;
  parcel.key = business_key(*parcel.type, what.event->data);
  parcel.body = what.event->data;
  parcel.headers = what.event->headers;
  parcel.delivery = std::move(what.delivery_id);
  parcel.event = std::move(what.event);
  parcel.channel = channel;
  parcel.token = what.token;
  parcel.body_hash = parcel.reply_hash = 0;
  return send_delivery(index);
}

// Returns how long it is held back before it leaves.
Duration VirtualWorldCore::send_delivery(std::uint32_t index) {
  Parcel& parcel = parcels_[index];
  const LegFate found = fate(parcel, LegKind::event);
  for (const LegFate::Copy& copy : found.copies) copy_delivery(parcel, copy);
  const Duration way = latency(parcel, LegKind::event) + found.hold;
  if (found.forged != Signature::valid) forge_beside(parcel, found.forged, way);
  if (found.lose || found.black_hole) {
    drop(index);  // the transport's own timeout sees to it
  } else if (found.refuse) {
    answer_after(index, Settlement::nack(0), way);
  } else if (found.status) {
    const auto kind = found.retry_after ? Settlement::Kind::retry_after : Settlement::Kind::nack;
    answer_after(index, {kind, found.retry_after.value_or(Duration{}), *found.status}, way + found.delay);
  } else {
    parcel.corrupt = found.corrupt;
    if (found.drift == Drift::unknown_field) parcel.drift = found.drift;
    if (found.drift > Drift::unknown_field) tell_beside(parcel, found.drift, way + found.delay);
    add(now_ + way + found.delay, {What::delivery_arrives, 0, parcel.to, index, 0});
  }
  return found.hold;
}

// Another event, of which its publisher knows nothing: no transport waits for an answer.
void VirtualWorldCore::forge_beside(const Parcel& original, Signature signature, Duration way) {
  const std::uint32_t index = parcels_.take();
  Parcel& parcel = parcels_[index];
  parcel = original;
  parcel.id.counter = ++seats_[original.from].deliveries;
  parcel.copy = true;
  parcel.holders = 1;
  parcel.attempt = 1;
  parcel.signature = signature;
  auto event = std::make_shared<Publication>(*original.event);
  event->id += signature == Signature::foreign ? "/foreign" : "/forged";
  parcel.delivery = event->id + "~1";
  parcel.event = std::move(event);
  add(now_ + way, {What::delivery_arrives, 0, parcel.to, index, 0});
}

void VirtualWorldCore::copy_delivery(const Parcel& original, const LegFate::Copy& copy) {
  const std::uint32_t index = parcels_.take();
  Parcel& parcel = parcels_[index];
  parcel = original;
  parcel.id.counter = ++seats_[original.from].deliveries;
  parcel.copy = true;
  parcel.holders = 1;
  if (copy.new_delivery_id) {
    parcel.delivery = channels_[parcel.channel].courier->another_delivery_id(parcel.token);
    parcel.attempt = 1;
  }
  add(now_ + copy.after, {What::delivery_departs, 0, parcel.from, index, 0});
}

void VirtualWorldCore::delivery_arrives(std::uint32_t index) {
  Parcel& parcel = parcels_[index];
  SeatState& subscriber = seats_[parcel.to];
  if (!subscriber.up()) return answer_after(index, Settlement::nack(0), latency(parcel, LegKind::reply));
  if (parcel.drift != Drift::none) drift(parcel);
  if (parcel.corrupt) damage(parcel);
  admit(subscriber, index);
}

void VirtualWorldCore::settle(SeatState& seat, RequestId id, Settlement settlement) {
  const std::uint32_t* found = seat.work.find(id.value());
  if (found == nullptr) return;  // of an earlier incarnation
  const std::uint32_t index = *found;
  Parcel& parcel = parcels_[index];
  if (!parcel.is_event) {
    assert(false && "a request is answered by reply");
    return;
  }
  parcel.settlement = settlement;
  parcel.fault = {};
  finish(seat, id.value(), parcel);
  emit_settlement(parcel);
  send_answer(index);
}

void VirtualWorldCore::send_answer(std::uint32_t index) {
  Parcel& parcel = parcels_[index];
  if (parcel.copy) return drop(index);  // no transport waits for it
  const LegFate found = fate(parcel, LegKind::reply);
  if (found.lose || found.black_hole) return drop(index);
  answer_after(index, parcel.settlement, latency(parcel, LegKind::reply) + found.delay);
}

void VirtualWorldCore::answer_after(std::uint32_t index, Settlement settlement, Duration after) {
  parcels_[index].settlement = settlement;
  add(now_ + after, {What::answer_arrives, 0, parcels_[index].from, index, 0});
}

void VirtualWorldCore::answer_arrives(std::uint32_t index) {
  const Parcel& parcel = parcels_[index];
  if (!parcel.copy) channels_[parcel.channel].courier->answered(parcel.token, parcel.attempt, parcel.settlement);
  drop(index);
}

}  // namespace drydock
